"""A party at the address of a listed one, whatever its name."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.rules.rule import Finding, Rule, Severity
from ostrakon.rules.trade.facts import ShipmentFacts, place_of
from ostrakon.rules.trade.sources import B1, BIS_ADDRESSES, OWN, WOLFSBERG

SHARED_MIN = 5
"""Listed parties at one address from which on it is a tower or an agent's address, and says less (own choice)."""
NAMED_MAX = 3


def _address(facts: ShipmentFacts) -> Iterator[Finding]:
    for firm in facts.paper.everyone():
        if not firm.address:
            continue
        text = ", ".join(line.text.strip() for line in firm.address)
        country = f", {firm.country.text.strip()}" if firm.country else ""
        whole = facts.book.whole(text) or facts.book.whole(text + country)
        residents = whole or facts.book.part(text)
        if not residents:
            continue
        severity: Severity = "review" if whole and len(residents) < SHARED_MIN else "info"
        names = ", ".join(f"{one.caption} ({one.id})" for one in residents[:NAMED_MAX])
        more = f" and {len(residents) - NAMED_MAX} more" if len(residents) > NAMED_MAX else ""
        which = "the address" if whole else "the house, though not the whole address,"
        yield Finding(
            rule="TRD-ADDRESS",
            severity=severity,
            because=f"{firm.role} has {which} of {names}{more}",
            fields=tuple(map(place_of, firm.address)),
        )


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "TRD-ADDRESS",
        "review",
        "The address of a listed party under another name",
        "The words and numbers of an address are those of a listed party's, in any order: review; info where "
        f"{SHARED_MIN} listed parties or more share it (a tower, an agent), with their count, or where only one of the "
        "two says flat or floor (own choices). A town or a business centre alone says nothing.",
        (WOLFSBERG, B1, BIS_ADDRESSES, OWN),
        _address,
    ),
)
