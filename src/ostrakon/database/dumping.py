"""All rows of all tables as JSON Lines, from any database into any other of the same revision."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from ostrakon.database.schema import HEAD
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import InputError, UsageError

TABLES: dict[str, str] = {
    "ledger": "n",
    "chain_head": "id",
    "record_subjects": "subject, n",
    "seal_keys": "id",
    "checkpoints": "n, signature",
    "api_keys": "id",
    "users": "name",
    "cases": "id",
    "alerts": "id",
    "attachments": "id",
    "exemptions": "id",
    "reviews": "id",
    "legal_holds": "subject",
    "policies": "id",
    "policy_trials": "id",
    "stream_messages": "stream, key",
    "delivery_endpoints": "id",
    "delivery_outbox": "id",
    "customer_base": "id",
    "customers_crossed": "segment, customer",
    "customer_matches": "customer, party",
    "customer_runs": "id",
    "customer_events": "id",
}
"""Every table that a backup holds, in the order in which rows refer to each other, with what orders it. Sessions,
log-ins that were begun, leases, jobs, answers kept for repeated requests, lists between hosts end with the old one."""
NUMBERED = ("cases", "alerts", "attachments", "exemptions", "reviews", "policies", "policy_trials",
            "customer_runs", "customer_events", "delivery_outbox")  # fmt: skip
"""Tables whose numbers the database gives."""


def dump(database: Database) -> Iterator[str]:
    """The rows, one line each; the first line says of which revision they are.

    All is read in one transaction: one state of the database, while others go on writing.
    """
    yield json.dumps({"ostrakon": "backup", "revision": HEAD})
    with database.read() as transaction:
        for table, order in TABLES.items():
            names = _columns(database, transaction, table)
            for row in transaction.stream(f"SELECT {', '.join(names)} FROM {table} ORDER BY {order}"):
                yield json.dumps({"table": table, "row": {n: _plain(v) for n, v in zip(names, row, strict=True)}})


def load(database: Database, lines: Iterable[str]) -> dict[str, int]:
    """Bring rows into an empty database, all or none; how many of each table.

    Raises:
        UsageError: the database is not empty.
        InputError: the lines are no backup, or of another revision.
    """
    counts = dict.fromkeys(TABLES, 0)
    remaining = iter(lines)
    _check_head(next(remaining, ""))
    with database.write() as transaction:
        if transaction.execute("SELECT 1 FROM ledger LIMIT 1") or transaction.execute("SELECT 1 FROM cases LIMIT 1"):
            raise UsageError("the database is not empty", remedy="Restore into a new one")
        transaction.execute("DELETE FROM chain_head")
        for number, line in enumerate(remaining, 2):
            table, row = _read(line, number)
            names = ", ".join(row)
            marks = ", ".join("?" * len(row))
            transaction.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
            counts[table] += 1
        if database.dialect == "postgresql":
            for table in NUMBERED:
                last = f"GREATEST((SELECT MAX(id) FROM {table}), 1)"
                transaction.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})")
    return counts


def _check_head(line: str) -> None:
    try:
        head = json.loads(line)
        known = head["ostrakon"] == "backup"
        revision = str(head["revision"])
    except (ValueError, KeyError, TypeError):
        known, revision = False, ""
    if not known:
        raise InputError("this is no backup", remedy="`ostrakon database backup` makes one")
    if revision != HEAD:
        raise InputError(
            f"the backup is of revision {revision}, this version needs {HEAD}",
            remedy="Restore it with the version that made it, then run `ostrakon database upgrade`",
        )


def _read(line: str, number: int) -> tuple[str, dict[str, Any]]:
    try:
        given = json.loads(line)
        table, row = given["table"], {name: _value(value) for name, value in given["row"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        raise InputError(f"this is no row of a backup ({bad})", where=f"line {number}") from None
    if table not in TABLES or not all(name.isidentifier() for name in row):
        raise InputError(f"there is no table {table!r}", where=f"line {number}")
    return table, row


def _columns(database: Database, transaction: Transaction, table: str) -> list[str]:
    if database.dialect == "sqlite":
        return [row[1] for row in transaction.execute(f"PRAGMA table_info({table})")]
    rows = transaction.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = ? AND table_schema = current_schema() "
        "ORDER BY ordinal_position",
        (table,),
    )
    return [row[0] for row in rows]


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _value(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
