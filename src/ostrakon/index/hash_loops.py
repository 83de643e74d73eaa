"""`profile.name.hash64` of a short word in compiled code.

Importing this module imports numba (extra `fast`): only what compiles does.

Source: RFC 7693, The BLAKE2 Cryptographic Hash and Message Authentication Code, for one block and eight bytes of hash.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

BLOCK = 128
"""Bytes of the longest word."""
ROOM = 32
"""Numbers of 64 bits of the working space."""
_ROUNDS = 12
_START = np.array(
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ],
    dtype=np.uint64,
)  # fmt: skip
_ORDER = np.array(
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
        [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
        [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
        [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
        [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
        [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
        [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
        [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
        [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    ],
    dtype=np.int64,
).ravel()  # fmt: skip
_MIX = np.array(
    [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
     [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]],
    dtype=np.int64,
).ravel()  # fmt: skip
_PARAMETERS = np.uint64(0x01010000 ^ 8)
_ALL = ~np.uint64(0)
_MIXES = 8


@njit(nogil=True, error_model="numpy", forceinline=True)
def _turned(value: Any, bits: int) -> Any:
    return (value >> np.uint64(bits)) | (value << np.uint64(64 - bits))


@njit(nogil=True, error_model="numpy")
def short_hash(word: Any, size: int, room: Any) -> Any:
    """`hash64` of up to `BLOCK` ASCII letters; `room` is of `ROOM` numbers."""
    for place in range(8):
        room[place] = _START[place]
        room[8 + place] = _START[place]
    room[0] = room[0] ^ _PARAMETERS
    first = room[0]
    room[12] = room[12] ^ np.uint64(size)
    room[14] = room[14] ^ _ALL
    for place in range(16):
        room[16 + place] = np.uint64(0)
    for place in range(size):
        at = 16 + place // 8
        room[at] = room[at] | (np.uint64(word[place]) << np.uint64(8 * (place % 8)))
    for turn in range(_ROUNDS):
        for mix in range(_MIXES):
            a, b, c, d = _MIX[4 * mix], _MIX[4 * mix + 1], _MIX[4 * mix + 2], _MIX[4 * mix + 3]
            x = room[16 + _ORDER[16 * turn + 2 * mix]]
            y = room[16 + _ORDER[16 * turn + 2 * mix + 1]]
            room[a] = room[a] + room[b] + x
            room[d] = _turned(room[d] ^ room[a], 32)
            room[c] = room[c] + room[d]
            room[b] = _turned(room[b] ^ room[c], 24)
            room[a] = room[a] + room[b] + y
            room[d] = _turned(room[d] ^ room[a], 16)
            room[c] = room[c] + room[d]
            room[b] = _turned(room[b] ^ room[c], 63)
    return first ^ room[0] ^ room[8]
