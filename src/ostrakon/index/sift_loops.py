"""Which of many texts may cover a listed name, in one compiled loop: all the others need not be looked at.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).

A text passes where the shares of some listed name that its words cover add up to what `filtering.covering` asks of a
stretch, whatever stands between them; every stretch is a part of its text, so that none is lost. To add up the postings
of all words would take most of the time, and most of these are postings of ordinary words. What words are worth at most
to any name (`SiftIndex.worth`, `most`) tells which of them bring no name over the border by themselves: only the names
of the others are gone through.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,operator,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.coverage import CONSONANTS_LIKENESS, CONSONANTS_MIN, NEAR_MIN
from ostrakon.index.hash_loops import short_hash
from ostrakon.index.sift_ways import lone_ways
from ostrakon.index.sifted import (
    ACRONYM_MAX,
    APART,
    BORDER,
    END,
    JOINED_MAX,
    LOOSE,
    MAY,
    NOTHING,
    SLOTS,
    SPELT_MAX,
    STEPS,
    TWO,
    Memo,
    SiftIndex,
    SiftRoom,
)
from ostrakon.index.spelled_loops import bones_of, text_hash
from ostrakon.index.word_loops import consonants, learn, listed_word
from ostrakon.native.pointers import pointer_to

u1, u4, u8, i4, i8, f4 = (pointer_to(np.dtype(kind)) for kind in ("u1", "u4", "u8", "i4", "i8", "f4"))
_SLACK = np.float32(1e-3)
"""What sums of shares may differ by the order in which they are added, and more."""
_A, _Z, _a, _z, _0, _9, _AND = (ord(letter) for letter in "AZaz09&")
_CASE = _a - _A
_APART_STEP = APART // 3 * 2
_ELSEWHERE = -2
"""In place of the last word that leads to a name, where the name is not asked about."""


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
    words = _split(text, start, end, index, memo, room)
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
def _split(text: Any, start: int, end: int, index: Any, memo: Any, room: Any) -> int:
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
    row = _row_of(room.lowered, 0, size, index, memo)
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
def _row_of(word: Any, start: int, end: int, index: Any, memo: Any) -> int:
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
            return _forget(-features, room, MAY)
    if worth < bits - _SLACK:
        return _forget(features, room, NOTHING)
    return _forget(features, room, _added(features, words, index, memo, room, least, bits))


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
    at, size = 0, 0
    for row in (one, other):
        at = np.int64(memo.text_at[row])
        for place in range(np.int64(memo.text_size[row])):
            room.lowered[size] = memo.letters[at + place]
            size += 1
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
    bones = 0
    for row in (one, other):
        at = np.int64(memo.bones_at[row])
        for place in range(np.int64(memo.bones_size[row])):
            room.lowered[bones] = memo.letters[at + place]
            bones += 1
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
    size = 0
    for row in (one, other):
        at = np.int64(memo.text_at[row])
        for place in range(np.int64(memo.text_size[row])):
            room.lowered[size] = memo.letters[at + place]
            size += 1
    if size > SPELT_MAX:
        return -features - 1, np.float32(0.0)
    row = _row_of(room.lowered, 0, size, index, memo)
    if row < 0:
        return -features - 1, np.float32(0.0)
    begin = np.int64(memo.feats_at[row])
    for at in range(begin, begin + np.int64(memo.feats_size[row])):
        features = _take(np.int64(memo.feature[at]), memo.gain[at], features, first, first + 1, room)
    return features, memo.worth[row]


@njit(nogil=True, error_model="numpy", forceinline=True)
def _step(feature: int, index: Any) -> int:
    """How many listed names hold a feature, by powers of two."""
    count = np.int64(index.post_off[feature + 1]) - np.int64(index.post_off[feature])
    step = 0
    while count > 1 and step < STEPS - 1:
        count >>= 1
        step += 1
    return step


@njit(nogil=True, error_model="numpy")
def _added(features: int, count: int, index: Any, memo: Any, room: Any, least: float, bits: float) -> int:
    """In which ways the shares of some listed name add up to enough."""
    border = _border(features, index, room, least, bits)
    words, bones = np.float32(0.0), np.float32(0.0)
    for place in range(features):
        feature = np.int64(room.touched[place])
        if _step(feature, index) >= border:
            if feature < index.split:
                words += room.best[feature]
            else:
                bones += room.best[feature]
    names = _add(features, 0, border, 0, index, room)
    found = NOTHING
    if _reached(names, words, bones, index, room, least, bits) > 0:
        if border < STEPS:
            # Only with what was left out, perhaps: then it is added, too.
            names = _add(features, border, STEPS, names, index, room)
        reached = _reached(names, np.float32(0.0), np.float32(0.0), index, room, least, bits)
        if reached > 0:
            found = MAY if room.said[1] != 0 else _ways(features, reached, count, index, memo, room)
    for place in range(names):
        room.total[room.document[place]] = np.float32(0.0)
    return found


@njit(nogil=True, error_model="numpy")
def _ways(features: int, reached: int, count: int, index: Any, memo: Any, room: Any) -> int:
    """In which ways names that have enough are covered, by the words that lead to them.

    Args:
        reached: how many they are; they stand first among `room.document`, and have their place in `room.first`.
        count: words of the text.
    """
    for place in range(reached):
        room.first[room.document[place]], room.last[room.document[place]] = count, -1
    for place in range(features):
        feature = np.int64(room.touched[place])
        first, last = room.feature_first[feature], room.feature_last[feature]
        for post in range(np.int64(index.post_off[feature]), np.int64(index.post_off[feature + 1])):
            document = np.int64(index.post_doc[post])
            if room.last[document] != _ELSEWHERE:
                room.first[document] = min(room.first[document], first)
                room.last[document] = max(room.last[document], last)
    found = NOTHING
    for place in range(reached):
        document = np.int64(room.document[place])
        first, last = np.int64(room.first[document]), np.int64(room.last[document])
        if last - first > 1:
            found |= MAY
        elif last > first:
            # A word alone may cover as much as both.
            found |= TWO
            found |= lone_ways(first, count, np.int64(-1), room.total[document], memo, room)
            found |= lone_ways(last, count, np.int64(-1), room.total[document], memo, room)
        else:
            letters = np.int64(index.letters[document])
            found |= lone_ways(first, count, letters, room.total[document], memo, room)
    for place in range(reached):
        room.last[room.document[place]] = _ELSEWHERE
    return found


@njit(nogil=True, error_model="numpy")
def _border(features: int, index: Any, room: Any, least: float, bits: float) -> int:
    """The step from which on features are left out: they bring no name over the border by themselves."""
    for step in range(STEPS):
        room.step_worth[step], room.step_most[step] = np.float32(0.0), np.float32(0.0)
    for place in range(features):
        feature = np.int64(room.touched[place])
        step = _step(feature, index)
        room.step_worth[step] += room.best[feature] * index.worth[feature]
        room.step_most[step] += room.best[feature] * index.most[feature]
    border = STEPS
    worth, most = np.float32(0.0), np.float32(0.0)
    while border > 0:
        worth += room.step_worth[border - 1]
        most += room.step_most[border - 1]
        if worth >= bits - _SLACK and most >= least - _SLACK:
            break
        border -= 1
    return border


@njit(nogil=True, error_model="numpy")
def _add(features: int, first: int, last: int, names: int, index: Any, room: Any) -> int:
    """Add up the features of the steps `first … last`; the number of names that have any share now."""
    for place in range(features):
        feature = np.int64(room.touched[place])
        if not first <= _step(feature, index) < last:
            continue
        gain = room.best[feature]
        shift = index.docs if feature >= index.split else 0
        for post in range(np.int64(index.post_off[feature]), np.int64(index.post_off[feature + 1])):
            document = np.int64(index.post_doc[post])
            if room.total[document] == 0:
                room.document[names] = document
                names += 1
            room.total[document] += gain * index.inverse[document + shift]
    return names


@njit(nogil=True, error_model="numpy")
def _reached(names: int, words: float, bones: float, index: Any, room: Any, least: float, bits: float) -> int:
    """How many names have enough, or would have with so much more of words and of consonants; they are put first."""
    reached = 0
    for place in range(names):
        document = np.int64(room.document[place])
        more = words * index.inverse[document] + bones * index.inverse[document + index.docs]
        if room.total[document] + more >= max(least, bits * index.inverse[document]) - _SLACK:
            room.document[place] = room.document[reached]
            room.document[reached] = document
            reached += 1
    return reached
