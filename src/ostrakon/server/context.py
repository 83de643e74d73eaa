"""What the routes of one worker process share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Request

from ostrakon.app.serving import ServerSettings
from ostrakon.database.transactions import Database
from ostrakon.server.engines import Engines
from ostrakon.server.hosts import Hosts
from ostrakon.server.keyring import Keyring
from ostrakon.server.papers import PaymentFilters
from ostrakon.server.rates import Rates
from ostrakon.server.recording import GroupRecorder
from ostrakon.server.sign_on.provider import SignOn
from ostrakon.server.uses import KeyUses

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The parts of a running service.

    Attributes:
        store: the data folder.
        settings: how it runs.
        database: users, keys, cases, ledger.
        engines: the lists in service.
        ledger: writes records.
        rates: counts requests.
        sign_on: where people log in elsewhere; None: nowhere.
        assistants: the door for assistants; None: shut.
        secrets: key of sealed second factors; None: they are kept as they are.
        uses: when keys were used.
        keys: who may ask.
        payments: filters payments.
        hosts: keeps the lists of several hosts in step; None: there is one.
    """

    store: Path
    settings: ServerSettings
    database: Database
    engines: Engines
    ledger: GroupRecorder
    rates: Rates
    keys: Keyring
    payments: PaymentFilters
    hosts: Hosts | None = None
    sign_on: SignOn | None = None
    assistants: StreamableHTTPSessionManager | None = None
    secrets: bytes | None = field(default=None, repr=False)
    uses: KeyUses = field(default_factory=KeyUses)


def context_of(request: Request) -> Context:
    """The parts of the service that a request came to."""
    context: Context = request.app.state.context
    return context
