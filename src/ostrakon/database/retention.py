"""What retention sees of the database: what each key sealed, what holds it, and destroying those that are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ostrakon.database.holds import holds
from ostrakon.database.records import append, lock_chain, moment
from ostrakon.database.transactions import Database, Dialect, Transaction
from ostrakon.ledger.record import Entry, LedgerRecord
from ostrakon.ledger.retention import CASE, LastUse

SEALING = ("ledger", "alerts", "attachments", "exemptions", "customer_matches", "delivery_endpoints")
"""Every table that holds something sealed; a test compares it with the tables that there are. Whoever adds one says in
`_HELD` or `_USED` what it means for the keys."""
_STATUS: dict[Dialect, str] = {
    "sqlite": "COALESCE(json_extract(l.body, '$.status'), '')",
    "postgresql": "COALESCE(l.body::json ->> 'status', '')",
}
_HELD: dict[str, str] = {
    "an open case": "SELECT 'customer:' || customer FROM cases WHERE state <> 'closed' UNION "
    "SELECT l.key FROM alerts a JOIN cases c ON c.id = a.case_id JOIN ledger l ON l.n = a.record "
    "WHERE c.state <> 'closed' AND l.key <> ''",
    "a customer who is watched": "SELECT key FROM customer_matches",
    "somebody who is told": "SELECT key FROM delivery_endpoints WHERE stopped = ''",
    "an exemption in force": "SELECT key FROM exemptions WHERE revoked = '' AND expires > ?",
}
"""Why a key is held → the keys; `?` is today."""


def uses(database: Database, transaction: Transaction, keys: Sequence[str] = ()) -> Iterator[tuple[str, list[LastUse]]]:
    """What each key that is not destroyed sealed: the last of each kind, closed cases among them.

    Args:
        keys: only these; empty: all.
    """
    chosen = f" AND l.key IN ({', '.join('?' * len(keys))})" if keys else ""
    rows = transaction.stream(
        f"SELECT l.key, l.kind, {_STATUS[database.dialect]}, MAX(l.at) FROM ledger l JOIN seal_keys s ON s.id = l.key "
        f"WHERE s.key IS NOT NULL{chosen} GROUP BY 1, 2, 3 ORDER BY 1",
        tuple(keys),
    )
    cases = _cases(transaction)
    for key, group in groupby(rows, key=lambda row: str(row[0])):
        found = [LastUse(kind, str(status), at) for _, kind, status, at in group]
        changed = max((at for name in _generations(key) if (at := cases.get(name, ""))), default="")
        yield key, [*found, LastUse(CASE, "", changed)] if changed else found


def held_keys(transaction: Transaction) -> dict[str, str]:
    """Keys that must stay → why; later generations of a key are held with it (`reason_held`)."""
    today = moment()[:10]
    found: dict[str, str] = {}
    for why, sql in _HELD.items():
        rows = transaction.execute(sql, (today,) if "?" in sql else ())
        found |= {str(row[0]): why for row in rows}
    return found | {one.subject: "a legal hold" for one in holds(transaction)}


def reason_held(key: str, held: dict[str, str]) -> str:
    """Why a key is held; empty where it is not."""
    return next((held[name] for name in _generations(key) if name in held), "")


def destroy(transaction: Transaction, keys: Sequence[str], entry: Entry) -> LedgerRecord:
    """Destroy keys and record that, together; what they sealed cannot be read any more."""
    lock_chain(transaction)
    if keys:
        transaction.execute(
            "UPDATE seal_keys SET key = NULL, destroyed = ? WHERE destroyed IS NULL "
            f"AND id IN ({', '.join('?' * len(keys))})",
            (moment(), *keys),
        )
    return append(transaction, entry)


def _cases(transaction: Transaction) -> dict[str, str]:
    """Keys of customers with closed cases → when the last of them changed; also of records behind their alerts."""
    rows = transaction.execute(
        "SELECT 'customer:' || customer, MAX(changed) FROM cases WHERE state = 'closed' GROUP BY customer"
    )
    behind = transaction.execute(
        "SELECT l.key, MAX(c.changed) FROM alerts a JOIN cases c ON c.id = a.case_id JOIN ledger l ON l.n = a.record "
        "WHERE c.state = 'closed' AND l.key LIKE 'record:%' GROUP BY l.key"
    )
    return {str(key): str(at) for key, at in (*rows, *behind)}


def _generations(key: str) -> tuple[str, ...]:
    """The key, and the one of which it is a later generation (`customer:C-17~2` of `customer:C-17`)."""
    base, mark, number = key.rpartition("~")
    return (key, base) if mark and number.isdigit() else (key,)
