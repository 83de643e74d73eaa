"""How old lists are, and whether they are too old for a policy to answer from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ostrakon.reports.counting import counted
from ostrakon.store import journal
from ostrakon.store.manifest import ListInForce
from ostrakon.store.snapshot import Snapshot, read_current


def last_confirmed(listed: ListInForce, past: Iterable[journal.Event]) -> str:
    """When a list was last got, or looked at and found unchanged (ISO 8601, UTC)."""
    return max([listed.retrieved, *(e.at for e in past if e.kind == "unchanged" and e.source == listed.source)])


def age_from(listed: ListInForce, confirmed: str) -> date:
    """The day from which the age of a list counts: published, or last confirmed where the format has no date."""
    return date.fromisoformat((listed.published or confirmed)[:10])


@dataclass(frozen=True, slots=True)
class Ages:
    """Age of the lists of one snapshot.

    Attributes:
        since: the day from which each list's age counts, by source id.
    """

    since: Mapping[str, date]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Ages:
        """Ages of the lists of a snapshot; what was confirmed later counts for the one in force alone."""
        current = read_current(snapshot.folder)
        in_force = current is not None and current.number == snapshot.number
        past = list(journal.events(snapshot.folder)) if in_force else []
        lists = snapshot.lists
        return cls({source: age_from(lists[source], last_confirmed(lists[source], past)) for source in sorted(lists)})

    def too_old(self, days_max: int, today: date) -> str:
        """Why a policy with this limit has no answer from these lists; empty where it has, or sets no limit (0)."""
        if not days_max:
            return ""
        ages = {source: (today - day).days for source, day in self.since.items()}
        old = ", ".join(f"{source} ({counted(days, 'day')})" for source, days in ages.items() if days > days_max)
        return f"lists are older than the {days_max} days that the policy allows: {old}" if old else ""
