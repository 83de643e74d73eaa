"""`ostrakon ledger shred`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.records import shred


@click.command("shred")
@click.argument("key")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays in the ledger.")
@click.confirmation_option(prompt="The personal data under this key can never be read again. Go on?")
@store_option
def command(key: str, *, reason: str) -> None:
    """Delete the personal data sealed under KEY, such as customer:C-17 (see `key` in `ledger show`)."""
    with opened_database() as database, database.write() as transaction:
        made = shred(transaction, key, actor=person_at_terminal(), reason=reason)
    click.echo(f"deleted; recorded as number {made.n}")
