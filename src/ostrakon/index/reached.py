"""`Channel.look_up` by compiled code: the same features and values in a tenth of the time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import F32, U8, U32
from ostrakon.index.spelled import bits_of, starts_of, table_of
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Entry, Function

REACH = Entry("reach", "ostrakon.index.reach_loops", "reach", "iiiii")
TEXTS_MIN = 500
LETTERS_MAX = 100
"""Letters of the longest text that is looked up here, and of a listed one that may be near."""
_INDEX_TYPES = ("u1", "u4", "u4", "u4", "u4", "u4", "u4", "u4", "u8", "f4", "i8")
_ROOM_TYPES = ("i8", "i8", "i8", "f8", "i4", "i4", "i8", "i8")


class ReachIndex(NamedTuple):
    """Arrays of one channel, or pointers to them in compiled code.

    Attributes:
        text, off: its texts. key, number, start: those written with vowels (`spelled.Table`).
        near_key, near_number, near_start: hashes of texts with a letter left out. bits: which hashes there are.
        idf: rarity of each. first: number of its first feature. shift: by so many bits a hash is shortened for `bits`.
    """

    text: Any
    off: Any
    key: Any
    number: Any
    start: Any
    near_key: Any
    near_number: Any
    near_start: Any
    bits: Any
    idf: Any
    first: Any
    shift: Any


class ReachRoom(NamedTuple):
    """What is found, and working space.

    Attributes:
        own: number of each text, -1 for none. size: how many features it has. feature, value: text after text.
        seen: of each listed text when it was looked at last. rows: for edits. keys: near texts of one.
        said: how many features there are, and a counter.
    """

    own: Any
    size: Any
    feature: Any
    value: Any
    seen: Any
    rows: Any
    keys: Any
    said: Any


class Reached(NamedTuple):
    """Of each text its number (-1 for none) and how many features it has; their numbers and values."""

    own: NDArray[np.int64]
    size: NDArray[np.int64]
    feature: NDArray[np.int64]
    value: NDArray[np.float64]


class Reacher:
    """Looks texts up in one channel; safe to share between threads, which take turns.

    Its tables take longer than a few hundred texts do in plain code: so many it leaves to that.

    Args:
        numbers: those of the texts that are looked up as they stand.
        near_max: near texts of one that are taken; where there are more plain code chooses.
        texts_min: texts that are left to plain code before any table is made.
    """

    def __init__(
        self, text: U8, off: U32, numbers: U32, near: tuple[U32, U32], idf: F32, first: int, near_max: int,
        function: Function, texts_min: int = TEXTS_MIN,
    ) -> None:  # fmt: skip
        self._function, self._near_max, self._count = function, near_max, len(idf)
        self._lock = threading.Lock()
        self._given = text, off, numbers, near, idf, first
        self._left = texts_min
        self._index: Bound | None = None
        self._room: Bound | None = None

    def look_up(self, texts: Sequence[str]) -> Reached | None:
        """What the texts lead to; None where plain code must look: few texts, long ones, too many near ones."""
        self._left -= len(texts)
        joined = "".join(texts)
        if self._left >= 0 or max(map(len, texts)) > LETTERS_MAX or not joined.isascii():
            return None
        given = np.frombuffer(joined.encode("ascii") or b"\0", dtype=np.uint8)
        offsets = np.array([0, *accumulate(map(len, texts))], dtype=np.int64)
        count = len(texts)
        with self._lock:
            index = self._index = self._index or self._tables()
            room = self._room
            if room is None or count > len(room.arrays[0]):
                room = self._room = self._made(2 * count + 16)
            own, size, feature, value, *_, said = room.arrays
            self._function(given.ctypes.data, offsets.ctypes.data, count, index.at, room.at)
            used = int(said[0])
            if used < 0:
                return None
            return Reached(own[:count].copy(), size[:count].copy(), feature[:used].copy(), value[:used].copy())

    def _tables(self) -> Bound:
        text, off, numbers, near, idf, first = self._given
        bits, shift = bits_of(near[0])
        arrays = (
            text, off, *table_of(text, off, numbers), *near, starts_of(near[0]), bits, idf,
            np.array([first, shift], dtype=np.int64),
        )  # fmt: skip
        return Bound(arrays, _INDEX_TYPES)

    def _made(self, count: int) -> Bound:
        features = count * (self._near_max + 1)
        arrays = (
            np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64),
            np.zeros(features, dtype=np.int64), np.zeros(features, dtype=np.float64),
            np.zeros(self._count, dtype=np.int32), np.zeros(3 * (LETTERS_MAX + 2), dtype=np.int32),
            np.zeros(self._near_max + 2, dtype=np.int64), np.zeros(2, dtype=np.int64),
        )  # fmt: skip
        return Bound(arrays, _ROOM_TYPES)
