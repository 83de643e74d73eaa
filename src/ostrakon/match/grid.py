"""A query's name laid out against many listed names at once: the arrays that pairing, joining and judging share.

K listed names of up to T tokens stand in [K, T] arrays, n query tokens in [n] arrays, their pairs in [n, K, T] ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.tokens import QueryTokens, levels
from ostrakon.match.weights import F64, LEVEL, LEVELS, Weights, quantise
from ostrakon.names.kinds import DISTINGUISHING, Kind
from ostrakon.names.rarity import rarity_bits

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_KINDS = np.array(sorted(Kind))
CORE = np.isin(_KINDS, tuple(DISTINGUISHING))
"""For each kind: whether it tells one party from another."""
NAMING = np.isin(_KINDS, (Kind.CORE, Kind.ORDINARY))
"""The same without patronymics, which are judged apart."""
CONTENT = ~np.isin(_KINDS, (Kind.LEGAL, Kind.TITLE, Kind.PARTICLE))
"""For each kind: whether a name without it is another name."""

PERSON = 0
"""Number of persons in `Arrays.doc_class`."""
BY_SOUND = np.isin(np.array(LEVELS), ("sound", "typo", "close", "near", "far"))
BY_CONSONANTS = np.isin(np.array(LEVELS), ("consonants", "consonants_near", "pattern"))
BY_NAME = np.array(LEVELS) == "equivalent"


@dataclass(frozen=True, slots=True)
class Grid:
    """The two sides laid out.

    Attributes:
        query: the query's tokens; `query_kinds` and `query_rarity` [n] belong to them.
        documents: numbers of the listed names [K].
        position: place of each listed token in the index's token arrays [K, T].
        size: tokens of each listed name [K].
        valid: which places hold a token [K, T].
        numbers, kinds, rarity: of the listed tokens [K, T].
        unique, inverse: the distinct listed tokens, and which of them each place holds.
        level: how each pair of tokens agrees [n, K, T].
        pair_rarity: rarity of what agreed [n, K, T].
    """

    query: QueryTokens
    query_kinds: NDArray[np.uint8]
    query_rarity: F64
    documents: I64
    position: I64
    size: I64
    valid: Bools
    numbers: I64
    kinds: NDArray[np.uint8]
    rarity: F64
    unique: I64
    inverse: I64
    level: NDArray[np.int8]
    pair_rarity: F64


def lay_out(query: QueryTokens, documents: I64, arrays: Arrays, vocabulary: Vocabulary, weights: Weights) -> Grid:
    """Lay the query's name out against the listed names `documents` (at least one)."""
    start = arrays.doc_off[documents].astype(np.int64)
    size = arrays.doc_off[documents + 1].astype(np.int64) - start
    places = np.arange(int(size.max()))
    valid = places[None, :] < size[:, None]
    position = np.where(valid, start[:, None] + places[None, :], 0)
    numbers = arrays.doc_tok[position].astype(np.int64)
    kinds = arrays.doc_kind[position]
    unique, inverse = np.unique(numbers, return_inverse=True)
    inverse = inverse.reshape(numbers.shape)
    found = levels(query, arrays, vocabulary, unique)
    level = found[:, inverse]
    # A letter in the name of a company or a ship is a part of that name, not the beginning of another word.
    company = arrays.doc_class[documents] != PERSON
    level[(level == LEVEL["initial"]) & company[None, :, None]] = LEVEL["none"]
    if query.profile.truncated:
        _cut(query, numbers, valid, level, vocabulary)
    query_kinds = np.array(query.profile.kinds, dtype=np.uint8)
    cap = weights.rarity_cap[query_kinds]
    cap = np.where(np.array(query.profile.syllable), np.minimum(cap, weights.syllable_cap), cap)
    pair_rarity = np.minimum(_shared_rarity(arrays, unique, found)[:, inverse], cap[:, None, None])
    return Grid(
        query=query,
        query_kinds=query_kinds,
        query_rarity=np.minimum(_query_rarity(query, arrays, vocabulary), weights.rarity_cap[query_kinds]),
        documents=documents,
        position=position,
        size=size,
        valid=valid,
        numbers=numbers,
        kinds=kinds,
        rarity=np.minimum(arrays.tok_idf[unique].astype(np.float64)[inverse], weights.rarity_cap[kinds]),
        unique=unique,
        inverse=inverse,
        level=level,
        pair_rarity=np.minimum(pair_rarity, weights.rarity_cap[kinds][None]),
    )


def _cut(query: QueryTokens, numbers: I64, valid: Bools, level: NDArray[np.int8], vocabulary: Vocabulary) -> None:
    """The last word of a name of 35 characters may be the beginning of a listed one."""
    last = query.profile.tokens[-1]
    row = len(query.profile.tokens) - 1
    for k, place in zip(*np.nonzero(valid & (level[row] != LEVEL["equal"])), strict=True):
        if vocabulary.texts[numbers[k, place]].startswith(last):
            level[row, k, place] = LEVEL["cut"]


def _shared_rarity(arrays: Arrays, unique: I64, level: NDArray[np.int8]) -> F64:
    """What agreed is as rare as all spellings that would have agreed at the same level."""
    rarity = np.broadcast_to(arrays.tok_idf[unique].astype(np.float64), level.shape)
    rarity = np.where(BY_SOUND[level], arrays.tok_sound_idf[unique][None], rarity)
    rarity = np.where(BY_NAME[level], arrays.tok_equiv_idf[unique][None], rarity)
    return np.where(BY_CONSONANTS[level], arrays.tok_skel_idf[unique][None], rarity)


def _query_rarity(query: QueryTokens, arrays: Arrays, vocabulary: Vocabulary) -> F64:
    """Rarity of the query's tokens: as the list has them, else as listed names at large have them."""
    numbers, idf = vocabulary.numbers, arrays.tok_idf
    return np.array(
        [
            float(idf[number]) if (number := numbers.get(t)) is not None else quantise(rarity_bits(t))
            for t in query.profile.tokens
        ]
    )
