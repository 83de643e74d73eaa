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
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.weights import LEVEL
from ostrakon.names.abjad import spells
from ostrakon.names.keys import equivalence_key, korean_fold, patronymic_sex, skeleton, sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.names.syllables import is_syllable
from ostrakon.profile.name import NameProfile, hash64

_NEAR = [LEVEL[n] for n in ("typo", "close", "near", "far", "abbreviation")]
TYPO_SHARE = 0.126
CLOSE_SHARE = 0.17
NEAR_SHARE = 0.30
FAR_SHARE = 0.42
FAR_EDITS_MAX = 3
"""More edits make another word, however long both are: `Berliner`, `Bayerische`."""
SKELETON_SHARE = 0.50
"""Two tokens of the same consonants are close up to this share of edited letters."""
SKELETON_LENGTH_MIN = 3
VOWEL_LENGTH_MIN = 5
"""From this length on two words of two equal consonants are close when one letter differs: `qaeda`, `qaida`."""
ABBREVIATION_MIN = 3
ABBREVIATION_MAX = 5
SWAPPED_LENGTH_MIN = 3
"""Two neighbouring letters exchanged make a word of this length close, and from `SWAPPED_LENGTH_TYPO` on a slip like
one letter of many: chance does not keep all letters of another word."""
SWAPPED_LENGTH_TYPO = 5
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
    names: NDArray[np.uint64]
    named: Bools
    syllables: Bools
    sexes: NDArray[np.int8]
    korean: bool
    koreans: NDArray[np.uint64]
    lengths: NDArray[np.int64]
    first: NDArray[np.uint8]
    digits: Bools
    sound_texts: tuple[str, ...]
    skeleton_texts: tuple[str, ...]

    @classmethod
    def of(cls, profile: NameProfile) -> QueryTokens:
        """Compute the keys once for all candidates."""
        tokens = profile.tokens
        names = [equivalence_key(t) for t in tokens]
        sounds = tuple(sound_fold(t) for t in tokens)
        skeletons = tuple(skeleton(t) for t in tokens)
        return cls(
            profile=profile,
            hashes=_hashes(tokens),
            sounds=_hashes(sounds),
            skeletons=_hashes(skeletons),
            names=_hashes(names),
            named=np.array([n.startswith("=") for n in names]),
            syllables=np.array([is_syllable(t) for t in tokens]),
            sexes=np.array([patronymic_sex(t) for t in tokens], dtype=np.int8),
            korean=len(tokens) > 1 and all(is_syllable(t) for t in tokens),
            koreans=_hashes([korean_fold(t) for t in tokens]),
            lengths=np.array([len(t) for t in tokens], dtype=np.int64),
            first=np.array([ord(t[0]) for t in tokens], dtype=np.uint8),
            digits=np.array([t.isdigit() for t in tokens]),
            sound_texts=sounds,
            skeleton_texts=skeletons,
        )


def _hashes(values: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([hash64(v) for v in values], dtype=np.uint64)


def levels(query: QueryTokens, arrays: Arrays, vocabulary: Vocabulary, numbers: NDArray[np.int64]) -> NDArray[np.int8]:
    """Level of agreement of each query token (rows) with each listed token (columns).

    Args:
        query: the query's tokens.
        arrays: the index that `numbers` refer to.
        vocabulary: the tokens of that index.
        numbers: token numbers of the list side.
    """
    profile = query.profile
    listed = vocabulary.texts[numbers].tolist()
    lengths = vocabulary.lengths[numbers]
    distance = cdist(profile.tokens, listed, scorer=OSA.distance, dtype=np.int32)
    longest = np.maximum(query.lengths[:, None], lengths[None, :])
    # Two spellings are as near as their letters or as their sounds, whichever is nearer.
    sounds = cdist(query.sound_texts, vocabulary.sounds[numbers].tolist(), scorer=OSA.distance, dtype=np.int32)
    edits = np.minimum(distance, sounds)
    share = edits / longest
    same_skeleton = query.skeletons[:, None] == arrays.tok_skel[numbers][None, :]
    enough = arrays.tok_skel_len[numbers] >= SKELETON_LENGTH_MIN
    same_sound = query.sounds[:, None] == arrays.tok_sound[numbers][None, :]

    found = np.zeros(distance.shape, dtype=np.int8)
    found[(share <= FAR_SHARE) & (edits <= FAR_EDITS_MAX)] = LEVEL["far"]
    found[share <= NEAR_SHARE] = LEVEL["near"]
    one_vowel = (
        (arrays.tok_skel_len[numbers] == SKELETON_LENGTH_MIN - 1) & (distance == 1) & (longest >= VOWEL_LENGTH_MIN)
    )
    vowels = same_skeleton & ((enough & (share <= SKELETON_SHARE)) | one_vowel)
    found[(share <= CLOSE_SHARE) | vowels] = LEVEL["close"]
    found[share <= TYPO_SHARE] = LEVEL["typo"]
    short = np.minimum(query.lengths[:, None], lengths[None, :]) <= SHORT
    first = query.first[:, None] == vocabulary.first[numbers][None, :]
    found[short & (found > 0)] = LEVEL["none"]
    found[short & first & (distance == 1) & (longest > 2)] = LEVEL["far"]
    _swapped(query, listed, (distance == 1) & (longest >= SWAPPED_LENGTH_MIN), found)
    same_name = query.names[:, None] == arrays.tok_equiv[numbers][None, :]
    found[same_name] = LEVEL["equivalent"]
    found[same_sound] = LEVEL["sound"]
    digits = query.digits[:, None] | vocabulary.digits[numbers][None, :]
    found[digits] = LEVEL["none"]
    initial_query = np.array([k is Kind.INITIAL for k in profile.kinds])
    initial = first & (initial_query[:, None] | (lengths == 1)[None, :]) & ~digits
    found[initial & (distance > 0)] = LEVEL["initial"]
    _abbreviated(query, listed, lengths, first & (found == 0), found)
    _told_apart(query, arrays, numbers, distance, found)
    _abjad(query, vocabulary, numbers, found)
    _hangul(query, arrays, numbers, found)
    found[distance == 0] = LEVEL["equal"]
    return found


def _told_apart(
    query: QueryTokens,
    arrays: Arrays,
    numbers: NDArray[np.int64],
    distance: NDArray[np.int32],
    found: NDArray[np.int8],
) -> None:
    """Near spellings known to be different names: syllables, given names, patronymics of sons and daughters."""
    near = np.isin(found, _NEAR)
    syllables = query.syllables[:, None] & arrays.tok_syllable[numbers].astype(bool)[None, :]
    named = query.named[:, None] & arrays.tok_named[numbers].astype(bool)[None, :]
    other = named & (query.names[:, None] != arrays.tok_equiv[numbers][None, :])
    sexes = query.sexes[:, None] * arrays.tok_sex[numbers].astype(np.int8)[None, :]
    one_syllable = query.syllables[:, None] | arrays.tok_syllable[numbers].astype(bool)[None, :]
    found[near & (syllables | other | (one_syllable & (distance > 1)))] = LEVEL["none"]
    found[(found == LEVEL["abbreviation"]) & one_syllable] = LEVEL["none"]
    found[(found != LEVEL["none"]) & (sexes < 0)] = LEVEL["none"]
    korean = query.koreans[:, None] == arrays.tok_korean[numbers][None, :]
    found[syllables & korean & (found == LEVEL["none"]) & query.korean] = LEVEL["syllable"]


def _abjad(query: QueryTokens, vocabulary: Vocabulary, numbers: NDArray[np.int64], found: NDArray[np.int8]) -> None:
    """Where exactly one side is written without vowels, only consonants are compared."""
    query_without = np.array(query.profile.abjad)
    for without, columns in ((True, ~vocabulary.abjad[numbers]), (False, vocabulary.abjad[numbers])):
        rows = np.nonzero(query_without == without)[0]
        places = np.nonzero(columns)[0]
        if not len(rows) or not len(places):
            continue
        mine = [query.skeleton_texts[i] for i in rows.tolist()]
        theirs = [skeleton(t) for t in vocabulary.texts[numbers[places]].tolist()]
        distance = cdist(mine, theirs, scorer=OSA.distance, dtype=np.int32)
        length = np.minimum(np.array([len(s) for s in mine])[:, None], np.array([len(s) for s in theirs])[None, :])
        level = np.zeros(distance.shape, dtype=np.int8)
        level[(distance == 1) & (length >= SKELETON_LENGTH_MIN)] = LEVEL["consonants_near"]
        level[distance == 0] = LEVEL["consonants"]
        words = [query.profile.tokens[i] for i in rows.tolist()]
        others = vocabulary.texts[numbers[places]]
        for i, j in zip(*(part.tolist() for part in np.nonzero(distance <= 1)), strict=True):
            if spells(words[i], others[j]) if without else spells(others[j], words[i]):
                level[i, j] = LEVEL["pattern"]
        found[np.ix_(rows, places)] = level


def _hangul(query: QueryTokens, arrays: Arrays, numbers: NDArray[np.int64], found: NDArray[np.int8]) -> None:
    """A Korean syllable agrees with any of its usual romanisations."""
    hangul = np.array(query.profile.hangul)
    if hangul.any():
        same = query.koreans[:, None] == arrays.tok_korean[numbers][None, :]
        found[same & hangul[:, None]] = LEVEL["syllable"]


def _swapped(query: QueryTokens, listed: Sequence[str], possible: Bools, found: NDArray[np.int8]) -> None:
    """Two neighbouring letters exchanged: `Putni` and `Putin`."""
    for i, j in zip(*(part.tolist() for part in np.nonzero(possible)), strict=True):
        one, other = query.profile.tokens[i], listed[j]
        if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 2:
            found[i, j] = LEVEL["typo" if len(one) >= SWAPPED_LENGTH_TYPO else "close"]


def _abbreviated(
    query: QueryTokens, listed: Sequence[str], lengths: NDArray[np.int64], possible: Bools, found: NDArray[np.int8]
) -> None:
    """`Inst` and `institute`, `Grp` and `group`: one is the beginning or the contraction of the other."""
    mine = query.lengths[:, None]
    short = np.minimum(mine, lengths[None, :])
    apart = np.abs(mine - lengths[None, :])
    possible = possible & (short >= ABBREVIATION_MIN) & (short <= ABBREVIATION_MAX) & (apart >= 2)
    for i, j in zip(*(part.tolist() for part in np.nonzero(possible)), strict=True):
        one, other = query.profile.tokens[i], listed[j]
        if _contracts(one, other) if len(one) < len(other) else _contracts(other, one):
            found[i, j] = LEVEL["abbreviation"]


def _contracts(short: str, long: str) -> bool:
    if long.startswith(short):
        return True
    letters = iter(long)
    return short[-1] == long[-1] and all(letter in letters for letter in short)
