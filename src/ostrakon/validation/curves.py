"""What another threshold would find, and what it would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ostrakon.validation.rates import Answered, Rate

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Step:
    """One threshold.

    Attributes:
        found: among the planted names.
        alerts: among the controls.
    """

    threshold: float
    found: Rate
    alerts: Rate

    def alerts_a_day(self, volume: int) -> float:
        """Alerts on nobody listed, of so many records a day."""
        return self.alerts.share * volume


def steps(answered: Sequence[Answered]) -> list[Step]:
    """Every threshold, falling; scores below those that the filter was asked for count as no alert."""
    planted = [outcome.score for record, outcome in answered if record.planted]
    controls = [outcome.score for record, outcome in answered if not record.planted]
    return [
        Step(
            threshold,
            Rate(sum(score >= threshold for score in planted), len(planted)),
            Rate(sum(score >= threshold for score in controls), len(controls)),
        )
        for threshold in sorted(THRESHOLDS, reverse=True)
    ]


def price(lower: Step, upper: Step, volume: int) -> str:
    """What going down from one threshold to the next brings and costs, in a sentence."""
    more = (lower.found.share - upper.found.share) * 100
    cost = lower.alerts_a_day(volume) - upper.alerts_a_day(volume)
    return f"{upper.threshold:.2f} → {lower.threshold:.2f} finds {more:.2f} % more and costs {cost:,.1f} alerts a day"
