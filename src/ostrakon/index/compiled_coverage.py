"""`Coverage.covered` by compiled code: the same names in a twentieth of the time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import F32, U32, Arrays
from ostrakon.index.covered import I32, I64, Covered, Rows
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Entry, Function

COVERED = Entry("covered", "ostrakon.index.coverage_loops", "covered", "iiiiiif")
_ROWS_TYPES = ("i4", "f4", "i4", "i4", "i4")
_INDEX_TYPES = ("u4", "u4", "f4", "i4")
_ROOM_TYPES = ("f4", "i4", "i4", "i4", "i8", "i8", "i8", "f8", "i8")
_PAIRS = 4096


class CoverageIndex(NamedTuple):
    """The arrays of the index that are read; `inverse` and `letters` as `Coverage` has them."""

    post_off: U32
    post_doc: U32
    inverse: F32
    letters: I32


class CoverageRoom(NamedTuple):
    """Working space.

    Attributes:
        total, touched, low, high: one place a listed name; `total` is 0 between calls. keys: of the rows, sorted.
        document, row, share: the pairs found. said: room for pairs, and how many were found.
    """

    total: F32
    touched: I32
    low: I32
    high: I32
    keys: I64
    document: I64
    row: I64
    share: NDArray[np.float64]
    said: I64


class Adder:
    """Adds up what the rows of a text cover; holds its working space, one thread at a time."""

    def __init__(self, arrays: Arrays, split: int, inverse: F32, letters: I32, function: Function) -> None:
        self._index = Bound(CoverageIndex(arrays.post_off, arrays.post_doc, inverse, letters), _INDEX_TYPES)
        self._split, self._docs, self._function = split, arrays.docs_count, function
        self._room = self._made(_PAIRS, _PAIRS)

    def covered(self, rows: Rows, least: float) -> Covered:
        """As `Coverage.covered`."""
        count = len(rows.feature)
        given = Bound(rows, _ROWS_TYPES)
        if count > len(self._room.arrays[4]):
            self._room = self._made(2 * count, len(self._room.arrays[5]))
        while True:
            room = self._room
            self._function(given.at, count, self._index.at, self._split, self._docs, room.at, least)
            pairs = int(room.arrays[8][1])
            if pairs >= 0:
                break
            self._room = self._made(len(room.arrays[4]), -2 * pairs)
        document, row, share = (array[:pairs] for array in room.arrays[5:8])
        order = np.lexsort((row, document)) if pairs else slice(0)
        return Covered(document[order], row[order], share[order])

    def _made(self, rows: int, pairs: int) -> Bound:
        docs = self._docs
        touched, low, high = (np.empty(docs, dtype=np.int32) for _ in range(3))
        room = CoverageRoom(
            total=np.zeros(docs, dtype=np.float32),
            touched=touched,
            low=low,
            high=high,
            keys=np.empty(rows, dtype=np.int64),
            document=np.empty(pairs, dtype=np.int64),
            row=np.empty(pairs, dtype=np.int64),
            share=np.empty(pairs, dtype=np.float64),
            said=np.array([pairs, 0], dtype=np.int64),
        )
        return Bound(room, _ROOM_TYPES)
