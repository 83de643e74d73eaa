"""An event becomes a message for everybody who wants to know of it, in the transaction that makes the event.

What each of them may receive is cut by the reviewed table (`cases.leaving`) here, so that nothing else is ever written
into the outbox. A failure to announce ends the transaction: no event without its messages.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, cast

from ostrakon.cases.leaving import Recipient, cut
from ostrakon.database import outbox
from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction
from ostrakon.delivery.endpoints import EventType

HOUSE_LANE = "house"
"""Lane of what concerns no customer: lists, jobs."""


def announce(
    transaction: Transaction,
    event_type: EventType,
    facts: Mapping[str, Any],
    *,
    customer: str = "",
    event_id: str = "",
    at: str = "",
) -> int:
    """Have an event told to all endpoints that want it; to how many.

    Args:
        transaction: the one that makes the event.
        facts: what is told, by the names of `[fields.event]` in `cases/data/leaving.toml`; empty values are left out.
        customer: whom it is about, by the institution's own key: messages of one customer stay in their order.
        event_id: its id, the same for all endpoints; empty makes one.
        at: when it happened; empty takes now.
    """
    at = at or moment()
    told = {"id": event_id or uuid.uuid4().hex, "type": event_type, "at": at, "customer": customer, **facts}
    told = {name: value for name, value in told.items() if value not in ("", None, (), [], {}, 0)}
    wanting = [one for one in outbox.endpoints(transaction) if one.wants(event_type)]
    for one in wanting:
        made = cut(told, "event", cast(Recipient, one.recipient))
        body = json.dumps(made.value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        lane = f"customer:{customer}" if customer else HOUSE_LANE
        outbox.put(transaction, one.id, lane, told["id"], event_type, body, json.dumps(made.left_out), at)
    return len(wanting)
