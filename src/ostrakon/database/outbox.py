"""What waits to be sent: written in the transaction of the event itself, so that neither is there without the other.

A row is one message to one endpoint. The messages of a lane (an endpoint and a customer) go one after the other:
only the oldest that waits may be tried. A row that is tried is first put off by a while, in a transaction of its
own: whoever tried it and died has delivered it or not, and somebody tries it again then. So each message arrives at
least once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from ostrakon.database.records import moment, personal_under, sealed_under
from ostrakon.database.transactions import Row, Transaction
from ostrakon.delivery.endpoints import Endpoint, Secret
from ostrakon.errors import StoreError, UsageError
from ostrakon.ledger.sealing import Sealed, seal, unseal

STATES = ("waiting", "delivered", "dead", "dropped")
HOUSE_KEY = "house"
"""In place of a key's id: sealed under the key of the settings, which is not in the database."""
_ENDPOINT = ("id", "kind", "target", "recipient", "events", "made", "stopped", "sealed", "key")
_MESSAGE = (
    *("id", "endpoint", "lane", "event", "type", "body", "left_out", "at", "state", "attempts", "due", "ended"),
    "problem",
)
_SELECT = f"SELECT {', '.join(_MESSAGE)} FROM delivery_outbox"
_NOT_BEHIND = (
    "NOT EXISTS (SELECT 1 FROM delivery_outbox e WHERE e.state = 'waiting' AND e.endpoint = delivery_outbox.endpoint "
    "AND e.lane = delivery_outbox.lane AND e.id < delivery_outbox.id)"
)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message to one endpoint.

    Attributes:
        id: rises; of one lane in the order of events.
        lane: what is kept in order: the customer, or another thing that events are about.
        event: id of the event, the same for all endpoints and all attempts: a receiver knows a double by it.
        body: what is sent, JSON, cut to what the endpoint may receive.
        left_out: paths that were cut, JSON.
        state: `waiting`, `delivered`, `dead` (given up) or `dropped` (its endpoint was stopped).
        due: when it is tried next, ISO 8601, UTC.
        problem: of the last attempt, in words.
    """

    id: int
    endpoint: str
    lane: str
    event: str
    type: str
    body: str
    left_out: str
    at: str
    state: str
    attempts: int
    due: str
    ended: str = ""
    problem: str = ""


def save_endpoint(transaction: Transaction, endpoint: Endpoint, house_key: bytes | None = None) -> None:
    """Keep an endpoint, new or changed.

    Args:
        house_key: under which its secrets are sealed, so that who reads a backup cannot sign; None: they are sealed
            under a key of their own, which lies in the same database.
    """
    secrets = msgspec.to_builtins(endpoint.secrets)
    if house_key is None:
        sealed = sealed_under(transaction, secrets, f"endpoint:{endpoint.id}")
    else:
        sealed = Sealed(sealed=seal(secrets, house_key, _bound(endpoint.id)).sealed, key=HOUSE_KEY)
    events = msgspec.json.encode(endpoint.events).decode()
    values = (
        *(endpoint.id, endpoint.kind, endpoint.target, endpoint.recipient, events, endpoint.made, endpoint.stopped),
        *(sealed.sealed, sealed.key),
    )
    sets = ", ".join(f"{name} = excluded.{name}" for name in _ENDPOINT[1:])
    transaction.execute(
        f"INSERT INTO delivery_endpoints ({', '.join(_ENDPOINT)}) VALUES ({', '.join('?' * len(_ENDPOINT))}) "
        f"ON CONFLICT (id) DO UPDATE SET {sets}",
        values,
    )


def endpoints(transaction: Transaction) -> list[Endpoint]:
    """All endpoints, the stopped ones too, without their secrets."""
    rows = transaction.execute(f"SELECT {', '.join(_ENDPOINT)} FROM delivery_endpoints ORDER BY id")
    return [_endpoint(row, []) for row in rows]


def endpoint(transaction: Transaction, endpoint_id: str, house_key: bytes | None = None) -> Endpoint:
    """One endpoint with its secrets.

    Raises:
        UsageError: there is none of this name.
        StoreError: its secrets are sealed, and the key is missing or another one.
    """
    rows = transaction.execute(f"SELECT {', '.join(_ENDPOINT)} FROM delivery_endpoints WHERE id = ?", (endpoint_id,))
    if not rows:
        raise UsageError(f"there is no endpoint {endpoint_id!r}", remedy="`ostrakon deliveries endpoints` shows them")
    sealed, key = rows[0][-2:]
    if key != HOUSE_KEY:
        return _endpoint(rows[0], personal_under(transaction, sealed, key) or [])
    if house_key is None:
        raise StoreError(
            "the secrets of webhooks are sealed, and their key is not given",
            where=endpoint_id,
            remedy="Set OSTRAKON_CUSTOMERS_KEY to the key that sealed them",
        )
    return _endpoint(rows[0], unseal(sealed, house_key, _bound(endpoint_id)))


def _bound(endpoint_id: str) -> str:
    """What sealed secrets are bound to, so that they cannot be given to another endpoint."""
    return f"secrets of endpoint {endpoint_id}"


def _endpoint(row: Row, secrets: Any) -> Endpoint:
    fields: dict[str, Any] = dict(zip(_ENDPOINT[:-2], row[:-2], strict=True))
    events = msgspec.json.decode(fields.pop("events"))
    return msgspec.convert(
        {**fields, "events": events, "secrets": msgspec.convert(secrets, list[Secret])}, Endpoint, from_attributes=True
    )


def put(
    transaction: Transaction,
    endpoint_id: str,
    lane: str,
    event: str,
    event_type: str,
    body: str,
    left_out: str,
    at: str,
) -> int:
    """Have a message sent; its number."""
    rows = transaction.execute(
        "INSERT INTO delivery_outbox (endpoint, lane, event, type, body, left_out, at, state, attempts, due, ended, "
        "problem) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, '', '') RETURNING id",
        (endpoint_id, lane, event, event_type, body, left_out, at, at),
    )
    return int(rows[0][0])


def claim(transaction: Transaction, endpoint_id: str, now: str, until: str, limit: int) -> list[Message]:
    """Messages to try now, at most one of a lane; put off until a moment, an attempt counted.

    Those that were tried less often come first, so that some that never arrive do not keep the others from it.
    """
    rows = transaction.execute(
        f"{_SELECT} WHERE state = 'waiting' AND due <= ? AND endpoint = ? AND {_NOT_BEHIND} "
        "ORDER BY attempts, id LIMIT ?",
        (now, endpoint_id, limit),
    )
    claimed = []
    for message in map(_message, rows):
        mine = transaction.execute(  # on the condition that nobody else has just put it off
            "UPDATE delivery_outbox SET due = ?, attempts = attempts + 1 WHERE id = ? AND due = ? RETURNING id",
            (until, message.id, message.due),
        )
        if mine:
            claimed.append(msgspec.structs.replace(message, attempts=message.attempts + 1))
    return claimed


def waiting(transaction: Transaction, endpoint_id: str, limit: int = 10_000) -> list[Message]:
    """All that waits for an endpoint, in order."""
    rows = transaction.execute(
        f"{_SELECT} WHERE state = 'waiting' AND endpoint = ? ORDER BY id LIMIT ?", (endpoint_id, limit)
    )
    return [_message(row) for row in rows]


def end(transaction: Transaction, message: Message, state: str, problem: str = "") -> bool:
    """Note that a message was delivered or given up; whether it still waited."""
    rows = transaction.execute(
        "UPDATE delivery_outbox SET state = ?, ended = ?, problem = ? WHERE id = ? AND state = 'waiting' RETURNING id",
        (state, moment(), problem, message.id),
    )
    return bool(rows)


def put_off(transaction: Transaction, message: Message, due: str, problem: str) -> None:
    """Note that an attempt failed, and when the next one is."""
    transaction.execute(
        "UPDATE delivery_outbox SET due = ?, problem = ? WHERE id = ? AND state = 'waiting'",
        (due, problem, message.id),
    )


def put_off_all(transaction: Transaction, endpoint_id: str, due: str) -> None:
    """Let all that waits for an endpoint wait until a moment: it does not answer, and need not be asked for each."""
    transaction.execute(
        "UPDATE delivery_outbox SET due = ? WHERE state = 'waiting' AND endpoint = ? AND due < ?",
        (due, endpoint_id, due),
    )


def listed(transaction: Transaction, *, state: str = "", endpoint_id: str = "", limit: int = 100) -> list[Message]:
    """Messages, newest first; of one state or endpoint where named."""
    conditions, values = ["1 = 1"], list[Any]()
    for column, value in (("state", state), ("endpoint", endpoint_id)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    rows = transaction.execute(f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?", (*values, limit))
    return [_message(row) for row in rows]


def counts(transaction: Transaction) -> dict[str, int]:
    """Messages by state."""
    return dict(transaction.execute("SELECT state, COUNT(*) FROM delivery_outbox GROUP BY state"))


def oldest(transaction: Transaction) -> float:
    """Seconds for which the oldest message of a webhook waits; 0 where none does."""
    rows = transaction.execute(
        "SELECT MIN(o.at) FROM delivery_outbox o JOIN delivery_endpoints e ON e.id = o.endpoint "
        "WHERE o.state = 'waiting' AND e.kind = 'webhook'"
    )
    if not rows or rows[0][0] is None:
        return 0.0
    waiting_since = datetime.fromisoformat(rows[0][0].replace("Z", "+00:00"))
    return max(0.0, (datetime.now(UTC) - waiting_since).total_seconds())


def again(transaction: Transaction, ids: Sequence[int], endpoint_id: str = "") -> int:
    """Have dead messages tried again from now on, those named or all (of an endpoint); how many."""
    conditions, values = ["state = 'dead'"], list[Any]()
    if ids:
        conditions.append(f"id IN ({', '.join('?' * len(ids))})")
        values += ids
    if endpoint_id:
        conditions.append("endpoint = ?")
        values.append(endpoint_id)
    rows = transaction.execute(
        f"UPDATE delivery_outbox SET state = 'waiting', attempts = 0, due = ?, ended = '' "
        f"WHERE {' AND '.join(conditions)} RETURNING id",
        (moment(), *values),
    )
    return len(rows)


def drop_waiting(transaction: Transaction, endpoint_id: str) -> int:
    """Give up what waits for an endpoint that was stopped; how many."""
    rows = transaction.execute(
        "UPDATE delivery_outbox SET state = 'dropped', ended = ?, problem = 'the endpoint was stopped' "
        "WHERE endpoint = ? AND state = 'waiting' RETURNING id",
        (moment(), endpoint_id),
    )
    return len(rows)


def forget(transaction: Transaction, before: str) -> int:
    """Forget what was delivered or dropped before a moment; how many. What is dead stays until a person decides."""
    rows = transaction.execute(
        "DELETE FROM delivery_outbox WHERE state IN ('delivered', 'dropped') AND ended < ? RETURNING id", (before,)
    )
    return len(rows)


def later(seconds: float, now: str = "") -> str:
    """A moment that lies so many seconds behind another, or behind now; ISO 8601, UTC."""
    start = datetime.fromisoformat(now.replace("Z", "+00:00")) if now else datetime.now(UTC)
    moved = (start + timedelta(seconds=seconds)).astimezone(UTC)
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(row: Row) -> Message:
    return Message(**dict(zip(_MESSAGE, row, strict=True)))
