"""The words of a text, and the row of each in the memory of words, in compiled code.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as pointers of `SiftIndex`,
`Memo` and `SiftRoom`.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.hash_loops import short_hash
from ostrakon.index.sifted import ACRONYM_MAX, BORDER, SLOTS, SPELT_MAX
from ostrakon.index.spelled_loops import text_hash
from ostrakon.index.word_loops import learn

_A, _Z, _a, _z, _0, _9, _AND = (ord(letter) for letter in "AZaz09&")
_CASE = _a - _A


@njit(nogil=True, error_model="numpy")
def split(text: Any, start: int, end: int, index: Any, memo: Any, room: Any) -> int:
    """Note the words of a text; how many there are, -1 where they cannot be read here.

    `room.said` says whether one of them is an acronym.
    """
    words, place = 0, start
    room.said[0] = 0
    while place < end:
        first = place
        while place < end and _is_letter(text[place]):
            place += 1
        if place == first:
            place += 1
            if text[first] != _AND:
                continue
        row = -1 if words == room.words_max else _word(text, first, place, index, memo, room)
        if row < 0:
            return -1
        room.row[words] = row
        room.gap[words] = 1 if place < end and text[place] == BORDER else 0
        words += 1
    return words


@njit(nogil=True, error_model="numpy", forceinline=True)
def _is_letter(one: int) -> bool:
    return _a <= one <= _z or _A <= one <= _Z or _0 <= one <= _9


@njit(nogil=True, error_model="numpy")
def _word(text: Any, start: int, end: int, index: Any, memo: Any, room: Any) -> int:
    """Row of a word in the memory; -1 where its letters are no single word for sure, or there is no room."""
    size = end - start
    if size > SPELT_MAX:
        return -1
    upper, lower = False, False
    for place in range(size):
        one = np.int64(text[start + place])
        if _A <= one <= _Z:
            if place > 0 and _a <= text[start + place - 1] <= _z:
                return -1  # words written together, perhaps: `MarineIndustries`
            upper = True
            one += _CASE
        elif _a <= one <= _z:
            lower = True
        room.lowered[place] = one
    if text[start] == _AND:
        size = 3
        room.lowered[0], room.lowered[1], room.lowered[2] = ord("a"), ord("n"), ord("d")
    row = row_of(room.lowered, 0, size, index, memo)
    if row >= 0 and upper and not lower and index.acronym_min <= size <= ACRONYM_MAX and memo.listed[row] == 0:
        room.said[0] |= _is_acronym(room.lowered, size, index, room)
    return row


@njit(nogil=True, error_model="numpy")
def _is_acronym(word: Any, size: int, index: Any, room: Any) -> bool:
    key = short_hash(word, size, room.hashing)
    low, high = 0, index.acronyms
    while low < high:
        middle = (low + high) // 2
        if index.acronym[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low < index.acronyms and index.acronym[low] == key


@njit(nogil=True, error_model="numpy")
def row_of(word: Any, start: int, end: int, index: Any, memo: Any) -> int:
    """Row of a word in lower case; it is learnt where it is new."""
    slot = text_hash(word, start, end) & (SLOTS - 1)
    size = end - start
    while memo.slot[slot] != 0:
        row = np.int64(memo.slot[slot]) - 1
        if memo.text_size[row] == size:
            at = np.int64(memo.text_at[row])
            same = True
            for place in range(size):
                if memo.letters[at + place] != word[start + place]:
                    same = False
                    break
            if same:
                return row
        slot = (slot + 1) & (SLOTS - 1)
    row = np.int64(memo.said[0])
    if row >= memo.rows_max:
        return -1
    row = learn(word, start, end, row, index, memo)
    if row >= 0:
        memo.slot[slot] = row + 1
        memo.said[0] += 1
    return row
