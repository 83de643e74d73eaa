"""The customers that a base holds, those left out that were crossed out; looked up by many keys at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.customers.base import Base
from ostrakon.customers.segment import Segment
from ostrakon.database import customers as rows_of
from ostrakon.database.transactions import Transaction
from ostrakon.model.subject import Subject
from ostrakon.profile.name import hash64

Place = tuple[int, int]
"""Segment and customer, by number."""


class Standing:
    """All segments of a base, opened.

    Attributes:
        alive: of each segment which customers count. seen: which were met. out: which are to be crossed out.
    """

    def __init__(self, folder: BaseFolder, transaction: Transaction, base: Base) -> None:
        self.entries = base.segments
        self.segments: list[Segment] = [folder.segment_as_made(entry.name)[0] for entry in base.segments]
        crossed = [rows_of.crossed(transaction, entry.name) for entry in base.segments]
        self.alive = [np.ones(segment.count, dtype=np.bool_) for segment in self.segments]
        for alive, gone in zip(self.alive, crossed, strict=True):
            alive[gone] = False
        self.seen = [np.zeros(segment.count, dtype=np.bool_) for segment in self.segments]
        self.out: list[set[int]] = [set() for _ in self.segments]

    def find(self, hashes: NDArray[np.uint64]) -> list[Place]:
        """(segment, customer) of each key by its hash; (-1, -1) for those that the base does not hold."""
        found = [(-1, -1)] * len(hashes)
        for number, segment in enumerate(self.segments):
            if not segment.count:
                continue
            place = np.minimum(np.searchsorted(segment.cust_id_hash, hashes), segment.count - 1)
            for row in np.nonzero(segment.cust_id_hash[place] == hashes)[0].tolist():
                customer = int(segment.cust_id_place[place[row]])
                if self.alive[number][customer]:
                    found[row] = (number, customer)
        return found

    def remove_unseen(self) -> int:
        """Cross out who was not met; how many those are."""
        total = 0
        for alive, seen, out in zip(self.alive, self.seen, self.out, strict=True):
            gone = set(np.nonzero(alive & ~seen)[0].tolist()) - out
            total += len(gone)
            out.update(gone)
        return total

    def places(self, customers: Sequence[str]) -> dict[str, Place]:
        """Where customers stand, by their keys; those that the base does not hold are left out."""
        hashes = np.array([hash64(customer) for customer in customers], dtype=np.uint64)
        found = zip(customers, self.find(hashes), strict=True)
        return {customer: place for customer, place in found if place[0] >= 0}

    def subject(self, place: Place) -> Subject:
        """All that is known of a customer."""
        return self.segments[place[0]].subject(place[1])

    def id_of(self, place: Place) -> str:
        """The user's key of a customer."""
        return self.segments[place[0]].id_of(place[1])

    def since(self, place: Place) -> str:
        """ISO second, UTC, from which a customer is known as it stands."""
        seconds = int(self.segments[place[0]].cust_since[place[1]])
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")

    def after(self, customer: int) -> Iterator[Place]:
        """The customers from number `customer` on, in the order of the segments."""
        for number, alive in enumerate(self.alive):
            places = np.nonzero(alive)[0]
            if customer >= len(places):
                customer -= len(places)
                continue
            yield from ((number, place) for place in places[customer:].tolist())
            customer = 0
