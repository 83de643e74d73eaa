"""Work on cases: alerts open and join them, people decide them, each step a record in the ledger.

Every function changes case and ledger in one transaction that the caller opened: both or neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.cases.case import Case, Decision, changed, decided, seconded, withdrawn
from ostrakon.cases.quality import signature
from ostrakon.cases.states import Event, NotAllowed
from ostrakon.database.cases import Alert, CaseConflict, add_alert, add_case, case, case_between, save_case
from ostrakon.database.records import append, append_sealed, moment
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import result_object
from ostrakon.screening.exemptions import content_hash, customer_hash
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
    customer, content = customer_key(subject), content_hash(engine.records(result.id))
    new = Case(
        id=0,
        customer=customer,
        party=result.id,
        caption=result.caption,
        status=result.status,
        bits=result.bits,
        due=_due(at, result.status),
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
    append(transaction, Entry(kind="case_event", actor=actor, about=_about(kept), body=body))
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


def decide(
    transaction: Transaction, case_id: int, decision: Decision, *, version: int, two_persons: Callable[[Case], bool]
) -> Case:
    """Decide a case: as the first person, or as the second where a decision waits for one.

    Args:
        version: the version of the case that the person saw.
        two_persons: whether a case needs a second person.

    Raises:
        CaseConflict: the case has changed since.
        NotAllowed: see `cases.case`.
    """
    found = seen(transaction, case_id, version)
    if found.state == "second_look":
        after, event = seconded(found, decision)
    else:
        after, event = decided(found, decision, two_persons=two_persons(found))
    save_case(transaction, after)
    body = {"event": event, "state": after.state, "outcome": decision.outcome, "reason": decision.reason}
    _record(transaction, after, decision.by, body, {"words": decision.words} if decision.words else None)
    return after


def withdraw(transaction: Transaction, case_id: int, *, by: str, version: int) -> Case:
    """Take a decision back (undo), in a record of its own: the decision itself stays in the ledger.

    Raises:
        CaseConflict, NotAllowed: as in `decide`.
    """
    after = withdrawn(seen(transaction, case_id, version), by=by, at=moment())
    save_case(transaction, after)
    _record(transaction, after, by, {"event": "withdrawn", "state": after.state}, None)
    return after


def work(
    transaction: Transaction,
    case_id: int,
    event: Event,
    *,
    by: str,
    version: int,
    words: str = "",
    facts: dict[str, Any] | None = None,
    **values: Any,
) -> Case:
    """Do something to a case that decides nothing: assign, note, ask, postpone, escalate, ….

    Args:
        words: may name persons; sealed.
        facts: go into the record as they are.
        values: fields of the case that change.

    Raises:
        CaseConflict, NotAllowed: as in `decide`.
    """
    if event in {"proposed", "cleared", "agreed", "disagreed", "withdrawn", "joined", "reopened"}:
        raise NotAllowed(f"{event} is no step by itself", remedy="Decide the case")
    after = changed(seen(transaction, case_id, version), event, at=moment(), **values)
    save_case(transaction, after)
    body = {"event": event, "state": after.state, **(facts or {})}
    _record(transaction, after, by, body, {"words": words} if words else None)
    return after


def seen(transaction: Transaction, case_id: int, version: int) -> Case:
    """The case as the person saw it.

    Raises:
        UsageError: there is no such case.
        CaseConflict: it has changed since.
    """
    found = case(transaction, case_id)
    if found is None:
        raise UsageError(f"there is no case {case_id}")
    if found.version != version:
        raise CaseConflict(found)
    return found


def needs_two(found: Case, outcome: str) -> bool:
    """Whether a decision needs a second person: every confirmation, and the release of a hit."""
    return outcome != "clear" or found.status != "review"


def attachment_hash(content: bytes) -> str:
    """SHA-256 of an attachment, in hex, as it stands in the ledger."""
    return hashlib.sha256(content).hexdigest()


def _record(
    transaction: Transaction, about: Case, actor: str, body: dict[str, Any], personal: dict[str, Any] | None
) -> None:
    entry = Entry(kind="case_event", actor=actor, about=_about(about), body=body)
    if personal is None:
        append(transaction, entry)
    else:
        append_sealed(transaction, entry, personal, f"customer:{about.customer}")


def _about(found: Case) -> tuple[str, ...]:
    return (f"case:{found.id}", f"customer:{found.customer}", f"entity:{found.party}")


def _due(at: str, status: str) -> str:
    due = datetime.fromisoformat(at) + timedelta(hours=DUE_HOURS.get(status, DUE_HOURS["review"]))
    return due.isoformat(timespec="milliseconds").replace("+00:00", "Z")
