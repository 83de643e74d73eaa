"""Whether two texts speak of the same matter: their words, and the days between them."""

from __future__ import annotations

import calendar
import math
import re
from datetime import date
from functools import lru_cache

SAME_WORDS = 0.6
"""Share of words in common from which two spans are the same report in other clothes."""
ALIKE_WORDS = 0.2
"""Share of words in common that reports of the same days must have."""
NEAR_DAYS = 3
"""Days within which two texts report the same news."""
MONTHS_MAX = 36
"""Months of a long time by which it is looked up, the last ones."""
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


def telling(words: frozenset[str]) -> list[str]:
    """Words of which two spans that are `SAME_WORDS` alike share at least one.

    Of n words such a span shares at least 3/5, so one of any 2/5 and one more; the longest are taken, which are mostly
    rare, in an order that is the same for every span (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006).
    """
    share = math.ceil(SAME_WORDS * len(words) - 1e-9)
    return sorted(words, key=lambda word: (-len(word), word))[: len(words) - share + 1]


def months(text: str, slip: int = 0) -> range:
    """Numbers of the months that a date covers with some days before and after; none where it is no date."""
    covered = days(text)
    if covered is None:
        return range(0)
    first, last = (date.fromordinal(max(day, 1)) for day in (covered[0] - slip, covered[1] + slip))
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)[-MONTHS_MAX:]


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
