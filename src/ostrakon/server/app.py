"""The application: all routes, wired to one store and one database."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from ostrakon import __version__
from ostrakon.app.casework import wake
from ostrakon.app.retaining import retain_daily, retention_rules
from ostrakon.app.scheduling import timetables
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import customers_key, database_url
from ostrakon.database.opening import open_database
from ostrakon.database.records import moment
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.server import errors, health, idempotency
from ostrakon.server.access import unguarded
from ostrakon.server.assistants import route as assistants
from ostrakon.server.clockwork import Clockwork
from ostrakon.server.console.routes import ROUTERS as CONSOLE
from ostrakon.server.context import Context
from ostrakon.server.described import Detail, Problem, failures
from ostrakon.server.engines import Engines
from ostrakon.server.hosts import hosts_of
from ostrakon.server.keyring import Keyring
from ostrakon.server.middleware import Surroundings
from ostrakon.server.papers import PaymentFilters
from ostrakon.server.rates import Rates
from ostrakon.server.recording import GroupRecorder
from ostrakon.server.sign_on.provider import SignOn
from ostrakon.server.tracing import Tracing
from ostrakon.server.v1 import (
    batch,
    beside,
    cases,
    customers,
    documents,
    leaving,
    ledger,
    lists,
    ownership,
    policies,
    screen,
)
from ostrakon.server.yente import catalog, entity, match, reconcile, search

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

YENTE = (match.router, search.router, entity.router, catalog.router, reconcile.router)
ROUTERS = (
    *(health.router, *YENTE),
    *(screen.router, batch.router, documents.router, ownership.router),
    *(lists.router, ledger.router, cases.router, beside.router, leaving.router, policies.router, customers.router),
    assistants.router,
)
BUSY_SECONDS = 0.1
"""Between two looks while another worker of this host takes lists over."""
WAKE_SECONDS = 60
"""How often a worker looks for cases whose moment has passed."""
_log = logging.getLogger("ostrakon.service")


def create_app(store: Path, settings: ServerSettings, sign_on: SignOn | None = None) -> FastAPI:
    """The application over a data folder.

    Args:
        sign_on: where people log in elsewhere; None: nowhere.

    Raises:
        StoreError: the database cannot be opened.
    """
    database = open_database(database_url(store))
    context = Context(
        store=store,
        settings=settings,
        database=database,
        engines=Engines(store, database),
        ledger=GroupRecorder(database),
        rates=Rates(settings.rate_per_minute, settings.workers),
        sign_on=sign_on,
        assistants=_assistants(settings),
        secrets=customers_key(),
        keys=Keyring(database),
        payments=PaymentFilters(settings.window),
        hosts=hosts_of(store, database, settings),
    )

    app = FastAPI(
        title="Ostrakon",
        version=__version__,
        description="Sanctions screening that explains every score.",
        lifespan=lambda _app: _running(context),
        docs_url=None,  # the framework's page loads its script from another server; ours is a page of the console
        redoc_url=None,
        strict_content_type=False,  # yente takes bodies without a content type, and clients rely on it
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    app.state.context = context
    for router in ROUTERS:
        app.include_router(router, responses=failures(Detail if router in YENTE else Problem))
    for router in CONSOLE:
        app.include_router(router)
    errors.install(app)
    idempotency.install(app)
    if open_routes := unguarded(app):
        raise AssertionError(f"routes without a permission: {', '.join(open_routes)}")
    if settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins.split(), allow_headers=["authorization"])
    return app


@asynccontextmanager
async def _running(context: Context) -> AsyncIterator[None]:
    """All that runs beside the requests, from before the first until after the last; then everything is given back."""
    context.engines.refresh()
    context.ledger.start()
    watching = asyncio.create_task(_watch(context))
    clockwork = Clockwork(timetables(context.store, context.database))
    clockwork.start()
    try:
        async with context.assistants.run() if context.assistants else contextlib.nullcontext():
            yield
    finally:
        await run_in_threadpool(clockwork.stop)
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        if context.hosts is not None:
            await run_in_threadpool(context.hosts.stop)
        await context.ledger.stop()
        await run_in_threadpool(_note_uses, context)
        if context.sign_on is not None:
            context.sign_on.close()
        await run_in_threadpool(context.payments.close)
        context.database.close()


def _assistants(settings: ServerSettings) -> StreamableHTTPSessionManager | None:
    """The door for assistants where the settings open it.

    Raises:
        UsageError: its package is not installed.
    """
    if not settings.mcp:
        return None
    if find_spec("mcp") is None:
        raise UsageError("OSTRAKON_MCP is on, and its package is not installed", remedy="pip install 'ostrakon[mcp]'")
    from ostrakon.server.assistants.over_http import session_manager  # noqa: PLC0415  # an extra, slow to import

    return session_manager(settings.body_mb * 1_000_000)


def service(
    store: Path, settings: ServerSettings, sign_on: SignOn | None = None, tracing: Tracing | None = None
) -> ASGIApp:
    """The application with what stands around every request.

    Args:
        sign_on: as in `create_app`.
        tracing: makes a span of each request; None: none.
    """
    app = create_app(store, settings, sign_on)
    engines = app.state.context.engines

    def grounds() -> dict[str, str | int]:
        engine = engines.current
        return {"ostrakon.snapshot": engine.snapshot_number, "ostrakon.policy": engine.policy.version}

    surrounded = Surroundings(
        app,
        body_max=settings.body_mb * 1_000_000,
        seconds=settings.request_seconds,
        tracing=tracing,
        grounds=grounds,
    )
    return GZipMiddleware(surrounded, minimum_size=500)  # outside: what is kept of an answer is kept as it is


async def _watch(context: Context) -> None:
    """Take a new snapshot into service soon after it came into force; opening it does not hold up requests.

    Cases whose moment has passed are woken on the way; of several workers one does it, the others find nothing.
    """
    woken = time.monotonic()
    heard, loop = asyncio.Event(), asyncio.get_running_loop()
    pause = context.settings.list_poll_seconds
    if context.hosts is not None:

        def hear() -> None:
            loop.call_soon_threadsafe(heard.set)

        context.hosts.listen(hear)
    while True:
        with contextlib.suppress(TimeoutError):
            busy = context.hosts is not None and context.hosts.busy
            await asyncio.wait_for(heard.wait(), min(pause, BUSY_SECONDS) if busy else pause)
        heard.clear()
        await run_in_threadpool(context.engines.refresh)
        if context.hosts is not None:
            await run_in_threadpool(context.hosts.look)
            await run_in_threadpool(context.engines.refresh)  # this worker has taken lists over, or another one has
        if time.monotonic() - woken >= WAKE_SECONDS:
            woken = time.monotonic()
            await run_in_threadpool(_wake, context)


def _note_uses(context: Context) -> None:
    try:
        context.uses.write(context.database)
    except OstrakonError as bad:
        _log.warning("uses of keys were not written: %s", bad)


def _wake(context: Context) -> None:
    _note_uses(context)
    try:
        with context.database.write() as transaction:
            wake(transaction, now=moment())
    except OstrakonError as bad:  # another worker was first, or the database is away: tried again in a minute
        _log.warning("cases were not woken: %s", bad)
    try:
        if (done := retain_daily(context.database, retention_rules())) is not None:
            _log.info("retention: %s keys destroyed", done.destroyed)
    except OstrakonError as bad:
        _log.error("retention did not run: %s", bad)
