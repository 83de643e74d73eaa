"""`ostrakon policy reject N --words TEXT`"""

from __future__ import annotations

import click

from ostrakon.app.policies import reject
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database


@click.command("reject")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--words", required=True, help="Why.")
@store_option
def command(number: int, *, words: str) -> None:
    """Reject the proposed policy NUMBER, or take one's own proposal back; it is kept."""
    with opened_database() as database, database.write() as transaction:
        kept = reject(transaction, number, by=person_at_terminal(), words=words)
    click.echo(f"policy {kept.id} (version {kept.version}) is rejected")
