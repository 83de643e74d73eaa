"""`ostrakon lists …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "sources": LazyCommand("ostrakon.cli.lists.sources", "Show the lists that Ostrakon can read."),
    "import": LazyCommand("ostrakon.cli.lists.importing", "Import official files, offline."),
    "update": LazyCommand("ostrakon.cli.lists.updating", "Fetch lists from their official addresses."),
    "status": LazyCommand("ostrakon.cli.lists.status", "Show what is in force, how old it is, what was refused."),
    "diff": LazyCommand("ostrakon.cli.lists.diff", "Show what changed between two snapshots, field by field."),
    "reindex": LazyCommand("ostrakon.cli.lists.reindexing", "Build the index of the lists in force anew."),
    "rollback": LazyCommand("ostrakon.cli.lists.rollback", "Put an earlier snapshot in force."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """Import, update, compare and roll back official lists."""
