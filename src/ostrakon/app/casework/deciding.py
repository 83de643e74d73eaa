"""People decide cases, take decisions back, and exempt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from ostrakon.app.casework.steps import record, seen
from ostrakon.cases.case import REASONS, Case, Decision, decided, seconded, withdrawn
from ostrakon.cases.states import NotAllowed
from ostrakon.database.cases import alerts, save_case
from ostrakon.database.records import moment
from ostrakon.database.reviews import add_exemption, revoke_exemptions
from ostrakon.database.transactions import Transaction
from ostrakon.model.subject import Subject
from ostrakon.screening.exemptions import Exemption, customer_hash


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
    if event == "agreed" and found.proposed is not None and found.proposed.exempt_until:
        exempt(transaction, after, found.proposed, second=decision.by)
        body["exempt_until"] = found.proposed.exempt_until
    record(transaction, after, decision.by, body, {"words": decision.words} if decision.words else None)
    return after


def exempt(transaction: Transaction, closed: Case, first: Decision, *, second: str) -> None:
    """Exempt the customer from the listed party, as both stood at the last alert.

    Raises:
        NotAllowed: the customer's data were deleted, so that nobody can say what was reviewed.
    """
    last = next((one for one in alerts(transaction, closed.id) if one.personal is not None), None)
    if last is None:
        raise NotAllowed("the customer's data were deleted: nothing is left to bind an exemption to")
    subject = msgspec.convert(last.personal["subject"], Subject)
    entry = Exemption(
        entity=closed.party,
        content=last.content,
        customer=customer_hash(subject),
        name=subject.name,
        listed=closed.caption,
        reason=first.words or REASONS[first.reason],
        reviewer=first.by,
        second_reviewer=second,
        date=first.at[:10],
        expires=first.exempt_until,
        query_id=subject.query_id,
    )
    add_exemption(transaction, closed.id, closed.customer, entry)


def withdraw(transaction: Transaction, case_id: int, *, by: str, version: int, within_seconds: int = 0) -> Case:
    """Take a decision back (undo), in a record of its own: the decision itself stays in the ledger.

    Args:
        within_seconds: how long a closed case can be taken back; 0: at any time. A decision that waits for a second
            person can be taken back until that person has decided.

    Raises:
        CaseConflict, NotAllowed: as in `decide`; or the time is over.
    """
    found, now = seen(transaction, case_id, version), moment()
    if not may_withdraw(found, now, within_seconds):
        raise NotAllowed(
            f"a decision can be taken back for {within_seconds} seconds, and those are over",
            remedy="Ask an approver to write a note, and screen the customer again",
        )
    after = withdrawn(found, by=by, at=now)
    save_case(transaction, after)
    revoke_exemptions(transaction, case_id)
    record(transaction, after, by, {"event": "withdrawn", "state": after.state}, None)
    return after


def may_withdraw(found: Case, now: str, within_seconds: int) -> bool:
    """Whether the time has not run out in which a decision can be taken back."""
    if not within_seconds or found.state != "closed" or not found.decided_at:
        return True
    return datetime.fromisoformat(now) <= datetime.fromisoformat(found.decided_at) + timedelta(seconds=within_seconds)


def needs_two(found: Case, outcome: str, exempt_until: str = "") -> bool:
    """Whether a decision needs a second person: every confirmation, the release of a hit, every exemption."""
    return outcome != "clear" or found.status != "review" or bool(exempt_until)
