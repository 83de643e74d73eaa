"""What a filter under test is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ostrakon.validation.record import Outcome, TestRecord

Progress = Callable[[int], None]
"""Told how many records are done."""


class Filter(Protocol):
    """A filter under test.

    Attributes:
        name: as the report calls it.
        scored: whether its outcomes have scores, for curves.
        channels: what it can be asked.
    """

    name: str
    scored: bool
    channels: frozenset[str]

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """What it makes of each record, in their order; a record it cannot answer is a problem, not clear."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result of a filter.

    Attributes:
        ids: under which the party is known: its own id and those it is the same as.
        alert: whether the filter calls it a match.
    """

    ids: frozenset[str]
    score: float
    alert: bool


def outcome(record: TestRecord, results: Sequence[Found], same: Callable[[str], frozenset[str]]) -> Outcome:
    """What results mean for a record.

    Args:
        results: best first.
        same: all ids under which a listed party stands on the lists.
    """
    best = results[0] if results else None
    alert = any(one.alert for one in results)
    shown = min(best.ids) if best else ""
    if not record.planted:
        return Outcome(alert=alert, score=best.score if best else 0.0, best=shown)
    wanted = same(record.entity_id)
    right = [one for one in results if not wanted.isdisjoint(one.ids)]
    return Outcome(
        alert=alert,
        found=any(one.alert for one in right),
        score=max((one.score for one in right), default=0.0),
        best=shown,
    )
