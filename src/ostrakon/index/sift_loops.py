"""Which of many texts may cover a listed name, in one compiled loop: all the others need not be looked at.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).

A text passes where the shares of some listed name that its words cover add up to what `filtering.covering` asks of a
stretch, whatever stands between them; every stretch is a part of its text, so that none is lost. Here is what words
lead to, alone and together; `sift_word_loops` reads them, `sift_sum_loops` adds up, `sift_way_loops` says in which way.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,operator,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.coverage import CONSONANTS_LIKENESS, CONSONANTS_MIN, NEAR_MIN
from ostrakon.index.sift_sum_loops import SLACK, added
from ostrakon.index.sift_word_loops import row_of, split
from ostrakon.index.sifted import (
    APART,
    END,
    JOINED_MAX,
    LOOSE,
    MAY,
    NOTHING,
    SPELT_MAX,
    Memo,
    SiftIndex,
    SiftRoom,
)
from ostrakon.index.spelled_loops import bones_of
from ostrakon.index.word_loops import consonants, listed_word
from ostrakon.native.pointers import pointer_to

u1, u4, u8, i4, i8, f4 = (pointer_to(np.dtype(kind)) for kind in ("u1", "u4", "u8", "i4", "i8", "f4"))
_APART_STEP = APART // 3 * 2


def sift(
    texts: int, size: int, flags: int, acronym: int, index: int, memo: int, room: int, least: float, bits: float
) -> None:  # fmt: skip
    """For each text in which ways it may cover a listed name: flags of `sifted`, all where it cannot be read here.

    Args:
        texts, size: ASCII texts, each with `END` after it, and how many bytes they are. flags: one byte a text.
        acronym: letters of the shortest acronym that is looked for.
        index, memo, room: addresses of the arrays of `SiftIndex`, `Memo` and `SiftRoom`.
        least, bits: `covering.COVERED_MIN` and `BITS_MIN`.
    """
    at = i8(index)
    listed = SiftIndex(
        u1(at[0]), u4(at[1]), u4(at[2]), u4(at[3]), u4(at[4]),
        u1(at[5]), u4(at[6]), u4(at[7]), u4(at[8]), u4(at[9]),
        u4(at[10]), u4(at[11]), u4(at[12]),
        u1(at[13]), u4(at[14]), u4(at[15]), u4(at[16]), u4(at[17]), u4(at[18]),
        f4(at[19]), f4(at[20]), f4(at[21]), f4(at[22]), u4(at[23]), u4(at[24]), u8(at[25]), u8(at[28]), i4(at[26]),
        i8(at[27])[0], i8(at[27])[1], i8(at[27])[2], i8(at[27])[3], acronym,
    )  # fmt: skip
    at = i8(memo)
    known = Memo(
        i4(at[0]), u1(at[1]), i4(at[2]), i4(at[3]), i4(at[4]), i4(at[5]), i4(at[6]), i4(at[7]), f4(at[8]), u1(at[9]),
        i4(at[10]), f4(at[11]), i4(at[12]), i4(at[13]), i8(at[14]),
        i8(at[15])[0], i8(at[15])[1], i8(at[15])[2], i8(at[15])[3],
    )  # fmt: skip
    at = i8(room)
    space = SiftRoom(
        i4(at[0]),
        u1(at[1]),
        f4(at[2]),
        i4(at[3]),
        f4(at[4]),
        i4(at[5]),
        f4(at[6]),
        f4(at[7]),
        u1(at[8]),
        u1(at[9]),
        u8(at[10]),
        i4(at[11]),
        i4(at[12]),
        i4(at[13]),
        i4(at[14]),
        i8(at[15])[0],
    )
    given, out = u1(texts), u1(flags)
    text, start = 0, 0
    for end in range(size):
        if given[end] == END:
            out[text] = _read(given, start, end, listed, known, space, np.float32(least), np.float32(bits))
            start = end + 1
            text += 1


@njit(nogil=True, error_model="numpy")
def _read(text: Any, start: int, end: int, index: Any, memo: Any, room: Any, least: float, bits: float) -> int:
    """What one text is: its words are split and looked up, then added up."""
    words = split(text, start, end, index, memo, room)
    if words < 0 or room.said[0] != 0:
        return MAY
    room.said[1] = 1 if end > start and text[start] == LOOSE else 0
    begin, found = 0, NOTHING
    while begin == 0 or begin < words - (APART - _APART_STEP):
        found |= _covers(begin, min(begin + APART, words), words, index, memo, room, least, bits)
        if found == MAY:
            return MAY
        begin += _APART_STEP
    return found


@njit(nogil=True, error_model="numpy")
def _covers(first: int, last: int, words: int, index: Any, memo: Any, room: Any, least: float, bits: float) -> int:
    """In which ways the words `first … last` of so many may cover enough of a listed name."""
    worth = np.float32(0.0)
    features = 0
    for place in range(first, last):
        row = room.row[place]
        worth += memo.worth[row]
        begin = np.int64(memo.feats_at[row])
        for at in range(begin, begin + np.int64(memo.feats_size[row])):
            features = _take(np.int64(memo.feature[at]), memo.gain[at], features, place, place, room)
        if place + 1 < last:
            features, more = _together(row, room.row[place + 1], place, features, index, memo, room)
            worth += more
            if room.gap[place] != 0 and features >= 0:
                features, more = _glued(row, room.row[place + 1], place, features, index, memo, room)
                worth += more
        if features < 0:
            return _forget(-features - 1, room, MAY)
    if worth < bits - SLACK:
        return _forget(features, room, NOTHING)
    return _forget(features, room, added(features, words, index, memo, room, least, bits))


@njit(nogil=True, error_model="numpy", forceinline=True)
def _forget(features: int, room: Any, found: int) -> int:
    for place in range(features):
        room.best[room.touched[place]] = np.float32(0.0)
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _take(feature: int, gain: float, features: int, first: int, last: int, room: Any) -> int:
    """Note the best gain of a feature, and the first and the last word that lead to it; how many there are."""
    if gain <= 0:
        return features
    if room.best[feature] == 0:
        room.touched[features] = feature
        room.feature_first[feature] = first
        features += 1
    room.feature_last[feature] = last  # words come in their order
    room.best[feature] = max(room.best[feature], gain)
    return features


@njit(nogil=True, error_model="numpy")
def _together(one: int, other: int, first: int, features: int, index: Any, memo: Any, room: Any) -> Any:
    """`Coverage.together`: features of two neighbouring words written as one, and what they are worth."""
    worth = np.float32(0.0)
    size = _run_on(memo.text_at, memo.text_size, one, other, memo, room)
    if size >= NEAR_MIN:
        number = listed_word(room.lowered, 0, size, index)
        if number >= 0:
            gain = np.float32(index.rarity[number] * index.rarity[number])
            features = _take(number, gain, features, first, first + 1, room)
            worth += gain
    if size > JOINED_MAX:
        return features, worth
    bones = bones_of(room.lowered, 0, size, room.lowered, 3 * SPELT_MAX)
    features, worth = _boned(3 * SPELT_MAX, bones, first, features, worth, index, room)
    bones = _run_on(memo.bones_at, memo.bones_size, one, other, memo, room)
    return _boned(0, bones, first, features, worth, index, room)


@njit(nogil=True, error_model="numpy")
def _boned(at: int, bones: int, first: int, features: int, worth: float, index: Any, room: Any) -> Any:
    if bones >= CONSONANTS_MIN:
        feature = consonants(room.lowered, at, at + bones, index)
        if feature >= 0:
            gain = np.float32(CONSONANTS_LIKENESS * index.rarity[feature] * index.rarity[feature])
            features = _take(feature, gain, features, first, first + 1, room)
            worth += gain * index.worth[feature]
    return features, worth


@njit(nogil=True, error_model="numpy")
def _glued(one: int, other: int, first: int, features: int, index: Any, memo: Any, room: Any) -> Any:
    """The words on both sides of a border written as one; -n where that one cannot be remembered."""
    size = _run_on(memo.text_at, memo.text_size, one, other, memo, room)
    if size > SPELT_MAX:
        return -features - 1, np.float32(0.0)
    row = row_of(room.lowered, 0, size, index, memo)
    if row < 0:
        return -features - 1, np.float32(0.0)
    begin = np.int64(memo.feats_at[row])
    for at in range(begin, begin + np.int64(memo.feats_size[row])):
        features = _take(np.int64(memo.feature[at]), memo.gain[at], features, first, first + 1, room)
    return features, memo.worth[row]


@njit(nogil=True, error_model="numpy")
def _run_on(at: Any, size: Any, one: int, other: int, memo: Any, room: Any) -> int:
    """Put the letters of two words into `room.lowered`, one behind the other; how many there are."""
    count = 0
    for row in (one, other):
        start = np.int64(at[row])
        for place in range(np.int64(size[row])):
            room.lowered[count] = memo.letters[start + place]
            count += 1
    return count
