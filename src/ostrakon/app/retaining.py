"""Retention: which personal data has had its time, and destroying the keys of it; each run is in the ledger."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ostrakon.app.recording import digest
from ostrakon.database import records
from ostrakon.database.records import lock_chain, moment
from ostrakon.database.retention import destroy, held_keys, reason_held, uses
from ostrakon.database.transactions import Database
from ostrakon.errors import InputError
from ostrakon.ledger.record import Entry
from ostrakon.ledger.retention import Rules, kept_for, rules_of

RETENTION_VARIABLE = "OSTRAKON_RETENTION"
"""The file of the rules; without it nothing is ever destroyed by itself."""
KIND = "retention"
AT_ONCE = 500
"""Keys destroyed in one transaction and named in one record."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a run would do.

    Attributes:
        rules: by which, with their version.
        due: keys that may go.
        kept: why others stay → how many.
    """

    rules: str
    due: tuple[str, ...]
    kept: dict[str, int]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did.

    Attributes:
        destroyed: how many keys.
        kept: why others stay → how many.
        records: numbers of its records.
    """

    destroyed: int
    kept: dict[str, int]
    records: tuple[int, ...]


def retention_rules(given: Path | None = None) -> Rules | None:
    """The rules of the file given, else of the one that `OSTRAKON_RETENTION` names; None where none is named.

    Raises:
        InputError: the file cannot be read, or holds no rules.
    """
    named = given or os.environ.get(RETENTION_VARIABLE)
    if not named:
        return None
    path = Path(named)
    try:
        return rules_of(path.read_text(encoding="utf-8"), where=str(path))
    except (OSError, UnicodeDecodeError) as bad:
        reason = bad.strerror if isinstance(bad, OSError) else "it is not UTF-8"
        raise InputError(f"the retention rules cannot be read ({reason})", where=str(path)) from bad


def plan(database: Database, rules: Rules, *, now: str = "") -> Plan:
    """Look what has had its time, and change nothing.

    Args:
        now: ISO moment in UTC; empty: this one.
    """
    due, kept = _looked(database, rules, now or moment(), ())
    return Plan(rules=rules.version, due=tuple(due), kept=dict(kept))


def retain(database: Database, rules: Rules, *, actor: str, now: str = "") -> Run:
    """Destroy the keys of what has had its time.

    Each key is looked at once more in the transaction that destroys it, so that one under which something was recorded
    meanwhile stays.
    """
    at = now or moment()
    due, kept = _looked(database, rules, at, ())
    destroyed, numbers = 0, []
    common: dict[str, object] = {"rules": rules.version, "rules_sha256": digest(msgspec.to_builtins(rules))}
    chunks = [due[start : start + AT_ONCE] for start in range(0, len(due), AT_ONCE)] or [[]]
    for place, chunk in enumerate(chunks):
        last: dict[str, object] = {"kept": dict(kept)} if place == len(chunks) - 1 else {}
        number, count = _destroyed(database, rules, at, chunk, actor, common | last)
        destroyed += count
        numbers.append(number)
    return Run(destroyed=destroyed, kept=dict(kept), records=tuple(numbers))


def retain_daily(database: Database, rules: Rules | None) -> Run | None:
    """The run of the service's clock, by the first worker of a day; None where it was done, or there are no rules."""
    if rules is None:
        return None
    with database.read() as transaction:
        last = records.records(transaction, kind=KIND, limit=1, newest=True)
    if last and last[0].at[:10] == moment()[:10]:
        return None
    return retain(database, rules, actor="clock")


def _looked(database: Database, rules: Rules, now: str, keys: Sequence[str]) -> tuple[list[str], Counter[str]]:
    due: list[str] = []
    kept: Counter[str] = Counter()
    with database.read() as transaction:
        held = held_keys(transaction)
        for key, found in uses(database, transaction, keys):
            if why := reason_held(key, held) or kept_for(rules, found, now):
                kept[why] += 1
            else:
                due.append(key)
    return due, kept


def _destroyed(
    database: Database, rules: Rules, now: str, keys: Sequence[str], actor: str, facts: dict[str, object]
) -> tuple[int, int]:
    """Destroy those of some keys that are still due, and record it; number of the record, and how many went."""
    with database.write() as transaction:
        lock_chain(transaction)
        held = held_keys(transaction)
        still = [
            key
            for key, found in (uses(database, transaction, keys) if keys else ())
            if not (reason_held(key, held) or kept_for(rules, found, now))
        ]
        about = tuple(key for key in still if not key.startswith("record:"))
        body = {**facts, "destroyed": len(still), "keys": still}
        made = destroy(transaction, still, Entry(kind=KIND, actor=actor, about=(KIND, *about), body=body))
        return made.n, len(still)
