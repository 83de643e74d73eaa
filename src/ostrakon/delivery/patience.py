"""When a delivery that failed is tried again, and when it is given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long and how often.

    Attributes:
        first_seconds: before the second attempt; doubled before each further one.
        longest_seconds: never longer than this.
        attempts: in all; then the message is dead, and a person sends it again or not. With the defaults after
            some two days.
    """

    first_seconds: float = 5.0
    longest_seconds: float = 4 * 3600.0
    attempts: int = 24

    def given_up(self, attempts: int) -> bool:
        """Whether so many attempts were enough."""
        return attempts >= self.attempts

    def pause(self, attempts: int, chance: Callable[[], float]) -> float:
        """Seconds to wait after so many attempts, between half of the doubled time and all of it.

        Args:
            attempts: made so far, at least one.
            chance: a random number from 0 to 1, so that many messages that failed together do not come back together.
        """
        whole = min(self.longest_seconds, self.first_seconds * 2.0 ** min(attempts - 1, 40))
        return whole * (0.5 + 0.5 * chance())
