"""What waits for an address of mail becomes one mail: counts first, then one line a message."""

from __future__ import annotations

import json
import ssl
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.app.delivering.sending import Sent, record_delivery
from ostrakon.database import outbox
from ostrakon.database.outbox import Message, later
from ostrakon.database.records import moment
from ostrakon.database.transactions import Database
from ostrakon.delivery.endpoints import Endpoint
from ostrakon.delivery.mailing import send
from ostrakon.errors import StoreError
from ostrakon.reports.counting import counted

LINES_MAX = 500
"""Messages told one by one; the others are counted."""
_WORDS = {
    "match.new": "new match",
    "match.changed": "changed match",
    "match.lapsed": "lapsed match",
    "exemption.lapsed": "lapsed exemption",
    "article.claim": "claim in an article",
    "lists.changed": "change of the lists",
    "job.failed": "failed job",
}
_PAUSE_SECONDS = 600.0


def send_digests(database: Database, settings: DeliverySettings, trust: ssl.SSLContext | None = None) -> Sent:
    """Send one mail to each address for which something waits. What could not be sent waits on."""
    done = Sent()
    server = settings.mail
    with database.read() as transaction:
        addresses = [one for one in outbox.endpoints(transaction) if one.kind == "mail" and not one.stopped]
        waiting = {one.id: outbox.waiting(transaction, one.id) for one in addresses}
    for one in addresses:
        messages = waiting[one.id]
        if not messages:
            continue
        if server is None:
            done.problems[one.id] = "no mail server is set (OSTRAKON_DELIVERY_SMTP)"
            done.failed += len(messages)
            continue
        subject, text = digest_of(messages, settings.console)
        try:
            send(server, one.target, subject, text, trust or settings.trust())
        except StoreError as failed:
            done.problems[one.id] = failed.what
            done.failed += len(messages)
            _put_off(database, messages, failed.what)
        else:
            _delivered(database, one, messages)
            done.delivered += len(messages)
    return done


def digest_of(messages: Sequence[Message], console: str = "") -> tuple[str, str]:
    """Subject and text of a mail, made of nothing but what the address may receive."""
    counts = Counter(message.type for message in messages)
    told = ", ".join(_counted(n, _WORDS.get(kind, kind)) for kind, n in sorted(counts.items()))
    lines = [f"{told}.", ""]
    lines += [_line(message, console) for message in messages[:LINES_MAX]]
    if len(messages) > LINES_MAX:
        lines.append(f"and {len(messages) - LINES_MAX} more, which the console shows.")
    return f"Ostrakon: {told}", "\n".join(lines) + "\n"


def _line(message: Message, console: str) -> str:
    value: dict[str, Any] = json.loads(message.body)
    words = [value.get("at", message.at), _WORDS.get(message.type, message.type)]
    for name in ("customer", "caption", "party", "status", "reason", "job", "list"):
        if name in value:
            words.append(f"{name} {value[name]}")
    if "case" in value:
        case = f"{console.rstrip('/')}/cases/{value['case']}" if console else f"case {value['case']}"
        words.append(case)
    return "- " + ", ".join(" ".join(str(word).split()) for word in words)


def _counted(count: int, words: str) -> str:
    """A count of such words: what follows the noun (`match of a customer`) stays as it is."""
    noun = words.partition(" in ")[0] if " in " in words else words.partition(" of ")[0]
    return counted(count, noun) + words[len(noun) :]


def _delivered(database: Database, endpoint: Endpoint, messages: Sequence[Message]) -> None:
    with database.write() as transaction:
        for message in messages:
            if outbox.end(transaction, message, "delivered"):
                record_delivery(transaction, endpoint, message)


def _put_off(database: Database, messages: Sequence[Message], problem: str) -> None:
    due = later(_PAUSE_SECONDS, moment())
    with database.write() as transaction:
        for message in messages:
            outbox.put_off(transaction, message, due, problem)
