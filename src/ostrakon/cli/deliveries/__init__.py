"""`ostrakon deliveries …`: one module per command, imported when it is called."""

from __future__ import annotations

import click

from ostrakon.cli.common import store_option
from ostrakon.cli.lazy import LazyCommand, LazyGroup

COMMANDS = {
    "add": LazyCommand("ostrakon.cli.deliveries.adding", "Tell a webhook or an address of mail."),
    "endpoints": LazyCommand("ostrakon.cli.deliveries.enrolled", "Show who is told."),
    "rotate": LazyCommand("ostrakon.cli.deliveries.rotating", "Give a webhook a new secret; the old one signs on."),
    "stop": LazyCommand("ostrakon.cli.deliveries.stopping", "Send nothing more to somebody."),
    "run": LazyCommand("ostrakon.cli.deliveries.running", "Send what is due, once (for cron)."),
    "list": LazyCommand("ostrakon.cli.deliveries.listing", "Show messages: waiting, delivered, dead."),
    "resend": LazyCommand("ostrakon.cli.deliveries.resending", "Try dead messages again."),
}


@click.group(cls=LazyGroup, lazy=COMMANDS)
@store_option
def command() -> None:
    """Webhooks and mail that tell others what became of customers."""
