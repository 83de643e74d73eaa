"""`ostrakon customers …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "import": LazyCommand("ostrakon.cli.customers.importing", "Bring customers in, from a file or a query."),
    "rescreen": LazyCommand("ostrakon.cli.customers.rescreening", "Screen again what can have changed, for cron."),
    "status": LazyCommand("ostrakon.cli.customers.status", "Show the base in figures, and whether a rescreen is due."),
    "list": LazyCommand("ostrakon.cli.customers.listing", "Show customers, or those with a match."),
    "show": LazyCommand("ostrakon.cli.customers.show", "Show one customer with its matches and what happened."),
    "diff": LazyCommand("ostrakon.cli.customers.diff", "Show what a change of the lists did to customers."),
    "lookback": LazyCommand("ostrakon.cli.customers.lookback", "Screen again what was screened while a list was late."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """The customer base: kept, and screened again when the lists change."""
