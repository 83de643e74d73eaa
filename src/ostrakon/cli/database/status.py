"""`ostrakon database status`"""

from __future__ import annotations

import click

from ostrakon.app.settings import database_url
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.database.addresses import address_of
from ostrakon.database.migrating import current
from ostrakon.database.schema import HEAD


@click.command("status")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Say where the database is and of which revision; exit 1 when it must be upgraded."""
    url = database_url(store_folder())
    found = current(url)
    if as_json:
        emit_json({"address": address_of(url), "revision": found, "needed": HEAD})
    else:
        click.echo(f"{address_of(url)}: revision {found or 'none (empty)'}, this version needs {HEAD}")
    finish(ExitCode.DONE if found in {"", HEAD} else ExitCode.ACTION)
