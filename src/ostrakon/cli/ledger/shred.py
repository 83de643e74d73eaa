"""`ostrakon ledger shred`"""

from __future__ import annotations

import sys

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.holds import shred_free
from ostrakon.errors import UsageError


@click.command("shred")
@click.argument("key")
@click.option("--reason", required=True, metavar="TEXT", help="Why; it stays in the ledger.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@store_option
def command(key: str, *, reason: str, yes: bool) -> None:
    """Delete the personal data sealed under KEY, such as customer:C-17 (see `key` in `ledger show`)."""
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to be asked whether to delete", remedy="Say --yes")
        click.confirm("The personal data under this key can never be read again. Go on?", abort=True, err=True)
    with opened_database() as database, database.write() as transaction:
        made = shred_free(transaction, key, actor=person_at_terminal(), reason=reason)
    click.echo(f"deleted; recorded as number {made.n}")
