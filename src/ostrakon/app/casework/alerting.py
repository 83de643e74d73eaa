"""Alerts open cases and join them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ostrakon.app.casework.steps import about
from ostrakon.app.engine import Ostrakon
from ostrakon.cases.case import Case, changed
from ostrakon.cases.quality import signature
from ostrakon.cases.states import Event
from ostrakon.database.cases import Alert, add_alert, add_case, case_between, save_case
from ostrakon.database.records import append, moment
from ostrakon.database.reviews import revoke_exemptions
from ostrakon.database.transactions import Transaction
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import result_object
from ostrakon.screening.exemptions import customer_hash
from ostrakon.screening.result import STATUS_RANK, Answer, Result

DUE_HOURS = {"hit": 4, "review": 24, "not_screened": 4}
"""Hours until somebody must have looked at a case, by the worst status of its alerts."""
Clock = Callable[[], str]


def customer_key(subject: Subject) -> str:
    """The key under which a customer's cases stand: the user's own, else one made of all that is known."""
    return subject.query_id or f"unnamed-{customer_hash(subject).rpartition(':')[2][:16]}"


def open_cases(
    transaction: Transaction,
    engine: Ostrakon,
    subject: Subject,
    answer: Answer,
    *,
    record: int,
    door: str,
    actor: str,
    clock: Clock = moment,
) -> list[int]:
    """Open a case for each result that is a match and not exempt, or let it join the case of the same two.

    Args:
        record: number of the answer's record in the ledger.
        door: what was screened.

    Returns:
        The numbers of the cases.
    """
    return [
        _alerted(transaction, engine, subject, result, record=record, door=door, actor=actor, at=clock())
        for result in answer.results
        if result.match and not result.exemption
    ]


def _alerted(
    transaction: Transaction,
    engine: Ostrakon,
    subject: Subject,
    result: Result,
    *,
    record: int,
    door: str,
    actor: str,
    at: str,
) -> int:
    customer, content = customer_key(subject), engine.content(result.id)
    new = Case(
        id=0,
        customer=customer,
        party=result.id,
        caption=result.caption,
        status=result.status,
        bits=result.bits,
        due=due_by(at, result.status),
        signature=signature([(piece.feature, piece.bits) for piece in result.evidence]),
        content=content,
        opened=at,
        changed=at,
    )
    kept = add_case(transaction, new)
    if kept is None:
        kept, event = _joined(transaction, new, at)
    else:
        event = "opened"
    alert = Alert(
        case_id=kept.id,
        record=record,
        at=at,
        door=door,
        status=result.status,
        bits=result.bits,
        content=content,
        personal={"subject": msgspec.to_builtins(subject), "result": result_object(result)},
    )
    add_alert(transaction, alert, f"customer:{customer}")
    body = {"event": event, "state": kept.state, "record": record, "door": door, "status": result.status}
    append(transaction, Entry(kind="case_event", actor=actor, about=about(kept), body=body))
    return kept.id


def _joined(transaction: Transaction, new: Case, at: str) -> tuple[Case, str]:
    """The case that was there, with the alert; a closed one opens again only where something changed."""
    found = case_between(transaction, new.customer, new.party)
    assert found is not None, "the database just said that it is there"
    worse = max(found.status, new.status, key=lambda status: STATUS_RANK[status])  # type: ignore[index]
    values: dict[str, Any] = {"alerts": found.alerts + 1, "content": new.content, "signature": new.signature}
    same = found.content == new.content and found.signature == new.signature and found.status == worse
    if found.state == "closed" and same:
        kept = msgspec.structs.replace(found, changed=at, version=found.version + 1, **values)
        save_case(transaction, kept)
        return kept, "repeated"  # decided before on the same grounds: the decision stands, the alert is kept
    event: Event = "reopened" if found.state == "closed" else "joined"
    revoke_exemptions(transaction, found.id)
    kept = changed(
        found,
        event,
        at=at,
        status=worse,
        bits=max(found.bits, new.bits),
        due=new.due if event == "reopened" else min(filter(None, (found.due, new.due))),
        proposed=None,
        outcome="",
        reason="",
        decided_by="",
        decided_at="",
        **values,
    )
    save_case(transaction, kept)
    return kept, event


def due_by(at: str, status: str) -> str:
    """The moment by which somebody must have looked at a case of this status that opens at `at`."""
    due = datetime.fromisoformat(at) + timedelta(hours=DUE_HOURS.get(status, DUE_HOURS["review"]))
    return due.isoformat(timespec="milliseconds").replace("+00:00", "Z")
