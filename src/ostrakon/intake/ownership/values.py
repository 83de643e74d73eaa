"""Shares and days as registers write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ostrakon.errors import InputError
from ostrakon.intake.records.dates import read_date
from ostrakon.ownership.graph import UNIT, WHOLE, units

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LEAST = re.compile(r"more than|over|above|at least|from|exceed|>|≥|\+|or more", re.IGNORECASE)
_MOST = re.compile(r"less than|under|below|at most|up to|not more|not exceed|<|≤|or less", re.IGNORECASE)


def share_of(text: str) -> tuple[int, int]:
    """A share in words as least and largest, in `UNIT`s: `25%`, `25,5`, `25-50`, `more than 25% but not more than 50%`.

    Raises:
        InputError: it says no share.
    """
    numbers = [_units(one) for one in _NUMBER.findall(text)]
    if not numbers or len(numbers) > 2:
        raise InputError(f"{text!r} says no share", remedy="Write 25, 25%, 25-50 or `more than 25%`")
    if len(numbers) == 2:
        low, high = numbers
        if low > high:
            raise InputError(f"{text!r}: the least share is above the largest")
        return low, high
    [only] = numbers
    most, least = _MOST.search(text), _LEAST.search(text)
    if most and not (least and least.start() < most.start()):
        return 0, only
    return (only, WHOLE) if least else (only, only)


def shares_of(texts: list[str]) -> tuple[int, int] | None:
    """The same of several values for one stake: all that they allow; None where there is none.

    Raises:
        InputError: one of them says no share.
    """
    found = [share_of(text) for text in texts]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def exact(number: Decimal) -> int:
    """A percentage in `UNIT`s, rounded to the eighth decimal: registers divide shares by shares.

    Raises:
        InputError: outside 0 to 100.
    """
    if not number.is_finite() or not 0 <= number <= 100:
        raise InputError(f"a share of {number} is not between 0 and 100 percent")
    return units(number.quantize(Decimal(1) / UNIT))


def _units(text: str) -> int:
    try:
        return exact(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        raise InputError(f"{text!r} is no number") from None


def first_day(text: str) -> str:
    """The first ISO day of a date, since an interest may be there from then; empty for none.

    Raises:
        InputError: it is no date.
    """
    return _days(text)[0] if text.strip() else ""


def day_after(text: str) -> str:
    """The ISO day from which an interest is surely gone: the day itself, or the one after a month or year.

    Raises:
        InputError: it is no date.
    """
    return _days(text)[1] if text.strip() else ""


def _days(text: str) -> tuple[str, str]:
    try:
        found = read_date(text.strip()[:10] if re.match(r"\d{4}-\d\d-\d\dT", text.strip()) else text)
    except ValueError as bad:
        raise InputError(str(bad)) from None
    year, month, day = ([int(part) for part in found.value.split("-")] + [0, 0])[:3]
    if day:
        exactly = date(year, month, day).isoformat()
        return exactly, exactly
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if not month else (first + timedelta(days=32)).replace(day=1)
    return first.isoformat(), after.isoformat()
