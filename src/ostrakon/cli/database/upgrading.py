"""`ostrakon database upgrade`"""

from __future__ import annotations

import click

from ostrakon.app.settings import database_url
from ostrakon.cli.common import store_folder, store_option
from ostrakon.database.migrating import upgrade


@click.command("upgrade")
@store_option
def command() -> None:
    """Bring the tables to what this version of the program needs; make a backup before."""
    click.echo(f"the database is of revision {upgrade(database_url(store_folder()))}")
