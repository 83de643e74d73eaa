"""What waits for an address of mail becomes one mail, by a server with TLS, STARTTLS or neither."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.delivering.digest import send_digests
from ostrakon.app.delivering.enrolling import enrol
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.database import outbox
from ostrakon.database.transactions import Database
from tests.delivery.certificates import certificate

controller = pytest.importorskip("aiosmtpd.controller")


class _Box:
    """Keeps the mails that arrive; refuses them while `closed`."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.closed = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.closed:
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@contextmanager
def mail_server(box: _Box, security: str, folder: Path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A server on this machine, and whom to trust to believe its certificate."""
    trusted = ssl.create_default_context()
    options: dict[str, Any] = {}
    if security != "none":
        public, key = certificate(folder, "localhost")
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(public, key)
        trusted.load_verify_locations(public)
        options = {"ssl_context": own} if security == "tls" else {"tls_context": own, "require_starttls": True}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = controller.Controller(box, hostname="127.0.0.1", port=port, **options)
    running.start()
    try:
        yield port, trusted
    finally:
        running.stop()


def _told(database: Database, settings: DeliverySettings, count: int, recipient: str = "carrier") -> None:
    with database.write() as transaction:
        enrol(transaction, "desk", "mailto:desk@house.test", settings, recipient=recipient, actor="cli:test")
        for number in range(count):
            facts = {"case": number + 1, "caption": "SOMEBODY", "party": "ofac-1"}
            announce(transaction, "match.new", facts, customer=f"C-{number}")
        announce(transaction, "match.lapsed", {"case": 9}, customer="C-1")


@pytest.mark.parametrize(("security", "scheme"), [("none", "smtp+plain"), ("starttls", "smtp"), ("tls", "smtps")])
def test_one_mail_tells_all_that_waits_and_nothing_that_it_may_not(
    database: Database, settings: DeliverySettings, tmp_path: Path, security: str, scheme: str
) -> None:
    _told(database, settings, 3)
    box = _Box()
    with mail_server(box, security, tmp_path) as (port, trusted):
        mailing = replace(settings, smtp=f"{scheme}://localhost:{port}", sender="ostrakon@house.test")
        mailing = replace(mailing, console="https://screening.house.test/")
        sent = send_digests(database, mailing, trusted)
        assert (sent.delivered, sent.problems) == (4, {})
        assert send_digests(database, mailing, trusted).delivered == 0
    (mail,) = box.mails
    assert mail["Subject"] == "Ostrakon: 1 lapsed match, 3 new matches"
    assert (mail["From"], mail["To"]) == ("ostrakon@house.test", "desk@house.test")
    text = mail.get_content()
    assert "https://screening.house.test/cases/3" in text
    assert "SOMEBODY" not in mail.as_string()
    assert "C-1" not in text


def test_a_server_that_is_not_trusted_or_refuses_leaves_the_messages_waiting(
    database: Database, settings: DeliverySettings, tmp_path: Path
) -> None:
    _told(database, settings, 1)
    box = _Box()
    with mail_server(box, "tls", tmp_path) as (port, trusted):
        mailing = replace(settings, smtp=f"smtps://localhost:{port}", sender="ostrakon@house.test")
        assert send_digests(database, mailing, ssl.create_default_context()).failed == 2
        box.closed = True
        refused = send_digests(database, mailing, trusted)
        assert refused.problems == {"desk": "the mail server answered 451"}
        box.closed = False
        assert send_digests(database, mailing, trusted).delivered == 2
    assert len(box.mails) == 1


def test_without_a_mail_server_nothing_is_lost_and_it_is_said(database: Database, settings: DeliverySettings) -> None:
    _told(database, settings, 1)
    assert "OSTRAKON_DELIVERY_SMTP" in send_digests(database, settings).problems["desk"]
    with database.read() as transaction:
        assert outbox.counts(transaction) == {"waiting": 2}
