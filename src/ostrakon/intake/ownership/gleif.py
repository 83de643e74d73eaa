"""GLEIF relationship records (Level 2, RR-CDF) as the golden copy's CSV, from the published format.

They say who consolidates whose accounts, and no share. So a parent counts as a holder of an unknown share, and the
consolidation is evidence of control. Only periods of the type `RELATIONSHIP_PERIOD` say how long a
relationship lasts; the others are of accounts and filings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ostrakon.errors import InputError
from ostrakon.intake.ownership.collected import Collected, When, claim, stake
from ostrakon.intake.ownership.values import day_after, first_day
from ostrakon.ownership import Graph
from ostrakon.ownership.graph import WHOLE

CHILD, PARENT = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
TYPE, STATUS = "Relationship.RelationshipType", "Relationship.RelationshipStatus"
REGISTERED = "Registration.RegistrationStatus"
PERIODS = 5
_VOID = ("ANNULLED", "DUPLICATE")


def read_gleif(rows: Iterable[tuple[str, Mapping[str, str]]]) -> Graph:
    """The graph of records, each with its place; parties are known by their LEI alone."""
    found = Collected("gleif")
    passed = 0
    for where, row in rows:
        try:
            passed += not _take(found, row)
        except InputError as bad:
            found.problem(where, bad.what)
    if passed:
        found.problem("the file", f"{passed} records that are inactive or annulled are left out")
    return found.graph()


def _take(found: Collected, row: Mapping[str, str]) -> bool:
    child, parent, kind = (row.get(name, "").strip() for name in (CHILD, PARENT, TYPE))
    for name, value in ((CHILD, child), (PARENT, parent), (TYPE, kind)):
        if not value:
            raise InputError(f"{name}: it is empty")
    start, end = _period(row)
    inactive = row.get(STATUS, "").strip().upper() not in ("ACTIVE", "") and not end
    if inactive or row.get(REGISTERED, "").strip().upper() in _VOID:
        return False
    for party in (child, parent):
        if party not in found.parties:
            found.described(party, "LegalEntity", {"leiCode": [party]}, where=party)
    when = When(start, end, f"GLEIF {kind}")
    if kind == "IS_DIRECTLY_CONSOLIDATED_BY":
        found.interest(stake(parent, child, None, when))
        found.interest(claim(parent, child, "consolidated", when))
    elif kind == "IS_ULTIMATELY_CONSOLIDATED_BY":
        found.interest(stake(parent, child, None, when, indirect=True))
        found.interest(claim(parent, child, "consolidated", when))
    elif kind == "IS_INTERNATIONAL_BRANCH_OF":  # a branch is its head office
        found.interest(stake(parent, child, (WHOLE, WHOLE), when))
    elif kind == "IS_FUND-MANAGED_BY":
        found.interest(claim(parent, child, "manager", when))
    elif kind in ("IS_SUBFUND_OF", "IS_FEEDER_TO"):
        found.tie(child, parent, "linked", when)
    else:
        raise InputError(f"{TYPE}: {kind!r} is not known")
    return True


def _period(row: Mapping[str, str]) -> tuple[str, str]:
    for number in range(1, PERIODS + 1):
        if row.get(f"Relationship.Period.{number}.periodType", "").strip() == "RELATIONSHIP_PERIOD":
            names = [f"Relationship.Period.{number}.{end}" for end in ("startDate", "endDate")]
            days = []
            for name, read in zip(names, (first_day, day_after), strict=True):
                try:
                    days.append(read(row.get(name, "")))
                except InputError as bad:
                    raise InputError(f"{name}: {bad.what}") from bad
            return days[0], days[1]
    return "", ""
