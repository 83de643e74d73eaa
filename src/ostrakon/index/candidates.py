"""A query's name → the listed names worth comparing, each fetched by words, consonants or acronym.

Cosine similarities of two sparse spaces (words, consonant keys) are added in one pass over the postings, in whole
numbers: their sums are the same in any order, so neither the order of the lists nor the way of computing changes which
names are fetched. Equally similar names at the limit are told apart by a hash of their words.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U32, U64, Arrays
from ostrakon.index.channels import Channel, Reach, spread
from ostrakon.index.keys import ACRONYM_LENGTH, consonant_keys, marked, word_keys
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.profile.name import NameProfile, hash64

CANDIDATES_MIN = 150
"""Names that go on to scoring, at least."""
CANDIDATES_SHARE = 0.0018
"""… and at least this share of all names: recall at a fixed number falls as the list grows (index study)."""
POSTINGS_MAX = 3_000
"""A feature in more names than this is left out while a word of the query is found in fewer."""
VALUE_SCALE = 1 << 10
"""Steps of a feature's weight in the query. With weights below 2 in steps of 1/32768 and at most some fifty features
in common, sums stay below 2^32."""

I64 = NDArray[np.int64]


class Features(NamedTuple):
    """A query as features of the index.

    Attributes:
        numbers: features over both channels, words first.
        values: weight of each in the query, in steps of 1 / `VALUE_SCALE`.
        exact: whether it is a word (key) of the query itself, not a near one.
        words: so many of them are words.
    """

    numbers: I64
    values: U32
    exact: NDArray[np.bool_]
    words: int


class Candidates:
    """Looks up candidates in one index; safe to share between threads."""

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary) -> None:
        self._arrays = arrays
        self.vocabulary = vocabulary
        self.channels = (
            Channel.words(arrays, vocabulary.numbers, vocabulary.texts),
            Channel.consonants(arrays),
        )
        self.limit = max(CANDIDATES_MIN, int(CANDIDATES_SHARE * arrays.docs_count))
        self._local = threading.local()

    def find(self, profile: NameProfile) -> I64:
        """Document numbers of the listed names worth comparing with `profile`, ascending."""
        documents, values = self.touched(self.features(profile))
        found = self._best(documents, values)
        acronyms = self.by_acronym(profile)
        return np.union1d(found, acronyms) if len(acronyms) else found

    def prepare(self, profiles: Iterable[NameProfile]) -> None:
        """Look up the words of many names in one block, so that finding them one by one finds all remembered."""
        asked: tuple[list[str], list[str]] = ([], [])
        for profile in profiles:
            for texts, keys in zip(asked, keys_of(profile), strict=True):
                texts.extend(keys)
        for channel, texts in zip(self.channels, asked, strict=True):
            channel.prepare(texts)

    def features(self, profile: NameProfile) -> Features:
        """The query's words and consonant keys, and what is near them, as weighted features."""
        numbers: list[int] = []
        values: list[float] = []
        exact: set[int] = set()
        words = 0
        for channel, texts in zip(self.channels, keys_of(profile), strict=True):
            weighted, own = _weighted(channel.reach(texts))
            numbers.extend(weighted)
            values.extend(weighted.values())
            exact |= own
            if channel is self.channels[0]:
                words = len(numbers)
        return Features(
            np.array(numbers, dtype=np.int64),
            np.rint(np.array(values) * VALUE_SCALE).astype(np.uint32),
            np.array([n in exact for n in numbers], dtype=np.bool_),
            words,
        )

    def touched(self, features: Features) -> tuple[I64, U32]:
        """All documents that hold one of the features, each once, and the sum of their similarities."""
        arrays = self._arrays
        start = arrays.post_off[features.numbers].astype(np.int64)
        size = arrays.post_off[features.numbers + 1].astype(np.int64) - start
        kept = worth_reading(size, features)
        start, size, value = start[kept], size[kept], features.values[kept]
        if not len(size):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint32)
        rows = spread(start, size)
        documents = arrays.post_doc[rows].astype(np.int64)
        total, last = self._scratch()
        np.add.at(total, documents, arrays.post_weight[rows] * np.repeat(value, size))
        # A document stands once for every feature that it holds: the last place that names it keeps it.
        places = np.arange(len(documents), dtype=np.int32)
        last[documents] = places
        documents = documents[last[documents] == places]
        values = total[documents]
        total[documents] = 0
        return documents, values

    def ranks(self, documents: I64, values: U32) -> U64:
        """What orders touched documents: higher is nearer; no two names have the same."""
        return values.astype(np.uint64) << np.uint64(32) | self._arrays.doc_rank[documents]

    def _best(self, documents: I64, values: U32) -> I64:
        if len(documents) > self.limit:
            cut = len(documents) - self.limit
            documents = documents[np.argpartition(self.ranks(documents, values), cut)[cut:]]
        return np.sort(documents)

    def _scratch(self) -> tuple[U32, NDArray[np.int32]]:
        """One place a document for sums, all 0 between calls, and one for marks; of each thread its own."""
        scratch: tuple[U32, NDArray[np.int32]] | None = getattr(self._local, "scratch", None)
        if scratch is None:
            count = self._arrays.docs_count
            scratch = np.zeros(count, dtype=np.uint32), np.empty(count, dtype=np.int32)
            self._local.scratch = scratch
        return scratch

    def by_acronym(self, profile: NameProfile) -> I64:
        """Documents of organisations whose first letters the query's only distinguishing word is."""
        core = profile.core
        if len(core) != 1 or len(core[0]) not in ACRONYM_LENGTH:
            return np.empty(0, dtype=np.int64)
        keys = self._arrays.acronym_key
        key = np.uint64(hash64(core[0]))
        start, end = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        return self._arrays.acronym_doc[start:end].astype(np.int64)


def keys_of(profile: NameProfile) -> tuple[list[str], list[str]]:
    """What the query is looked for by: words, consonant keys."""
    return word_keys(profile), consonant_keys(marked(profile.tokens, profile.abjad), profile.kinds)


def _weighted(reaches: Sequence[Reach]) -> tuple[dict[int, float], set[int]]:
    """Feature → weight in a query of length 1, and the features that are words of the query themselves."""
    best: dict[int, float] = {}
    exact: set[int] = set()
    square = 0.0
    for reach in reaches:
        square += reach.square
        if reach.own:
            exact.add(reach.features[0])
        for number, value in zip(reach.features, reach.values, strict=True):
            if value > best.get(number, 0.0):
                best[number] = value
    if not best:
        return best, exact
    scale = square**-0.5
    return {number: value * scale for number, value in best.items()}, exact


def worth_reading(size: I64, features: Features) -> NDArray[np.bool_]:
    """Which features' postings are read: all of a channel; only the rare ones where a word of the query is rare."""
    kept = size <= POSTINGS_MAX
    if kept.all():
        return kept
    for part in (slice(None, features.words), slice(features.words, None)):
        exact = features.exact[part]
        if not (kept[part] & exact).any():
            kept[part] |= exact if exact.any() else True
    return kept
