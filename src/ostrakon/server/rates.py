"""How many requests a caller may make: a bucket that fills evenly, in each worker its share."""

from __future__ import annotations

import time
from collections.abc import Callable

CALLERS_MAX = 10_000
"""Callers remembered; beyond it those that waited longest are forgotten, which gives them a full bucket."""


class Rates:
    """Counts the requests of one worker.

    Args:
        per_minute: requests a minute of one caller in all workers; 0 sets no limit.
        workers: processes that share the limit.
    """

    def __init__(self, per_minute: int, workers: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = max(1.0, per_minute / workers) if per_minute else 0.0
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, caller: str) -> float:
        """Take one request of a caller; seconds until the next would be allowed where it is not, else 0."""
        if not self._most:
            return 0.0
        now, rate = self._clock(), self._most / 60
        left, then = self._buckets.pop(caller, (self._most, now))
        left = min(self._most, left + (now - then) * rate)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > CALLERS_MAX:
            self._buckets.pop(next(iter(self._buckets)))
        return 0.0 if allowed else (1 - left) / rate
