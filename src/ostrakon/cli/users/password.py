"""`ostrakon users password NAME`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.users.asking import asked_password
from ostrakon.database.users import set_password


@click.command("password")
@click.argument("name")
@store_option
def command(name: str) -> None:
    """Give the user NAME another password; their sessions end, and a lock after wrong passwords is opened."""
    with opened_database() as database:
        password = asked_password()
        with database.write() as transaction:
            set_password(transaction, name, password, actor=person_at_terminal())
    click.echo(f"{name} has another password")
