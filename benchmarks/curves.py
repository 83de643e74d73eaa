"""Curves over labelled answers: precision against recall, and whether a probability means what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.labelled import Outcome

BINS = 10
"""Bins of equal width of a reliability diagram."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose score lies in one tenth: how many, their mean score, and how many of them were right."""

    count: int
    score: float
    right: float


def precision_recall(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(recall, precision) at every threshold, strictest first; equal scores are one step.

    A wanted party counts with its own score, a clean name with its highest: a wrong party for a wanted query is
    neither (the same count as the data's scorer makes).
    """
    scored = [(o.right, True) for o in outcomes if o.wanted] + [(o.best, False) for o in outcomes if o.clean]
    scored.sort(key=lambda pair: -pair[0])
    wanted = sum(right for _, right in scored)
    points: list[tuple[float, float]] = []
    found = 0
    for place, (score, right) in enumerate(scored, 1):
        found += right
        if score > 0 and (place == len(scored) or scored[place][0] < score):
            points.append((found / max(1, wanted), found / place))
    return points


def calibration(outcomes: Iterable[Outcome]) -> list[Bin]:
    """How often the best answer of a query is right, by its score, in `BINS` bins of equal width; empty bins left out.

    Wanted and clean queries count; names that are no spelling of a listed one, birth date pairs and purposely near
    names are left out, as when the prior is set (`tools/matching/fit.py`). A query without a result says nothing.
    """
    counted = [o for o in outcomes if (o.wanted or o.clean) and o.best > 0]
    score = np.array([o.best for o in counted])
    right = np.array([o.best_right for o in counted], dtype=float)
    place = np.minimum((score * BINS).astype(int), BINS - 1)
    bins = []
    for number in range(BINS):
        here = place == number
        if here.any():
            bins.append(Bin(int(here.sum()), float(score[here].mean()), float(right[here].mean())))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean distance of score and share of right answers, by answers."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.score - one.right) for one in bins) / max(1, total)
