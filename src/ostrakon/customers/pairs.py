"""Which names of customers are compared with which listed names: those that share a key, and nothing else decides it.

A pair counts where both names hold a word that is the same but for one edit (two in words of six letters and more), the
same consonants of a word or of two neighbouring words, nearly the same consonants where these are many, where one name
is the acronym of the other, or where a word of the customer's, which a field of 35 characters may have cut, begins a
listed one. A search (`index.candidates`) takes of these the nearest few hundred; here all are taken, so that no third
name has a say in whether two are compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from ostrakon.customers.segment import FLAG_ABJAD, Segment
from ostrakon.customers.sorts import CONSONANTS, CONSONANTS_MIN, CONSONANTS_SURE, SORTS
from ostrakon.index.arrays import U32, Arrays
from ostrakon.index.channels import LONG
from ostrakon.index.lookup import MappedTexts
from ostrakon.index.ranges import spread
from ostrakon.profile.name import hash64

ROWS_MAX = 12_000_000
"""Rows of pairs worked on at once."""
NEAR_MAX, TEXTS_MAX = 30_000, 2_000_000
"""Hashes with a letter deleted, and pairs of texts whose letters are compared, that are worked on at once."""

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of some listed names, of one sort, and which of the names hold each.

    Attributes:
        texts, lengths, hashes: of the keys. docs, off: the listed names.
        near, near_of: hashes of keys with one letter deleted, sorted, and the key of each.
    """

    texts: list[str]
    lengths: I64
    hashes: NDArray[np.uint64]
    docs: I64
    off: I64
    near: U32
    near_of: U32

    @classmethod
    def of(cls, arrays: Arrays, wanted: Bools, features: range, table: _Table) -> Keys:
        """The keys of the listed names `wanted`; `features` are the numbers of this sort of keys in the index."""
        off = arrays.post_off.astype(np.int64)
        start, end = int(off[features.start]), int(off[features.stop])
        kept = wanted[arrays.post_doc[start:end]]
        sizes = off[features.start + 1 : features.stop + 1] - off[features.start : features.stop]
        feature = np.repeat(np.arange(len(features)), sizes)[kept]
        docs = arrays.post_doc[start:end][kept].astype(np.int64)
        first = np.nonzero(np.concatenate([[True], feature[1:] != feature[:-1]]))[0] if len(feature) else feature
        held = feature[first]
        texts = table.texts.read(held.tolist())
        hashes = np.zeros(len(features), dtype=np.uint64)
        hashes[table.hash_of] = table.hashes
        without = np.nonzero(hashes[held] == 0)[0].tolist()
        place = np.full(len(features), -1, dtype=np.int64)
        place[held] = np.arange(len(held))
        near_of = place[table.near_of]
        hashes = hashes[held]
        for number in without:  # words without vowels have no hash in the index
            hashes[number] = hash64(texts[number])
        return cls(
            texts,
            np.array([len(text) for text in texts], dtype=np.int64),
            hashes,
            docs,
            np.append(first, len(docs)).astype(np.int64),
            table.near[near_of >= 0],
            near_of[near_of >= 0].astype(np.uint32),
        )


@dataclass(frozen=True, slots=True)
class _Table:
    """What an index has of one sort of keys: texts, hashes, hashes with one letter deleted."""

    texts: MappedTexts
    hashes: NDArray[np.uint64]
    hash_of: U32
    near: U32
    near_of: U32


@dataclass(frozen=True, slots=True)
class ListedKeys:
    """Under what some listed names are looked for among the customers.

    Attributes:
        few: consonants of names that have no more than fewer than count elsewhere, such as `علي` alone.
        acronyms, acronym_docs: hashes of acronyms, sorted, and the name of each.
        without: which of all listed names hold a word written without vowels.
    """

    words: Keys
    consonants: Keys
    few: Keys
    acronyms: NDArray[np.uint64]
    acronym_docs: I64
    without: Bools

    @classmethod
    def of(cls, arrays: Arrays, wanted: Bools) -> ListedKeys:
        """The keys of the listed names (by number) that are wanted."""
        words = len(arrays.tok_idf)
        features = len(arrays.post_off) - 1
        kept = wanted[arrays.acronym_doc]
        of_words = _Table(
            MappedTexts(arrays.tok_text, arrays.tok_off), arrays.tok_hash, arrays.tok_hash_id, arrays.word_near_key,
            arrays.word_near_tok,
        )  # fmt: skip
        of_consonants = _Table(
            MappedTexts(arrays.cons_text, arrays.cons_text_off), arrays.cons_hash, arrays.cons_hash_id,
            arrays.cons_near_key, arrays.cons_near_id,
        )  # fmt: skip
        return cls(
            Keys.of(arrays, wanted, range(words), of_words),
            Keys.of(arrays, wanted, range(words, features), of_consonants),
            Keys.of(arrays, wanted & _few_consonants(arrays), range(words, features), of_consonants),
            arrays.acronym_key[kept],
            arrays.acronym_doc[kept].astype(np.int64),
            _without_vowels(arrays),
        )


def _few_consonants(arrays: Arrays) -> Bools:
    """Which listed names have only consonant keys that are too short to count beside others."""
    first = len(arrays.tok_idf)
    off = arrays.post_off[first:].astype(np.int64)
    lengths = np.repeat(np.diff(arrays.cons_text_off.astype(np.int64)), off[1:] - off[:-1])
    longest = np.zeros(arrays.docs_count, dtype=np.int64)
    np.maximum.at(longest, arrays.post_doc[off[0] : off[-1]].astype(np.int64), lengths)
    return np.asarray((longest > 0) & (longest < CONSONANTS_MIN))


def _without_vowels(arrays: Arrays) -> Bools:
    before = np.concatenate([[0], np.cumsum(arrays.tok_abjad[arrays.doc_tok], dtype=np.int64)])
    off = arrays.doc_off.astype(np.int64)
    return np.asarray(before[off[1:]] > before[off[:-1]])


def pairs(segment: Segment, listed: ListedKeys, names: Bools | None = None) -> Iterator[tuple[I64, I64]]:
    """Names of a segment and listed names, in blocks; in each sorted by name, every pair once over all blocks.

    Args:
        names: which names count; None: all.
    """
    without = segment.name_flags & FLAG_ABJAD != 0
    rows = []
    words, consonants, wholes = (_Side.of(segment, sort) for sort in range(len(SORTS)))
    for sort, keys, side in (
        (0, listed.words, words),
        (CONSONANTS, listed.consonants, consonants),
        (CONSONANTS, listed.few, replace(consonants, shortest=1)),
        (2, listed.consonants, wholes),
    ):
        mine, theirs = _same_or_near(keys, side)
        weak = (keys.lengths[mine] < CONSONANTS_SURE) & (sort == CONSONANTS)
        rows.append(_Rows(keys, mine, theirs, weak, listed.without, without))
    apart = [_acronyms(segment, listed), _beginnings(segment, listed)]
    size = sum(row.size(segment) for row in rows)
    blocks = max(1, -(-size // ROWS_MAX))
    count = len(segment.name_cust)
    for block in range(blocks):
        first, last = count * block // blocks, count * (block + 1) // blocks
        parts = [row.pairs(segment, first, last) for row in rows] + [_within(p, first, last) for p in apart]
        found = np.concatenate(parts)
        if names is not None:
            found = found[names[(found >> np.uint64(32)).astype(np.int64)]]
        found = _distinct(found)
        if len(found):
            yield (found >> np.uint64(32)).astype(np.int64), (found & np.uint64(2**32 - 1)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Side:
    """The keys of one sort of a segment: by hash, and by hash with one letter deleted."""

    texts: MappedTexts
    hashes: NDArray[np.uint64]
    ids: U32
    near: U32
    near_ids: U32
    shortest: int
    near_shortest: int

    @classmethod
    def of(cls, segment: Segment, sort: int) -> _Side:
        keys = slice(int(segment.key_first[sort]), int(segment.key_first[sort + 1]))
        near = slice(int(segment.key_near_first[sort]), int(segment.key_near_first[sort + 1]))
        return cls(
            MappedTexts(segment.key_text, segment.key_text_off),
            segment.key_hash[keys],
            segment.key_id[keys],
            segment.key_near[near],
            segment.key_near_id[near],
            *SORTS[sort],
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Keys of listed names that are the same as or near to keys of a segment, pair by pair.

    Attributes:
        weak: the few consonants of a key count only where a name is written without vowels.
        mine_without, theirs_without: which listed names and names of the segment are.
    """

    keys: Keys
    mine: I64
    theirs: I64
    weak: Bools
    mine_without: Bools
    theirs_without: Bools

    def size(self, segment: Segment) -> int:
        """Rows that `pairs` gives over all names."""
        names = segment.key_name_off[self.theirs + 1].astype(np.int64) - segment.key_name_off[self.theirs]
        return int((names * (self.keys.off[self.mine + 1] - self.keys.off[self.mine])).sum())

    def pairs(self, segment: Segment, first: int, last: int) -> NDArray[np.uint64]:
        """Pairs of names between `first` and `last` with listed names, each as one number; with repetitions."""
        start = segment.key_name_off[self.theirs].astype(np.int64)
        size = segment.key_name_off[self.theirs + 1].astype(np.int64) - start
        at = spread(start, size)
        names = segment.key_name[at].astype(np.int64)
        owner = np.repeat(np.arange(len(self.mine)), size)
        if first or last < len(segment.name_cust):
            kept = (names >= first) & (names < last)
            names, owner = names[kept], owner[kept]
        mine = self.mine[owner]
        docs_start, docs_size = self.keys.off[mine], self.keys.off[mine + 1] - self.keys.off[mine]
        docs = self.keys.docs[spread(docs_start, docs_size)]
        names = np.repeat(names, docs_size)
        if self.weak.any():
            kept = ~np.repeat(self.weak[owner], docs_size) | self.mine_without[docs] | self.theirs_without[names]
            names, docs = names[kept], docs[kept]
        return _packed(names, docs)


def _same_or_near(keys: Keys, side: _Side) -> tuple[I64, I64]:
    """Pairs of a listed key and a key of the segment that are the same or near."""
    if not keys.texts or not len(side.hashes):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    place = np.minimum(np.searchsorted(side.hashes, keys.hashes), len(side.hashes) - 1)
    same = np.nonzero((side.hashes[place] == keys.hashes) & (keys.lengths >= side.shortest))[0]
    mine, theirs = [same], [side.ids[place[same]].astype(np.int64)]
    for first in range(0, len(keys.near), NEAR_MAX):
        for one, other in _near(keys, slice(first, first + NEAR_MAX), side):
            mine.append(one)
            theirs.append(other)
    return np.concatenate(mine), np.concatenate(theirs)


def _near(keys: Keys, some: slice, side: _Side) -> Iterator[tuple[I64, I64]]:
    """The same of near ones alone; a pair may come again with another part of the hashes."""
    near, owner = keys.near[some], keys.near_of[some]
    start = np.searchsorted(side.near, near, "left")
    size = np.searchsorted(side.near, near, "right") - start
    found = _distinct(_packed(np.repeat(owner.astype(np.int64), size), side.near_ids[spread(start, size)]))
    for part in np.array_split(found, max(1, len(found) // TEXTS_MAX)):
        one, other = (part >> np.uint64(32)).astype(np.int64), (part & np.uint64(2**32 - 1)).astype(np.int64)
        length = side.texts.lengths(other)
        kept = length >= side.near_shortest
        one, other, length = one[kept], other[kept], length[kept]
        mine = [keys.texts[n] for n in one.tolist()]
        distance = cpdist(mine, side.texts.read(other.tolist()), scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        close = (distance > 0) & (distance <= np.where(length < LONG, 1, 2))
        yield one[close], other[close]


def _acronyms(segment: Segment, listed: ListedKeys) -> NDArray[np.uint64]:
    """Names of one word that are the acronym of a listed name."""
    start = np.searchsorted(listed.acronyms, segment.lone_hash, "left")
    size = np.searchsorted(listed.acronyms, segment.lone_hash, "right") - start
    return _packed(np.repeat(segment.lone_name.astype(np.int64), size), listed.acronym_docs[spread(start, size)])


def _beginnings(segment: Segment, listed: ListedKeys) -> NDArray[np.uint64]:
    """Names of which the last word may be cut, and listed names with a word that begins with it."""
    words = listed.words
    order = sorted(range(len(words.texts)), key=words.texts.__getitem__) if len(segment.cut_name) else []
    found = [np.empty(0, dtype=np.uint64)]
    texts = MappedTexts(segment.cut_text, segment.cut_text_off)
    for place, name in enumerate(segment.cut_name.tolist()):
        beginning = texts[place]
        first = bisect_left(order, beginning, key=words.texts.__getitem__)
        last = bisect_left(order, beginning + "~", key=words.texts.__getitem__)
        for number in order[first:last]:
            docs = words.docs[words.off[number] : words.off[number + 1]]
            found.append(_packed(np.full(len(docs), name), docs))
    return np.concatenate(found)


def _distinct(found: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted, each once: many times faster than `np.unique`, which looks each number up in a table of its own."""
    found.sort()
    first = np.ones(len(found), dtype=np.bool_)
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]


def _within(found: NDArray[np.uint64], first: int, last: int) -> NDArray[np.uint64]:
    names = found >> np.uint64(32)
    return found[(names >= np.uint64(first)) & (names < np.uint64(last))]


def _packed(names: NDArray[Any], documents: NDArray[Any]) -> NDArray[np.uint64]:
    return np.asarray(names.astype(np.uint64) << np.uint64(32) | documents.astype(np.uint64))
