"""How many bits a listed name can have at most, by the levels of its words alone: most are told off before any pairing.

Of the names that a query is compared with, nine in ten share one word with it or none. What such a name can have is
known once the levels of its words are: each of its words answers at most once, at its best level, and what nothing can
answer stays open. Only names that could count by that are laid out, paired and judged. Every bound is one from above:
tests hold the two ways against each other.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from ostrakon.index.records import ABJAD
from ostrakon.match.compiled.pairs import shared_rarity
from ostrakon.match.compiled.proportioned import counted, step
from ostrakon.match.grid import CORE, NAMING, PERSON
from ostrakon.match.joining import JOINED_LENGTH_MIN
from ostrakon.match.proportions import (
    ANCHOR_STEPS,
    ANCHORS,
    CLASSES,
    COUNTS,
    GRADE,
    LENGTH_STEPS,
    ORGANISATION,
    SIZES,
    SURE_GRADES,
    WORDS_MAX,
)
from ostrakon.match.weights import LEVEL, STEP
from ostrakon.names.kinds import Kind
from ostrakon.native.pointers import record

_NONE, _EQUAL = LEVEL["none"], LEVEL["equal"]
_CORE, _ORDINARY = int(Kind.CORE), int(Kind.ORDINARY)
_BARE = 62
"""Bit of a word's mask that says that it is written without vowels; a query has fewer words."""
_SLACK = 1.0 / STEP
_ANSWERED, _LISTED = SIZES["answered"], SIZES["answered_listed"]
_COMPLETE, _LETTERS, _UNVOWELLED = SIZES["complete"], SIZES["letters"], SIZES["unvowelled"]


class Bounds(NamedTuple):
    """What holds for all listed names that one query is compared with.

    Attributes:
        sure: whether the bounds hold: of the weights, and of a query in full words with vowels.
        core: distinguishing words of the query, as a mask, and `words`, how many. last, first: its naming words that a
            person's name ends and begins with; -1 for none.
        always: bits that every name may have. complete: those of one of which nothing is left open, beyond them.
        unvowelled: those of one that is written without vowels.
    """

    sure: bool
    core: int
    words: int
    first: int
    last: int
    always: float
    complete: float
    unvowelled: float


class Answers(NamedTuple):
    """What the words of a listed name may answer.

    Attributes:
        together: whether some words of one side may be one of the other, of which no bound is known here.
        mask, touched: words of the query that something may answer; how many words of the list do.
        core, open_listed: distinguishing words of the list; naming ones that answer nothing. first, last: whether its
            first and last naming word answers nothing (1) or something (0); -1 without any.
        gain, beside: bits of all words, and of those that may answer words that do not distinguish.
        rare: the rarity of the rarest that surely agrees.
    """

    together: bool
    mask: int
    touched: int
    core: int
    open_listed: int
    first: int
    last: int
    gain: float
    beside: float
    rare: float


@njit(nogil=True, error_model="numpy", forceinline=True)
def bounds_of(query: Any, table: Any) -> Any:
    """The bounds of a query."""
    core, words, first, last = 0, 0, -1, -1
    for i in range(query.words_count):
        kind = record(query.words, i).kind
        if CORE[kind]:
            core |= 1 << i
            words += 1
        if NAMING[kind]:
            first = i if first < 0 else first
            last = i
    letters = _most(table.letters, 0, _LETTERS)
    always = letters + table.length[step(float(query.whole_length), LENGTH_STEPS)]
    always += _most(table.answered, 0, _ANSWERED) + _most(table.answered_listed, 0, _LISTED) + max(table.single, 0.0)
    complete = max(table.identical, table.identical_single, 0.0) + max(_most(table.complete, 0, _COMPLETE), 0.0)
    unvowelled = max(_most(table.unvowelled, 0, _UNVOWELLED), 0.0)
    sure = not query.abjad and not query.truncated and _falling(table)
    return Bounds(sure, core, words, first, last, always, complete, unvowelled)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _most(values: Any, first: int, last: int) -> float:
    most = values[first]
    for place in range(first + 1, last):
        most = max(most, values[place])
    return most


@njit(nogil=True, error_model="numpy", forceinline=True)
def _falling(table: Any) -> bool:
    """Whether what is left open never gives bits, as the bounds take it."""
    most = max(
        table.contradiction, table.contradiction_rarity, table.contradiction_patronymic, table.contradiction_number,
        table.contradiction_business, table.contradiction_town,
    )  # fmt: skip
    most = max(most, table.contradiction_initial, table.contradiction_given, table.contradiction_half)
    most = max(most, table.missing_first, table.missing_last, table.extra_first, table.extra_last)
    for kind in (_CORE, _ORDINARY):
        base, slope = table.missing_base[kind], table.missing_slope[kind]
        most = max(most, base + _SLACK, base + slope * table.cap[kind] + _SLACK)
    return most <= 0.0


@njit(nogil=True, error_model="numpy", forceinline=True)
def note(slot: int, theirs: Any, space: Any, query: Any, table: Any) -> None:
    """Write down of a word of the list which words of the query it may answer, the most bits that it can have, and the
    most rarity that surely agrees."""
    mask, most, rare = 0, 0.0, 0.0
    for i in range(query.words_count):
        level = np.int64(space.levels[slot * query.words_count + i])
        if level == _NONE:
            continue
        mine = record(query.words, i)
        shared = min(shared_rarity(level, theirs), mine.cap)
        mask |= 1 << i
        most = max(most, table.level_base[level] + max(table.level_slope[level], 0.0) * shared + _SLACK)
        if GRADE[level] < SURE_GRADES:
            rare = max(rare, shared)
    if (theirs.flags & ABJAD) != 0:
        mask |= 1 << _BARE
    space.mask[slot], space.most[slot], space.rare[slot] = mask, most, rare


@njit(nogil=True, error_model="numpy", forceinline=True)
def below(
    document: int, start: int, size: int, least: float, bounds: Any, space: Any, query: Any, lists: Any, table: Any
) -> bool:  # fmt: skip
    """Whether a listed name cannot have `least` bits, whatever of its words answers what."""
    if query.whole_hash != 0 and lists.doc_whole[document] == query.whole_hash:
        return False
    found = _answers(start, size, bounds, space, query, lists)
    if found.together:
        return False
    kind = np.int64(lists.doc_class[document])
    total, hits = _whole(kind, found, bounds, query, table)
    needed = least - _SLACK
    if total + max(found.beside, found.gain) < needed:
        return True
    if kind != PERSON or hits == 0 or total + found.beside >= needed:
        return False
    # As a person's name it is judged by its ends, where any distinguishing word is answered.
    ends = (table.missing_first if found.first == 1 else 0.0) + (table.missing_last if found.last == 1 else 0.0)
    if bounds.first >= 0:
        ends += (1 - ((found.mask >> bounds.first) & 1)) * table.extra_first
        ends += (1 - ((found.mask >> bounds.last) & 1)) * table.extra_last
    return total + found.gain + ends < needed


@njit(nogil=True, error_model="numpy", forceinline=True)
def _answers(start: int, size: int, bounds: Any, space: Any, query: Any, lists: Any) -> Any:
    """What the words of a listed name may answer."""
    mask, touched, core, open_listed, first, last = 0, 0, 0, 0, -1, -1
    gain, beside, rare = 0.0, 0.0, 0.0
    together = False
    for t in range(size):
        slot = np.int64(space.slot[space.token[t]])
        together = together or space.joined[slot] != 0 or _written_together(lists.doc_pair[start + t], query)
        mine, of = space.mask[slot], np.int64(lists.doc_kind[start + t])
        words = mine & ~(1 << _BARE)
        mask |= mine
        core += CORE[of]
        if words != 0:
            touched += 1
            gain += space.most[slot]
            rare = max(rare, space.rare[slot])
            if words & ~bounds.core:
                beside += space.most[slot]
        if NAMING[of]:
            left = int(words == 0)
            open_listed += left
            first = left if first < 0 else first
            last = left
    return Answers(together, mask, touched, core, open_listed, first, last, gain, beside, rare)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _whole(kind: int, found: Any, bounds: Any, query: Any, table: Any) -> Any:
    """The most bits beside those of words that agree, and how many distinguishing words of the query may agree."""
    total = bounds.always + table.words[counted(bounds.words) * WORDS_MAX + counted(found.core)]
    open_query, matched, hits = 0, 0, 0
    for i in range(query.words_count):
        mine = record(query.words, i)
        if (found.mask >> i) & 1:
            matched += 1
            hits += CORE[mine.kind]
        else:
            total += mine.extra
            open_query += NAMING[mine.kind]
    if (found.mask >> _BARE) & 1:
        total += bounds.unvowelled
    if open_query == 0 and found.open_listed == 0:
        total += bounds.complete
    if min(matched, found.touched) > 1:
        total += max(table.order, 0.0)
    differing = min(open_query, found.open_listed)
    total += table.contradiction * differing
    row = COUNTS * (1 if kind == CLASSES else kind)
    total += _from(table.added, row, open_query) + _from(table.differing, row, differing)
    # A country that a company's name leaves out is not counted.
    total += _from(table.omitted, row, 0 if kind in (CLASSES, ORGANISATION) else found.open_listed)
    anchor = 2 * (kind != PERSON) * ANCHORS
    reached = step(found.rare, ANCHOR_STEPS) + 1
    most = _most(table.anchor, anchor + ANCHORS, anchor + ANCHORS + reached)
    if hits == bounds.words:
        most = max(most, _most(table.anchor, anchor, anchor + reached))
    return total + most, hits


@njit(nogil=True, error_model="numpy", forceinline=True)
def _from(table: Any, row: int, count: int) -> float:
    """The most bits of a table for so many words of a row or more."""
    return _most(table, row + min(count, WORDS_MAX), row + COUNTS)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _written_together(pair: Any, query: Any) -> bool:
    """Whether two neighbouring words of the list sound like a word of the query."""
    found = False
    for i in range(query.words_count):
        mine = record(query.words, i)
        found = found or (mine.sound == pair and mine.text_length >= JOINED_LENGTH_MIN)
    return found
