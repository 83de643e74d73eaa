"""Steps that decide nothing: assigning, noting, attaching, reviewing; and what every step has in common."""

from __future__ import annotations

from typing import Any

from ostrakon.cases.case import Case, Outcome, changed
from ostrakon.cases.states import Event, NotAllowed
from ostrakon.database.cases import CaseConflict, case, save_case
from ostrakon.database.records import append, append_sealed, lock_chain, moment, records
from ostrakon.database.reviews import Attachment, add_attachment, add_review, check_attachment
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry

ATTACHMENT_MAX = 10_000_000
"""Bytes of one attachment."""
HISTORY_MAX = 500


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
    record(transaction, after, by, body, {"words": words} if words else None)
    return after


def seen(transaction: Transaction, case_id: int, version: int) -> Case:
    """The case as the person saw it.

    Raises:
        UsageError: there is no such case.
        CaseConflict: it has changed since.
    """
    lock_chain(transaction)  # before the case, as alerts do
    found = case(transaction, case_id)
    if found is None:
        raise UsageError(f"there is no case {case_id}")
    if found.version != version:
        raise CaseConflict(found)
    return found


def attach(
    transaction: Transaction, case_id: int, *, name: str, media_type: str, content: bytes, by: str, version: int
) -> tuple[Case, Attachment]:
    """Attach a file to a case; its hash goes into the ledger.

    Raises:
        CaseConflict, NotAllowed: as in `decide`.
        UsageError: the file is empty or too large.
    """
    check_attachment(content, ATTACHMENT_MAX)
    found = seen(transaction, case_id, version)
    kept = add_attachment(
        transaction, case_id, found.customer, name=name, media_type=media_type, content=content, by=by
    )
    facts = {"sha256": kept.sha256, "size": kept.size}
    return work(transaction, case_id, "attached", by=by, version=version, words=name, facts=facts), kept


def review(transaction: Transaction, case_id: int, outcome: Outcome, *, by: str, version: int) -> Case:
    """Give a second opinion on a closed case, for the quality of decisions; it changes nothing.

    Raises:
        CaseConflict, NotAllowed: as in `decide`; who decided a case does not review it.
    """
    found = seen(transaction, case_id, version)
    if by in deciders(transaction, found):
        raise NotAllowed("who decided a case does not review it")
    add_review(transaction, case_id, outcome=found.outcome, review=outcome, by=by)
    return work(transaction, case_id, "reviewed", by=by, version=version, facts={"review": outcome})


def deciders(transaction: Transaction, found: Case) -> set[str]:
    """Everybody who decided something on a case, from its records."""
    history = records(transaction, about=f"case:{found.id}", kind="case_event", limit=HISTORY_MAX, newest=True)
    return {one.actor for one in history if one.facts.get("event") in {"proposed", "cleared", "agreed", "disagreed"}}


def record(
    transaction: Transaction, of: Case, actor: str, body: dict[str, Any], personal: dict[str, Any] | None
) -> None:
    """Write down what happened to a case, in the transaction in which it happens.

    Args:
        body: what everybody who reads the ledger may see.
        personal: what is sealed under the customer's key, so that it can be deleted; None where there is nothing.
    """
    entry = Entry(kind="case_event", actor=actor, about=about(of), body=body)
    if personal is None:
        append(transaction, entry)
    else:
        append_sealed(transaction, entry, personal, f"customer:{of.customer}")


def about(found: Case) -> tuple[str, ...]:
    """What a record about this case is found by: the case, its customer, its listed party."""
    return (f"case:{found.id}", f"customer:{found.customer}", f"entity:{found.party}")
