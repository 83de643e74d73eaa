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
from ostrakon.model.subject import Subject

UNIT = 10**8
"""One percent."""
WHOLE = 100 * UNIT

Kind = Literal["ownership", "control", "link"]
Right = Literal[
    "",
    "appoint_majority",
    "dominant_influence",
    "voting",
    "veto",
    "golden_share",
    "director",
    "manager",
    "influence",
    "trust",
    "contract",
    "consolidated",
    "acts_for",
    "family",
    "associate",
    "linked",
]
CONTROLLING: frozenset[Right] = frozenset({"appoint_majority", "dominant_influence"})
"""Rights that by themselves are control, where a regime knows control."""
CONTROL_RIGHTS: tuple[Right, ...] = (
    "appoint_majority", "dominant_influence", "voting", "veto", "golden_share", "director", "manager", "influence",
    "trust", "contract", "consolidated",
)  # fmt: skip
"""Rights of one party in another; those beside `CONTROLLING` and `voting` are a caution, by themselves no control."""
LINK_RIGHTS: tuple[Right, ...] = ("acts_for", "family", "associate", "linked")
"""Ties that are neither share nor control. `acts_for` runs from the principal to the one that acts for it."""


class Party(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person, company or other holder.

    Attributes:
        id: as in the interests.
        name: for people.
        listed: ids of the regimes that list it: `ofac`, `eu`, `uk`, `ch`.
        since: (regime, ISO day of its listing) where known.
        maybe: regimes that list somebody who may be this party: it is one of them or not, and nobody knows.
        known: how it was found to be listed, or perhaps, for people; empty where the file says so.
        facts: what its names are screened with, where the file has more than a name.
    """

    id: str
    name: str = ""
    listed: tuple[str, ...] = ()
    since: tuple[tuple[str, str], ...] = ()
    maybe: tuple[str, ...] = ()
    known: str = ""
    facts: Subject | None = None

    @property
    def called(self) -> str:
        """Its name for people, else its id."""
        return self.name or self.id

    def listed_since(self, regime: str) -> str:
        """ISO day of its listing by a regime; empty where it is not known."""
        return next((day for of, day in self.since if of == regime), "")


class Interest(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One stake or right of one party in another.

    Attributes:
        owner, owned: ids.
        low, high: share in `UNIT`s; of votes for the right `voting`; both 0 where a right has no number. A share of
            which only the holder is known is 0 to 100 percent.
        kind: `ownership`, `control` with its `right`, or `link` with what ties the two.
        start, end: ISO days: from (inclusive) and to (exclusive); empty: open.
        holds_for: the party for which a nominee holds it; the share is that party's.
        arrangement: mark that interests share which are subject to one joint arrangement.
        indirect: held through others, as the source counts it. It may be the same shares as those of a holder in
            between, so that it never adds to these for sure: it counts where stakes are as large as they may be.
        source: where it was read, for people.
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
    indirect: bool = False
    source: str = ""

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
        problems: what of the file could not be read, each with its place.
        form: of the file: `graph`, `ftm`, `bods`, `gleif`, `csv`.
        marked: whether the file says who is listed; where it does not, its parties must be screened.
    """

    parties: dict[str, Party]
    interests: tuple[Interest, ...]
    as_of: str = ""
    problems: tuple[str, ...] = ()
    form: str = "graph"
    marked: bool = True

    @classmethod
    def of(
        cls, parties: Iterable[Party], interests: Iterable[Interest], *, as_of: str = "", problems: Iterable[str] = ()
    ) -> Graph:
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
        return cls(known, kept, as_of, tuple(problems))

    def listed_by(self, regime: str) -> list[str]:
        """Ids of the parties that a regime lists."""
        return [party.id for party in self.parties.values() if regime in party.listed]

    def maybe_listed_by(self, regime: str) -> list[str]:
        """Ids of the parties that may be somebody whom a regime lists."""
        return [one.id for one in self.parties.values() if regime in one.maybe and regime not in one.listed]


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
