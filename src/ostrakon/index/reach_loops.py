"""`Channel.look_up` as one compiled loop: the same features and values.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg,operator,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.channels import LONG, NEAR_MAX, NEAR_SIMILARITY
from ostrakon.index.keys import NEAR_LENGTH_MIN
from ostrakon.index.reached import ReachIndex, ReachRoom
from ostrakon.index.spelled_loops import crc_without, edits, text_hash
from ostrakon.native.pointers import pointer_to
from ostrakon.native.sorting import sort

u1, u4, u8, i4, i8, f4, f8 = (pointer_to(np.dtype(kind)) for kind in ("u1", "u4", "u8", "i4", "i8", "f4", "f8"))
_NINE, _ZERO = ord("9"), ord("0")
_ONE = np.uint64(1)
_APART_BITS = 8


def reach(texts: int, offsets: int, count: int, index: int, room: int) -> None:
    """What each of some texts leads to, into `ReachRoom`; in `said` how many features, -1 where plain code must look.

    Args:
        texts, offsets, count: ASCII texts one after the other, and where each begins.
        index, room: addresses of the arrays of `ReachIndex` and `ReachRoom`.
    """
    at = i8(index)
    listed = ReachIndex(
        u1(at[0]), u4(at[1]), u4(at[2]), u4(at[3]), u4(at[4]), u4(at[5]), u4(at[6]), u4(at[7]), u8(at[8]), f4(at[9]),
        i8(at[10])[0], i8(at[10])[1],
    )  # fmt: skip
    at = i8(room)
    space = ReachRoom(i8(at[0]), i8(at[1]), i8(at[2]), f8(at[3]), i4(at[4]), i4(at[5]), i8(at[6]), i8(at[7]))
    given, off = u1(texts), i8(offsets)
    used = 0
    for text in range(count):
        start, end = off[text], off[text + 1]
        own = _own(given, start, end, listed)
        space.own[text] = own
        first = used
        if own >= 0:
            space.feature[used], space.value[used] = own + listed.first, np.float64(listed.idf[own])
            used += 1
        near = _near(given, start, end, listed, space)
        if near > NEAR_MAX:
            space.said[0] = -1
            return
        sort(space.keys, near)
        for place in range(near):
            number = space.keys[place] >> _APART_BITS
            apart = space.keys[place] & ((1 << _APART_BITS) - 1)
            longest = max(end - start, np.int64(listed.off[number + 1]) - np.int64(listed.off[number]))
            share = 1.0 - apart / longest
            space.feature[used] = number + listed.first
            space.value[used] = NEAR_SIMILARITY * (share * share) * listed.idf[number]
            used += 1
        space.size[text] = used - first
    space.said[0] = used


@njit(nogil=True, error_model="numpy")
def _own(text: Any, start: int, end: int, index: Any) -> int:
    """Number of the listed text of these very letters, -1 for none."""
    key = text_hash(text, start, end)
    for place in range(np.int64(index.start[key >> 16]), np.int64(index.start[(key >> 16) + 1])):
        if index.key[place] == key:
            number = np.int64(index.number[place])
            first = np.int64(index.off[number])
            same = np.int64(index.off[number + 1]) - first == end - start
            at = 0
            while same and at < end - start:
                same = index.text[first + at] == text[start + at]
                at += 1
            if same:
                return number
    return -1


@njit(nogil=True, error_model="numpy")
def _near(text: Any, start: int, end: int, index: Any, room: Any) -> int:
    """Numbers of near texts with their edits into `room.keys`; how many, more than `NEAR_MAX` where they do not fit."""
    size = end - start
    if size < NEAR_LENGTH_MIN:
        return 0
    digits = True
    for place in range(start, end):
        digits = digits and _ZERO <= text[place] <= _NINE
    if digits:
        return 0
    limit = 1 if size < LONG else 2
    room.said[1] += 1
    stamp = room.said[1]
    count = 0
    for left_out in range(start - 1, end):
        key = crc_without(text, start, end, left_out)
        short = key >> index.shift
        if (index.bits[short >> 6] >> np.uint64(short & 63)) & _ONE == 0:
            continue
        for place in range(np.int64(index.near_start[key >> 16]), np.int64(index.near_start[(key >> 16) + 1])):
            if index.near_key[place] != key:
                continue
            number = np.int64(index.near_number[place])
            if room.seen[number] == stamp:
                continue
            room.seen[number] = stamp
            first, last = np.int64(index.off[number]), np.int64(index.off[number + 1])
            apart = edits(index.text, first, last, text, start, end, room.rows)
            if 0 < apart <= limit:
                if count > NEAR_MAX:
                    return count
                room.keys[count] = number << _APART_BITS | apart
                count += 1
    return count
