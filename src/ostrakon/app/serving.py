"""Settings of the service, from environment variables, with their defaults and meanings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ostrakon.errors import UsageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PREFIX = "OSTRAKON_"
Settings = TypeVar("Settings", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """How the service runs; each is the environment variable `OSTRAKON_` + its name in capitals.

    Attributes:
        host, port: where it listens.
        workers: processes that answer.
        body_mb: largest request body, in megabytes.
        batch_max: queries in one request of `/match`.
        request_seconds: after so long a request is ended with 503.
        header_seconds: so long a connection may take until the headers of a request are whole.
        rate_per_minute: requests a minute of one key; 0 sets no limit.
        list_poll_seconds: how often a worker looks whether another snapshot is in force.
        share_lists: whether this host follows and gives to others what lists are in force (PostgreSQL only).
        signals: address of a Redis over which hosts tell each other of other lists; empty: the PostgreSQL does.
        window: where payments seen before are kept, as `payment --window` has it; empty: each worker keeps its own.
        anonymous_role: role of requests without a key; empty (default) answers them with 401.
        tls_certificate, tls_key: PEM files; empty: no TLS.
        cases: whether matches open cases.
        undo_seconds: how long who closed a case may take that back; 0: at any time.
        session_idle_minutes: after so long without a request a session of the console ends.
        session_hours: after so long it ends whatever happens.
        mcp: whether assistants may come in at `/mcp` (extra `ostrakon[mcp]`).
        update_token: token of yente's `/updatez`; empty refuses all.
        origins: origins that browsers may call from (CORS), blank-separated; empty: none.
        log_level: of the log on stderr.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    body_mb: int = 20
    batch_max: int = 100
    request_seconds: int = 60
    header_seconds: float = 10.0
    rate_per_minute: int = 0
    list_poll_seconds: float = 1.0
    share_lists: bool = False
    signals: str = ""
    window: str = ""
    anonymous_role: str = ""
    tls_certificate: str = ""
    tls_key: str = ""
    cases: bool = True
    undo_seconds: int = 0
    session_idle_minutes: int = 30
    session_hours: int = 12
    mcp: bool = False
    update_token: str = ""
    origins: str = ""
    log_level: str = "info"


_TLS = "Give --tls-certificate FILE and --tls-key FILE, or set OSTRAKON_TLS_CERTIFICATE and OSTRAKON_TLS_KEY"


def server_settings(**given: Any) -> ServerSettings:
    """The settings: those given (None counts as not given), else of the environment, else the defaults.

    Raises:
        UsageError: a value is of the wrong type, or two do not go together.
    """
    settings = read_settings(ServerSettings, PREFIX, given)
    if bool(settings.tls_certificate) != bool(settings.tls_key):
        raise UsageError("TLS needs both a certificate and its key", remedy=_TLS)
    for file in (settings.tls_certificate, settings.tls_key):
        if file and not Path(file).is_file():
            raise UsageError("there is no such file", where=file)
    return settings


def read_settings(form: type[Settings], prefix: str, given: Mapping[str, Any] | None = None) -> Settings:
    """Settings of a form: those given (None counts as not given), else of the environment, else the defaults.

    Args:
        form: a dataclass whose fields have defaults of the type that their values have.
        prefix: of the environment variables.

    Raises:
        UsageError: a value is of the wrong type.
    """
    values: dict[str, Any] = {}
    for field in fields(form):
        variable = prefix + field.name.upper()
        value: Any = (given or {}).get(field.name)
        if value is None:
            value = os.environ.get(variable)
        if value is None:
            continue
        kind: type[Any] = type(field.default)
        try:
            values[field.name] = _flag(value) if kind is bool else kind(value)
        except ValueError:
            raise UsageError(f"{variable} is {value!r}", remedy=f"Set it to a value of type {kind.__name__}") from None
    return form(**values)


def _flag(value: Any) -> bool:
    known = {"1": True, "true": True, "on": True, "yes": True, "0": False, "false": False, "off": False, "no": False}
    word = str(value).lower()
    if word not in known:
        raise ValueError
    return known[word]
