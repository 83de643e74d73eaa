"""`ostrakon users disable NAME`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.users import set_disabled


@click.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let them in again.")
@store_option
def command(name: str, *, undo: bool) -> None:
    """Shut the user NAME out at once: no log-in, and open sessions end."""
    with opened_database() as database, database.write() as transaction:
        set_disabled(transaction, name, disabled=not undo, actor=person_at_terminal())
    click.echo(f"{name} may log in again" if undo else f"{name} is shut out")
