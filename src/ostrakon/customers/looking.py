"""Which customers a change of the lists can concern, and with which listed names each has to be compared in full.

Three steps, each over whole arrays: pairs of names that share a key; their bits by name alone; the most that facts
beside the name can add. What stays is a small superset of all matches, which `Screener.every` then judges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.clusters import Clusters
from ostrakon.customers.facts import BIRTH, Gains, facts_of_party
from ostrakon.customers.laid_out import LaidOut
from ostrakon.customers.pairs import ListedKeys, pairs
from ostrakon.customers.segment import FLAG_LONE, Segment
from ostrakon.index.arrays import Arrays
from ostrakon.index.ranges import spread
from ostrakon.match.alignment import Aligner
from ostrakon.match.fact_weights import FactWeights
from ostrakon.match.weights import F64, Weights
from ostrakon.screening.facts import PartyFacts, schema_conflicts

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
_SLACK = 1e-6
"""Bits by which a bound is widened, since it is added up in another order than a score."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Some parties of a snapshot, ready to be looked for among customers.

    Attributes:
        parties: which count, by number. keys: of their names. facts: of all parties.
        leads, led: hashes of numbers and contacts that lead to a party. near: of numbers with a character left out.
    """

    arrays: Arrays
    parties: Bools
    keys: ListedKeys
    facts: PartyFacts
    leads: NDArray[np.uint64]
    near: NDArray[np.uint32]

    @classmethod
    def of(cls, arrays: Arrays, clusters: Clusters, parties: Bools) -> Listed:
        """The parties (by number) that count; of a cluster all or none."""
        documents = np.zeros(arrays.docs_count, dtype=np.bool_)
        off = arrays.doc_name_off.astype(np.int64)
        bearer = np.repeat(np.arange(arrays.docs_count), off[1:] - off[:-1])
        documents[bearer[parties[arrays.name_ent]]] = True
        return cls(
            arrays,
            parties,
            ListedKeys.of(arrays, documents),
            PartyFacts(arrays, clusters),
            np.unique(arrays.ident_key[parties[arrays.ident_ent]]),
            np.unique(arrays.ident_near_key[parties[arrays.ident_near_ent]]),
        )

    def held(self, parties: I64) -> tuple[NDArray[np.uint16], NDArray[np.int16], I64]:
        """Of some parties: facts (`customers.facts`), birth dates one behind the other, and their borders."""
        held = np.zeros(len(parties), dtype=np.uint16)
        dates: list[list[int]] = []
        off = [0]
        for place, party in enumerate(parties.tolist()):
            rows = self.facts.dates(party)
            dates += rows
            off.append(len(dates))
            countries = bool(self.facts.countries(party))
            held[place] = facts_of_party(self.facts.more(party), dates=bool(rows), countries=countries)
        return held, np.array(dates, dtype=np.int16).reshape(-1, 5), np.array(off, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks for parties in segments under one policy.

    Attributes:
        review: bits from which a pair is a match.
    """

    weights: Weights
    facts: FactWeights
    review: float

    def look(
        self, segment: Segment, rarity: NDArray[np.float32], aligner: Aligner, listed: Listed, wanted: Bools
    ) -> Iterator[tuple[int, I64]]:
        """Customers that may match one of the parties, by number, each with the listed names to compare it with.

        Args:
            rarity: of the segment's words under the lists.
            wanted: which customers count.
        """
        laid_out = LaidOut(segment, rarity, self.weights)
        gains = Gains(self.facts)
        owner = segment.name_cust.astype(np.int64)
        least = self._least(segment, gains)
        apart = np.zeros(len(owner), dtype=np.bool_)
        apart[segment.lone_name[np.isin(segment.lone_hash, listed.keys.acronyms)]] = True
        found = [np.empty(0, dtype=np.uint64)]
        for names, documents in pairs(segment, listed.keys, None if wanted.all() else wanted[owner]):
            bits = laid_out.bits(aligner, names, documents, least, apart)
            kept = np.nonzero(bits >= least[names])[0]
            near = kept[self._near_enough(segment, gains, listed, names[kept], documents[kept], bits[kept])]
            found.append(owner[names[near]].astype(np.uint64) << np.uint64(32) | documents[near].astype(np.uint64))
        rows = np.unique(np.concatenate(found))
        customers, documents = (rows >> np.uint64(32)).astype(np.int64), (rows & np.uint64(2**32 - 1)).astype(np.int64)
        led = _led(segment, listed)
        led = led[wanted[led]]
        for customer in np.union1d(customers, led).tolist():
            first, last = np.searchsorted(customers, [customer, customer + 1])
            yield customer, documents[first:last]

    def _least(self, segment: Segment, gains: Gains) -> F64:
        """Of each name the bits by name alone below which no facts bring its customer to a match."""
        held = segment.cust_facts
        most = gains.most(held, segment.cust_numbers)
        most += np.where(held & BIRTH, max(0.0, *gains.birth.values()), 0.0)
        least = self.review - self.weights.prior - most - _SLACK
        weak = max(0.0, self.weights.weak) + max(0.0, self.weights.schema_other)
        lone = np.where(segment.name_flags & FLAG_LONE, self.weights.lone, 0.0)
        return np.asarray(least[segment.name_cust] - weak - lone)

    def _near_enough(
        self, segment: Segment, gains: Gains, listed: Listed, names: I64, documents: I64, bits: F64
    ) -> Bools:
        """Which pairs are a match if their facts are worth as much as they can be, with some bearer of the name."""
        arrays = listed.arrays
        start = arrays.doc_name_off[documents].astype(np.int64)
        size = arrays.doc_name_off[documents + 1].astype(np.int64) - start
        row, rows = np.repeat(np.arange(len(documents)), size), spread(start, size)
        party = arrays.name_ent[rows].astype(np.int64)
        counts = listed.parties[party]
        row, rows, party = row[counts], rows[counts], party[counts]
        customer = segment.name_cust[names[row]].astype(np.int64)
        distinct, which = np.unique(party, return_inverse=True)
        held, dates, off = listed.held(distinct)
        both = segment.cust_facts[customer] & held[which]
        most = bits[row] + self.weights.prior + self.weights.weak * arrays.name_weak[rows]
        most += np.where(segment.name_flags[names[row]] & FLAG_LONE, self.weights.lone, 0.0)
        most += np.where(self._conflicts(segment, customer, arrays.ent_schema[party]), self.weights.schema_other, 0.0)
        most += gains.most(both, segment.cust_numbers[customer])
        dated = np.nonzero((both & BIRTH != 0) & (segment.cust_birth[customer, 0] != 0))[0]
        most[dated] += _births(gains, segment.cust_birth[customer[dated]], dates, off, which[dated])
        found = np.zeros(len(documents), dtype=np.bool_)
        found[row[most >= self.review - _SLACK]] = True
        return found

    @staticmethod
    def _conflicts(segment: Segment, customers: I64, schemata: NDArray[np.uint8]) -> Bools:
        table = np.stack([schema_conflicts(name) for name in segment.schema_names()] or [schema_conflicts("")])
        return np.asarray(table[segment.cust_schema[customers], schemata])


def _births(gains: Gains, births: NDArray[np.int16], dates: NDArray[np.int16], off: I64, which: I64) -> F64:
    """The most that birth dates of pairs can be worth, over all dates of the party.

    Args:
        births: of the customers. dates, off: of the parties. which: the party of each customer.
    """
    start, size = off[which], off[which + 1] - off[which]
    row = np.repeat(np.arange(len(which)), size)
    each = gains.births(births[row], dates[spread(start, size)])
    best = np.full(len(which), -np.inf)
    np.maximum.at(best, row, each)
    return best


def _led(segment: Segment, listed: Listed) -> I64:
    """Customers with a number, phone, e-mail address or web site that leads to one of the parties, or nearly."""
    sure: NDArray[Any] = segment.ident_cust[np.isin(segment.ident_key, listed.leads)]
    near: NDArray[Any] = segment.ident_near_cust[np.isin(segment.ident_near, listed.near)]
    return np.unique(np.concatenate([sure, near])).astype(np.int64)
