"""From one word of a query to features of the index: itself and what is one letter away, remembered.

Two channels share one numbering of features: words first, then consonant keys. Customers' names repeat their words, so
what a word leads to is remembered; what is not known yet is looked up for a whole block of names at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from ostrakon.index.arrays import F32, U32, Arrays
from ostrakon.index.keys import deletions, has_near
from ostrakon.index.lookup import REMEMBERED_MAX, MappedTexts, Numbers
from ostrakon.names.rarity import RARITY_MAX_BITS

NEAR_MAX = 40
"""Near features taken for one word of the query, best first."""
NEAR_SIMILARITY = 0.9
LONG = 7
"""Words from this length on may differ by two edits, where one deleted letter on each side makes them equal."""
FAR_DISTANCE = 255


class Reach(NamedTuple):
    """What one word leads to.

    Attributes:
        square: its own rarity, squared: its share of the query's norm.
        own: whether the index holds it.
        features: numbers over both channels; the word itself first, where the index holds it.
        values: rarity of each times its likeness to the word (1 for the word itself).
        near_cut: near features left out, since there were more than `NEAR_MAX`.
    """

    square: float
    own: bool
    features: list[int]
    values: list[float]
    near_cut: int = 0


@dataclass(slots=True)
class Channel:
    """One way to names: its features and the look-up of those one letter away.

    Attributes:
        name: for explanations.
        first: number of its first feature in the numbering of both channels.
    """

    name: str
    first: int
    numbers: Numbers
    texts: MappedTexts
    idf: F32
    near_key: U32
    near_id: U32
    _remembered: dict[str, Reach] = field(default_factory=dict)

    @classmethod
    def words(cls, arrays: Arrays, numbers: Numbers, texts: MappedTexts) -> Channel:
        """Words as they are written."""
        return cls("word", 0, numbers, texts, arrays.tok_idf, arrays.word_near_key, arrays.word_near_tok)

    @classmethod
    def consonants(cls, arrays: Arrays) -> Channel:
        """Consonants of words and of neighbouring words joined."""
        texts = MappedTexts(arrays.cons_text, arrays.cons_text_off)
        numbers = Numbers(arrays.cons_hash, arrays.cons_hash_id, texts)
        near = arrays.cons_near_key, arrays.cons_near_id
        return cls("consonants", len(arrays.tok_idf), numbers, texts, arrays.cons_idf, *near)

    def reach(self, texts: Sequence[str]) -> list[Reach]:
        """What each text leads to; what is not remembered is looked up together."""
        known = self._remembered
        try:
            return [known[t] for t in texts]
        except KeyError:
            self.prepare(texts)
            return [self._remembered[t] for t in texts]

    def prepare(self, texts: Iterable[str]) -> None:
        """Look up all texts that are not remembered, in one block."""
        known = self._remembered
        asked = dict.fromkeys(texts)
        missing = [t for t in asked if t not in known]
        if not missing:
            return
        if len(known) + len(missing) > REMEMBERED_MAX:
            missing = list(asked)
            known = {}
        # A new dictionary is put in place whole: other threads keep reading the old one.
        found = dict(zip(missing, self._look_up(missing), strict=True))
        if known:
            known.update(found)
        else:
            self._remembered = found

    def _look_up(self, texts: list[str]) -> list[Reach]:
        own = self.numbers.look_up(texts)
        near = self._near(texts)
        found: list[Reach] = []
        for number, pairs in zip(own, near, strict=True):
            kept = pairs[:NEAR_MAX]
            features = [n for _, _, n in kept]
            likeness = [-minus for minus, _, _ in kept]
            rarity = RARITY_MAX_BITS
            if number >= 0:
                features, likeness = [number, *features], [1.0, *likeness]
                rarity = float(self.idf[number])
            idf = self.idf[np.array(features, dtype=np.int64)].tolist() if features else []
            values = [bits * alike for bits, alike in zip(idf, likeness, strict=True)]
            features = [self.first + n for n in features]
            found.append(Reach(rarity * rarity, number >= 0, features, values, len(pairs) - len(kept)))
        return found

    def _near(self, texts: list[str]) -> list[list[tuple[float, str, int]]]:
        """For each text (minus likeness, text, number) of the features near it, best first."""
        found: list[list[tuple[float, str, int]]] = [[] for _ in texts]
        owners, numbers = self._sharing_a_deletion(texts)
        if not len(owners):
            return found
        places = owners.tolist()
        listed = self.texts.take(numbers.tolist())
        mine = [texts[i] for i in places]
        distances = cpdist(mine, listed, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8).tolist()
        for place, own, other, number, distance in zip(places, mine, listed, numbers.tolist(), distances, strict=True):
            if 0 < distance <= (1 if len(own) < LONG else 2):
                likeness = NEAR_SIMILARITY * (1 - distance / max(len(own), len(other))) ** 2
                found[place].append((-likeness, other, number))
        for near in found:
            near.sort()
        return found

    def _sharing_a_deletion(self, texts: list[str]) -> tuple[U32, U32]:
        """(place in `texts`, feature) pairs that one deleted letter on either side, or both, makes equal."""
        empty = np.empty(0, dtype=np.uint32)
        made = [(key, place) for place, text in enumerate(texts) if has_near(text) for key in deletions(text)]
        if not made or not len(self.near_key):
            return empty, empty
        keys = np.array([key for key, _ in made], dtype=np.uint32)
        owners = np.array([place for _, place in made], dtype=np.uint64)
        starts = np.searchsorted(self.near_key, keys)
        there = self.near_key[np.minimum(starts, len(self.near_key) - 1)] == keys
        starts, keys, owners = starts[there], keys[there], owners[there]
        sizes = np.searchsorted(self.near_key, keys, "right") - starts
        ids = self.near_id[spread(starts, sizes)].astype(np.uint64)
        pairs = np.unique(np.repeat(owners << np.uint64(32), sizes) | ids)
        return (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)


def spread(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of all ranges `start : start + size`, one after the other."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(starts - (ends - sizes), sizes))
