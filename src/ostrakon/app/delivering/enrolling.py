"""Endpoints made, shown, stopped and given new secrets; each change is in the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.cases.leaving import OUTSIDE
from ostrakon.database import outbox
from ostrakon.database.outbox import later
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Transaction
from ostrakon.delivery import guard
from ostrakon.delivery.endpoints import EVENT_TYPES, Endpoint, EventType, check_mail, new_secret, rotated
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry

DEFAULT_RECIPIENT = "carrier"
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,39}$")


def enrol(
    transaction: Transaction,
    name: str,
    target: str,
    settings: DeliverySettings,
    *,
    recipient: str = DEFAULT_RECIPIENT,
    events: Sequence[str] = (),
    house_key: bytes | None = None,
    actor: str,
) -> Endpoint:
    """Make an endpoint of a URL, or of `mailto:` and an address; a webhook with its first secret.

    Raises:
        UsageError: the name is taken or none, the target may not be spoken to, recipient or event are unknown.
    """
    if not _NAME.match(name):
        raise UsageError(f"{name!r} is no name of an endpoint", remedy="Use small letters, digits and hyphens")
    if any(one.id == name for one in outbox.endpoints(transaction)):
        raise UsageError(f"there is an endpoint {name!r} already", remedy="Choose another name")
    if recipient not in OUTSIDE:
        raise UsageError(f"{recipient!r} receives nothing", remedy=f"Recipients are {', '.join(OUTSIDE)}")
    if unknown := sorted(set(events) - set(EVENT_TYPES)):
        raise UsageError(f"there are no events {', '.join(unknown)}", remedy=f"Events are {', '.join(EVENT_TYPES)}")
    now = moment()
    wanted: tuple[EventType, ...] = tuple(one for one in EVENT_TYPES if one in events)
    if target.startswith("mailto:"):
        made = Endpoint(
            id=name, kind="mail", target=check_mail(target.removeprefix("mailto:")), recipient=recipient,
            events=wanted, made=now,
        )  # fmt: skip
    else:
        guard.checked(target, settings.allowed)
        made = Endpoint(
            id=name, kind="webhook", target=target, recipient=recipient, events=wanted, made=now,
            secrets=(new_secret(now),),
        )  # fmt: skip
    outbox.save_endpoint(transaction, made, house_key)
    _record(transaction, "endpoint_added", made, actor)
    return made


def rotate(
    transaction: Transaction, name: str, hours: float, *, house_key: bytes | None = None, actor: str
) -> Endpoint:
    """Give a webhook a new secret; the old ones sign beside it for so many hours.

    Raises:
        UsageError: there is no such webhook, or it was stopped.
    """
    known = outbox.endpoint(transaction, name, house_key)
    if known.kind != "webhook" or known.stopped:
        raise UsageError(f"{name!r} is no webhook in force")
    changed = rotated(known, moment(), later(hours * 3600))
    outbox.save_endpoint(transaction, changed, house_key)
    _record(transaction, "endpoint_rotated", changed, actor)
    return changed


def stop(transaction: Transaction, name: str, *, actor: str) -> int:
    """Send nothing more to an endpoint; how many messages that waited for it were dropped.

    Raises:
        UsageError: there is none, or it was stopped before.
    """
    known = next((one for one in outbox.endpoints(transaction) if one.id == name), None)
    if known is None:
        raise UsageError(f"there is no endpoint {name!r}", remedy="`ostrakon deliveries endpoints` shows them")
    if known.stopped:
        raise UsageError(f"{name!r} was stopped before")
    outbox.save_endpoint(transaction, msgspec.structs.replace(known, stopped=moment(), secrets=()))
    dropped = outbox.drop_waiting(transaction, name)
    _record(transaction, "endpoint_stopped", known, actor)
    return dropped


def _record(transaction: Transaction, kind: str, endpoint: Endpoint, actor: str) -> None:
    body = {"kind": endpoint.kind, "target": endpoint.shown, "recipient": endpoint.recipient}
    body |= {"secrets": " ".join(secret.id for secret in endpoint.secrets), "events": " ".join(endpoint.events)}
    append(transaction, Entry(kind=kind, actor=actor, about=(f"endpoint:{endpoint.id}",), body=body))
