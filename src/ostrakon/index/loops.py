"""`similarity.py` as one compiled loop.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as addresses
(`native/pointers.py`).
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,call-arg"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.compiled import BUCKETS
from ostrakon.index.similarity import FEATURE_SHIFT, POSTINGS_MAX, VALUE_SCALE
from ostrakon.native.pointers import pointer_to, soon
from ostrakon.native.sorting import sort, sort_by

u1, u2, u4, u8 = (pointer_to(np.dtype(kind)) for kind in ("u1", "u2", "u4", "u8"))
i4, i8, f4, f8 = (pointer_to(np.dtype(kind)) for kind in ("i4", "i8", "f4", "f8"))

_BORDERS_AHEAD, _POSTINGS_AHEAD = 16, 8
"""How many features before it is counted each feature is asked for."""


def nearest(entries: int, count: int, words: int, split: int, pool: int, index: int, room: int, limit: int) -> None:
    """The nearest documents of one query, ascending, into `Room.out`, and how many there are into `Room.said`.

    Args:
        entries, count: of the query in the memory; the first `words` of them are words, the others consonant keys.
        split: number of the first feature that is a consonant key.
        pool, index, room: addresses of the arrays of `Pool`, `Postings` and `Room`.
        limit: documents at most. Said is -n where there is no room for the n features of the query.
    """
    at, given = i8(pool), i8(entries)
    off, feature, value, square, own = i8(at[0]), i4(at[1]), f4(at[2]), f8(at[3]), u1(at[4])
    at = i8(index)
    post_off, post_doc, post_weight, doc_rank = u4(at[0]), u4(at[1]), u2(at[2]), u4(at[3])
    at = i8(room)
    total, mark, keys, out = u4(at[0]), i4(at[1]), i8(at[2]), i8(at[3])
    histogram, ranks, doubtful, said = i8(at[4]), u8(at[5]), i8(at[6]), i8(at[7])
    needed = 0
    for place in range(count):
        needed += off[given[place] + 1] - off[given[place]]
    if needed > said[0]:
        said[1] = -needed
        return
    _keys(given, count, words, off, feature, value, square, own, keys)
    touched = _touch(keys, needed, split, post_off, post_doc, post_weight, total, mark)
    said[1] = _choose(mark, touched, total, doc_rank, limit, out, histogram, ranks, doubtful)
    for place in range(touched):
        total[mark[place]] = 0


@njit(nogil=True, error_model="numpy", forceinline=True)
def _keys(
    entries: Any, count: int, words: int, off: Any, feature: Any, value: Any, square: Any, own: Any, keys: Any
) -> None:
    """Sort keys of the features of all entries; see `FEATURE_SHIFT`."""
    norm_words, norm_keys = 0.0, 0.0
    for place in range(count):
        if place < words:
            norm_words += square[entries[place]]
        else:
            norm_keys += square[entries[place]]
    at = 0
    for place in range(count):
        entry = entries[place]
        norm = norm_words if place < words else norm_keys
        scale = VALUE_SCALE / np.sqrt(norm) if norm > 0 else 0.0
        for row in range(off[entry], off[entry + 1]):
            weight = np.int64(np.float64(value[row]) * scale + 0.5)
            exact = 1 if own[entry] and row == off[entry] else 0
            keys[at] = np.int64(feature[row]) << FEATURE_SHIFT | weight << 1 | exact
            at += 1
    sort(keys, at)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _ask_ahead(place: int, count: int, keys: Any, post_off: Any, post_doc: Any, post_weight: Any) -> None:
    """Ask for the postings of the features after the one at `place`: most are few, and lie far from each other's."""
    if place + _BORDERS_AHEAD < count:
        soon(post_off, keys[place + _BORDERS_AHEAD] >> FEATURE_SHIFT)
    if place + _POSTINGS_AHEAD < count:
        start = np.int64(post_off[keys[place + _POSTINGS_AHEAD] >> FEATURE_SHIFT])
        soon(post_doc, start)
        soon(post_weight, start)


@njit(nogil=True, error_model="numpy", forceinline=True)
def _touch(
    keys: Any, count: int, split: int, post_off: Any, post_doc: Any, post_weight: Any, total: Any, touched: Any
) -> int:
    """Add up the similarities in `total`; the documents that have any stand in `touched`; how many there are."""
    # Of each channel: whether a word of the query itself is in the index, and whether one of these is rare.
    exact_words, exact_keys, rare_words, rare_keys = False, False, False, False
    for place in range(count):
        if keys[place] & 1:
            number = keys[place] >> FEATURE_SHIFT
            few = np.int64(post_off[number + 1]) - np.int64(post_off[number]) <= POSTINGS_MAX
            if number < split:
                exact_words, rare_words = True, rare_words or few
            else:
                exact_keys, rare_keys = True, rare_keys or few
    found = 0
    for place in range(count):
        _ask_ahead(place, count, keys, post_off, post_doc, post_weight)
        key = keys[place]
        number = key >> FEATURE_SHIFT
        if place + 1 < count and keys[place + 1] >> FEATURE_SHIFT == number:
            continue
        rare, exact = (rare_words, exact_words) if number < split else (rare_keys, exact_keys)
        start, end = np.int64(post_off[number]), np.int64(post_off[number + 1])
        if end - start > POSTINGS_MAX and (rare or (exact and not key & 1)):
            continue
        weight = np.uint32((key & ((1 << FEATURE_SHIFT) - 1)) >> 1)
        for row in range(start, end):
            document = np.int64(post_doc[row])
            if total[document] == 0:
                touched[found] = document
                found += 1
            total[document] += np.uint32(post_weight[row]) * weight
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _choose(
    touched: Any, count: int, total: Any, doc_rank: Any, limit: int, out: Any, histogram: Any, ranks: Any, doubtful: Any
) -> int:
    """The nearest of the touched documents, ascending, into `out`; how many there are."""
    kept = 0
    if count <= limit:
        for place in range(count):
            out[place] = touched[place]
        kept = count
    else:
        highest = np.int64(0)
        for place in range(count):
            highest = max(highest, np.int64(total[touched[place]]))
        # Steps are powers of two: to divide takes longer than to read.
        shift = np.int64(0)
        while highest >> shift > BUCKETS:
            shift += 1
        for place in range(BUCKETS + 1):
            histogram[place] = 0
        for place in range(count):
            histogram[np.int64(total[touched[place]]) >> shift] += 1
        bucket, above = BUCKETS, 0
        while above + histogram[bucket] < limit:
            above += histogram[bucket]
            bucket -= 1
        found = 0
        for place in range(count):
            document = np.int64(touched[place])
            own = np.int64(total[document]) >> shift
            if own > bucket:
                out[kept] = document
                kept += 1
            elif own == bucket:
                ranks[found] = np.uint64(total[document]) << np.uint64(32) | np.uint64(doc_rank[document])
                doubtful[found] = document
                found += 1
        sort_by(ranks, doubtful, found)
        for place in range(found - (limit - kept), found):
            out[kept] = doubtful[place]
            kept += 1
    sort(out, kept)
    return kept
