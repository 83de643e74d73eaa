"""How rare features are, and which documents hold them: counted and inverted in whole arrays."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import F32, U16, U32, WEIGHT_SCALE
from ostrakon.index.keys import deletions, has_near
from ostrakon.names.rarity import RARITY_MAX_BITS, background, rarity_bits

DOCUMENTS_MIN = 60_000
"""In shorter lists words count as rare as in lists of this length; the background table keeps common ones common."""
DOC_NORM_POWER = 0.75
"""Below 1, so that long names are not drowned by short ones (measured in the index study)."""


def frequencies(document: U32, feature: U32, count: int) -> NDArray[np.int64]:
    """For each feature the number of documents that hold it."""
    return np.bincount(_distinct(document, feature)[1], minlength=count)


def joined_idf(frequency: NDArray[np.int64], documents: int) -> F32:
    """Rarity in bits: log2 of documents over documents that hold it, in steps of 1/1024."""
    bits = np.minimum(np.log2(max(documents, DOCUMENTS_MIN) / (frequency + 0.5)), RARITY_MAX_BITS)
    return (np.round(np.maximum(bits, 0.1) * 1024) / 1024).astype(np.float32)


def rarities(document: U32, token: U32, texts: Sequence[str], documents: int) -> F32:
    """Rarity of each token; no word is rarer than in listed names at large."""
    bounds = np.rint(np.array([rarity_bits(t) for t in texts]) * 1024) / 1024
    own = joined_idf(frequencies(document, token, len(texts)), documents)
    return np.asarray(np.minimum(own, bounds.astype(np.float32)))


def shared_rarities(
    document: U32, token: U32, classes: Sequence[str], key: Callable[[str], str], documents: int
) -> F32:
    """For each token the rarity of its class of spellings.

    Args:
        classes: the class of each token.
        key: what makes a class of a word, for the words of listed names at large.
    """
    numbers: dict[str, int] = {}
    of = np.array([numbers.setdefault(c, len(numbers)) for c in classes], dtype=np.uint32)
    own = joined_idf(frequencies(document, of[token], len(numbers)), documents)
    common = shared_rarity(key)
    bounds = np.array([common.get(c, RARITY_MAX_BITS) for c in numbers], dtype=np.float32)
    return np.asarray(np.minimum(own, bounds)[of])


@cache
def shared_rarity(key: Callable[[str], str]) -> dict[str, float]:
    """Rarity of a class of spellings in listed names at large: the sum of its words' shares.

    Remembered, since `compare` builds an index for every pair.
    """
    shares: dict[str, float] = {}
    for token, bits in background().items():
        shares[key(token)] = shares.get(key(token), 0.0) + 2.0**-bits
    return {name: round(max(-math.log2(share), 0.1) * 1024) / 1024 for name, share in shares.items()}


def inverted(channels: Sequence[tuple[U32, U32, F32]], documents: int) -> tuple[U32, U16, U32]:
    """For each feature, channel after channel, its documents and weights (rarity over length of the document).

    Args:
        channels: (document, feature, rarity of each feature) of each channel.

    Returns:
        Documents, their weights in steps of 1 / `WEIGHT_SCALE`, and the borders of each feature's rows.
    """
    found: list[tuple[U32, U16, U32]] = [_inverted(*channel, documents) for channel in channels]
    before = np.cumsum([0, *(len(rows) for rows, _, _ in found)])
    borders = [off[:-1] + np.uint32(start) for (_, _, off), start in zip(found, before, strict=False)]
    return (
        np.concatenate([rows for rows, _, _ in found]),
        np.concatenate([weights for _, weights, _ in found]),
        np.concatenate([*borders, before[-1:].astype(np.uint32)]),
    )


def _inverted(document: U32, feature: U32, idf: F32, documents: int) -> tuple[U32, U16, U32]:
    document, feature = _distinct(document, feature)
    bits = idf[feature].astype(np.float64)
    # Squares of multiples of 1/1024 add up exactly, in whatever order a list brings its words.
    norm = np.bincount(document, bits**2, minlength=documents)
    weight = bits / np.maximum(norm, 1e-9)[document] ** (DOC_NORM_POWER / 2)
    order = np.argsort(feature, kind="stable")
    borders = np.searchsorted(feature[order], np.arange(len(idf) + 1, dtype=np.uint32)).astype(np.uint32)
    steps = np.clip(np.rint(weight[order] * WEIGHT_SCALE), 1, 2**16 - 1).astype(np.uint16)
    return document[order], steps, borders


def _distinct(document: U32, feature: U32) -> tuple[U32, U32]:
    pairs = np.unique(document.astype(np.uint64) << np.uint64(32) | feature)
    return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)


def near_table(texts: Sequence[str]) -> tuple[U32, U32]:
    """Sorted hashes of all texts with one letter deleted, and the number of the text that each belongs to."""
    keys, ids = array("I"), array("I")
    for number, text in enumerate(texts):
        if has_near(text):
            found = deletions(text)
            keys.extend(found)
            ids.extend([number] * len(found))
    pairs = np.array(keys, dtype=np.uint64) << np.uint64(32) | np.array(ids, dtype=np.uint64)
    pairs.sort()
    return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)
