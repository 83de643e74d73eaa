"""The one compiled entry: a query's name against many listed names."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.match.compiled.beside import LEFT, NEEDS
from ostrakon.match.compiled.beside_loops import spare
from ostrakon.match.compiled.ceiling import below, bounds_of, note
from ostrakon.match.compiled.distances import set_masks
from ostrakon.match.compiled.layout import PARTS
from ostrakon.match.compiled.pairs import join, lay_out, pair
from ostrakon.match.compiled.pointed import (
    f8,
    i8,
    pointed_account,
    pointed_lists,
    pointed_query,
    pointed_space,
    pointed_table,
    u1,
)
from ostrakon.match.compiled.proportioned import letters_max, proportion, proportion_of_letters
from ostrakon.match.compiled.state import LISTED
from ostrakon.match.compiled.tallies import forgive_cut, left_open, take_all, tally
from ostrakon.match.compiled.wholes import judge
from ostrakon.match.compiled.words import level_of, write_masks
from ostrakon.match.proportions import SIZES
from ostrakon.native.pointers import record, soon

_NAMES_AHEAD, _WORDS_AHEAD, _RECORDS_AHEAD = 12, 8, 4
"""How many names before it is compared each part of a listed name is asked for."""
_PARTS, _TABLES = len(PARTS), len(SIZES)


def compare(
    documents: int,
    count: int,
    acronym: int,
    acronyms: int,
    query: int,
    lists: int,
    table: int,
    space: int,
    bits: int,
    least: float,
    full: int,
    account: int,
    spared: int,
) -> None:
    """Compare the query's name with listed names. Everything is given by its address.

    Args:
        documents, count: numbers of the listed names; with `spared`, those that were compared stand here afterwards.
        acronym, acronyms: which of them the query is an acronym of; none where `acronyms` is 0, else `count` of them.
        query: `asked.Asking`. lists, table, space: `Lists`, `Table` and the `Space` of this thread.
        bits: written: bits of each listed name. least: names that cannot reach it may get minus infinity.
        full: 1 where the account is wanted too. account: the `Account` of the names.
        spared: address of the facts that may spare names (`sparing.Sparing.block`), 0 for none; how many names were
            compared is written to its last place.
    """
    asked = pointed_query(query, space)
    listed = pointed_lists(lists)
    weights = pointed_table(table)
    room = pointed_space(space)
    numbers, is_one, out = i8(documents), u1(acronym), f8(bits)
    write_masks(room.masks, asked)
    set_masks(room.whole, 0, asked.whole, 0, asked.whole_length)
    best = letters_max(weights)
    known = 0
    bounds = bounds_of(asked, weights)
    needs = f8(bits)
    if spared != 0:
        needs = f8(i8(spared)[NEEDS])
        count = spare(numbers, count, spared, asked, weights, needs) if acronyms == 0 else _all(count, needs)
        i8(spared)[LEFT] = count
    for k in range(count):
        _ask_ahead(k, count, numbers, listed, room)
        document = numbers[k]
        start = np.int64(listed.doc_off[document])
        size = np.int64(listed.doc_off[document + 1]) - start
        known = _fetch(start, size, known, room, asked, listed, weights)
        is_acronym = acronyms > 0 and is_one[k] != 0
        bound = max(least, needs[k]) if spared != 0 else least
        told_off = bounds.sure and full == 0 and not is_acronym and bound > -np.inf
        if told_off and below(document, start, size, bound, bounds, room, asked, listed, weights):
            out[k] = -np.inf
            continue
        out[k] = _compared(document, start, size, is_acronym, bound, best, room, asked, listed, weights)
        if full != 0:
            _write(k, pointed_account(account), room, asked.words_count)
    for place in range(known):
        room.slot[room.seen[place]] = -1


@njit(nogil=True, error_model="numpy", forceinline=True)
def _all(count: int, needs: Any) -> int:
    """No name is spared, and none needs more than the others."""
    for place in range(count):
        needs[place] = -np.inf
    return count


@njit(nogil=True, error_model="numpy", forceinline=True)
def _ask_ahead(k: int, count: int, numbers: Any, lists: Any, space: Any) -> None:
    """Ask for what the names after the one at `k` will need: nothing of it lies near another's.

    First where a name stands, then its words by number, then these words, so that each is there when the next is asked.
    """
    if k + _NAMES_AHEAD < count:
        document = numbers[k + _NAMES_AHEAD]
        soon(lists.doc_off, document)
        soon(lists.doc_whole, document)
    if k + _WORDS_AHEAD < count:
        start = np.int64(lists.doc_off[numbers[k + _WORDS_AHEAD]])
        soon(lists.doc_tok, start)
        soon(lists.doc_kind, start)
        soon(lists.doc_pair, start)
    if k + _RECORDS_AHEAD < count:
        document = numbers[k + _RECORDS_AHEAD]
        for place in range(np.int64(lists.doc_off[document]), np.int64(lists.doc_off[document + 1])):
            soon(space.slot, np.int64(lists.doc_tok[place]))
            soon(lists.words, np.int64(lists.doc_tok[place]))


@njit(nogil=True, error_model="numpy", forceinline=True)
def _fetch(start: int, size: int, known: int, space: Any, query: Any, lists: Any, table: Any) -> int:
    """Note the words of a listed name and work the levels of new ones out; the number of words known now."""
    for t in range(size):
        token = np.int64(lists.doc_tok[start + t])
        space.token[t] = token
        if space.slot[token] >= 0:
            continue
        theirs = record(lists.words, token)
        for i in range(query.words_count):
            space.levels[known * query.words_count + i] = level_of(i, theirs, space.masks, query, lists, space.reached)
        space.joined[known] = 0
        for j in range(query.joins_count):
            if record(query.joins, j).sound == theirs.sound:
                space.joined[known] = 1
        note(known, theirs, space, query, table)
        space.slot[token] = known
        space.seen[known] = token
        known += 1
    return known


@njit(nogil=True, error_model="numpy", forceinline=True)
def _compared(
    document: int, start: int, size: int, acronym: bool, least: float, best: float, space: Any, query: Any, lists: Any,
    table: Any,
) -> float:  # fmt: skip
    """Bits of one listed name; minus infinity where letters that give `best` would not bring it to `least`."""
    for place in range(_PARTS):
        space.parts[place] = 0.0
    for i in range(query.words_count):
        space.joins[i * 4 + 1] = 0
        space.bits[i], space.shared[i], space.join_bits[i] = 0.0, 0.0, 0.0
    pairs = lay_out(document, start, size, space, query, lists, table)
    total = join(start, size, space, query, lists, table)
    total += pair(pairs, space)
    if acronym:
        take_all(size, space, query)
    if query.truncated:
        forgive_cut(size, space, query)
    total += left_open(size, space, query)
    found = tally(size, space, query, lists)
    nothing_open = found.open_query + found.open_listed + found.numbers + found.numbers_missing == 0
    complete = found.core_answered > 0 and nothing_open and not acronym
    judge(document, size, acronym, complete, found, space, query, lists, table)
    proportion(document, complete, found, space, query, lists, table)
    for place in range(_PARTS):
        total += space.parts[place]
    if total + best < least:
        return -np.inf
    return total + proportion_of_letters(document, size, space, query, lists, table)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _write(k: int, account: Any, space: Any, n: int) -> None:
    """Copy what was found of one listed name into its row of the account."""
    for i in range(n):
        account.answer[k * n + i], account.level[k * n + i] = space.answer[i], space.level[i]
        account.bits[k * n + i], account.shared[k * n + i] = space.bits[i], space.shared[i]
        account.join_bits[k * n + i] = space.join_bits[i]
        for part in range(4):
            account.joins[(k * n + i) * 4 + part] = space.joins[i * 4 + part]
    for t in range(LISTED):
        account.taken[k * LISTED + t], account.missing[k * LISTED + t] = space.taken[t], space.missing[t]
    for part in range(_PARTS):
        account.parts[k * _PARTS + part] = space.parts[part]
    for table in range(_TABLES):
        account.entries[k * _TABLES + table] = space.entries[table]
