"""`ostrakon serve`"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import click

from ostrakon.app.retaining import retention_rules
from ostrakon.app.serving import server_settings
from ostrakon.app.settings import database_url
from ostrakon.app.sign_on import sign_on_settings
from ostrakon.cli.common import ExitCode, complain, finish, store_folder, store_option
from ostrakon.errors import NotScreened, OstrakonError, UsageError
from ostrakon.reports.counting import counted


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Where to listen; default: 127.0.0.1, this machine only.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 8000.")
@click.option("--workers", type=click.IntRange(1, 64), metavar="N", help="Processes that answer; default: 1.")
@click.option("--tls-certificate", metavar="FILE", help="PEM; with --tls-key.")
@click.option("--tls-key", metavar="FILE")
@click.option("--check", is_flag=True, help="Only say whether it would start, and what it would serve.")
@store_option
def command(
    *,
    host: str | None,
    port: int | None,
    workers: int | None,
    tls_certificate: str | None,
    tls_key: str | None,
    check: bool,
) -> None:
    """Answer over HTTP: the console, yente's API, our own under /v1/, API docs at /docs.

    The console is at /, for people: `ostrakon users add NAME --role analyst`. Every request of a program but /healthz,
    /readyz and /openapi.json needs a key: `ostrakon keys add NAME --role screener`.
    """
    sign_on_settings()  # wrong ones are told before anything starts
    settings = server_settings(host=host, port=port, workers=workers, tls_certificate=tls_certificate, tls_key=tls_key)
    store = store_folder()
    if check:
        _check(store, assistants=settings.mcp)
        return
    from ostrakon.server.running import run  # noqa: PLC0415  # brings the HTTP server

    run(store, settings)


def _check(store: Path, *, assistants: bool) -> None:
    from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # only for the check
    from ostrakon.cli.list_warnings import warn_of_lists  # noqa: PLC0415
    from ostrakon.server.tracing import wanted  # noqa: PLC0415

    code = ExitCode.DONE
    checks: dict[str, Callable[[], str]] = {
        "lists": lambda: f"snapshot {Ostrakon.open(store).snapshot_number}",
        "database": lambda: _database(database_url(store)),
    }
    if (rules := retention_rules()) is not None:
        checks["retention"] = lambda: f"rules {rules.version}"
    if assistants:
        checks["assistants"] = _assistants
    if wanted():
        checks["traces"] = _traces
    if sign_on_settings().on:
        checks["sign-on"] = _sign_on
    for what, attempt in checks.items():
        try:
            click.echo(f"{what}: {attempt()}")
        except OstrakonError as bad:
            complain(f"{what}: {bad}")
            if code is not ExitCode.WRONG:  # what is wrong is mended before what is missing
                code = ExitCode.NOT_SCREENED if isinstance(bad, NotScreened) else ExitCode.WRONG
    if code is ExitCode.DONE:
        warn_of_lists()  # they stop no service
    finish(code)


def _database(url: str) -> str:
    """Where the database is; one in a file that is not there is not made, since the folder may be mistyped."""
    from ostrakon.database.addresses import SQLITE, address_of  # noqa: PLC0415  # only for the check
    from ostrakon.database.opening import open_database  # noqa: PLC0415

    if url.startswith(SQLITE) and not Path(address_of(url)).exists():
        return f"{address_of(url)} is not there yet; the service makes it"
    with closing(open_database(url)) as database:
        return database.address


def _assistants() -> str:
    """Whether the door for assistants can be opened."""
    if find_spec("mcp") is None:
        raise UsageError("OSTRAKON_MCP is on, and its package is not installed", remedy="pip install 'ostrakon[mcp]'")
    return "/mcp"


def _traces() -> str:
    """Whether traces can be made, and where they go."""
    from ostrakon.server.tracing import tracing, wanted  # noqa: PLC0415  # only for the check

    made = tracing()
    if made is not None:
        made.close()
    return wanted()


def _sign_on() -> str:
    """Whether the identity provider can be used: its description and keys, and what we ask it for."""
    from ostrakon.server.sign_on.provider import SignOn  # noqa: PLC0415  # only for the check

    settings = sign_on_settings()
    with closing(SignOn(settings)) as sign_on:
        found, count = sign_on.provider(), sign_on.key_count()
    client = "secret" if settings.secret else "no secret (PKCE alone)"
    signs = ", ".join(found.algorithms)
    return (
        f"{found.issuer}, {counted(count, 'key')} ({signs}), client {settings.client_id} with "
        f"{client}, leads to {settings.back}"
    )
