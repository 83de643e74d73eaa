"""The window: payments seen before, whoever keeps them, as the rules over several payments ask for them.

Times are those of the messages, not of the clock, so that a replay gives the same findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.limits import DEFAULT, Limits
from ostrakon.rules.payments.seen import HELD, Seen, held_keys
from ostrakon.rules.payments.sketch import Sketcher
from ostrakon.rules.rule import Finding, Place, Severity

FOUND_MAX = 200
"""Payments that one look-up gives, the newest: enough for every rule, and no account can slow the filter down."""


class Window(Protocol):
    """A keeper of payments. Implementations: memory, SQLite, PostgreSQL, Redis (`ostrakon.windows`)."""

    @property
    def secret(self) -> bytes:
        """The key of hashes and sketches, 32 bytes; made once for a window and kept with it."""

    def find(self, keys: Iterable[str], since: date) -> list[Seen]:
        """Payments under any of the keys (`keys_of`), settled on or after `since`; each once, newest last, at most
        the `FOUND_MAX` newest."""

    def add(self, seen: Seen) -> None:
        """Remember a payment; one with the same id is replaced, with its keys."""

    def flush(self) -> None:
        """Make what was added last a crash of this process, and seen by others."""

    def prune(self, before: date) -> int:
        """Forget payments settled before a day, and the oldest beyond the window's size; gives how many."""

    def close(self) -> None:
        """Give back files and connections; what was flushed stays where the window outlives the process."""


@dataclass(slots=True)
class Dated:
    """A payment with the window before it: what the rules over several payments are asked about."""

    facts: PaymentFacts
    seen: Seen
    window: Window
    sketcher: Sketcher
    limits: Limits = DEFAULT
    _held: list[Seen] | None = None

    def held(self) -> list[Seen]:
        """Earlier payments of about this amount, by an account or the bank of the payer in common, that were held or
        came back; newest first, looked for once."""
        if self._held is None:
            self._held = [
                one for one in self.earlier(held_keys(self.seen), self.limits.strip_days) if one.status in HELD
            ]
        return self._held

    def earlier(self, keys: Iterable[str], days: int) -> Iterator[Seen]:
        """Other payments under the keys of the last `days` days, newest first."""
        found = self.window.find(keys, self.seen.day - timedelta(days=days))
        return (seen for seen in reversed(found) if seen.id != self.seen.id)

    def finding(self, rule: str, severity: Severity, because: str) -> Finding:
        """A finding about the whole transaction."""
        place = Place(field=self.facts.field or self.facts.message.id)
        return Finding(rule=rule, severity=severity, because=because, fields=(place,))
