"""`ostrakon users add NAME --role R`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.users.asking import asked_password
from ostrakon.database.users import add_known, add_user
from ostrakon.identity.roles import ROLES, Role
from ostrakon.identity.users import ANNOUNCED


@click.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--full-name", default="", help="As colleagues see it; default: the name.")
@click.option("--sign-on", default="", metavar="LOGIN", help="Their login at the identity provider; no password then.")
@store_option
def command(name: str, *, role: Role, full_name: str, sign_on: str) -> None:
    """Make the user NAME of the console; the password is asked for, or read from standard input."""
    with opened_database() as database:
        if sign_on:
            with database.write() as transaction:
                known = ANNOUNCED + sign_on
                add_known(transaction, name, role, full_name=full_name, subject=known, actor=person_at_terminal())
            click.echo(f"user {name} ({role}) may log in as {sign_on} at the identity provider")
            return
        password = asked_password()
        with database.write() as transaction:
            made = add_user(transaction, name, role, full_name=full_name, password=password, actor=person_at_terminal())
    click.echo(f"user {made.name} ({made.role}) may log in now")
