"""`ostrakon users …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "add": LazyCommand("ostrakon.cli.users.adding", "Make a user of the console."),
    "list": LazyCommand("ostrakon.cli.users.listing", "Show the users."),
    "password": LazyCommand("ostrakon.cli.users.password", "Give a user another password."),
    "totp": LazyCommand("ostrakon.cli.users.totp", "Give a user a second factor, or take it away."),
    "sign-on": LazyCommand("ostrakon.cli.users.sign_on", "Let a user log in at the identity provider."),
    "disable": LazyCommand("ostrakon.cli.users.disabling", "Shut a user out, or let them in again."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """People who work in the console."""
