"""Why a listed name was fetched for a query, or which step lost it: computed for explanations only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates, keys_of
from ostrakon.index.keys import BEGINNING
from ostrakon.index.similarity import I64, Features, ranks, touched, weighted, worth_reading
from ostrakon.profile.name import NameProfile


class Way(NamedTuple):
    """One key of the query that leads to a listed name.

    Attributes:
        channel: `word`, `consonants` or `acronym`.
        asked, listed: the key of the query and that of the listed name; equal, or one or two letters apart.
    """

    channel: str
    asked: str
    listed: str

    def __str__(self) -> str:
        if self.asked == self.listed:
            return f"{self.channel} {self.asked}"
        if self.asked.endswith(BEGINNING):
            return f"{self.channel} {self.listed}, which begins with {self.asked.removesuffix(BEGINNING)}"
        return f"{self.channel} {self.listed}, near {self.asked}"


class Trace(NamedTuple):
    """What became of a party's names in the search for candidates.

    Attributes:
        ways: keys that lead to the nearest of them.
        rank: its place among all names that share a key with the query, from 1; 0 where none is shared.
        sharing: how many names share a key that was read.
        limit: how many of them are compared at most.
        unread: a key in common stands in so many names that it was not read, since the query has rarer ones.
    """

    ways: tuple[Way, ...]
    rank: int
    sharing: int
    limit: int
    unread: bool = False

    @property
    def fetched(self) -> bool:
        """Whether a name of the party is compared with the query."""
        return 0 < self.rank <= self.limit or any(way.channel == "acronym" for way in self.ways)

    @property
    def lost(self) -> str:
        """Which step loses the party; empty when none does."""
        if self.fetched:
            return ""
        if self.rank:
            keys = "; ".join(str(way) for way in self.ways)
            return (
                f"candidates: cut by the limit, {self.rank:,}th of {self.sharing:,} names that share a key; the "
                f"{self.limit:,} nearest are compared (shared: {keys})"
            )
        if self.unread:
            return "candidates: all that the names share is too common to be looked for beside the rarer words"
        return "candidates: no word, consonant key or acronym of the name led to this party"


def trace(found: Candidates, arrays: Arrays, profile: NameProfile, documents: I64) -> Trace:
    """How the search for `profile` treats the names `documents` of one party: the nearest of them is told."""
    keys = keys_of(profile)
    features, asked = _asked(found, keys)
    all_touched, values = touched(features, arrays, found.scratch())
    order = ranks(all_touched, values, arrays.doc_rank)
    own = order[np.isin(all_touched, documents)]
    acronym = np.intersect1d(found.by_acronym(profile), documents)
    ways: tuple[Way, ...] = tuple(Way("acronym", profile.core[0], profile.core[0]) for _ in acronym[:1])
    if not len(own):
        unread = any(_holds(arrays, int(n), d) for n in features.numbers for d in documents.tolist())
        return Trace(ways, 0, len(all_touched), found.limit, unread)
    nearest = int(all_touched[np.nonzero(order == own.max())[0][0]])
    size = arrays.post_off[features.numbers + 1].astype(np.int64) - arrays.post_off[features.numbers]
    for number in features.numbers[worth_reading(size, features)].tolist():
        if _holds(arrays, number, nearest):
            ways += (_way(found, number, asked[number]),)
    return Trace(ways, int((order > own.max()).sum()) + 1, len(all_touched), found.limit)


def _asked(found: Candidates, keys: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[Features, dict[int, str]]:
    """The query's features, and for each the key of the query that leads there best."""
    entries, memory = found.remembered(keys)
    best: dict[int, tuple[float, str]] = {}
    for part, texts in zip(entries, keys, strict=True):
        for entry, text in zip(part, texts, strict=True):
            numbers, values = memory.reach(entry)
            for number, value in zip(numbers.tolist(), values.tolist(), strict=True):
                best[number] = max(best.get(number, (0.0, "")), (value, text))
    return weighted(entries, memory.pool, found.channels[1].first), {n: text for n, (_, text) in best.items()}


def _holds(arrays: Arrays, feature: int, document: int) -> bool:
    rows = arrays.post_doc[int(arrays.post_off[feature]) : int(arrays.post_off[feature + 1])]
    place = int(np.searchsorted(rows, np.uint32(document)))
    return place < len(rows) and int(rows[place]) == document


def _way(found: Candidates, number: int, asked: str) -> Way:
    channel = found.channels[number >= found.channels[1].first]
    return Way(channel.name, asked, channel.texts[number - channel.first])
