"""Plain string measures as stand-ins for filters that compare nothing but letters (rapidfuzz)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from rapidfuzz import distance, fuzz, process

from ostrakon.validation.filters.base import Found, outcome
from ostrakon.validation.record import Outcome, TestRecord

_AT_ONCE = 64
_RESULTS = 10

MEASURES: dict[str, tuple[Any, float]] = {
    "Jaro-Winkler": (distance.JaroWinkler.normalized_similarity, 1.0),
    "token sort ratio": (fuzz.token_sort_ratio, 100.0),
}
"""By name: the measure, and its value for two equal names."""


class MeasureFilter:
    """Every record against every listed name by one measure; alerts from a threshold on.

    Args:
        name: of the measure, a key of `MEASURES`.
        listed: entity id of each listed name.
        threshold: least score of an alert.
        same: all ids of a party.
    """

    scored = True
    channels = frozenset({"name"})

    def __init__(
        self,
        name: str,
        listed: Sequence[tuple[str, str]],
        threshold: float,
        same: Callable[[str], frozenset[str]],
    ) -> None:
        self.name, self.threshold = f"{name} (rapidfuzz)", threshold
        self._ids = [entity_id for entity_id, _ in listed]
        self._names = [prepared(value) for _, value in listed]
        self._scorer, self._whole = MEASURES[name]
        self._same = same

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """See `Filter`."""
        for start in range(0, len(records), _AT_ONCE):
            block = records[start : start + _AT_ONCE]
            scores = process.cdist(
                [prepared(one.written) for one in block], self._names, scorer=self._scorer, dtype=np.float32, workers=-1
            )
            for record, row in zip(block, scores / self._whole, strict=True):
                best = np.argpartition(row, -_RESULTS)[-_RESULTS:]
                ordered = sorted(((float(row[at]), self._ids[at]) for at in best), key=lambda pair: (-pair[0], pair[1]))
                results = [Found(frozenset({one}), score, alert=score >= self.threshold) for score, one in ordered]
                yield outcome(record, results, self._same)


def prepared(name: str) -> str:
    """A name as such filters compare it: small letters, single blanks, no punctuation."""
    return " ".join("".join(char if char.isalnum() else " " for char in name.lower()).split())


def threshold_for(scores: Sequence[float], share: float) -> float:
    """The threshold at which so large a share of the controls alerts: filters are compared at equal cost.

    Args:
        scores: best score of each control.
        share: of them that may alert.
    """
    falling = sorted(scores, reverse=True)
    allowed = round(share * len(falling))
    if not falling:
        return 1.0
    if allowed >= len(falling):
        return falling[-1]
    return float(np.nextafter(np.float64(falling[allowed]), 2.0))
