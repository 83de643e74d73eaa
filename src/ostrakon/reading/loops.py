"""Cutting a text into words, and finding listed pairs of words in it, as compiled loops.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`); `compiled.py` says what they are.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.native.pointers import pointer_to
from ostrakon.reading.compiled import (
    APOSTROPHE,
    ELIDED,
    OUTSIDE,
    PART,
    SINGLE,
)

u1, u4, u8, i4, i8 = (pointer_to(np.dtype(kind)) for kind in ("u1", "u4", "u8", "i4", "i8"))
_PRIME = np.uint64(1099511628211)
_BASIS = np.uint64(14695981039346656037)


def cut(text: int, length: int, kinds: int, room: int) -> None:
    """Where the words of a text stand, and which of them are the same.

    Args:
        text, length: code points, none above the basic plane.
        kinds: of each code point, what it is in a word.
        room: addresses of the arrays of `compiled.Words`.
    """
    codes, kind, at = u4(text), u1(kinds), i8(room)
    starts, ends, numbers, firsts, slots, said = i4(at[0]), i4(at[1]), i4(at[2]), i4(at[3]), i4(at[4]), i8(at[5])
    mask = said[0] - 1
    count, distinct, place = 0, 0, 0
    while place < length:
        here = kind[codes[place]]
        if here in (OUTSIDE, APOSTROPHE):  # a set would need memory
            place += 1
            continue
        start, end = place, place + 1
        if here != SINGLE:
            end = _word_end(codes, kind, place, length)
        place = end
        start, end = _bared(codes, start, end)
        code = _BASIS
        for letter in range(start, end):
            code = (code ^ np.uint64(codes[letter])) * _PRIME
        slot = np.int64((code ^ (code >> np.uint64(29))) & np.uint64(mask))
        while slots[slot] >= 0 and not _same(codes, starts, ends, firsts[slots[slot]], start, end):
            slot = (slot + 1) & mask
        if slots[slot] < 0:
            slots[slot] = distinct
            firsts[distinct] = count
            distinct += 1
        starts[count], ends[count], numbers[count] = start, end, slots[slot]
        count += 1
    said[0], said[1] = count, distinct


@njit(nogil=True, error_model="numpy", forceinline=True)
def _word_end(codes: Any, kind: Any, place: int, length: int) -> int:
    """Where a word of letters ends; a single apostrophe between letters belongs to it."""
    end = place
    while True:
        while end < length and kind[codes[end]] == PART:
            end += 1
        if end + 1 < length and kind[codes[end]] == APOSTROPHE and kind[codes[end + 1]] == PART:
            end += 1
        else:
            return end


@njit(nogil=True, error_model="numpy", forceinline=True)
def _apostrophe(code: int) -> bool:
    return code in (0x27, 0x2019, 0x2BC)  # a set would need memory


@njit(nogil=True, error_model="numpy", forceinline=True)
def _bared(codes: Any, start: int, end: int) -> tuple[int, int]:
    """The word without a possessive ending, else without an elided article."""
    if end - start > 2 and _apostrophe(codes[end - 2]) and (codes[end - 1] == 0x73 or codes[end - 1] == 0x53):
        return start, end - 2
    skipped = 0
    if end - start > 2 and _apostrophe(codes[start + 1]):
        for letter in ELIDED:
            if codes[start] == letter:
                skipped = 2
    elif end - start > 3 and _apostrophe(codes[start + 2]) and codes[start] == 0x71 and codes[start + 1] == 0x75:
        skipped = 3
    if skipped:
        after = codes[start + skipped]
        if 0x41 <= after <= 0x5A or 0xC0 <= after <= 0xDD:
            return start + skipped, end
    return start, end


@njit(nogil=True, error_model="numpy", forceinline=True)
def _same(codes: Any, starts: Any, ends: Any, word: int, start: int, end: int) -> bool:
    """Whether a word seen before has the letters from `start` to `end`."""
    own = starts[word]
    if ends[word] - own != end - start:
        return False
    for step in range(end - start):  # noqa: SIM110  # a generator would need memory
        if codes[own + step] != codes[start + step]:
            return False
    return True


def sequences(numbers: int, count: int, text: int, listed: int, room: int) -> None:
    """Listed sequences of words that a text holds, with one of them perhaps spelt otherwise.

    Args:
        numbers, count: distinct word at each place.
        text: addresses of the arrays of `compiled.Spelt`.
        listed: addresses of the arrays of `compiled.Listed`.
        room: addresses of the arrays of `compiled.Sequences`.
    """
    number = i4(numbers)
    at = i8(text)
    exact, off, same, flat = i8(at[0]), i8(at[1]), i8(at[2]), i8(at[3])
    at = i8(room)
    out, said = i8(at[0]), i8(at[1])
    said[1] = 0
    for place in range(count - 1):
        first, second = number[place], number[place + 1]
        for one in range(-1, off[first + 1] - off[first]):
            left = exact[first] if one < 0 else flat[off[first] + one]
            if left < 0:
                continue
            for other in range(-1, off[second + 1] - off[second]):
                right = exact[second] if other < 0 else flat[off[second] + other]
                if right < 0 or (one >= same[first] and other >= same[second]):
                    continue
                _verify_pair(number, count, place, left, right, exact, off, same, flat, listed, out, said)


@njit(nogil=True, error_model="numpy")
def _verify_pair(
    number: Any,
    count: int,
    place: int,
    left: int,
    right: int,
    exact: Any,
    off: Any,
    same: Any,
    flat: Any,
    listed: int,
    out: Any,
    said: Any,
) -> None:
    """Write down every pattern that this pair leads to and that stands around it: place, pattern, word spelt so."""
    at = i8(listed)
    opens, pair, pair_off, pair_pattern = i8(at[0]), u8(at[1]), u4(at[2]), u4(at[3])
    pair_at, pattern_off, pattern_word = u1(at[4]), u4(at[5]), u4(at[6])
    low, high = opens[left], opens[left + 1]
    key = np.uint64(left) << np.uint64(32) | np.uint64(right)
    while low < high:
        middle = (low + high) >> 1
        if pair[middle] < key:
            low = middle + 1
        else:
            high = middle
    if low >= opens[left + 1] or pair[low] != key:
        return
    for row in range(np.int64(pair_off[low]), np.int64(pair_off[low + 1])):
        pattern = np.int64(pair_pattern[row])
        start = place - np.int64(pair_at[row])
        begin = np.int64(pattern_off[pattern])
        size = np.int64(pattern_off[pattern + 1]) - begin
        if start < 0 or start + size > count:
            continue
        edited = np.int64(-1)
        good = True
        for step in range(size):
            how = _how(number[start + step], np.int64(pattern_word[begin + step]), exact, off, same, flat)
            if how == 0 or (how == 1 and edited >= 0):
                good = False
                break
            if how == 1:
                edited = start + step
        if good:
            if said[1] < said[0]:
                here = said[1] * 3
                out[here], out[here + 1], out[here + 2] = start, pattern, edited
            said[1] += 1


@njit(nogil=True, error_model="numpy", forceinline=True)
def _how(word: int, wanted: int, exact: Any, off: Any, same: Any, flat: Any) -> int:
    """2 where a distinct word is the listed one, in this or another case, 1 where it is one edit away, else 0."""
    if exact[word] == wanted:
        return 2
    for place in range(off[word], off[word + 1]):
        if flat[place] == wanted:
            return 2 if place - off[word] < same[word] else 1
    return 0
