"""Figures over a batch of messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from ostrakon.filtering.hits import Filtered
from ostrakon.screening.result import STATUS_RANK, Result

SourcesOf = Callable[[str], Iterable[str]]
"""The lists that hold a party, by its id."""


class Summary:
    """Counts messages as they are decided.

    Args:
        sources_of: the lists of a party.
    """

    def __init__(self, sources_of: SourcesOf) -> None:
        self._sources_of = sources_of
        self.messages = self.transactions = self.hits = 0
        self.by_status = dict.fromkeys(STATUS_RANK, 0)
        self.by_type: Counter[str] = Counter()
        self.by_rule: dict[str, Counter[str]] = {}
        self.by_kind: Counter[str] = Counter()
        self.by_field_class: Counter[str] = Counter()
        self.by_list: Counter[str] = Counter()

    def add(self, one: Filtered) -> None:
        """Count one message."""
        self.messages += 1
        self.transactions += one.transactions
        self.by_status[one.status] += 1
        self.by_type[one.type or "unknown"] += 1
        self.hits += len(one.hits)
        for finding in one.findings:
            self.by_rule.setdefault(finding.rule, Counter())[finding.severity] += 1
            self.by_kind[finding.kind] += 1
        for hit in one.hits:
            self.by_field_class[hit.field_class] += 1
        self.by_list.update(set(self._lists(one)))

    @property
    def alert_rate(self) -> float:
        """Share of the messages that a person must look at or that stop; 0 without messages."""
        alerts = self.by_status["hit"] + self.by_status["review"]
        return alerts / self.messages if self.messages else 0.0

    def as_object(self) -> dict[str, Any]:
        """As `payment --json` gives it; `by_list` counts messages with a party of the list."""
        return {
            "messages": self.messages,
            "transactions": self.transactions,
            "hits": self.hits,
            "by_status": self.by_status,
            "by_type": _sorted(self.by_type),
            "by_rule": {rule: _sorted(counts) for rule, counts in sorted(self.by_rule.items())},
            "by_kind": _sorted(self.by_kind),
            "by_field_class": _sorted(self.by_field_class),
            "by_list": _sorted(self.by_list),
            "alert_rate": round(self.alert_rate, 6),
        }

    def _lists(self, one: Filtered) -> Iterable[str]:
        for hit in one.hits:
            for result in hit.results[:1]:
                yield from self._of(result)

    def _of(self, result: Result) -> Iterable[str]:
        return (source for party in (result.id, *result.referents) for source in self._sources_of(party))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
