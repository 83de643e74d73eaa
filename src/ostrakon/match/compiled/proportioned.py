"""The whole name in proportion and in parts, compiled: `match.proportions`."""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,var-annotated"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.keys import UNWRITTEN
from ostrakon.index.records import ABJAD
from ostrakon.match.compiled.distances import common_letters, set_masks
from ostrakon.match.compiled.layout import PART
from ostrakon.match.compiled.state import LISTED
from ostrakon.match.grid import CORE, PERSON
from ostrakon.match.proportions import (
    ANCHOR_STEPS,
    ANCHORS,
    ANSWERED_STEPS,
    CLASSES,
    COUNTS,
    GRADES_COUNT,
    LEAST,
    LENGTH_STEPS,
    LETTERS_STEPS,
    ORGANISATION,
    SIZES,
    WORDS_MAX,
)
from ostrakon.native.pointers import record

_WRITTEN = ~np.isin(np.arange(len(CORE)), tuple(UNWRITTEN))
(
    _LETTERS,
    _UNVOWELLED,
    _ANSWERED,
    _ANSWERED_LISTED,
    _WORDS,
    _LENGTH,
    _COMPLETE,
    _ANCHOR,
    _ADDED,
    _OMITTED,
    _DIFFERING,
) = range(len(SIZES))
_FIRST_TABLE = PART["letters"]
_LETTERS_SIZE, _UNVOWELLED_SIZE = SIZES["letters"], SIZES["unvowelled"]
_NOT_UNVOWELLED, _NOT_COMPLETE = SIZES["unvowelled"] - 1, SIZES["complete"] - 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def proportion(document: int, complete: bool, found: Any, space: Any, query: Any, lists: Any, table: Any) -> None:
    """The whole name in proportion and in parts but for its letters, written down."""
    kind = np.int64(lists.doc_class[document])
    person = kind == PERSON
    kind = 1 if kind == CLASSES else kind
    entries, parts = space.entries, space.parts
    entries[_ANSWERED] = step(found.rarity_answered / max(found.rarity, LEAST), ANSWERED_STEPS)
    entries[_ANSWERED_LISTED] = step(found.listed_rarity_answered / max(found.listed_rarity, LEAST), ANSWERED_STEPS)
    entries[_WORDS] = counted(found.core) * WORDS_MAX + counted(found.listed_core)
    entries[_LENGTH] = step(float(query.whole_length), LENGTH_STEPS)
    entries[_COMPLETE] = counted(found.core_answered) * GRADES_COUNT + found.worst if complete else _NOT_COMPLETE
    entries[_ANCHOR] = (2 * (not person) + found.doubtful) * ANCHORS + step(found.anchor, ANCHOR_STEPS)
    entries[_ADDED] = kind * COUNTS + min(found.open_query, WORDS_MAX)
    omitted = found.open_listed - (found.minor.listed_places if kind == ORGANISATION else 0)
    entries[_OMITTED] = kind * COUNTS + min(omitted, WORDS_MAX)
    entries[_DIFFERING] = kind * COUNTS + min(found.open_query, found.open_listed, WORDS_MAX)
    parts[_FIRST_TABLE + _ANSWERED] = table.answered[entries[_ANSWERED]]
    parts[_FIRST_TABLE + _ANSWERED_LISTED] = table.answered_listed[entries[_ANSWERED_LISTED]]
    parts[_FIRST_TABLE + _WORDS] = table.words[entries[_WORDS]]
    parts[_FIRST_TABLE + _LENGTH] = table.length[entries[_LENGTH]]
    parts[_FIRST_TABLE + _COMPLETE] = table.complete[entries[_COMPLETE]]
    parts[_FIRST_TABLE + _ANCHOR] = table.anchor[entries[_ANCHOR]]
    parts[_FIRST_TABLE + _ADDED] = table.added[entries[_ADDED]]
    parts[_FIRST_TABLE + _OMITTED] = table.omitted[entries[_OMITTED]]
    parts[_FIRST_TABLE + _DIFFERING] = table.differing[entries[_DIFFERING]]


@njit(nogil=True, error_model="numpy", forceinline=True)
def letters_max(table: Any) -> float:
    """The most bits that the letters of a whole name can give."""
    letters, unvowelled = table.letters[0], table.unvowelled[0]
    for entry in range(_LETTERS_SIZE):
        letters = max(letters, table.letters[entry])
    for entry in range(_UNVOWELLED_SIZE):
        unvowelled = max(unvowelled, table.unvowelled[entry])
    return letters + unvowelled


@njit(nogil=True, error_model="numpy", forceinline=True)
def proportion_of_letters(document: int, size: int, space: Any, query: Any, lists: Any, table: Any) -> float:
    """Bits of the letters of the whole name, written down."""
    without = False
    for t in range(size):
        without = without or (record(lists.words, space.token[t]).flags & ABJAD) != 0
    letters = step(_letters(document, space, query, lists), LETTERS_STEPS)
    entries, parts = space.entries, space.parts
    entries[_LETTERS] = letters
    entries[_UNVOWELLED] = letters if without != query.abjad else _NOT_UNVOWELLED
    parts[_FIRST_TABLE + _LETTERS] = table.letters[entries[_LETTERS]]
    parts[_FIRST_TABLE + _UNVOWELLED] = table.unvowelled[entries[_UNVOWELLED]]
    return parts[_FIRST_TABLE + _LETTERS] + parts[_FIRST_TABLE + _UNVOWELLED]


@njit(nogil=True, error_model="numpy", forceinline=True)
def _letters(document: int, space: Any, query: Any, lists: Any) -> float:
    """Share of letters in common, in the order given or in that of the list, whichever is more."""
    start, end = np.int64(lists.doc_text_off[document]), np.int64(lists.doc_text_off[document + 1])
    share = _share(space.whole, query.whole_length, lists.doc_text, start, end, space.states)
    if _disordered(space, query):
        length = _move(space, query)
        set_masks(space.moved_masks, 0, space.moved, 0, length)
        share = max(share, _share(space.moved_masks, length, lists.doc_text, start, end, space.states))
    return share


@njit(nogil=True, error_model="numpy", forceinline=True)
def _share(masks: Any, length: int, text: Any, start: int, end: int, states: Any) -> float:
    both = length + end - start
    distance = both - 2 * common_letters(masks, length, text, start, end, states)
    return 1.0 - distance / max(both, 1)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _disordered(space: Any, query: Any) -> bool:
    """Whether the query's words are answered in another order than that of the list."""
    before = -1
    for i in range(query.words_count):
        if space.answer[i] >= 0:
            if space.answer[i] < before:
                return True
            before = space.answer[i]
    return False


@njit(nogil=True, error_model="numpy", forceinline=True)
def _move(space: Any, query: Any) -> int:
    """Write the query as one word in the order of the list; how many letters it has.

    A word that nothing answers one to one stays behind the word that it followed.
    """
    length = 0
    for place in range(-1, LISTED):
        at = -1
        for i in range(query.words_count):
            if space.answer[i] >= 0:
                at = space.answer[i]
            mine = record(query.words, i)
            if at != place or not _WRITTEN[mine.kind]:
                continue
            for letter in range(mine.sound_at, mine.sound_at + mine.sound_length):
                space.moved[length] = query.text[letter]
                length += 1
    return length


@njit(nogil=True, error_model="numpy", forceinline=True)
def counted(words: int) -> int:
    """The step of so many distinguishing words in a table."""
    return min(max(words, 1), WORDS_MAX) - 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def step(value: float, steps: Any) -> int:
    """How many of the rising `steps` are not above `value`."""
    count = 0
    for one in steps:
        if one <= value:
            count += 1
    return count
