"""`ostrakon exemptions …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "add": LazyCommand("ostrakon.cli.exemptions.add", "Write down that a customer is not a listed party."),
    "list": LazyCommand("ostrakon.cli.exemptions.listing", "Show the exemptions of a file."),
    "check": LazyCommand(
        "ostrakon.cli.exemptions.check", "Say which exemptions still hold against the lists in force."
    ),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """Reviewed exemptions: customers that are not the listed party they resemble."""
