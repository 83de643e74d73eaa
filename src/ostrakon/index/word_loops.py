"""One word of a text → the features of the index that it leads to, in compiled code: more than `Coverage` finds, never
less, since near words are not cut at the nearest eighty.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as pointers of `SiftIndex`.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,operator,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.channels import LONG, NEAR_SIMILARITY
from ostrakon.index.coverage import CONSONANTS_LIKENESS, CONSONANTS_MIN, GLUED_MIN, NEAR_MIN, PART_MIN
from ostrakon.index.sifted import PADDED
from ostrakon.index.spelled_loops import bones_of, crc_without, edits, text_hash

_NINE, _ZERO_DIGIT = ord("9"), ord("0")


@njit(nogil=True, error_model="numpy")
def learn(text: Any, start: int, end: int, own: int, index: Any, memo: Any) -> int:
    """Remember a word in row `own`; -1 where there is no room for what it leads to.

    Args:
        text: lower-case letters and digits, at `start … end` of the texts.
        memo: pointers of `Memo`; its `said` holds what is used of the pools.
    """
    said = memo.said
    at, feats = np.int64(said[1]), np.int64(said[2])
    size = end - start
    if at + 5 * size + PADDED > memo.letters_max or feats + memo.word_max > memo.feats_max:
        return -1
    for place in range(size):
        memo.letters[at + place] = text[start + place]
    bones_at = at + size
    bones = bones_of(text, start, end, memo.letters, bones_at)
    memo.text_at[own], memo.text_size[own] = at, size
    memo.bones_at[own], memo.bones_size[own] = bones_at, bones
    memo.feats_at[own] = feats
    said[1] = bones_at + 2 * size + 2
    room = feats + memo.word_max
    count, listed = _spelled(memo.letters, at, at + size, feats, room, index, memo)
    digits = True
    for place in range(size):
        digits = digits and _ZERO_DIGIT <= memo.letters[at + place] <= _NINE
    if count >= 0 and size >= NEAR_MIN and not digits:
        count = _near(memo.letters, at, at + size, feats, count, room, index, memo)
    if count >= 0 and not listed and size >= GLUED_MIN:
        count = _parts(memo.letters, at, at + size, feats, count, room, index, memo)
    if count >= 0:
        count = _otherwise(memo.letters, at, at + size, feats, count, room, index, memo)
    if count >= 0 and bones >= CONSONANTS_MIN:
        feature = consonants(memo.letters, bones_at, bones_at + bones, index)
        if feature >= 0:
            gain = np.float32(CONSONANTS_LIKENESS * index.rarity[feature] * index.rarity[feature])
            count = put(feature, gain, feats, count, room, memo)
    if count < 0:
        return -1
    memo.feats_size[own] = count
    memo.listed[own] = 1 if listed else 0
    said[2] = feats + count
    worth = np.float32(0.0)
    for place in range(feats, feats + count):
        worth += memo.gain[place] * index.worth[memo.feature[place]]
    memo.worth[own] = worth
    return own


@njit(nogil=True, error_model="numpy", forceinline=True)
def put(feature: int, gain: float, feats: int, count: int, room: int, memo: Any) -> int:
    """One more feature of a word; how many there are, -1 where there is no room."""
    if count < 0 or feats + count >= room:
        return -1
    memo.feature[feats + count] = feature
    memo.gain[feats + count] = gain
    return count + 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def _same(text: Any, start: int, end: int, other: Any, other_start: int, other_end: int) -> bool:
    if end - start != other_end - other_start:
        return False
    place = 0
    while place < end - start and text[start + place] == other[other_start + place]:
        place += 1
    return place == end - start


@njit(nogil=True, error_model="numpy")
def listed_word(text: Any, start: int, end: int, index: Any) -> int:
    """Number of a listed word of these very letters, -1 for none; of several the last, as `Coverage` takes it."""
    key = text_hash(text, start, end)
    found = np.int64(-1)
    for place in range(np.int64(index.word_start[key >> 16]), np.int64(index.word_start[(key >> 16) + 1])):
        if index.word_key[place] == key:
            number = np.int64(index.word_number[place])
            first, last = np.int64(index.word_off[number]), np.int64(index.word_off[number + 1])
            if _same(text, start, end, index.word_text, first, last):
                found = max(found, number)
    return found


@njit(nogil=True, error_model="numpy")
def consonants(text: Any, start: int, end: int, index: Any) -> int:
    """Feature of a listed consonant key, -1 for none."""
    key = text_hash(text, start, end)
    for place in range(np.int64(index.cons_start[key >> 16]), np.int64(index.cons_start[(key >> 16) + 1])):
        if index.cons_key[place] == key:
            number = np.int64(index.cons_number[place])
            if _same(
                text,
                start,
                end,
                index.cons_text,
                np.int64(index.cons_off[number]),
                np.int64(index.cons_off[number + 1]),
            ):
                return number + index.split
    return -1


@njit(nogil=True, error_model="numpy")
def _spelled(text: Any, start: int, end: int, feats: int, room: int, index: Any, memo: Any) -> Any:
    """The listed words of these very letters (one that was written without vowels may be another)."""
    key = text_hash(text, start, end)
    count = 0
    for place in range(np.int64(index.word_start[key >> 16]), np.int64(index.word_start[(key >> 16) + 1])):
        if index.word_key[place] == key:
            number = np.int64(index.word_number[place])
            if _same(
                text,
                start,
                end,
                index.word_text,
                np.int64(index.word_off[number]),
                np.int64(index.word_off[number + 1]),
            ):
                rarity = index.rarity[number]
                count = put(number, np.float32(rarity * rarity), feats, count, room, memo)
    return count, count != 0


@njit(nogil=True, error_model="numpy")
def _near(text: Any, start: int, end: int, feats: int, count: int, room: int, index: Any, memo: Any) -> int:
    """Listed words that share with it what one deleted letter leaves, and differ by one edit, or two of long ones."""
    size = end - start
    limit = 1 if size < LONG else 2
    memo.said[3] += 1
    stamp = memo.said[3]
    for left_out in range(start - 1, end):
        key = crc_without(text, start, end, left_out)
        short = key >> index.near_shift
        if (index.near_bits[short >> 6] >> np.uint64(short & 63)) & np.uint64(1) == 0:
            continue
        for place in range(np.int64(index.near_start[key >> 16]), np.int64(index.near_start[(key >> 16) + 1])):
            if index.near_key[place] != key:
                continue
            number = np.int64(index.near_number[place])
            if memo.seen[number] == stamp:
                continue
            memo.seen[number] = stamp
            first, last = np.int64(index.word_off[number]), np.int64(index.word_off[number + 1])
            apart = edits(index.word_text, first, last, text, start, end, memo.rows)
            if apart == 0 or apart > limit:
                continue
            likeness = NEAR_SIMILARITY * (1.0 - apart / max(size, last - first)) ** 2
            rarity = index.rarity[number]
            count = put(number, np.float32(likeness * rarity * rarity), feats, count, room, memo)
            if count < 0:
                return -1
    return count


@njit(nogil=True, error_model="numpy")
def _parts(text: Any, start: int, end: int, feats: int, count: int, room: int, index: Any, memo: Any) -> int:
    """Listed words of which two make up this one."""
    for border in range(start + PART_MIN, end - PART_MIN + 1):
        one = listed_word(text, start, border, index)
        if one < 0:
            continue
        other = listed_word(text, border, end, index)
        if other < 0:
            continue
        for number in (one, other):
            rarity = index.rarity[number]
            count = put(number, np.float32(rarity * rarity), feats, count, room, memo)
    return count


@njit(nogil=True, error_model="numpy")
def _otherwise(text: Any, start: int, end: int, feats: int, count: int, room: int, index: Any, memo: Any) -> int:
    """The form in which the list has a word of organisations or a number."""
    key = text_hash(text, start, end)
    for place in range(np.int64(index.other_start[key >> 16]), np.int64(index.other_start[(key >> 16) + 1])):
        if index.other_key[place] == key:
            row = np.int64(index.other_row[place])
            if _same(
                text, start, end, index.other_text, np.int64(index.other_off[row]), np.int64(index.other_off[row + 1])
            ):
                number = np.int64(index.other_word[row])
                rarity = index.rarity[number]
                count = put(number, np.float32(rarity * rarity), feats, count, room, memo)
    return count
