"""What a change of the lists did to customers, each told with what changed in the list."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ostrakon.database import customers as rows_of
from ostrakon.database.customers import CustomerEvent, Run
from ostrakon.database.transactions import Database
from ostrakon.errors import NotScreened, StoreError, UsageError
from ostrakon.store.differences import Differences, FieldChange, compare
from ostrakon.store.snapshot import open_snapshot

EVENTS_MAX = 100_000


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a run.

    Attributes:
        cause: what the list did to the party: `added`, `removed`, `changed`, or empty where it did nothing to it.
        fields: what changed of the party.
    """

    event: CustomerEvent
    cause: str = ""
    fields: dict[str, FieldChange] = {}


class RunExplained(msgspec.Struct, frozen=True, kw_only=True):
    """A rescreen and its events."""

    run: Run
    events: tuple[Explained, ...]


def explain_run(store: Path, database: Database, number: int = 0) -> RunExplained:
    """The events of a rescreen with what changed in the lists.

    Args:
        number: of the run; 0 takes the last rescreen.

    Raises:
        UsageError: there is no such rescreen.
    """
    with database.read() as transaction:
        runs = [run for run in rows_of.runs(transaction, limit=1_000) if run.kind == "rescreen"]
        run = next((one for one in runs if number in (0, one.id)), None)
        if run is None:
            raise UsageError(
                f"there is no rescreen {number}" if number else "the base was never screened",
                remedy="`ostrakon customers status` shows the last runs",
            )
        events = rows_of.events(transaction, run=run.id, limit=EVENTS_MAX)
    differences = _differences(store, run)
    return RunExplained(run=run, events=tuple(_explained(event, differences) for event in events))


def _differences(store: Path, run: Run) -> Differences | None:
    before = int(run.facts.get("snapshot_before", 0))
    if not before or before == run.snapshot:
        return None
    try:
        return compare(open_snapshot(store, before), open_snapshot(store, run.snapshot))
    except (StoreError, NotScreened):
        return None


def _explained(event: CustomerEvent, differences: Differences | None) -> Explained:
    if differences is None:
        return Explained(event=event)
    if any(one.id == event.party for one in differences.added):
        return Explained(event=event, cause="added")
    if any(one.id == event.party for one in differences.removed):
        return Explained(event=event, cause="removed")
    changed = next((one for one in differences.changed if one.id == event.party), None)
    return Explained(event=event, cause="changed", fields=changed.fields) if changed else Explained(event=event)
