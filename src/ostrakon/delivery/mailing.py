"""One mail over SMTP: under TLS from the start, after STARTTLS, or plain where a setting says so."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal
from urllib.parse import unquote, urlsplit

from ostrakon.errors import StoreError, UsageError

Security = Literal["tls", "starttls", "none"]
_PORTS = {"tls": 465, "starttls": 587, "none": 25}
SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes our mail.

    Attributes:
        host, port: where it is.
        security: TLS from the start, after STARTTLS, or none.
        user, password: where it wants them; never sent over a connection without TLS.
        sender: address of the mails.
    """

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(url: str, sender: str) -> MailServer:
    """The server that a URL names: `smtps://user:password@host`, `smtp://host:587` (STARTTLS), `smtp+plain://host`.

    Raises:
        UsageError: it is no such URL, or it names a password without TLS; the words do not repeat it.
    """
    kinds: dict[str, Security] = {"smtps": "tls", "smtp": "starttls", "smtp+plain": "none"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    security = kinds.get(parts.scheme)
    if security is None or not parts.hostname:
        raise UsageError("OSTRAKON_DELIVERY_SMTP names no mail server", remedy="smtps://user:password@host")
    if parts.password and security == "none":
        raise UsageError("a password is not sent to a mail server without TLS", where=parts.hostname)
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[security],
        security=security,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def send(server: MailServer, to: str, subject: str, text: str, trust: ssl.SSLContext | None = None) -> None:
    """Send a mail.

    Args:
        trust: whose certificates count; None takes those of the system.

    Raises:
        StoreError: the server did not take it; the words hold neither password nor content.
    """
    message = EmailMessage()
    message["From"], message["To"] = server.sender, to
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    context = trust or ssl.create_default_context()
    try:
        with _connected(server, context) as connection:
            if server.security == "starttls":
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except smtplib.SMTPResponseException as refused:
        raise StoreError(f"the mail server answered {refused.smtp_code}", where=server.host) from None
    except (smtplib.SMTPException, OSError) as failed:
        raise StoreError(f"the mail was not sent ({type(failed).__name__})", where=server.host) from None


def _connected(server: MailServer, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
