"""Cases and their alerts in the database; who changes a case names the version that was seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from ostrakon.cases.case import Case, Decision
from ostrakon.database.gathering import insert
from ostrakon.database.records import personal_under, sealed_under
from ostrakon.database.transactions import Row, Transaction
from ostrakon.errors import UsageError

COLUMNS = Case.__struct_fields__
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM cases"
_NEW = tuple(name for name in COLUMNS if name != "id")
Sort = Literal["due", "bits", "changed", "id"]
_ORDERS: dict[Sort, str] = {
    "due": "CASE WHEN due = '' THEN 1 ELSE 0 END, due, bits DESC, id",
    "bits": "bits DESC, id",
    "changed": "changed DESC, id",
    "id": "id",
}


class CaseConflict(UsageError):
    """Somebody else changed the case meanwhile.

    Args:
        now: the case as it stands.
    """

    def __init__(self, now: Case) -> None:
        self.now = now
        who = now.decided_by or (now.proposed.by if now.proposed else now.assigned) or "somebody"
        super().__init__(
            f"case {now.id} was changed meanwhile (by {who}; it is {now.state.replace('_', ' ')})",
            remedy="Look at it as it stands, and decide again if need be",
        )


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One answer that led to a case or joined it.

    Attributes:
        case_id: its case.
        record: number of the ledger's record of the answer.
        at: ISO moment.
        door: what was screened: `screen`, `payment`, `text`, `shipment`, `rescreen`, ….
        status, bits: of the result.
        content: hash of the listed party's records at that time.
        personal: the subject and the result with its evidence; None when its key was destroyed.
    """

    case_id: int
    record: int
    at: str
    door: str
    status: str
    bits: float
    content: str
    personal: Any = None
    id: int = 0


def case(transaction: Transaction, case_id: int) -> Case | None:
    """One case by its number."""
    rows = transaction.execute(f"{_SELECT} WHERE id = ?", (case_id,))
    return _case(rows[0]) if rows else None


def case_between(transaction: Transaction, customer: str, party: str) -> Case | None:
    """The case of a customer and a listed party, locked until the transaction ends."""
    transaction.execute("UPDATE cases SET version = version WHERE customer = ? AND party = ?", (customer, party))
    rows = transaction.execute(f"{_SELECT} WHERE customer = ? AND party = ?", (customer, party))
    return _case(rows[0]) if rows else None


def outcome_between(transaction: Transaction, customer: str, party: str) -> str:
    """The outcome of the closed case of a customer and a listed party; empty where there is none."""
    rows = transaction.execute(
        "SELECT outcome FROM cases WHERE customer = ? AND party = ? AND state = 'closed'", (customer, party)
    )
    return str(rows[0][0] or "") if rows else ""


def add_case(transaction: Transaction, new: Case) -> Case | None:
    """Keep a new case and give it its number; None where another was made for the same two meanwhile."""
    rows = transaction.execute(
        f"INSERT INTO cases ({', '.join(_NEW)}) VALUES ({', '.join('?' * len(_NEW))}) "
        "ON CONFLICT (customer, party) DO NOTHING RETURNING id",
        tuple(_column(new, name) for name in _NEW),
    )
    return msgspec.structs.replace(new, id=rows[0][0]) if rows else None


def save_case(transaction: Transaction, new: Case) -> None:
    """Keep a case one version on.

    Raises:
        CaseConflict: the case is no longer of the version before: somebody else was first.
    """
    sets = ", ".join(f"{name} = ?" for name in _NEW)
    rows = transaction.execute(
        f"UPDATE cases SET {sets} WHERE id = ? AND version = ? RETURNING id",
        (*(_column(new, name) for name in _NEW), new.id, new.version - 1),
    )
    if not rows:
        now = case(transaction, new.id)
        if now is None:
            raise UsageError(f"there is no case {new.id}")
        raise CaseConflict(now)


def queue(
    transaction: Transaction,
    *,
    states: Sequence[str] = (),
    assigned: str | None = None,
    customer: str = "",
    party: str = "",
    signature: str | None = None,
    due_before: str = "",
    sort: Sort = "due",
    limit: int = 50,
    offset: int = 0,
) -> list[Case]:
    """Cases in the order in which they should be looked at.

    Args:
        assigned: of this person; empty: of nobody; None: of anybody.
        signature: only look-alikes with this signature.
        due_before: ISO moment; only those that must be looked at before.
    """
    where, values = _conditions(states, assigned, customer, party, signature, due_before)
    rows = transaction.execute(f"{_SELECT}{where} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?", (*values, limit, offset))
    return [_case(row) for row in rows]


def counts(transaction: Transaction) -> dict[str, int]:
    """Cases by state."""
    return dict(transaction.execute("SELECT state, COUNT(*) FROM cases GROUP BY state"))


def add_alert(transaction: Transaction, alert: Alert, key_id: str) -> None:
    """Keep an alert; what is personal of it under the customer's key."""
    kept = sealed_under(transaction, alert.personal, key_id)
    row = (alert.case_id, alert.record, alert.at, alert.door, alert.status, alert.bits, alert.content)
    insert(transaction, "alerts", _ALERT_COLUMNS[1:], (*row, kept.sealed, kept.key))


def alerts(transaction: Transaction, case_id: int) -> list[Alert]:
    """The alerts of a case, newest first."""
    rows = transaction.execute(f"{_SELECT_ALERTS} WHERE case_id = ? ORDER BY id DESC", (case_id,))
    return [_alert(transaction, row) for row in rows]


def newest_alerts(transaction: Transaction, case_ids: Sequence[int]) -> dict[int, Alert]:
    """The newest alert of each case, by the number of the case."""
    if not case_ids:
        return {}
    rows = transaction.execute(
        f"{_SELECT_ALERTS} WHERE id IN (SELECT MAX(id) FROM alerts "
        f"WHERE case_id IN ({', '.join('?' * len(case_ids))}) GROUP BY case_id)",
        tuple(case_ids),
    )
    return {alert.case_id: alert for alert in (_alert(transaction, row) for row in rows)}


def newest_alerts_before(transaction: Transaction, before: int, *, limit: int) -> list[Alert]:
    """The newest alerts of all cases, those with a number below `before` where that is not 0."""
    where, values = (" WHERE id < ?", (before, limit)) if before else ("", (limit,))
    rows = transaction.execute(f"{_SELECT_ALERTS}{where} ORDER BY id DESC LIMIT ?", values)
    return [_alert(transaction, row) for row in rows]


def _conditions(
    states: Sequence[str],
    assigned: str | None,
    customer: str,
    party: str,
    signature: str | None,
    due_before: str,
) -> tuple[str, list[Any]]:
    parts: list[tuple[str, Any]] = []
    if assigned is not None:
        parts.append(("assigned = ?", assigned))
    if customer:
        parts.append(("customer = ?", customer))
    if party:
        parts.append(("party = ?", party))
    if signature is not None:
        parts.append(("signature = ?", signature))
    if due_before:
        parts.append(("due <> '' AND due < ?", due_before))
    words = [text for text, _ in parts]
    values = [value for _, value in parts]
    if states:
        words.append(f"state IN ({', '.join('?' * len(states))})")
        values += states
    return (f" WHERE {' AND '.join(words)}" if words else ""), values


_ALERT_COLUMNS = ("id", "case_id", "record", "at", "door", "status", "bits", "content", "sealed", "key")
_SELECT_ALERTS = f"SELECT {', '.join(_ALERT_COLUMNS)} FROM alerts"


def _alert(transaction: Transaction, row: Row) -> Alert:
    fields = dict(zip(_ALERT_COLUMNS, row, strict=True))
    personal = personal_under(transaction, fields.pop("sealed"), fields.pop("key"))
    return Alert(**fields, personal=personal)


def _column(case_: Case, name: str) -> Any:
    value = getattr(case_, name)
    if name == "proposed":
        return "" if value is None else msgspec.json.encode(value).decode()
    return value


def _case(row: Row) -> Case:
    fields = dict(zip(COLUMNS, row, strict=True))
    proposed = msgspec.json.decode(fields["proposed"], type=Decision) if fields["proposed"] else None
    return Case(**(fields | {"proposed": proposed}))
