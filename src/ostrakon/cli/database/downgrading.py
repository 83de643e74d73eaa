"""`ostrakon database downgrade`"""

from __future__ import annotations

import click

from ostrakon.app.settings import database_url
from ostrakon.cli.common import store_folder, store_option
from ostrakon.database.migrating import downgrade


@click.command("downgrade")
@click.argument("revision")
@click.confirmation_option(prompt="Tables of later revisions are dropped with all they hold. Go on?")
@store_option
def command(revision: str) -> None:
    """Bring the tables back to REVISION, for an older version of the program; `base` empties the database."""
    reached = downgrade(database_url(store_folder()), revision)
    click.echo(f"the database is of revision {reached or 'none (empty)'}")
