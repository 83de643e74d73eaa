"""How well single tokens of a query agree with tokens of the list: one level for each pair.

Levels after the matching study: equal; the same sound; close, near and far by the share of edited letters (optimal
string alignment); consonants only, where one side is written without vowels; an initial. Numbers never agree nearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ostrakon.index.arrays import Arrays
from ostrakon.match.weights import LEVEL
from ostrakon.names.keys import korean_fold, skeleton, sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import NameProfile, hash64

TYPO_SHARE = 0.126
CLOSE_SHARE = 0.17
NEAR_SHARE = 0.30
FAR_SHARE = 0.42
SKELETON_SHARE = 0.50
"""Two tokens of the same consonants are close up to this share of edited letters."""
SKELETON_LENGTH_MIN = 3
ABBREVIATION_MAX = 5
SHORT = 3
"""Tokens up to this length agree only exactly or, with the same first letter, far."""


Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """The tokens of a query's name with their comparison keys as arrays."""

    profile: NameProfile
    hashes: NDArray[np.uint64]
    sounds: NDArray[np.uint64]
    skeletons: NDArray[np.uint64]
    koreans: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    skeleton_texts: tuple[str, ...]

    @classmethod
    def of(cls, profile: NameProfile) -> QueryTokens:
        """Compute the keys once for all candidates."""
        tokens = profile.tokens
        skeletons = tuple(skeleton(t) for t in tokens)
        return cls(
            profile=profile,
            hashes=_hashes(tokens),
            sounds=_hashes([sound_fold(t) for t in tokens]),
            skeletons=_hashes(skeletons),
            koreans=_hashes([korean_fold(t) for t in tokens]),
            lengths=np.array([len(t) for t in tokens], dtype=np.int64),
            skeleton_texts=skeletons,
        )


def _hashes(values: object) -> NDArray[np.uint64]:
    return np.array([hash64(v) for v in values], dtype=np.uint64)  # type: ignore[attr-defined]


def levels(query: QueryTokens, arrays: Arrays, numbers: NDArray[np.int64], tokens: list[str]) -> NDArray[np.int8]:
    """Level of agreement of each query token (rows) with each listed token (columns).

    Args:
        query: the query's tokens.
        arrays: the index that `numbers` refer to.
        numbers: token numbers of the list side.
        tokens: text of every token number of the index.
    """
    profile = query.profile
    listed = [tokens[n] for n in numbers.tolist()]
    lengths = (arrays.tok_off[numbers + 1] - arrays.tok_off[numbers]).astype(np.int64)
    distance = cdist(profile.tokens, listed, scorer=OSA.distance, dtype=np.uint8).astype(np.int64)
    longest = np.maximum(query.lengths[:, None], lengths[None, :])
    share = distance / longest
    same_skeleton = query.skeletons[:, None] == arrays.tok_skel[numbers][None, :]
    enough = arrays.tok_skel_len[numbers] >= SKELETON_LENGTH_MIN
    same_sound = query.sounds[:, None] == arrays.tok_sound[numbers][None, :]

    found = np.zeros(distance.shape, dtype=np.int8)
    found[share <= FAR_SHARE] = LEVEL["far"]
    found[share <= NEAR_SHARE] = LEVEL["near"]
    found[(share <= CLOSE_SHARE) | (same_skeleton & enough & (share <= SKELETON_SHARE))] = LEVEL["close"]
    found[share <= TYPO_SHARE] = LEVEL["typo"]
    short = np.minimum(query.lengths[:, None], lengths[None, :]) <= SHORT
    first = _first_letters(profile.tokens)[:, None] == _first_letters(listed)[None, :]
    found[short & (found > 0)] = LEVEL["none"]
    found[short & first & (distance == 1) & (longest > 2)] = LEVEL["far"]
    found[same_sound] = LEVEL["sound"]
    digits_query = np.array([t.isdigit() for t in profile.tokens])
    digits_listed = np.array([t.isdigit() for t in listed])
    found[digits_query[:, None] | digits_listed[None, :]] = LEVEL["none"]
    initial_query = np.array([k is Kind.INITIAL for k in profile.kinds])
    initial = first & (initial_query[:, None] | (lengths == 1)[None, :]) & ~(digits_query[:, None] | digits_listed)
    found[initial & (distance > 0)] = LEVEL["initial"]
    _abbreviated(profile.tokens, listed, first & (found == 0), found)
    _abjad(query, arrays, numbers, listed, found)
    _hangul(query, arrays, numbers, found)
    found[distance == 0] = LEVEL["equal"]
    return found


def _abjad(
    query: QueryTokens,
    arrays: Arrays,
    numbers: NDArray[np.int64],
    listed: list[str],
    found: NDArray[np.int8],
) -> None:
    """Where exactly one side is written without vowels, only consonants are compared."""
    abjad_query = np.array(query.profile.abjad)
    abjad_listed = arrays.tok_abjad[numbers].astype(bool)
    if not abjad_query.any() and not abjad_listed.any():
        return
    mixed = abjad_query[:, None] != abjad_listed[None, :]
    skeletons = [skeleton(t) for t in listed]
    distance = cdist(query.skeleton_texts, skeletons, scorer=OSA.distance, dtype=np.uint8)
    length = np.minimum(
        np.array([len(s) for s in query.skeleton_texts])[:, None], np.array([len(s) for s in skeletons])[None, :]
    )
    found[mixed] = LEVEL["none"]
    found[mixed & (distance == 1) & (length >= SKELETON_LENGTH_MIN)] = LEVEL["consonants_near"]
    found[mixed & (distance == 0)] = LEVEL["consonants"]


def _hangul(query: QueryTokens, arrays: Arrays, numbers: NDArray[np.int64], found: NDArray[np.int8]) -> None:
    """A Korean syllable agrees with any of its usual romanisations."""
    hangul = np.array(query.profile.hangul)
    if hangul.any():
        same = query.koreans[:, None] == arrays.tok_korean[numbers][None, :]
        found[same & hangul[:, None]] = LEVEL["sound"]


def _abbreviated(query: Sequence[str], listed: Sequence[str], possible: Bools, found: NDArray[np.int8]) -> None:
    """`Inst` and `institute`, `Grp` and `group`: one is the beginning or the contraction of the other."""
    for i, token in enumerate(query):
        if not 3 <= len(token) <= ABBREVIATION_MAX and not any(len(w) <= ABBREVIATION_MAX for w in listed):
            continue
        for j in np.nonzero(possible[i])[0].tolist():
            short, long = sorted((token, listed[j]), key=len)
            if 3 <= len(short) <= ABBREVIATION_MAX and len(long) >= len(short) + 2 and _contracts(short, long):
                found[i, j] = LEVEL["abbreviation"]


def _contracts(short: str, long: str) -> bool:
    if long.startswith(short):
        return True
    letters = iter(long)
    return short[-1] == long[-1] and all(letter in letters for letter in short)


def _first_letters(tokens: object) -> NDArray[np.int64]:
    return np.array([ord(t[0]) for t in tokens], dtype=np.int64)  # type: ignore[attr-defined]
