"""Who is told: an address, what it wants to know, and the secrets under which it is signed."""

from __future__ import annotations

import re
import secrets
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from ostrakon.errors import UsageError

Kind = Literal["webhook", "mail"]
EventType = Literal[
    "match.new", "match.changed", "match.lapsed", "exemption.lapsed", "article.claim", "lists.changed", "job.failed"
]
EVENT_TYPES: tuple[EventType, ...] = (
    *("match.new", "match.changed", "match.lapsed", "exemption.lapsed"),
    *("article.claim", "lists.changed", "job.failed"),
)
SECRET_PREFIX = "ows_"
_MAIL = re.compile(r"^[^@\s<>,;\"\r\n]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")


class Secret(msgspec.Struct, frozen=True, kw_only=True):
    """One secret of a webhook.

    Attributes:
        id: named in lists and logs; the value never is.
        value: what both sides know.
        made: ISO 8601, UTC.
        ends: from when it signs no more; empty while it has no successor.
    """

    id: str
    value: str
    made: str
    ends: str = ""

    def __repr__(self) -> str:
        """Without the value: whatever prints it, logs it."""
        return f"Secret(id={self.id!r}, ends={self.ends!r})"


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is told.

    Attributes:
        id: a short name that is ours.
        kind: by webhook or by mail.
        target: the URL, or the address of the mail.
        recipient: who that is, as `cases.leaving` knows it; decides what of an event leaves.
        events: types that are told; empty for all.
        made: ISO 8601, UTC.
        stopped: from when nothing is sent any more; empty while it is.
        secrets: of a webhook, newest first.
    """

    id: str
    kind: Kind
    target: str
    recipient: str
    events: tuple[EventType, ...] = ()
    made: str
    stopped: str = ""
    secrets: tuple[Secret, ...] = ()

    def wants(self, event_type: str) -> bool:
        """Whether an event of this type is told."""
        return not self.stopped and (not self.events or event_type in self.events)

    def signing(self, now: str) -> tuple[Secret, ...]:
        """The secrets under which a message is signed now: while one is exchanged for another, both."""
        return tuple(secret for secret in self.secrets if not secret.ends or secret.ends > now)

    @property
    def shown(self) -> str:
        """The target without what may be a secret in it: user, password and query."""
        if self.kind == "mail":
            return self.target
        parts = urlsplit(self.target)
        return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"


def new_secret(now: str) -> Secret:
    """A random secret of 256 bits."""
    return Secret(id=secrets.token_hex(4), value=SECRET_PREFIX + secrets.token_urlsafe(32), made=now)


def rotated(endpoint: Endpoint, now: str, until: str) -> Endpoint:
    """The endpoint with a new secret; the others sign on until a moment, so that the receiver can exchange its own."""
    older = tuple(
        secret if secret.ends else msgspec.structs.replace(secret, ends=until) for secret in endpoint.signing(now)
    )
    return msgspec.structs.replace(endpoint, secrets=(new_secret(now), *older))


def check_mail(address: str) -> str:
    """The address of a mail.

    Raises:
        UsageError: it is none; line ends and lists of addresses are none.
    """
    if not _MAIL.match(address) or len(address) > 254:
        raise UsageError(f"{address!r} is no address of a mail", remedy="Write one address such as alerts@example.org")
    return address
