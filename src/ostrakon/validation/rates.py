"""Shares with their uncertainty, and whether two filters differ by more than chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ostrakon.validation.record import Outcome, TestRecord

Z = 1.959963984540054
"""Of the normal distribution, two sides, 95 %."""
Answered = tuple[TestRecord, Outcome]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its Wilson interval at 95 % (Wilson 1927).

    Attributes:
        count: of how many.
        hits: how many of them.
    """

    hits: int
    count: int

    @property
    def share(self) -> float:
        """`hits` of `count`; 0 of nothing."""
        return self.hits / self.count if self.count else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, with 95 % confidence; all is possible where nothing was tried."""
        if not self.count:
            return 0.0, 1.0
        n, p = self.count, self.share
        centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def as_object(self) -> dict[str, float | int]:
        """For JSON; shares to five places."""
        low, high = self.interval
        return {
            "hits": self.hits,
            "count": self.count,
            "share": round(self.share, 5),
            "low": round(low, 5),
            "high": round(high, 5),
        }


def found(answered: Iterable[Answered]) -> Rate:
    """How many of the planted names were found."""
    planted = [outcome.found for record, outcome in answered if record.planted]
    return Rate(sum(planted), len(planted))


def alerts(answered: Iterable[Answered]) -> Rate:
    """How many of the controls alerted."""
    controls = [outcome.alert for record, outcome in answered if not record.planted]
    return Rate(sum(controls), len(controls))


def by(answered: Sequence[Answered], key: Callable[[TestRecord], str]) -> dict[str, Rate]:
    """Found among the planted names, for each value of `key`, in the order of the values."""
    groups: dict[str, list[bool]] = {}
    for record, outcome in answered:
        if record.planted:
            groups.setdefault(key(record), []).append(outcome.found)
    return {name: Rate(sum(groups[name]), len(groups[name])) for name in sorted(groups)}


def mcnemar(first: Sequence[Outcome], second: Sequence[Outcome]) -> tuple[int, int, float]:
    """Found by the first alone, by the second alone, and the chance of a difference as large if both were alike.

    Exact (binomial) up to 1,000 differences, else the normal approximation with continuity correction (McNemar 1947).
    """
    only_first = sum(a.found and not b.found for a, b in zip(first, second, strict=True))
    only_second = sum(b.found and not a.found for a, b in zip(first, second, strict=True))
    n, k = only_first + only_second, min(only_first, only_second)
    if n == 0:
        return 0, 0, 1.0
    if n <= 1000:
        tail = sum(math.comb(n, i) for i in range(k + 1)) / 2**n
        return only_first, only_second, min(1.0, 2 * tail)
    statistic = (abs(only_first - only_second) - 1) / math.sqrt(n)
    return only_first, only_second, math.erfc(statistic / math.sqrt(2))
