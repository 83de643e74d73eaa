"""`ostrakon users totp NAME`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.app.settings import customers_key
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.users import drop_factor, set_factor


@click.command("totp")
@click.argument("name")
@click.option("--off", is_flag=True, help="Take the second factor away, as after a lost telephone.")
@store_option
def command(name: str, *, off: bool) -> None:
    """Give the user NAME a new second factor: log-ins need a code of their authenticator app from now on.

    Prints the `otpauth` address once; it holds the secret. Open sessions of the user end.
    """
    with opened_database() as database, database.write() as transaction:
        if off:
            drop_factor(transaction, name, actor=person_at_terminal())
            click.echo(f"{name} logs in with the password alone")
            return
        factor = set_factor(transaction, name, actor=person_at_terminal(), key=customers_key())
    click.echo(factor.uri(name))
    click.echo("Shown this once: let the app read it (as a QR code, or by hand), then close the terminal", err=True)
