"""`similarity.py` as one compiled loop, for long runs: the same documents in a tenth of the time.

Importing this module imports numba (extra `fast`); `acceleration.py` says when that is wanted.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from ostrakon.index.arrays import U16, U32, Arrays
from ostrakon.index.memory import F32, F64, I32, Pool
from ostrakon.index.similarity import FEATURE_SHIFT, I64, POSTINGS_MAX, VALUE_SCALE, Bools, Scratch

_BUCKETS = 2048
"""Steps of similarity by which the documents at the limit are found."""


class Fetcher:
    """Finds the nearest documents of queries given as entries of a memory."""

    def __init__(self, arrays: Arrays, split: int) -> None:
        # One type for mapped and for built arrays, so that the loop is compiled once.
        self._post_off: U32 = _read_only(arrays.post_off)
        self._post_doc: U32 = _read_only(arrays.post_doc)
        self._post_weight: U16 = _read_only(arrays.post_weight)
        self._doc_rank: U32 = _read_only(arrays.doc_rank)
        self._split = split

    def nearest(self, entries: list[list[int]], pool: Pool, scratch: Scratch, limit: int) -> I64:
        """At most `limit` documents of one query, ascending by number, in one call that lets other threads run."""
        words, keys = entries
        out = np.empty(limit, dtype=np.int64)
        count = _nearest(
            np.array(words + keys, dtype=np.int64),
            len(words),
            self._split,
            pool.off,
            pool.feature,
            pool.value,
            pool.square,
            pool.own,
            self._post_off,
            self._post_doc,
            self._post_weight,
            self._doc_rank,
            scratch.total,
            scratch.mark,
            limit,
            out,
        )
        return out[:count]


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view


@njit(cache=True, nogil=True)
def _nearest(
    entries: I64,
    words: int,
    split: int,
    off: I64,
    feature: I32,
    value: F32,
    square: F64,
    own: Bools,
    post_off: U32,
    post_doc: U32,
    post_weight: U16,
    doc_rank: U32,
    total: U32,
    mark: I32,
    limit: int,
    out: I64,
) -> int:
    numbers = _keys(entries, words, off, feature, value, square, own)
    count = _touch(numbers, split, post_off, post_doc, post_weight, total, mark)
    kept = _choose(mark, count, total, doc_rank, limit, out)
    for place in range(count):
        total[mark[place]] = 0
    return kept


@njit(cache=True, nogil=True)
def _keys(entries: I64, words: int, off: I64, feature: I32, value: F32, square: F64, own: Bools) -> I64:
    """Sort keys of the features of all entries; see `FEATURE_SHIFT`."""
    count = 0
    sums = np.zeros(2)
    for place in range(len(entries)):
        count += off[entries[place] + 1] - off[entries[place]]
        sums[0 if place < words else 1] += square[entries[place]]
    keys = np.empty(count, dtype=np.int64)
    at = 0
    for place in range(len(entries)):
        entry = entries[place]
        norm = sums[0 if place < words else 1]
        scale = VALUE_SCALE / np.sqrt(norm) if norm > 0 else 0.0
        for row in range(off[entry], off[entry + 1]):
            weight = np.int64(np.float64(value[row]) * scale + 0.5)
            exact = 1 if own[entry] and row == off[entry] else 0
            keys[at] = np.int64(feature[row]) << FEATURE_SHIFT | weight << 1 | exact
            at += 1
    keys.sort()
    return keys


@njit(cache=True, nogil=True)
def _touch(keys: I64, split: int, post_off: U32, post_doc: U32, post_weight: U16, total: U32, touched: I32) -> int:
    """Add up the similarities in `total`; the documents that have any stand in `touched`; how many there are."""
    rare = np.zeros(2, dtype=np.bool_)  # whether a word of the query itself is rare, by channel
    exact = np.zeros(2, dtype=np.bool_)
    near = np.zeros(2, dtype=np.bool_)
    for key in keys:
        number = key >> FEATURE_SHIFT
        channel = 0 if number < split else 1
        few = np.int64(post_off[number + 1]) - np.int64(post_off[number]) <= POSTINGS_MAX
        if key & 1:
            exact[channel] = True
            rare[channel] |= few
        near[channel] |= few
    count = 0
    for place in range(len(keys)):
        key = keys[place]
        number = key >> FEATURE_SHIFT
        if place + 1 < len(keys) and keys[place + 1] >> FEATURE_SHIFT == number:
            continue
        channel = 0 if number < split else 1
        start, end = np.int64(post_off[number]), np.int64(post_off[number + 1])
        if end - start > POSTINGS_MAX and (rare[channel] or (exact[channel] and not key & 1)):
            continue
        weight = np.uint32((key & ((1 << FEATURE_SHIFT) - 1)) >> 1)
        for row in range(start, end):
            document = post_doc[row]
            if total[document] == 0:
                touched[count] = document
                count += 1
            total[document] += np.uint32(post_weight[row]) * weight
    return count


@njit(cache=True, nogil=True)
def _choose(touched: I32, count: int, total: U32, doc_rank: U32, limit: int, out: I64) -> int:
    """The nearest of the touched documents, ascending, into `out`; how many there are."""
    kept = 0
    if count <= limit:
        for place in range(count):
            out[place] = touched[place]
        kept = count
    else:
        highest = np.uint32(0)
        for place in range(count):
            highest = max(highest, total[touched[place]])
        step = np.int64(highest) // _BUCKETS + 1
        histogram = np.zeros(_BUCKETS + 1, dtype=np.int64)
        for place in range(count):
            histogram[np.int64(total[touched[place]]) // step] += 1
        bucket, above = _BUCKETS, 0
        while above + histogram[bucket] < limit:
            above += histogram[bucket]
            bucket -= 1
        ranks = np.empty(histogram[bucket], dtype=np.uint64)
        doubtful = np.empty(histogram[bucket], dtype=np.int64)
        found = 0
        for place in range(count):
            document = np.int64(touched[place])
            own = np.int64(total[document]) // step
            if own > bucket:
                out[kept] = document
                kept += 1
            elif own == bucket:
                ranks[found] = np.uint64(total[document]) << np.uint64(32) | np.uint64(doc_rank[document])
                doubtful[found] = document
                found += 1
        order = np.argsort(ranks)
        for place in range(found - (limit - kept), found):
            out[kept] = doubtful[order[place]]
            kept += 1
    out[:kept].sort()
    return kept
