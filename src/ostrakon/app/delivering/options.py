"""Settings of deliveries, from environment variables, with their defaults and meanings."""

from __future__ import annotations

import re
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from ostrakon.app.serving import read_settings
from ostrakon.delivery.guard import Allowed
from ostrakon.delivery.mailing import MailServer, mail_server
from ostrakon.delivery.patience import Patience
from ostrakon.delivery.posting import Times
from ostrakon.errors import UsageError

PREFIX = "OSTRAKON_DELIVERY_"
_CLOCK = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings:
    """How news is delivered; each is the environment variable `OSTRAKON_DELIVERY_` + its name in capitals.

    Attributes:
        hosts: names of hosts of your own that webhooks may go to although their addresses are private, blank-separated.
        plain: whether http without TLS is allowed to these.
        ca: PEM file of a certificate authority that is trusted besides those of the system.
        attempts, first_seconds, longest_seconds: as in `delivery.patience`.
        connect_seconds, silent_seconds, total_seconds: as in `delivery.posting`.
        smtp: the mail server, as in `delivery.mailing.mail_server`; empty: mails wait.
        sender: address of the mails.
        digest_at: time of day (UTC) of the mail digest.
        keep_days: for how long messages that were delivered are kept.
        console: address of the console, for links to cases; empty: no links.
    """

    hosts: str = ""
    plain: bool = False
    ca: str = ""
    attempts: int = 24
    first_seconds: float = 5.0
    longest_seconds: float = 4 * 3600.0
    connect_seconds: float = 10.0
    silent_seconds: float = 10.0
    total_seconds: float = 30.0
    smtp: str = field(default="", repr=False)
    sender: str = ""
    digest_at: str = "06:00"
    keep_days: int = 90
    console: str = ""

    @property
    def allowed(self) -> Allowed:
        """What webhooks may speak to besides public addresses."""
        return Allowed(hosts=frozenset(self.hosts.lower().split()), plain=self.plain)

    @property
    def patience(self) -> Patience:
        """How often and how long it is tried."""
        return Patience(
            first_seconds=self.first_seconds, longest_seconds=self.longest_seconds, attempts=max(1, self.attempts)
        )

    @property
    def times(self) -> Times:
        """How long one attempt may take."""
        return Times(
            connect_seconds=self.connect_seconds,
            silent_seconds=self.silent_seconds,
            total_seconds=self.total_seconds,
        )

    @property
    def mail(self) -> MailServer | None:
        """The mail server; None where none is set."""
        return mail_server(self.smtp, self.sender) if self.smtp else None

    def trust(self) -> ssl.SSLContext:
        """Whose certificates count."""
        context = ssl.create_default_context()
        if self.ca:
            context.load_verify_locations(self.ca)
        return context


def delivery_settings() -> DeliverySettings:
    """The settings of the environment.

    Raises:
        UsageError: a value is of the wrong type or two do not go together.
    """
    found = read_settings(DeliverySettings, PREFIX)
    if found.ca and not Path(found.ca).is_file():
        raise UsageError("there is no such file", where=found.ca)
    if not _CLOCK.match(found.digest_at):
        raise UsageError(f"{PREFIX}DIGEST_AT is {found.digest_at!r}", remedy="Write a time of day such as 06:00")
    if found.smtp and not found.sender:
        raise UsageError(f"{PREFIX}SMTP needs {PREFIX}SENDER, the address of the mails")
    if found.smtp:
        _ = found.mail
    return found
