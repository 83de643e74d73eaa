"""What shows that two records are two parties, however alike their names are."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Indel

from ostrakon.clusters.party import Party
from ostrakon.model import PartialDate
from ostrakon.names.keys import skeleton

CIRCA_YEARS = 2
"""How far "circa" reaches."""
STEM_LIKE = 0.5
"""Romanisations of one father's name share at least half of their letters (`mykola` and `nikolai`)."""

_EXCLUSIVE = {
    "imo": "different IMO numbers",
    "imo_company": "different IMO company numbers",
    "lei": "different legal entity identifiers",
    "ogrn": "different OGRN",
    "inn": "different INN",
    "serial": "different serial numbers",
}


def contradiction(one: Party, two: Party) -> str:
    """Why two parties cannot be one, for a person; empty when nothing says so."""
    if one.apart != two.apart:
        return "a notice or counter-sanction is no designation"
    if one.kind != two.kind and not kinds_fit(one.kind, two.kind):
        return "parties of different kinds"
    for space, numbers in one.numbers.items():
        if space in two.numbers and numbers.isdisjoint(two.numbers[space]):
            return _EXCLUSIVE[space]
    if one.births and two.births and not any(dates_fit(a, b) for a in one.births for b in two.births):
        return "different dates of birth"
    if one.genders and two.genders and one.genders.isdisjoint(two.genders):
        return "different genders"
    if one.generations and two.generations and one.generations.isdisjoint(two.generations):
        return "different generations of a family"
    if one.patronymics and two.patronymics and not _stems_fit(one.patronymics, two.patronymics):
        return "different fathers' names"
    return ""


def kinds_fit(one: str, two: str) -> bool:
    """Whether a person, company, vessel, aircraft can be the other; `any` is a person or an organisation."""
    if "any" in (one, two):
        return not {one, two} & {"vessel", "aircraft"}
    return one == two


def dates_fit(one: PartialDate, two: PartialDate) -> bool:
    """Whether both can be one birth: the same as far as known, or one part of day and month mistaken or exchanged."""
    if _is_day(one) and _is_day(two):
        (year, month, day), (year2, month2, day2) = _parts(one), _parts(two)
        return year == year2 and (month == month2 or day == day2 or (month, day) == (day2, month2))
    first, last = _years(one)
    first2, last2 = _years(two)
    return first <= last2 and first2 <= last


def same_day(one: Iterable[PartialDate], two: Iterable[PartialDate]) -> str:
    """A full date that both have (or one with day and month exchanged), as text; empty for none."""
    ours = [d for d in one if _is_day(d)]
    theirs = [d for d in two if _is_day(d)]
    exact = {d.value for d in ours} & {d.value for d in theirs}
    if exact:
        return f"born {min(exact)}"
    found = [
        f"born {a.value}, day and month exchanged"
        for a in ours
        for b in theirs
        if _parts(a)[0] == _parts(b)[0] and _parts(a)[1:] == _parts(b)[:0:-1]
    ]
    return min(found, default="")


def same_year(one: Iterable[PartialDate], two: Iterable[PartialDate]) -> str:
    """A year of birth that both name, neither as a range; empty for none."""
    ours, theirs = ({d.value[:4] for d in dates if not d.until} for dates in (one, two))
    return min(ours & theirs, default="")


def _is_day(date: PartialDate) -> bool:
    return date.precision == "day" and not date.until and not date.approximate


def _parts(date: PartialDate) -> tuple[int, int, int]:
    year, month, day = (int(part) for part in date.value.split("-"))
    return year, month, day


def _years(date: PartialDate) -> tuple[int, int]:
    reach = CIRCA_YEARS if date.approximate else 0
    first = int(date.value[:4])
    last = int(date.until[:4]) if date.until else first
    return min(first, last) - reach, max(first, last) + reach


def _stems_fit(one: Iterable[str], two: Iterable[str]) -> bool:
    return any(
        a == b or skeleton(a) == skeleton(b) or Indel.normalized_similarity(a, b) >= STEM_LIKE for a in one for b in two
    )
