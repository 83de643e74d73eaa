"""Dates as people write them in customer files.

ISO dates and prefixes of them are read as they are. A date of three numbers with the year last is read when
only one order of day and month is possible; otherwise it is refused, because a birth date read the wrong way
round would count as evidence against a true match.
"""

from __future__ import annotations

import re
from typing import Literal

from ostrakon.model import PartialDate

DateOrder = Literal["", "dmy", "mdy"]
"""What the user says about three numbers with the year last: nothing, day first, or month first."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:\d{2}.*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: 0{1,2}:00(?::00)?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[-. ]+)?([a-z]{3,9})\.?[-, ]+(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?(\d{4})"
)
_CIRCA = re.compile(r"(?:circa|ca\.?|c\.|approx\.?|approximately|about) *", re.IGNORECASE)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_date(text: str, *, order: DateOrder = "") -> PartialDate:
    """The date that `text` stands for: `1961`, `1961-05`, `1961-05-03`, `31.12.1961`, `31/12/1961`,
    `05/1961`, `19611231`, `31 Dec 1961`, `circa 1961`.

    Args:
        order: how to read three numbers that could be day or month first.

    Raises:
        ValueError: it is no date, or an ambiguous one; the message says what to do.
    """
    rest = text.strip()
    circa = _CIRCA.match(rest)
    rest = rest[circa.end() :] if circa else rest
    year, month, day = _numbers(rest, order)
    try:
        return PartialDate.of(year, month or None, day or None, approximate=circa is not None)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date ({error}); write YYYY-MM-DD, YYYY-MM or YYYY") from None


def _numbers(text: str, order: DateOrder) -> tuple[int, int, int]:
    """Year, month, day; zero for what is not given."""
    if re.fullmatch(r"\d{4}", text):
        return int(text), 0, 0
    if found := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3] or 0)
    if found := _MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), 0
    if found := _YEAR_LAST.fullmatch(text):
        return (int(found[3]), *_month_and_day(int(found[1]), int(found[2]), text, order))
    if found := _NAMED.fullmatch(text.lower()):
        month = [n for n, name in enumerate(_MONTHS, 1) if name.startswith(found[2])]
        if len(month) == 1 and not (found[1] and found[3]):
            return int(found[4]), month[0], int(found[1] or found[3] or 0)
    raise ValueError(f"{text!r} is no date that can be read; write YYYY-MM-DD, YYYY-MM or YYYY")


def _month_and_day(first: int, second: int, text: str, order: DateOrder) -> tuple[int, int]:
    if order == "dmy" or (not order and (first == second or first > 12)):
        return second, first
    if order == "mdy" or (not order and second > 12):
        return first, second
    raise ValueError(f"{text!r} may be day/month or month/day; write YYYY-MM-DD or say --date-order dmy (or mdy)")
