"""Dates as lists publish them: exact, partial, approximate, or a range."""

from __future__ import annotations

import calendar
import re
from datetime import date

import msgspec

_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?$")

YEAR_MIN = 1000
YEAR_MAX = 2200


class PartialDate(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A date known to the year, month or day, perhaps approximately, perhaps only as a range.

    Attributes:
        value: ISO 8601 prefix: `1951`, `1951-05` or `1951-05-03`; the start where `until` is given.
        until: ISO 8601 prefix of the end of a range, else empty.
        approximate: the publisher says "circa", "approximately" or the like.
        text: the words of the list where they say more than the value, else empty.
    """

    value: str
    until: str = ""
    approximate: bool = False
    text: str = ""

    @classmethod
    def of(
        cls,
        year: int,
        month: int | None = None,
        day: int | None = None,
        *,
        until: str = "",
        approximate: bool = False,
        text: str = "",
    ) -> PartialDate:
        """Build from numbers; a day without a month is dropped, since it tells nothing.

        Raises:
            ValueError: the numbers are no date (month 13, 31 February, year outside 1000..2200).
        """
        if not YEAR_MIN <= year <= YEAR_MAX:
            raise ValueError(f"year {year} is out of range")
        value = f"{year:04d}"
        if month:
            if not 1 <= month <= 12:
                raise ValueError(f"month {month} is out of range")
            value += f"-{month:02d}"
            if day:
                date(year, month, day)
                value += f"-{day:02d}"
        return cls(value=value, until=until, approximate=approximate, text=text)

    @classmethod
    def parse(cls, text: str, *, approximate: bool = False) -> PartialDate:
        """Read an ISO 8601 date or a prefix of one (`1951`, `1951-05`, `1951-05-03`, with or without a time).

        Raises:
            ValueError: anything else.
        """
        found = _ISO.match(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no ISO date")
        year, month, day = (int(part) if part else None for part in found.groups())
        return cls.of(year or 0, month, day, approximate=approximate)

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self.value)]

    @property
    def earliest(self) -> date:
        """The first day that this date can stand for."""
        year, month, day = _parts(self.value)
        return date(year, month or 1, day or 1)

    @property
    def latest(self) -> date:
        """The last day that this date can stand for."""
        year, month, day = _parts(self.until or self.value)
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    def __str__(self) -> str:
        head = "circa " if self.approximate else ""
        return f"{head}{self.value}" + (f" to {self.until}" if self.until else "")


def _parts(value: str) -> tuple[int, int, int]:
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    return year, month, day
