"""Whether two texts speak of the same matter: their words, and the days between them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

SAME_WORDS = 0.6
"""Share of words in common from which two spans are the same report in other clothes."""
ALIKE_WORDS = 0.2
"""Share of words in common that reports of the same days must have."""
NEAR_DAYS = 3
"""Days within which two texts report the same news."""
_WORD = re.compile(r"\w{3,}")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])")

Days = tuple[int, int]
"""First and last day, as proleptic ordinals."""


def content(words: str) -> frozenset[str]:
    """The words that count when two spans are compared."""
    return frozenset(_WORD.findall(words.casefold()))


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Words in common over all words (Jaccard); 0 where either has none."""
    if not left or not right:
        return 0.0
    common = len(left & right)
    return common / (len(left) + len(right) - common)


@lru_cache(maxsize=4096)
def days(text: str) -> Days | None:
    """The days that an ISO 8601 date, month, year or interval with `/` covers; None where it is none of them."""
    first, between, last = text.partition("/")
    one = _days(first)
    if not between:
        return one
    other = _days(last)
    return (min(one[0], other[0]), max(one[1], other[1])) if one and other else one or other


def _days(text: str) -> Days | None:
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        end_month = month or 12
        last = date(year, end_month, day or calendar.monthrange(year, end_month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def apart(left: str, right: str) -> int | None:
    """Days between two dates, 0 where they overlap; None where either is not known."""
    one, other = days(left), days(right)
    if one is None or other is None:
        return None
    return max(one[0] - other[1], other[0] - one[1], 0)


def near(left: str, right: str, within: int = NEAR_DAYS) -> bool:
    """Whether two dates are known and close."""
    gap = apart(left, right)
    return gap is not None and gap <= within
