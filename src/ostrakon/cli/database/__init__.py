"""`ostrakon database …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "status": LazyCommand("ostrakon.cli.database.status", "Say where the database is and of which revision."),
    "upgrade": LazyCommand("ostrakon.cli.database.upgrading", "Bring the tables to this version of the program."),
    "downgrade": LazyCommand("ostrakon.cli.database.downgrading", "Bring the tables back to an earlier revision."),
    "backup": LazyCommand("ostrakon.cli.database.backing", "Write database and lists into one file."),
    "restore": LazyCommand("ostrakon.cli.database.restoring", "Bring a backup into an empty database."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """The team's database: ledger, cases, users, keys."""
