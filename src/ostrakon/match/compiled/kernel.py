"""The one compiled entry: names of queries, each against many listed names."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.match.compiled.beside import NEEDS
from ostrakon.match.compiled.beside_loops import spare
from ostrakon.match.compiled.calls import ACCOUNT, ACRONYM, ALL, COUNT, DOCUMENTS, QUERY, ROW_BYTES, SPARED
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
    rows: int,
    least: int,
    count: int,
    lists: int,
    table: int,
    space: int,
    room: int,
    documents: int,
    bits: int,
    sizes: int,
) -> None:
    """Compare names of queries with listed names. Everything is given by its address.

    Args:
        rows, least, count: of each query a row of `calls.Call`, and the bits of a listed name that count: names that
            cannot reach them may get minus infinity.
        lists, table, space: `Lists`, `Table` and the `Space` of this thread.
        room: for the numbers of the listed names of one query.
        documents, bits: written: the listed names of one query after the other's, and their bits.
        sizes: written: how many these are of each query.
    """
    listed = pointed_lists(lists)
    weights = pointed_table(table)
    working = pointed_space(space)
    best = letters_max(weights)
    written = 0
    for place in range(count):
        row = i8(rows + place * ROW_BYTES)
        found = _one(
            row, f8(least)[place], best, pointed_query(row[QUERY], space), listed, weights, working, i8(room),
            i8(documents + 8 * written), f8(bits + 8 * written),
        )  # fmt: skip
        i8(sizes)[place] = found
        written += found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _one(
    row: Any, least: float, best: float, asked: Any, lists: Any, table: Any, space: Any, room: Any, documents: Any,
    bits: Any,
) -> int:  # fmt: skip
    """One query against its listed names; how many were written."""
    write_masks(space.masks, asked)
    set_masks(space.whole, 0, asked.whole, 0, asked.whole_length)
    count, spared, acronyms = row[COUNT], row[SPARED], row[ACRONYM]
    numbers, is_one, needs = i8(row[DOCUMENTS]), u1(acronyms), bits
    if spared != 0:
        for k in range(count):
            room[k] = numbers[k]
        numbers, needs = room, f8(i8(spared)[NEEDS])
        count = spare(numbers, count, spared, asked, table, needs) if acronyms == 0 else _all(count, needs)
    known, written = 0, 0
    bounds = bounds_of(asked, table)
    for k in range(count):
        _ask_ahead(k, count, numbers, lists, space)
        document = numbers[k]
        start = np.int64(lists.doc_off[document])
        size = np.int64(lists.doc_off[document + 1]) - start
        known = _fetch(start, size, known, space, asked, lists, table)
        is_acronym = acronyms != 0 and is_one[k] != 0
        bound = max(least, needs[k]) if spared != 0 else least
        told_off = bounds.sure and row[ACCOUNT] == 0 and not is_acronym and bound > -np.inf
        if told_off and below(document, start, size, bound, bounds, space, asked, lists, table):
            found = -np.inf
        else:
            found = _compared(document, start, size, is_acronym, bound, best, space, asked, lists, table)
        if row[ACCOUNT] != 0:
            _write(k, pointed_account(row[ACCOUNT]), space, asked.words_count)
        if found >= least or row[ALL] != 0:
            documents[written], bits[written] = document, found
            written += 1
    for place in range(known):
        space.slot[space.seen[place]] = -1
    return written


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
