"""A query's name → the listed names worth comparing, each fetched by words, consonants or acronym.

Cosine similarities of two sparse spaces (words, consonant keys) are added in one pass over the postings. Neither the
order of the lists nor the way of computing changes which names are fetched.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.channels import Channel
from ostrakon.index.compiled import Fetcher
from ostrakon.index.keys import ACRONYM_LENGTH, consonant_keys, marked, word_keys
from ostrakon.index.memory import Memory
from ostrakon.index.similarity import I64, Scratch, touched, weighted
from ostrakon.index.similarity import nearest as nearest_in_arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.native.entry import Function
from ostrakon.profile.name import NameProfile, hash64

CANDIDATES_MIN = 300
"""Names that go on to scoring, at least."""
CANDIDATES_ROOT = 1.1
"""… and at least so many times the square root of the number of listed names: recall at a fixed number falls as the
list grows, and a fixed share would let the cost of a query grow with the list."""
KEYS_REMEMBERED = 4_000
"""Names whose keys are kept in memory, since names come again."""
Keys = tuple[tuple[str, ...], tuple[str, ...]]
"""What a name is looked for by: words, consonant keys."""


class Candidates:
    """Looks up candidates in one index; safe to share between threads.

    Args:
        nearest, reach: the compiled loops (`compiled.NEAREST`, `reached.REACH`), if they are at hand; the results are
            the same.
    """

    def __init__(
        self,
        arrays: Arrays,
        vocabulary: Vocabulary,
        *,
        nearest: Function | None = None,
        reach: Function | None = None,
    ) -> None:
        self._arrays = arrays
        self.vocabulary = vocabulary
        self.channels = (
            Channel.words(arrays, vocabulary.numbers, vocabulary.texts, reach),
            Channel.consonants(arrays, reach),
        )
        self.limit = max(CANDIDATES_MIN, int(CANDIDATES_ROOT * arrays.docs_count**0.5))
        self._split = self.channels[1].first
        self._memory = Memory(self.channels)
        self._local = threading.local()
        self._fetcher = None if nearest is None else Fetcher(arrays, self._split, nearest)

    def find(self, profile: NameProfile, keys: Keys | None = None) -> I64:
        """Document numbers of the listed names worth comparing with `profile`, ascending.

        Args:
            keys: what it is looked for by, where `prepare` gave that.
        """
        entries, memory = self.remembered(keys or keys_of(profile))
        if self._fetcher is not None:
            found = self._fetcher.nearest(entries, memory.pool, self.limit)
        else:
            features = weighted(entries, memory.pool, self._split)
            documents, values = touched(features, self._arrays, self.scratch())
            found = nearest_in_arrays(documents, values, self._arrays.doc_rank, self.limit)
        return self._with_acronyms(profile, found)

    def prepare(self, profiles: Iterable[NameProfile]) -> list[Keys]:
        """Look the words of many names up in one block, where `find` looks them up name by name: for long runs.

        Returns: what each name is looked for by.
        """
        asked = [keys_of(profile) for profile in profiles]
        words = [[t for keys in asked for t in keys[channel]] for channel in range(len(self.channels))]
        self._remembering().entries(words)
        return asked

    def remembered(self, keys: Keys) -> tuple[list[list[int]], Memory]:
        """The entries of a query's keys, and the memory that they stand in."""
        memory = self._remembering()
        return memory.entries(keys), memory

    def _remembering(self) -> Memory:
        if self._memory.full:
            self._memory = Memory(self.channels)
        return self._memory

    def scratch(self) -> Scratch:
        """Room for the sums of one query at a time; of each thread its own."""
        scratch: Scratch | None = getattr(self._local, "scratch", None)
        if scratch is None:
            count = self._arrays.docs_count
            scratch = self._local.scratch = Scratch(np.zeros(count, dtype=np.uint32), np.empty(count, dtype=np.int32))
        return scratch

    def _with_acronyms(self, profile: NameProfile, found: I64) -> I64:
        acronyms = self.by_acronym(profile)
        return np.union1d(found, acronyms) if len(acronyms) else found

    def by_acronym(self, profile: NameProfile) -> I64:
        """Documents of organisations whose first letters the query's only distinguishing word is."""
        core = profile.core
        if len(core) != 1 or len(core[0]) not in ACRONYM_LENGTH:
            return np.empty(0, dtype=np.int64)
        keys = self._arrays.acronym_key
        key = np.uint64(hash64(core[0]))
        start, end = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        return self._arrays.acronym_doc[start:end].astype(np.int64)


@lru_cache(maxsize=KEYS_REMEMBERED)
def keys_of(profile: NameProfile) -> Keys:
    """What the query is looked for by: words, consonant keys."""
    consonants = consonant_keys(marked(profile.tokens, profile.abjad), profile.kinds)
    return tuple(word_keys(profile)), tuple(consonants)
