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

from ostrakon.index.arrays import Arrays, texts
from ostrakon.index.build import ACRONYM_LENGTH, CONTENT, IDF_MAX_BITS, NEAR_LENGTH_MIN, consonant_keys, deletions
from ostrakon.profile.name import NameProfile, hash64

CANDIDATES_MIN = 200
"""Names that go on to scoring, at least."""
CANDIDATES_SHARE = 0.0025
"""… and at least this share of all names: recall at a fixed number falls as the list grows (index study)."""
NEAR_MAX = 40
"""Near tokens taken for one token of the query, best first."""
POSTINGS_MAX = 6_000
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
    names: list[str]
    idf: list[float]
    off: list[int]
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
        starts = np.searchsorted(self.near_key, keys, "left")
        ends = np.searchsorted(self.near_key, keys, "right")
        ids: set[int] = set()
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if end > start:
                ids.update(self.near_id[start:end].tolist())
        reach = 1 if len(text) < 7 else 2
        near: Pairs = []
        for number in ids:
            other = self.names[number]
            distance = OSA.distance(text, other, score_cutoff=reach)
            if 0 < distance <= reach:
                near.append((number, NEAR_SIMILARITY * (1 - distance / max(len(text), len(other))) ** 2))
        near.sort(key=lambda pair: (-pair[1], pair[0]))
        return near[:NEAR_MAX]


class Candidates:
    """Looks up candidates in one index; safe to share between threads."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self.tokens = texts(arrays.tok_text, arrays.tok_off)
        """Text of each token number."""
        abjad = arrays.tok_abjad.tolist()
        plain: dict[str, int] = {}
        for number, text in enumerate(self.tokens):
            if not abjad[number]:
                plain[text] = number
        self.numbers = plain
        """Token text → number, for tokens of scripts that write vowels."""
        keys = texts(arrays.cons_text, arrays.cons_text_off)
        self._words = _Space(
            plain,
            self.tokens,
            arrays.tok_idf.tolist(),
            arrays.word_off.tolist(),
            arrays.word_post,
            arrays.word_weight,
            arrays.word_near_key,
            arrays.word_near_tok,
        )
        self._consonants = _Space(
            {k: i for i, k in enumerate(keys)},
            keys,
            arrays.cons_idf.tolist(),
            arrays.cons_off.tolist(),
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
        self._gather(self._consonants, consonant_keys(profile.tokens, profile.kinds), posts, weights)
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
        features: dict[int, float] = {}
        norm = 0.0
        for text in dict.fromkeys(texts):
            pairs = space.look_up(text)
            own = space.idf[pairs[0][0]] if pairs and pairs[0][1] == 1.0 else IDF_MAX_BITS
            norm += own * own
            for number, similarity in pairs:
                value = space.idf[number] * similarity
                if value > features.get(number, 0.0):
                    features[number] = value
        if not features:
            return
        scale = norm**-0.5
        sizes = {f: space.off[f + 1] - space.off[f] for f in features}
        small = min(sizes.values()) <= POSTINGS_MAX
        for feature, value in features.items():
            if sizes[feature] and not (small and sizes[feature] > POSTINGS_MAX):
                start, end = space.off[feature], space.off[feature + 1]
                posts.append(space.post[start:end])
                weights.append(space.weight[start:end] * np.float32(value * scale))

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
