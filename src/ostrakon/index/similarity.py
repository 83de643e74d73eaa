"""Remembered words → weighted features → documents that hold them, in plain numpy.

`compiled.py` does the same in one loop; a test holds the two against each other. Every sum is of whole numbers, or of
multiples of a power of two, so that neither order nor way of computing changes a result.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U32, U64, Arrays
from ostrakon.index.memory import Pool
from ostrakon.index.ranges import spread

POSTINGS_MAX = 3_000
"""A feature in more names than this is left out while a word of the query is found in fewer."""
VALUE_SCALE = 1 << 10
"""Steps of a feature's weight in the query. With weights below 2 in steps of 1/32768 and at most some fifty features
in common, sums stay below 2^32."""
FEATURE_SHIFT = 20
"""Sort keys hold the feature, its value (below 2^19) and whether it is a word of the query itself."""

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Features(NamedTuple):
    """A query as features of the index, ascending.

    Attributes:
        numbers: features over both channels.
        values: weight of each in the query, in steps of 1 / `VALUE_SCALE`.
        exact: whether it is a word (key) of the query itself, not a near one.
        words: so many of them are words, the rest are consonant keys.
    """

    numbers: I64
    values: U32
    exact: Bools
    words: int


class Scratch(NamedTuple):
    """One place a document for sums, all 0 between calls, and one for marks; of each thread its own."""

    total: U32
    mark: NDArray[np.int32]


def weighted(entries: list[list[int]], pool: Pool, split: int) -> Features:
    """The features that the entries of both channels lead to; of several ways to one the best counts.

    Args:
        split: number of the first feature of the second channel.
    """
    scales = [_scale(pool, part) for part in entries]
    at = np.array([*entries[0], *entries[1]], dtype=np.int64)
    start = pool.off[at]
    size = pool.off[at + 1] - start
    rows = spread(start, size)
    scale = np.repeat(np.repeat(scales, [len(part) for part in entries]), size)
    value = (pool.value[rows] * scale + 0.5).astype(np.int64)
    key = pool.feature[rows].astype(np.int64) << FEATURE_SHIFT | value << 1
    first = (np.cumsum(size) - size)[pool.own[at]]
    key[first] |= 1
    key.sort()
    numbers = key >> FEATURE_SHIFT
    last = np.ones(len(key), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=last[:-1])
    key, numbers = key[last], numbers[last]
    values = ((key & ((1 << FEATURE_SHIFT) - 1)) >> 1).astype(np.uint32)
    return Features(numbers, values, (key & 1).astype(np.bool_), int(np.searchsorted(numbers, split)))


def _scale(pool: Pool, entries: list[int]) -> float:
    square = float(pool.square[entries].sum()) if entries else 0.0
    return VALUE_SCALE / float(np.sqrt(square)) if square else 0.0


def worth_reading(size: I64, features: Features) -> Bools:
    """Which features' postings are read: all of a channel; only the rare ones where a word of the query is rare."""
    kept = np.asarray(size <= POSTINGS_MAX)
    if kept.all():
        return kept
    for part in (slice(None, features.words), slice(features.words, None)):
        exact = features.exact[part]
        if not (kept[part] & exact).any():
            kept[part] |= exact if exact.any() else True
    return kept


def touched(features: Features, arrays: Arrays, scratch: Scratch) -> tuple[I64, U32]:
    """All documents that hold one of the features, each once, and the sum of their similarities."""
    start = arrays.post_off[features.numbers].astype(np.int64)
    size = arrays.post_off[features.numbers + 1] - start
    kept = worth_reading(size, features)
    start, size, value = start[kept], size[kept], features.values[kept]
    rows = spread(start, size)
    documents = arrays.post_doc[rows].astype(np.int64)
    total, mark = scratch
    np.add.at(total, documents, arrays.post_weight[rows] * np.repeat(value, size))
    # A document stands once for every feature that it holds: the last place that names it keeps it.
    places = np.arange(len(documents), dtype=np.int32)
    mark[documents] = places
    documents = documents[mark[documents] == places]
    values = total[documents]
    total[documents] = 0
    return documents, values


def ranks(documents: I64, values: U32, doc_rank: U32) -> U64:
    """What orders touched documents: higher is nearer; equally near ones are ordered by the hash of their words."""
    return np.asarray(values.astype(np.uint64) << np.uint64(32) | doc_rank[documents])


def nearest(documents: I64, values: U32, doc_rank: U32, limit: int) -> I64:
    """At most `limit` documents, the nearest, ascending by number."""
    if len(documents) > limit:
        cut = len(documents) - limit
        documents = documents[np.argpartition(ranks(documents, values, doc_rank), cut)[cut:]]
    return np.sort(documents)
