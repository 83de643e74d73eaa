"""From one word of a query to features of the index: itself and what is one letter away.

Two channels share one numbering of features: words first, then consonant keys. Many words are looked up at once.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from ostrakon.index.arrays import F32, U32, Arrays
from ostrakon.index.keys import BEGINNING, deletions, has_near
from ostrakon.index.lookup import MappedTexts, Numbers
from ostrakon.index.ranges import spread
from ostrakon.index.reached import Reacher
from ostrakon.names.rarity import RARITY_MAX_BITS
from ostrakon.native.entry import Function

I64 = NDArray[np.int64]
Found = tuple[I64, I64, NDArray[np.float64]]
"""(place of the text that was asked for, feature, likeness)."""

NEAR_MAX = 80
"""Near features taken for one word of the query, best first."""
NEAR_SIMILARITY = 0.9
BEGINNING_MAX = 100
"""Words taken that begin with the end of a name that was cut, shortest first."""
LONG = 6
"""Words from this length on may differ by two edits, where one deleted letter on each side makes them equal."""


class Reach(NamedTuple):
    """What each of several words leads to.

    Attributes:
        square: rarity of each word, squared: its share of the query's norm.
        own: whether the index holds the word itself; then that is the first of its features.
        size: number of features that it leads to.
        feature: numbers over both channels, word after word.
        value: rarity of each times its likeness to the word (1 for the word itself).
    """

    square: NDArray[np.float64]
    own: NDArray[np.bool_]
    size: NDArray[np.int64]
    feature: NDArray[np.int64]
    value: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to names: its features and the look-up of those one letter away.

    Attributes:
        name: for explanations.
        first: number of its first feature in the numbering of both channels.
        sorted: its features in the order of their texts; empty where beginnings are not looked for.
        reacher: looks texts up by compiled code, if that is at hand; what is found is the same.
    """

    name: str
    first: int
    numbers: Numbers
    texts: MappedTexts
    idf: F32
    near_key: U32
    near_id: U32
    sorted: U32
    reacher: Reacher | None = None

    @classmethod
    def words(
        cls, arrays: Arrays, numbers: Numbers, texts: MappedTexts, compiled: Function | None = None
    ) -> Channel:  # fmt: skip
        """Words as they are written."""
        near = arrays.word_near_key, arrays.word_near_tok
        reacher = compiled and Reacher(
            arrays.tok_text, arrays.tok_off, arrays.tok_hash_id, near, arrays.tok_idf, 0, NEAR_MAX, compiled
        )
        return cls("word", 0, numbers, texts, arrays.tok_idf, *near, arrays.tok_sorted, reacher or None)

    @classmethod
    def consonants(cls, arrays: Arrays, compiled: Function | None = None) -> Channel:
        """Consonants of words and of neighbouring words joined."""
        texts = MappedTexts(arrays.cons_text, arrays.cons_text_off)
        numbers = Numbers(arrays.cons_hash, arrays.cons_hash_id, texts)
        near, first = (arrays.cons_near_key, arrays.cons_near_id), len(arrays.tok_idf)
        held = arrays.cons_text, arrays.cons_text_off, arrays.cons_hash_id
        reacher = compiled and Reacher(*held, near, arrays.cons_idf, first, NEAR_MAX, compiled)
        none = np.empty(0, dtype=np.uint32)
        return cls("consonants", first, numbers, texts, arrays.cons_idf, *near, none, reacher or None)

    def look_up(self, texts: list[str]) -> Reach:
        """What each of several distinct texts leads to."""
        if self.reacher is not None and not any(text.endswith(BEGINNING) for text in texts):
            found = self.reacher.look_up(texts)
            if found is not None:
                rarity = np.where(found.own >= 0, self.idf[found.own], RARITY_MAX_BITS).astype(np.float64)
                return Reach(rarity * rarity, found.own >= 0, found.size, found.feature, found.value)
        numbers = np.array(self.numbers.look_up(texts), dtype=np.int64)
        own = numbers >= 0
        owner, near, likeness = _merged(self._near(texts), self._beginning(texts))
        # The word itself comes first: a stable sort by owner keeps it before those near it.
        owners = np.concatenate([np.nonzero(own)[0], owner])
        order = np.argsort(owners, kind="stable")
        feature = np.concatenate([numbers[own], near])[order]
        value = np.concatenate([np.ones(int(own.sum())), likeness])[order] * self.idf[feature]
        rarity = np.full(len(texts), RARITY_MAX_BITS)
        rarity[own] = self.idf[numbers[own]]
        size = np.bincount(owners, minlength=len(texts))
        return Reach(rarity * rarity, own, size, feature + self.first, value)

    def _near(self, texts: list[str]) -> Found:
        """(place in `texts`, feature, likeness) of what is near; at most `NEAR_MAX` for each text."""
        owner, number = self._sharing_a_deletion(texts)
        places, numbers = owner.tolist(), number.tolist()
        mine, listed = [texts[i] for i in places], self.texts.read(numbers)
        distance = cpdist(mine, listed, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8).astype(np.int64)
        length = np.array([len(t) for t in texts], dtype=np.int64)[owner]
        there = (distance > 0) & (distance <= np.where(length < LONG, 1, 2))
        owner, number, distance = owner[there], number[there], distance[there]
        longest = np.maximum(length[there], self.texts.lengths(number))
        likeness = NEAR_SIMILARITY * (1 - distance / longest) ** 2
        many = np.nonzero(np.bincount(owner, minlength=len(texts)) > NEAR_MAX)[0].tolist()
        kept = np.ones(len(owner), dtype=np.bool_)
        for place in many:
            rows = np.nonzero(owner == place)[0]
            # Equally near ones by their letters, not by number: the order of the lists must not matter.
            ranked = sorted(
                zip((-likeness[rows]).tolist(), self.texts.read(number[rows].tolist()), rows.tolist(), strict=True)
            )
            kept[[row for _, _, row in ranked[NEAR_MAX:]]] = False
        return owner[kept], number[kept], likeness[kept]

    def _beginning(self, texts: list[str]) -> Found:
        """(place in `texts`, feature, likeness) of words that begin with a text, for texts that ask for it."""
        owner: list[int] = []
        number: list[int] = []
        for place, text in enumerate(texts):
            if text.endswith(BEGINNING) and len(self.sorted):
                start = text.removesuffix(BEGINNING)
                first, after = (self._place_of(t) for t in (start, start + "~"))
                longest_last = sorted(
                    self.sorted[first:after].tolist(), key=lambda n: (len(self.texts[n]), self.texts[n])
                )
                number += longest_last[:BEGINNING_MAX]
                owner += [place] * min(after - first, BEGINNING_MAX)
        numbers = np.array(number, dtype=np.int64)
        return np.array(owner, dtype=np.int64), numbers, np.full(len(numbers), NEAR_SIMILARITY)

    def _place_of(self, text: str) -> int:
        """Where in the order of the texts `text` stands or would stand."""
        return bisect_left(range(len(self.sorted)), text, key=lambda place: self.texts[int(self.sorted[place])])

    def _sharing_a_deletion(self, texts: list[str]) -> tuple[I64, I64]:
        """(place in `texts`, feature) pairs that one deleted letter on either side, or both, makes equal."""
        empty = np.empty(0, dtype=np.int64)
        made = [key << 32 | place for place, text in enumerate(texts) if has_near(text) for key in deletions(text)]
        if not made or not len(self.near_key):
            return empty, empty
        asked = np.sort(np.array(made, dtype=np.uint64))  # rising keys are found several times faster
        keys, owners = (asked >> np.uint64(32)).astype(np.uint32), asked & np.uint64(2**32 - 1)
        starts = np.searchsorted(self.near_key, keys)
        there = self.near_key[np.minimum(starts, len(self.near_key) - 1)] == keys
        starts, keys, owners = starts[there], keys[there], owners[there]
        sizes = np.searchsorted(self.near_key, keys, "right") - starts
        ids = self.near_id[spread(starts, sizes)].astype(np.uint64)
        pairs = np.sort(np.repeat(owners << np.uint64(32), sizes) | ids)
        fresh = np.ones(len(pairs), dtype=np.bool_)
        np.not_equal(pairs[1:], pairs[:-1], out=fresh[1:])
        pairs = pairs[fresh]
        return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(2**32 - 1)).astype(np.int64)


def _merged(one: Found, other: Found) -> Found:
    if not len(other[0]):
        return one
    joined = (np.concatenate(both) for both in zip(one, other, strict=True))
    return next(joined), next(joined), next(joined)
