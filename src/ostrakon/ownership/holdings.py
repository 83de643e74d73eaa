"""The interests that count on a day, by the entity that is held and by the party that holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ostrakon.ownership.graph import CONTROLLING, Interest


@dataclass(slots=True)
class Stakes:
    """Shares or votes of one entity.

    The largest share of a side needs no upper ends of ranges: what the others do not surely have may be its own.

    Attributes:
        low: by holder, the least share.
        total: sum of the least.
    """

    low: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, holder: str, low: int) -> None:
        """Take in one stake; several of one holder add up."""
        self.low[holder] = self.low.get(holder, 0) + low
        self.total += low


@dataclass(slots=True)
class Held:
    """What others hold in one entity.

    Attributes:
        shares, votes: stakes.
        controllers: holders of a right that is control.
        partners: holder → all holders that are in a joint arrangement with it, itself among them.
        cautions: holders of rights that by themselves are no control, with the right.
        interests: all that count, for proofs.
    """

    shares: Stakes = field(default_factory=Stakes)
    votes: Stakes = field(default_factory=Stakes)
    controllers: set[str] = field(default_factory=set)
    partners: dict[str, set[str]] = field(default_factory=dict)
    cautions: list[tuple[str, str]] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)

    def take(self, one: Interest) -> None:
        """Take in one interest."""
        self.interests.append(one)
        if one.kind == "ownership":
            if one.high:
                self.shares.add(one.holder, one.low)
        elif one.right == "voting":
            if one.high:
                self.votes.add(one.holder, one.low)
        elif one.right in CONTROLLING:
            self.controllers.add(one.holder)
        else:
            self.cautions.append((one.holder, one.right))


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that counts on one day.

    Attributes:
        held: by entity, what others hold in it.
        holds: by holder, the entities in which it holds something.
    """

    held: dict[str, Held]
    holds: dict[str, list[str]]

    @classmethod
    def on(cls, interests: Iterable[Interest], day: str) -> Holdings:
        """The holdings on an ISO day."""
        held: defaultdict[str, Held] = defaultdict(Held)
        holds: defaultdict[str, list[str]] = defaultdict(list)
        arrangements: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for one in interests:
            if not one.counts_on(day):
                continue
            held[one.owned].take(one)
            if not holds[one.holder] or holds[one.holder][-1] != one.owned:
                holds[one.holder].append(one.owned)
            if one.arrangement:
                arrangements[one.owned, one.arrangement].add(one.holder)
        for (owned, _), partners in arrangements.items():
            for holder in partners:
                joined = held[owned].partners.setdefault(holder, set())
                joined |= partners
        return cls(dict(held), dict(holds))
