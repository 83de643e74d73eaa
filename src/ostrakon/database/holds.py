"""Legal holds: personal data that must not go, whatever the rules of retention say; each is in the ledger."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from ostrakon.database.cases import case
from ostrakon.database.records import append, moment, record, shred
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry, LedgerRecord

_NUMBERED = re.compile(r"(case|record):(\d{1,15})", re.ASCII)


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """One legal hold.

    Attributes:
        subject: key that must stay, in all of its generations, such as `customer:C-17`.
        reason: why; it stays in the ledger.
        held_by, at: who asked for it, and when.
    """

    subject: str
    reason: str
    held_by: str
    at: str


_COLUMNS = Hold.__struct_fields__


def holds(transaction: Transaction) -> list[Hold]:
    """All holds in force, oldest first."""
    rows = transaction.execute(f"SELECT {', '.join(_COLUMNS)} FROM legal_holds ORDER BY at, subject")
    return [Hold(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def hold(transaction: Transaction, subject: str, *, reason: str, actor: str) -> Hold:
    """Put personal data under a hold.

    Args:
        subject: `customer:ID`, `case:N` (its customer), `record:N` (whatever that record of the ledger sealed).

    Raises:
        UsageError: there is no such thing, or it is held already.
    """
    made = Hold(subject=_key_of(transaction, subject), reason=reason, held_by=actor, at=moment())
    rows = transaction.execute(
        f"INSERT INTO legal_holds ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (subject) DO NOTHING RETURNING subject",
        tuple(getattr(made, name) for name in _COLUMNS),
    )
    if not rows:
        raise UsageError(f"{made.subject} is under a hold already")
    _record(transaction, "hold_placed", made.subject, actor, {"reason": reason})
    return made


def release(transaction: Transaction, subject: str, *, reason: str, actor: str) -> str:
    """End a hold; the key that is free again.

    Raises:
        UsageError: there is none on it.
    """
    key = _key_of(transaction, subject)
    if not transaction.execute("DELETE FROM legal_holds WHERE subject = ? RETURNING subject", (key,)):
        raise UsageError(f"{key} is under no hold", remedy="`ostrakon ledger hold` lists those that are")
    _record(transaction, "hold_released", key, actor, {"reason": reason})
    return key


def shred_free(transaction: Transaction, key_id: str, *, actor: str, reason: str) -> LedgerRecord:
    """Destroy a key by hand, as `records.shred` does, unless it is under a hold.

    Raises:
        UsageError: it is under a hold, or there is no such key.
    """
    found = next((one for one in holds(transaction) if f"{key_id}~".startswith(f"{one.subject}~")), None)
    if found is not None:
        raise UsageError(
            f"{found.subject} is under a legal hold since {found.at[:10]}: {found.reason}",
            remedy="`ostrakon ledger hold SUBJECT --release --reason TEXT` ends it",
        )
    return shred(transaction, key_id, actor=actor, reason=reason)


def _key_of(transaction: Transaction, subject: str) -> str:
    numbered = _NUMBERED.fullmatch(subject)
    if numbered is None:
        if not subject.startswith("customer:") or subject == "customer:":
            raise UsageError(f"{subject!r} cannot be held", remedy="Name customer:ID, case:N or record:N")
        return subject
    kind, number = numbered[1], int(numbered[2])
    if kind == "case":
        found = case(transaction, number)
        if found is None:
            raise UsageError(f"there is no case {number}")
        return f"customer:{found.customer}"
    kept = record(transaction, number)
    if kept is None or not kept.key:
        raise UsageError(f"record {number} seals nothing, or is not there")
    return kept.key


def _record(transaction: Transaction, kind: str, subject: str, actor: str, body: dict[str, Any]) -> None:
    append(transaction, Entry(kind=kind, actor=actor, about=(subject,), body=body))
