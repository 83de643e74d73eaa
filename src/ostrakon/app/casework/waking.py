"""What time does to cases."""

from __future__ import annotations

from ostrakon.app.casework.alerting import due_by
from ostrakon.app.casework.steps import record
from ostrakon.cases.case import changed
from ostrakon.cases.states import Event
from ostrakon.database.cases import queue, save_case
from ostrakon.database.records import lock_chain
from ostrakon.database.transactions import Transaction

WAKE_MAX = 500
"""Cases woken in one transaction."""


def wake(transaction: Transaction, *, now: str, actor: str = "clock") -> list[int]:
    """Cases whose moment has passed: those that wait are open again, those that nobody looked at are escalated.

    Returns:
        The numbers of the cases; each is woken once.
    """
    lock_chain(transaction)
    late = queue(transaction, states=("open", "waiting"), due_before=now, limit=WAKE_MAX)
    for found in late:
        event: Event = "resumed" if found.state == "waiting" else "escalated"
        due = due_by(now, found.status) if event == "resumed" else ""
        after = changed(found, event, at=now, due=due)
        save_case(transaction, after)
        record(transaction, after, actor, {"event": event, "state": after.state, "was_due": found.due}, None)
    return [found.id for found in late]
