"""Dates of birth (or incorporation) as evidence: agreement by how unlikely it is by chance, near misses, contradiction.

One wrong digit is no acquittal, day and month are often exchanged, and lists hold years, approximate dates and ranges:
the best of all pairs of dates counts, and a contradiction only when no listed date comes near.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ostrakon.match.fact_weights import Table
from ostrakon.model import PartialDate

YEARS_CLOSE = 5
"""Up to this many years apart is an unlikely but possible error of record."""
CIRCA_YEARS = 2
"""How far "circa" reaches."""

PLACEHOLDERS = frozenset({"1900-01-01", "1901-01-01", "1800-01-01", "1753-01-01", "1970-01-01", "1111-11-11"})
"""Default dates of common core systems and databases: they say nothing about a person."""

Row = Sequence[int]
"""Year, month, day (0 where unknown), last year of a range (0 without), 1 when approximate."""


@dataclass(frozen=True, slots=True)
class DateVerdict:
    """Bits, the rule that gave them, and which of the listed dates it was."""

    bits: float
    rule: str
    place: int = -1


_RULES = {
    "day": "same date",
    "swapped": "same date with day and month exchanged",
    "day_near": "same date but for one digit",
    "month": "same year and month",
    "year": "same year",
    "year_near": "one year apart, or within an approximate date or range",
    "other_year_close": f"at most {YEARS_CLOSE} years apart",
    "other": "another date",
    "other_surely": "another date, both known to the day and years apart",
}


def compare_dates(query: PartialDate, listed: Sequence[Row], weights: Table) -> DateVerdict | None:
    """Evidence of a date against all listed dates; None when the list gives none."""
    best: DateVerdict | None = None
    if placeholder(query):
        return None
    for place, row in enumerate(listed):
        rule = _rule(query, row)
        bits = weights[rule]
        if best is None or bits > best.bits:
            best = DateVerdict(bits, _RULES[rule], place)
    return best


def placeholder(date: PartialDate) -> bool:
    """Whether core systems write this date where none is known."""
    return date.value in PLACEHOLDERS


def _rule(query: PartialDate, row: Row) -> str:
    year, month, day, until, approximate = (int(n) for n in row)
    query_year, query_month, query_day = (*(int(p) for p in query.value.split("-")), 0, 0)[:3]
    if (query_month, query_day) == (1, 1) and (month, day) != (1, 1):
        query_month = query_day = (
            0  # 1 January is written where only the year is known, and given out with identity papers
        )
    elif (month, day) == (1, 1) and (query_month, query_day) != (1, 1):
        month = day = 0
    query_until = int(query.until[:4]) if query.until else 0
    if until or query_until:
        inside = query_year <= (until or year) and year <= (query_until or query_year)
        return "year_near" if inside else _apart(min(abs(query_year - year), abs(query_year - (until or year))))
    if query_year == year:
        return _same_year(query_month, query_day, month, day)
    if query_month and day and (query_month, query_day) == (month, day) and _one_digit(query_year, year):
        return "day_near"
    apart = abs(query_year - year)
    if apart == 1 or ((approximate or query.approximate) and apart <= CIRCA_YEARS):
        return "year_near"
    if query_day and day and not approximate and not query.approximate and apart > YEARS_CLOSE:
        return "other_surely"
    return _apart(apart)


def _same_year(query_month: int, query_day: int, month: int, day: int) -> str:
    if not query_month or not month:
        return "year"
    if not query_day or not day:
        return "month" if query_month == month else "year_near"
    if (query_month, query_day) == (month, day):
        return "day"
    if (query_month, query_day) == (day, month):
        return "swapped"
    if query_month == month and _one_digit(query_day, day):
        return "day_near"
    if query_day == day and _one_digit(query_month, month):
        return "day_near"
    return "year_near"


def _apart(years: int) -> str:
    return "other_year_close" if years <= YEARS_CLOSE else "other"


def _one_digit(a: int, b: int) -> bool:
    one, two = f"{a:04d}", f"{b:04d}"
    return sum(x != y for x, y in zip(one, two, strict=True)) == 1 or abs(a - b) == 1
