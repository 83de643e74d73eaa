"""Beneficial Ownership Data Standard 0.4: statements about persons, entities and relationships, as JSON or JSON Lines.

Of several statements about one record the newest counts; a record that is closed is gone from the day of the statement
on. An interest that is marked as indirect never adds to direct ones for sure, since it may be the same shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ostrakon.errors import InputError
from ostrakon.intake.ownership.collected import Collected, When, claim, stake
from ostrakon.intake.ownership.values import day_after, exact, first_day
from ostrakon.ownership import Graph
from ostrakon.ownership.graph import WHOLE, Right

RIGHTS: dict[str, Right] = {
    "appointmentOfBoard": "appoint_majority",
    "boardMember": "director",
    "boardChair": "director",
    "seniorManagingOfficial": "manager",
    "otherInfluenceOrControl": "influence",
    "unknownInterest": "influence",
    "unpublishedInterest": "influence",
    "settlor": "trust",
    "trustee": "trust",
    "protector": "trust",
    "beneficiaryOfLegalArrangement": "trust",
    "rightsToSurplusAssetsOnDissolution": "contract",
    "rightsToProfitOrIncome": "contract",
    "rightToProfitOrIncomeFromAssets": "contract",
    "rightsGrantedByContract": "contract",
    "conditionalRightsGrantedByContract": "contract",
    "controlViaCompanyRulesOrArticles": "influence",
    "controlByLegalFramework": "influence",
    "enjoymentAndUseOfAssets": "contract",
    "nominee": "contract",
    "nominator": "influence",
}
"""Interest types that are no number of shares or votes."""
_LEI = ("XI-LEI", "LEI")

Statement = Mapping[str, Any]


def read_bods(statements: Iterable[tuple[str, Any]]) -> Graph:
    """The graph of statements, each with its place.

    A statement that cannot be used is named with place and field.
    """
    found = Collected("bods")
    newest: dict[str, tuple[str, Statement]] = {}
    for where, statement in statements:
        details = statement.get("recordDetails") if isinstance(statement, Mapping) else None
        record = statement.get("recordId") if isinstance(statement, Mapping) else None
        if not isinstance(record, str) or not record:
            found.problem(where, "recordId: it is missing")
        elif not isinstance(details, Mapping) and statement.get("recordStatus") != "closed":
            found.problem(where, f"recordDetails: {record!r} has none")
        elif record not in newest or _day(newest[record][1]) <= _day(statement):
            newest[record] = where, statement
    for where, statement in newest.values():
        _take(found, where, statement)
    return found.graph()


def _day(statement: Statement) -> str:
    published = statement.get("publicationDetails")
    day = statement.get("statementDate") or (isinstance(published, Mapping) and published.get("publicationDate"))
    return str(day or "")


def _take(found: Collected, where: str, statement: Statement) -> None:
    kind, record = statement.get("recordType"), statement["recordId"]
    details = statement.get("recordDetails") or {}
    if not isinstance(details, Mapping):
        found.problem(where, f"recordDetails: that of {record!r} is no object")
        return
    if kind == "relationship":
        gone = _day(statement)[:10] if statement.get("recordStatus") == "closed" else ""
        given = details.get("interests") or [{}]
        if not isinstance(given, list):
            found.problem(where, "interests: it is no list")
            return
        for number, interest in enumerate(given, 1):
            place = f"{where}, interest {number}"
            try:
                _interest(found, place, record, details, interest, gone)
            except (InputError, ArithmeticError, ValueError, TypeError, AttributeError) as bad:
                found.problem(place, bad.what if isinstance(bad, InputError) else f"it cannot be read ({bad})")
    elif kind in ("person", "entity"):
        try:
            found.described(record, _schema(kind, details), _properties(details), where=where)
        except (ValueError, TypeError, AttributeError) as bad:
            found.problem(where, f"{record!r} cannot be read ({bad})")
    else:
        found.problem(where, f"recordType: {kind!r} is not known")


def _interest(found: Collected, where: str, record: str, details: Statement, given: Statement, gone: str) -> None:
    owned, owner = details.get("subject"), details.get("interestedParty")
    if not isinstance(owned, str) or not owned:
        raise InputError(f"subject: {_reason(owned)}")
    if not isinstance(owner, str) or not owner:
        owner = f"{record}?"
        if owner not in found.parties:
            reason = _reason(details.get("interestedParty"))
            found.described(owner, "", {"name": [f"unknown ({reason})"]}, where=where)
    kind = given.get("type") or "unknownInterest"
    start = _dated("startDate", given, first_day)
    end = min(filter(None, (_dated("endDate", given, day_after), gone)), default="")
    when = When(start, end, f"BODS {record}")
    indirect = given.get("directOrIndirect") == "indirect"
    if kind in ("shareholding", "votingRights"):
        right: Right = "voting" if kind == "votingRights" else ""
        share = _share(given.get("share"))
        found.interest(stake(owner, owned, share, when, right=right, indirect=indirect))
        return
    if kind not in RIGHTS:
        found.problem(where, f"type: {kind!r} is not known; taken as influence")
    found.interest(claim(owner, owned, RIGHTS.get(kind, "influence"), when))


def _share(given: Any) -> tuple[int, int] | None:
    """Least and largest; exclusive ends are widened to themselves, since a range holds them anyway."""
    if not given:
        return None
    if given.get("exact") is not None:
        only = _units(given["exact"])
        return only, only
    low = next((_units(given[key]) for key in ("minimum", "exclusiveMinimum") if _number(given.get(key))), 0)
    high = next((_units(given[key]) for key in ("maximum", "exclusiveMaximum") if _number(given.get(key))), WHOLE)
    if low > high:
        raise InputError("share: the minimum is above the maximum")
    above = 1 if _number(given.get("exclusiveMinimum")) and low < high else 0
    below = 1 if _number(given.get("exclusiveMaximum")) and low + above < high else 0
    return low + above, high - below


def _number(given: Any) -> bool:
    return given is not None and not isinstance(given, bool)


def _units(given: Any) -> int:
    try:
        return exact(Decimal(str(given)))
    except InputError as bad:
        raise InputError(f"share: {bad.what}") from bad


def _dated(name: str, given: Statement, read: Any) -> str:
    try:
        return str(read(str(given.get(name) or "")))
    except InputError as bad:
        raise InputError(f"{name}: {bad.what}") from bad


def _reason(given: Any) -> str:
    """Why somebody is not named, as the statement says it."""
    if not isinstance(given, Mapping):
        return "not named"
    words = (given.get("reason") or "no reason given", given.get("description") or "")
    return ": ".join(str(word) for word in words if word)


def _schema(kind: str, details: Statement) -> str:
    if kind == "person":
        return "Person"
    type_ = (details.get("entityType") or {}).get("type")
    return (
        "PublicBody" if type_ in ("state", "stateBody") else "Company" if type_ == "registeredEntity" else "LegalEntity"
    )


def _properties(details: Statement) -> dict[str, list[str]]:
    """The record by FollowTheMoney properties."""
    names = [str(one.get("fullName") or "") for one in details.get("names") or ()]
    names += [details.get("name") or ""]
    names += [str(one) for one in details.get("alternateNames") or ()]
    countries = [_country(details.get("jurisdiction")), *(_country(one) for one in details.get("taxResidencies") or ())]
    countries += [_country((one or {}).get("country")) for one in details.get("addresses") or ()]
    identifiers = details.get("identifiers") or ()
    leis = [str(one.get("id") or "") for one in identifiers if one.get("scheme") in _LEI]
    others = [str(one.get("id") or "") for one in identifiers if one.get("scheme") not in _LEI]
    personal = bool(details.get("personType"))
    made = {
        "name": names,
        "birthDate": [str(details.get("birthDate") or "")],
        "incorporationDate": [str(details.get("foundingDate") or "")[:10]],
        "nationality": [_country(one) for one in details.get("nationalities") or ()],
        "country": countries,
        "leiCode": leis,
        "taxNumber" if personal else "registrationNumber": others,
        "address": [str((one or {}).get("address") or "") for one in details.get("addresses") or ()],
    }
    return {name: kept for name, values in made.items() if (kept := [value for value in values if value])}


def _country(given: Any) -> str:
    return str(given.get("code") or given.get("name") or "") if isinstance(given, Mapping) else ""
