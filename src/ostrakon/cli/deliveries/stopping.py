"""`ostrakon deliveries stop NAME`"""

from __future__ import annotations

import click

from ostrakon.app.delivering.enrolling import stop
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("stop")
@click.argument("name")
@store_option
def command(name: str) -> None:
    """Send nothing more to NAME; what waits for it is dropped."""
    with opened_database() as database, database.write() as transaction:
        dropped = stop(transaction, name, actor=person_at_terminal())
    click.echo(f"{name} is stopped; dropped: {counted(dropped, 'message')}")
