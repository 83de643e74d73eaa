"""One word given for a person: a rare family name alone brings its listed bearers before a person.

Weights fitted on whole names hold a single word for too little, since nearly all of the other name is missing. Who
types `Putin` means somebody, and `clear` would be the wrong answer: a word that few listed names hold is lifted to
where a person looks, and no further (`screening/thin.py` keeps it from stopping anything). The bits are reviewed, not
fitted.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import CLASS_NUMBER
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.grid import Bools
from ostrakon.names.kinds import DISTINGUISHING, Kind
from ostrakon.profile.name import NameProfile

RARITY_MIN = 10.0
"""Bits: at most about one listed name in a thousand holds the word."""
_DECORATION = frozenset({Kind.TITLE, Kind.PARTICLE})


def lone_word(profile: NameProfile, arrays: Arrays, vocabulary: Vocabulary) -> int | None:
    """Number of the only word of the name, titles apart, if it is a rare listed one; else None."""
    word = _only_word(profile)
    if word is None:
        return None
    number = vocabulary.numbers.get(word)
    return number if number is not None and arrays.tok_idf[number] >= RARITY_MIN else None


def is_lone(profile: NameProfile) -> bool:
    """Whether the name has only one word, titles apart."""
    return _only_word(profile) is not None


def _only_word(profile: NameProfile) -> str | None:
    words = [
        (token, kind) for token, kind in zip(profile.tokens, profile.kinds, strict=True) if kind not in _DECORATION
    ]
    return words[0][0] if len(words) == 1 and words[0][1] in DISTINGUISHING else None


def borne_by(number: int, documents: NDArray[np.int64], arrays: Arrays) -> Bools:
    """Which of the listed names are persons' names of several words, the word among them."""
    start = arrays.doc_off[documents].astype(np.int64)
    size = arrays.doc_off[documents + 1].astype(np.int64) - start
    places = np.arange(int(size.max(initial=0)))[None, :]
    inside = places < size[:, None]
    held = inside & (arrays.doc_tok[np.where(inside, start[:, None] + places, 0)] == number)
    person = arrays.doc_class[documents] == CLASS_NUMBER["person"]
    return np.asarray(held.any(axis=1) & (size > 1) & person)
