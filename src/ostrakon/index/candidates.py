"""A query's name → the listed names worth comparing, each fetched by words, consonants or acronym.

Cosine similarities of two sparse spaces (words, consonant keys) are added in one pass over the postings. Tokens that
the list does not hold are replaced by near ones; these look-ups are remembered, since customers' names repeat.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from ostrakon.index.arrays import Arrays, texts
from ostrakon.index.build import ACRONYM_LENGTH, CONTENT, NEAR_LENGTH_MIN, consonant_keys, deletions, marked
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.names.rarity import RARITY_MAX_BITS
from ostrakon.profile.name import NameProfile, hash64

CANDIDATES_MIN = 150
"""Names that go on to scoring, at least."""
CANDIDATES_SHARE = 0.0018
"""… and at least this share of all names: recall at a fixed number falls as the list grows (index study)."""
NEAR_MAX = 40
"""Near tokens taken for one token of the query, best first."""
POSTINGS_MAX = 3_000
"""A feature in more names than this is left out while a rarer one is there."""
REMEMBERED_MAX = 100_000
"""Look-ups kept in memory; all are dropped when there are more."""
NEAR_SIMILARITY = 0.9

Pairs = list[tuple[int, float]]
"""Feature number and similarity."""


@dataclass(slots=True)
class _Space:
    """One channel: features with their postings and the look-up of near features."""

    numbers: dict[str, int]
    names: NDArray[np.object_]
    idf: NDArray[np.float32]
    off: NDArray[np.int64]
    post: NDArray[np.uint32]
    weight: NDArray[np.float32]
    near_key: NDArray[np.uint32]
    near_id: NDArray[np.uint32]
    remembered: dict[str, Pairs] = field(default_factory=dict)

    def look_up(self, text: str) -> Pairs:
        """The feature itself and its near ones with their similarity."""
        known = self.remembered.get(text)
        if known is not None:
            return known
        if len(self.remembered) >= REMEMBERED_MAX:
            self.remembered.clear()
        found: Pairs = [(own, 1.0)] if (own := self.numbers.get(text)) is not None else []
        if len(text) >= NEAR_LENGTH_MIN and not text.isdigit():
            found += self._near(text)
        self.remembered[text] = found
        return found

    def _near(self, text: str) -> Pairs:
        keys = np.fromiter(deletions(text), dtype=np.uint32)
        starts = np.searchsorted(self.near_key, keys)
        there = starts < len(self.near_key)
        there[there] = self.near_key[starts[there]] == keys[there]
        if not there.any():
            return []
        starts = starts[there]
        ends = np.searchsorted(self.near_key, keys[there], "right")
        ids = np.unique(np.concatenate([self.near_id[a:b] for a, b in zip(starts, ends, strict=True)]))
        others = self.names[ids].tolist()
        reach = 1 if len(text) < 7 else 2
        distances = cdist([text], others, scorer=OSA.distance, score_cutoff=reach, dtype=np.uint8)[0].tolist()
        near: Pairs = [
            (number, NEAR_SIMILARITY * (1 - distance / max(len(text), len(other))) ** 2)
            for number, other, distance in zip(ids.tolist(), others, distances, strict=True)
            if 0 < distance <= reach
        ]
        near.sort(key=lambda pair: (-pair[1], pair[0]))
        return near[:NEAR_MAX]


class Candidates:
    """Looks up candidates in one index; safe to share between threads."""

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary) -> None:
        self._arrays = arrays
        self.vocabulary = vocabulary
        keys = texts(arrays.cons_text, arrays.cons_text_off)
        self._words = _Space(
            vocabulary.numbers,
            vocabulary.texts,
            arrays.tok_idf,
            arrays.word_off.astype(np.int64),
            arrays.word_post,
            arrays.word_weight,
            arrays.word_near_key,
            arrays.word_near_tok,
        )
        self._consonants = _Space(
            {k: i for i, k in enumerate(keys)},
            np.array(keys, dtype=object),
            arrays.cons_idf,
            arrays.cons_off.astype(np.int64),
            arrays.cons_post,
            arrays.cons_weight,
            arrays.cons_near_key,
            arrays.cons_near_id,
        )
        self._limit = max(CANDIDATES_MIN, int(CANDIDATES_SHARE * arrays.docs_count))
        self._local = threading.local()

    def find(self, profile: NameProfile) -> NDArray[np.int64]:
        """Document numbers of the listed names worth comparing with `profile`, in no particular order."""
        posts: list[NDArray[np.uint32]] = []
        weights: list[NDArray[np.float32]] = []
        content = [
            t for t, k, a in zip(profile.tokens, profile.kinds, profile.abjad, strict=True) if k in CONTENT and not a
        ]
        self._gather(self._words, content, posts, weights)
        self._gather(
            self._consonants, consonant_keys(marked(profile.tokens, profile.abjad), profile.kinds), posts, weights
        )
        found = self._best(posts, weights)
        acronyms = self._by_acronym(profile)
        return np.union1d(found, acronyms) if len(acronyms) else found

    def _gather(
        self,
        space: _Space,
        texts: Sequence[str],
        posts: list[NDArray[np.uint32]],
        weights: list[NDArray[np.float32]],
    ) -> None:
        similarity: dict[int, float] = {}
        norm = 0.0
        for text in dict.fromkeys(texts):
            pairs = space.look_up(text)
            own = float(space.idf[pairs[0][0]]) if pairs and pairs[0][1] == 1.0 else RARITY_MAX_BITS
            norm += own * own
            for number, near in pairs:
                if near > similarity.get(number, 0.0):
                    similarity[number] = near
        if not similarity:
            return
        features = np.fromiter(similarity, dtype=np.int64, count=len(similarity))
        value = space.idf[features] * np.fromiter(similarity.values(), dtype=np.float32, count=len(similarity))
        start = space.off[features]
        size = space.off[features + 1] - start
        if size.min() <= POSTINGS_MAX:
            kept = size <= POSTINGS_MAX
            start, size, value = start[kept], size[kept], value[kept]
        total = int(size.sum())
        rows = np.arange(total) + np.repeat(start - (np.cumsum(size) - size), size)
        posts.append(space.post[rows])
        weights.append(space.weight[rows] * np.repeat(value * np.float32(norm**-0.5), size))

    def _best(self, posts: list[NDArray[np.uint32]], weights: list[NDArray[np.float32]]) -> NDArray[np.int64]:
        if not posts:
            return np.empty(0, dtype=np.int64)
        documents = np.concatenate(posts).astype(np.int64)
        total = self._accumulator()
        np.add.at(total, documents, np.concatenate(weights))
        values = total[documents]
        total[documents] = 0.0
        if len(documents) > self._limit:
            # A document stands once for every feature that fetched it: cut generously, then count each once.
            unique, first = np.unique(documents, return_index=True)
            if len(unique) > self._limit:
                ranks = values[first]
                keep = np.argpartition(-ranks, self._limit)[: self._limit]
                return np.asarray(unique[keep])
            return np.asarray(unique)
        return np.unique(documents)

    def _accumulator(self) -> NDArray[np.float32]:
        total: NDArray[np.float32] | None = getattr(self._local, "total", None)
        if total is None:
            total = np.zeros(self._arrays.docs_count, dtype=np.float32)
            self._local.total = total
        return total

    def _by_acronym(self, profile: NameProfile) -> NDArray[np.int64]:
        wanted = [t for t in profile.core if len(t) in ACRONYM_LENGTH]
        if len(wanted) != 1 or len(profile.core) != 1:
            return np.empty(0, dtype=np.int64)
        key = np.uint64(hash64(wanted[0]))
        start, end = np.searchsorted(self._arrays.acronym_key, [key, key + np.uint64(1)])
        return self._arrays.acronym_doc[start:end].astype(np.int64)
