"""`similarity.py` through one compiled loop: the same documents in a tenth of the time."""

from __future__ import annotations

import threading
from array import array
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U16, U32, U64, Arrays
from ostrakon.index.memory import Pool
from ostrakon.index.similarity import I64
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Entry, Function

BUCKETS = 2048
"""Steps of similarity by which the documents at the limit are found."""
NEAREST = Entry("nearest", "ostrakon.index.loops", "nearest", "iiiiiiii")
_KEYS_ROOM = 1 << 12


class Postings(NamedTuple):
    """The arrays of the index that are read."""

    post_off: U32
    post_doc: U32
    post_weight: U16
    doc_rank: U32


class Room(NamedTuple):
    """Working space of one thread.

    Attributes:
        total, mark: one place a document; `total` is 0 between calls. keys: of the features of a query.
        out: the documents found. histogram: so many documents by step of similarity.
        ranks, doubtful: of the documents at the limit.
        said: room in `keys`, and what was found.
    """

    total: U32
    mark: NDArray[np.int32]
    keys: I64
    out: I64
    histogram: I64
    ranks: U64
    doubtful: I64
    said: I64


_POOL_TYPES = ("i8", "i4", "f4", "f8", "?")
_POSTINGS_TYPES = ("u4", "u4", "u2", "u4")
_ROOM_TYPES = ("u4", "i4", "i8", "i8", "i8", "u8", "i8", "i8")
_KEYS, _OUT = Room._fields.index("keys"), Room._fields.index("out")


class Fetcher:
    """Finds the nearest documents of queries given as entries of a memory; safe to share between threads."""

    def __init__(self, arrays: Arrays, split: int, function: Function) -> None:
        postings = Postings(arrays.post_off, arrays.post_doc, arrays.post_weight, arrays.doc_rank)
        self._postings = Bound(postings, _POSTINGS_TYPES)
        self._split, self._documents, self._function = split, arrays.docs_count, function
        self._pool: tuple[Pool, Bound] | None = None
        self._local = threading.local()

    def nearest(self, entries: list[list[int]], pool: Pool, limit: int) -> I64:
        """At most `limit` documents of one query, ascending by number, in one call that lets other threads run."""
        words, keys = entries
        given = array("q", words + keys)
        bound = self._bound(pool)
        needed = _KEYS_ROOM
        while True:
            room = self._room(needed, limit)
            at, postings = given.buffer_info()[0], self._postings.at
            self._function(at, len(given), len(words), self._split, bound.at, postings, room.at, limit)
            count = int(room.arrays[-1][1])
            if count >= 0:
                found: I64 = room.arrays[_OUT][:count].copy()
                return found
            needed = -2 * count

    def _bound(self, pool: Pool) -> Bound:
        known = self._pool
        if known is None or known[0] is not pool:
            self._pool = known = (pool, Bound(pool, _POOL_TYPES))
        return known[1]

    def _room(self, keys: int, limit: int) -> Bound:
        """The working space of this thread, with room for so many keys and documents at least."""
        room: Bound | None = getattr(self._local, "room", None)
        if room is None or len(room.arrays[_KEYS]) < keys or len(room.arrays[_OUT]) < limit:
            count = self._documents
            sizes: dict[str, Any] = {
                "total": np.zeros(count, dtype=np.uint32),
                "mark": np.empty(count, dtype=np.int32),
                "keys": np.empty(keys, dtype=np.int64),
                "out": np.empty(limit, dtype=np.int64),
                "histogram": np.empty(BUCKETS + 1, dtype=np.int64),
                "ranks": np.empty(count, dtype=np.uint64),
                "doubtful": np.empty(count, dtype=np.int64),
                "said": np.array([keys, 0], dtype=np.int64),
            }
            room = self._local.room = Bound(Room(**sizes), _ROOM_TYPES)
        return room
