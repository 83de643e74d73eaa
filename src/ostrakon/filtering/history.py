"""A payment against those before it, and what is remembered of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec

from ostrakon.filtering.hits import Hit
from ostrakon.rules.payments.catalogue import WINDOW_RULES
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.limits import DEFAULT, Limits
from ostrakon.rules.payments.rejection import rejection_of
from ostrakon.rules.payments.seen import seen_of
from ostrakon.rules.payments.sketch import Sketcher
from ostrakon.rules.payments.window import Dated, Window
from ostrakon.rules.payments.workers import is_worker
from ostrakon.rules.rule import Finding

PRUNED_EVERY = 5_000
"""Payments after which old ones are forgotten, so that a batch of any length keeps a window within its size."""


class History:
    """The window as the filter uses it.

    Args:
        window: where payments are kept. limits: thresholds of the policy.
        today: the day now; nothing is kept by a settlement day in the future alone.
    """

    def __init__(self, window: Window, limits: Limits = DEFAULT, *, today: date | None = None) -> None:
        self._window, self._limits = window, limits
        self._sketcher = Sketcher(window.secret)
        self._today = today or datetime.now(UTC).date()
        self._added = 0
        self._newest = date.min

    def findings(self, facts: PaymentFacts, hits: list[Hit], near: Iterable[str]) -> Iterator[Finding]:
        """What the rules over several payments find in one; it is remembered then."""
        self._come_back(facts)
        stopped = bool(hits)  # what goes to a person for a name is held until the person has decided
        fields = {hit.field for hit in hits}
        banks = facts.agents() if stopped else ()
        seen = seen_of(
            facts,
            self._sketcher,
            status="hit" if stopped else "clear",
            culprits=_culprits(facts, fields),
            near=near,
            listed_agents=(p.bic.value for p in banks if p.bic is not None and p.bic.place.field in fields),
            worker=is_worker(facts),
        )
        if seen is None:
            return
        asked = Dated(facts, seen, self._window, self._sketcher, self._limits)
        for rule in WINDOW_RULES:
            yield from rule.check(asked)
        self._window.add(seen)
        self._newest = max(self._newest, seen.day)
        self._added += 1
        if self._added % PRUNED_EVERY == 0:
            self._prune()

    def end(self) -> None:
        """After a message: make what was added last."""
        self._window.flush()

    def close(self) -> None:
        """After the last message: forget what is too old, and give the window back."""
        self._prune()
        self._window.close()

    def _prune(self) -> None:
        # A replay of old messages keeps its own month; a day in the future must not push out what is young.
        latest = min(self._newest, self._today) if self._added else self._today
        self._window.prune(latest - timedelta(days=self._limits.window_days))

    def _come_back(self, facts: PaymentFacts) -> None:
        """Mark the payments that this message rejects or returns."""
        came_back = rejection_of(facts)
        if came_back is None:
            return
        since = self._today - timedelta(days=10 * self._limits.window_days)
        if facts.day is not None:
            since = min(since, facts.day - timedelta(days=self._limits.window_days))
        for seen in self._window.find([f"f:{one}" for one in came_back.references], since):
            if seen.status == "clear":
                self._window.add(msgspec.structs.replace(seen, status=came_back.status, reason=came_back.reason))


def _culprits(facts: PaymentFacts, fields: set[str]) -> Iterator[str]:
    """Keys of `Seen.words` in which hits stand."""
    if not fields:
        return
    for role, party in facts.parties.items():
        for part, texts in (
            ("name", [party.name]),
            ("bic", [party.bic]),
            ("address", [*party.address, *party.structured]),
        ):
            if any(text is not None and text.place.field in fields for text in texts):
                yield f"{role}.{part}"
    if any(text.place.field in fields for text in facts.texts if text.block.role == "RmtInf"):
        yield "RmtInf.text"
