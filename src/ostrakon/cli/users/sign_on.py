"""`ostrakon users sign-on NAME`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.users import announce
from ostrakon.errors import UsageError


@click.command("sign-on")
@click.argument("name")
@click.option("--login", default="", metavar="LOGIN", help="Their login at the identity provider, letter by letter.")
@click.option("--off", is_flag=True, help="They log in with a password alone.")
@store_option
def command(name: str, *, login: str, off: bool) -> None:
    """Let the user NAME log in at the identity provider; from the first time on they are known by what it calls them.

    Open sessions of the user end.
    """
    if off == bool(login):
        raise UsageError("say either --login LOGIN or --off")
    with opened_database() as database, database.write() as transaction:
        announce(transaction, name, login, actor=person_at_terminal())
    click.echo(f"{name} logs in with the password alone" if off else f"{name} may log in as {login}")
