"""Spellings in compiled code: hashes, consonant keys, edits of two words.

Importing this module imports numba (extra `fast`): only what compiles does. Texts are pointers to ASCII letters
(`native/pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,operator,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.spelled import HASH_FACTOR, HASH_START
from ostrakon.names.keys import SKELETON_LETTERS, SKELETON_PAIRS, SKELETON_VOWELS

_CRC_STEP = np.zeros(256, dtype=np.uint32)
for _n in range(256):
    _c = _n
    for _ in range(8):
        _c = (_c >> 1) ^ (0xEDB88320 if _c & 1 else 0)
    _CRC_STEP[_n] = _c
_ALPHABET = 128
_PAIRS = tuple(pair for pair in SKELETON_PAIRS if len(pair[0]) == 2)
_FIRST, _SECOND = (np.array([ord(written[place]) for written, _ in _PAIRS]) for place in (0, 1))
_MEANT = np.array([ord(meant) for _, meant in _PAIRS])
_OPENS = np.zeros(_ALPHABET, dtype=np.bool_)
_OPENS[_FIRST] = True
_ALONE = np.zeros(2 * _ALPHABET, dtype=np.uint8)
for _written, _letters in SKELETON_PAIRS:
    if len(_written) == 1:
        _ALONE[2 * ord(_written) : 2 * ord(_written) + 2] = [ord(_letter) for _letter in _letters]
_BONES = np.arange(_ALPHABET, dtype=np.uint8)
for _one, _other in SKELETON_LETTERS.items():
    _BONES[ord(_one)] = ord(_other)
for _one in SKELETON_VOWELS:
    _BONES[ord(_one)] = 0
_W, _H = ord("w"), ord("h")


@njit(nogil=True, error_model="numpy")
def text_hash(text: Any, start: int, end: int) -> int:
    """`spelled.text_hash`."""
    found = np.int64(HASH_START)
    for place in range(start, end):
        found = ((found ^ np.int64(text[place])) * HASH_FACTOR) & 0xFFFFFFFF
    return found


@njit(nogil=True, error_model="numpy")
def crc_without(text: Any, start: int, end: int, left_out: int) -> int:
    """`zlib.crc32` of a text without the letter at one place; of all of it where the place is outside."""
    found = np.int64(0xFFFFFFFF)
    for place in range(start, end):
        if place != left_out:
            found = np.int64(_CRC_STEP[(found ^ np.int64(text[place])) & 0xFF]) ^ (found >> 8)
    return found ^ np.int64(0xFFFFFFFF)


@njit(nogil=True, error_model="numpy")
def bones_of(text: Any, start: int, end: int, out: Any, at: int) -> int:
    """`names.keys.skeleton` of a word, written to `out` from `at` on (twice its letters at most); its letters."""
    size = _written_otherwise(text, start, end, out, at)
    kept = 0
    for place in range(size):
        one = np.int64(out[at + place])
        bone = 0 if place > 0 and one == _W else np.int64(_BONES[one])
        if bone != 0:
            out[at + kept] = bone
            kept += 1
    if kept > 1 and out[at + kept - 1] == _H:
        kept -= 1
    size = 0
    for place in range(kept):
        if size == 0 or out[at + size - 1] != out[at + place]:
            out[at + size] = out[at + place]
            size += 1
    if size == 0:
        for place in range(start, end):
            out[at + size] = text[place]
            size += 1
    return size


@njit(nogil=True, error_model="numpy")
def _written_otherwise(text: Any, start: int, end: int, out: Any, at: int) -> int:
    """Letters that stand for another, two of them for one, or one for two; how many there are then."""
    size = 0
    place = start
    while place < end:
        one = np.int64(text[place])
        both = np.int64(0)
        if place + 1 < end and _OPENS[one]:
            for pair in range(len(_FIRST)):
                if _FIRST[pair] == one and _SECOND[pair] == text[place + 1]:
                    both = _MEANT[pair]
        if both == 0 and _ALONE[2 * one] != 0:
            out[at + size] = _ALONE[2 * one]
            size += 1
            both = np.int64(_ALONE[2 * one + 1])
        elif both != 0:
            place += 1
        out[at + size] = both if both != 0 else one
        size += 1
        place += 1
    return size


@njit(nogil=True, error_model="numpy")
def edits(
    one: Any, one_start: int, one_end: int, other: Any, other_start: int, other_end: int, rows: Any
) -> int:  # fmt: skip
    """Edits between two words (optimal string alignment); `rows` is room for three times the letters of the second."""
    while one_start < one_end and other_start < other_end and one[one_start] == other[other_start]:
        one_start += 1
        other_start += 1
    while one_start < one_end and other_start < other_end and one[one_end - 1] == other[other_end - 1]:
        one_end -= 1
        other_end -= 1
    width = other_end - other_start + 1
    if one_start == one_end:
        return width - 1
    if width == 1:
        return one_end - one_start
    before, last, now = 0, width, 2 * width
    for j in range(width):
        rows[last + j] = j
    for i in range(1, one_end - one_start + 1):
        rows[now] = i
        for j in range(1, width):
            same = one[one_start + i - 1] == other[other_start + j - 1]
            best = np.int64(rows[last + j - 1]) + (0 if same else 1)
            best = min(best, np.int64(rows[last + j]) + 1, np.int64(rows[now + j - 1]) + 1)
            if (
                i > 1
                and j > 1
                and one[one_start + i - 1] == other[other_start + j - 2]
                and one[one_start + i - 2] == other[other_start + j - 1]
            ):
                best = min(best, np.int64(rows[before + j - 2]) + 1)
            rows[now + j] = best
        before, last, now = last, now, before
    return np.int64(rows[last + width - 1])
