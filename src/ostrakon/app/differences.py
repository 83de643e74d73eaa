"""`lists diff`: two snapshots named by number, date or word, compared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from ostrakon.errors import UsageError
from ostrakon.store import journal
from ostrakon.store.differences import Differences, compare
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import read_manifest
from ostrakon.store.snapshot import Current, open_snapshot, read_current

PREVIOUS = "previous"
CURRENT = "current"
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def diff_snapshots(store_dir: Path, old: str = PREVIOUS, new: str = CURRENT) -> Differences:
    """What changed from one snapshot to another.

    Args:
        store_dir: the data folder.
        old, new: a number; a date (`2026-05-03`: what was in force at the end of that day, UTC); `previous`, the one
            in force before the current one; `current`.

    Raises:
        UsageError: there is no such snapshot.
        NotScreened: no list is in force.
    """
    in_force = open_snapshot(store_dir)
    folder = StoreFolder(store_dir)
    current = read_current(folder)
    assert current is not None, "a snapshot is in force, so CURRENT is there"
    before = open_snapshot(store_dir, _number(folder, current, old))
    after_number = _number(folder, current, new)
    after = in_force if after_number == in_force.number else open_snapshot(store_dir, after_number)
    return compare(before, after)


def _number(folder: StoreFolder, current: Current, named: str) -> int:
    if named == CURRENT:
        return current.number
    if named == PREVIOUS:
        if current.previous is None:
            raise UsageError("there is no previous snapshot", remedy="The first import has nothing to be compared with")
        return current.previous
    if named.isascii() and named.isdigit() and len(named) < 16 and 1 <= int(named) <= current.highest:
        return int(named)
    if _DATE.match(named):
        return _in_force_on(folder, current, named)
    numbers = f"a number from 1 to {current.highest}" if current.highest > 1 else "1, the only number"
    raise UsageError(f"{named!r} names no snapshot", remedy=f"Give {numbers}, a date, `{PREVIOUS}` or `{CURRENT}`")


def _in_force_on(folder: StoreFolder, current: Current, day: str) -> int:
    """The snapshot in force at the end of a day."""
    try:
        date.fromisoformat(day)
    except ValueError as wrong:
        raise UsageError(f"{day!r} is no date") from wrong
    turns = [(read_manifest(folder, n).created, n) for n in range(1, current.highest + 1)]
    turns += [
        (event.at, event.snapshot)
        for event in journal.events(folder)
        if event.kind == "rollback" and event.snapshot is not None
    ]
    until = [(at, number) for at, number in sorted(turns, key=lambda turn: turn[0]) if at[:10] <= day]
    if not until:
        raise UsageError(f"no list was in force on {day}", remedy=f"The first snapshot is of {turns[0][0][:10]}")
    return until[-1][1]
