"""Parties, interests between them, and what of them counts on a day.

Shares are exact: hundredths of a millionth of a percent as integers, so that 16.67 + 16.67 + 16.66 is 50.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import msgspec

from ostrakon.errors import InputError

UNIT = 10**8
"""One percent."""
WHOLE = 100 * UNIT

Kind = Literal["ownership", "control"]
Right = Literal["", "appoint_majority", "dominant_influence", "voting", "veto", "golden_share", "director"]
CONTROLLING: frozenset[Right] = frozenset({"appoint_majority", "dominant_influence"})
"""Rights that by themselves are control, where a regime knows control."""
CAUTIONS: frozenset[Right] = frozenset({"veto", "golden_share", "director"})
"""Rights that by themselves are none."""


class Party(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person, company or other holder.

    Attributes:
        id: as in the interests.
        name: for people.
        listed: ids of the regimes that list it: `ofac`, `eu`, `uk`, `ch`.
    """

    id: str
    name: str = ""
    listed: tuple[str, ...] = ()


class Interest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One stake or right of one party in another.

    Attributes:
        owner, owned: ids.
        low, high: share in `UNIT`s; of votes for the right `voting`; both 0 where a right has no number.
        kind: `ownership`, or `control` with its `right`.
        start, end: ISO days: from (inclusive) and to (exclusive); empty: open.
        holds_for: the party for which a nominee holds it; the share is that party's.
        arrangement: mark that interests share which are subject to one joint arrangement.
    """

    owner: str
    owned: str
    low: int = 0
    high: int = 0
    kind: Kind = "ownership"
    right: Right = ""
    start: str = ""
    end: str = ""
    holds_for: str = ""
    arrangement: str = ""

    @property
    def holder(self) -> str:
        """Whose it is for the count."""
        return self.holds_for or self.owner

    def counts_on(self, day: str) -> bool:
        """Whether it is there on an ISO day."""
        return (not self.start or self.start <= day) and (not self.end or day < self.end)


@dataclass(frozen=True, slots=True)
class Graph:
    """All parties by id, and all interests, of all times.

    Attributes:
        as_of: ISO day that the file speaks of; empty where it names none.
    """

    parties: dict[str, Party]
    interests: tuple[Interest, ...]
    as_of: str = ""

    @classmethod
    def of(cls, parties: Iterable[Party], interests: Iterable[Interest], *, as_of: str = "") -> Graph:
        """A graph whose interests all end at parties that are there.

        Raises:
            InputError: a party stands twice, or an interest names one that is not there.
        """
        known: dict[str, Party] = {}
        for party in parties:
            if party.id in known:
                raise InputError(f"the party {party.id!r} stands twice")
            known[party.id] = party
        kept = tuple(interests)
        for number, one in enumerate(kept, 1):
            for end in (one.owner, one.owned, one.holds_for):
                if end and end not in known:
                    raise InputError(
                        f"interest {number} names {end!r}, which is no entity of the graph",
                        remedy="Name every party among the entities: one that is missing might be listed",
                    )
        return cls(known, kept, as_of)

    def listed_by(self, regime: str) -> list[str]:
        """Ids of the parties that a regime lists."""
        return [party.id for party in self.parties.values() if regime in party.listed]


def units(percent: Decimal) -> int:
    """A percentage in `UNIT`s.

    Raises:
        InputError: outside 0 to 100, or with more than eight decimals.
    """
    scaled = percent * UNIT
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise InputError(f"a share of {percent} is not between 0 and 100 percent")
    whole = int(scaled)
    if whole != scaled:
        raise InputError(f"a share of {percent} has more than eight decimals")
    return whole


def percent(share: int) -> float:
    """A share as a percentage, for people and JSON."""
    return share / UNIT
