"""`ostrakon keys …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "add": LazyCommand("ostrakon.cli.keys.adding", "Make a key for a program; it is shown once."),
    "list": LazyCommand("ostrakon.cli.keys.listing", "Show the keys, without their secrets."),
    "revoke": LazyCommand("ostrakon.cli.keys.revoking", "End a key at once."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """API keys of programs that ask the HTTP service."""
