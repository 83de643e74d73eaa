"""`ostrakon ledger …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "verify": LazyCommand("ostrakon.cli.ledger.verify", "Check that no record was changed, removed, moved or added."),
    "show": LazyCommand("ostrakon.cli.ledger.show", "Show the last records, those about something, or one of them."),
    "replay": LazyCommand("ostrakon.cli.ledger.replaying", "Give a recorded answer again, by the lists of its time."),
    "checkpoint": LazyCommand("ostrakon.cli.ledger.checkpoint", "Sign the ledger as it stands, to be kept elsewhere."),
    "retain": LazyCommand("ostrakon.cli.ledger.retain", "Delete the personal data that has had its time."),
    "hold": LazyCommand("ostrakon.cli.ledger.holding", "Keep personal data from being deleted, or list what is kept."),
    "shred": LazyCommand("ostrakon.cli.ledger.shred", "Delete the personal data of a customer; the chain still holds."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """Check, read and sign the record of all decisions."""
