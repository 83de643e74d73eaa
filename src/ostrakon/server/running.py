"""Starting the worker processes; settings reach them through the environment, as processes are spawned."""

from __future__ import annotations

import errno
import os
import platform
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from starlette.types import ASGIApp

from ostrakon.app.collecting import collect_rarely
from ostrakon.app.serving import PREFIX, ServerSettings, server_settings
from ostrakon.app.settings import STORE_VARIABLE, store_folder
from ostrakon.app.sign_on import sign_on_settings
from ostrakon.errors import UsageError
from ostrakon.server.connections import Guarded
from ostrakon.server.logs import configuration
from ostrakon.server.metrics import MULTIPROCESS_VARIABLE

SWITCH_SECONDS = 0.0005
"""How long a thread waits for the interpreter before it asks for it: the ledger's thread does after every statement,
and with Python's 5 ms a transaction of a dozen statements would hold up everybody who waits for its record."""

_NO_PLACE = {
    errno.EADDRINUSE: ("another program listens there", "End it, or choose another port: --port N or OSTRAKON_PORT"),
    errno.EADDRNOTAVAIL: ("this machine has no such address", "Name one of its own: --host ADDRESS or OSTRAKON_HOST"),
    errno.EACCES: ("the system keeps this port for itself", "Choose one from 1024 on: --port N or OSTRAKON_PORT"),
}
"""Why nobody can listen at an address, and what helps."""


def run(store: Path, settings: ServerSettings) -> None:
    """Serve until a signal ends it; running requests are answered first.

    Raises:
        UsageError: nobody can listen at the address of the settings.
    """
    _try_address(settings.host, settings.port)
    os.environ[STORE_VARIABLE] = str(store)
    for name, value in asdict(settings).items():
        os.environ[PREFIX + name.upper()] = str(value)
    with TemporaryDirectory(prefix="ostrakon-metrics-") as folder:
        if settings.workers > 1:
            os.environ[MULTIPROCESS_VARIABLE] = folder
        uvicorn.run(
            "ostrakon.server.running:worker",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            log_level=settings.log_level,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.request_seconds,
            log_config=configuration(settings.log_level),
            http="ostrakon.server.connections:Guarded",
            loop="auto" if platform.system() == "Windows" else "ostrakon.server.connections:shared_loop",
            ssl_certfile=settings.tls_certificate or None,
            ssl_keyfile=settings.tls_key or None,
        )


def _try_address(host: str, port: int) -> None:
    """Listen for a moment: uvicorn would only log what the system answers, after the application is loaded.

    What is not known here (a name that has only an IPv6 address, for instance) is left to it.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        if platform.system() != "Windows":  # where it would let two programs listen at one address
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as refused:
            if refused.errno not in _NO_PLACE:
                return
            what, remedy = _NO_PLACE[refused.errno]
            shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            raise UsageError(what, where=shown, remedy=remedy) from refused


def worker() -> ASGIApp:
    """The application of one worker process."""
    from ostrakon.server.app import service  # noqa: PLC0415  # after the environment says where metrics are kept
    from ostrakon.server.sign_on.provider import SignOn  # noqa: PLC0415
    from ostrakon.server.tracing import tracing  # noqa: PLC0415

    elsewhere = sign_on_settings()
    settings = server_settings()
    Guarded.head_seconds = settings.header_seconds
    sys.setswitchinterval(SWITCH_SECONDS)
    sign_on = SignOn(elsewhere) if elsewhere.on else None
    made = service(store_folder(), settings, sign_on, tracing())
    collect_rarely()  # to look through routes and modules, which stay for ever, takes 80 ms in which nobody is answered
    return made
