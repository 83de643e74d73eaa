"""`ostrakon policy approve N`"""

from __future__ import annotations

import click

from ostrakon.app.policies import approve
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import complain, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.trials import trials


@click.command("approve")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--words", default="", help="What the second person has to say.")
@store_option
def command(number: int, *, words: str) -> None:
    """Put the proposed policy NUMBER in force, as another person than who proposed it."""
    with opened_database() as database, database.write() as transaction:
        done = next((one for one in trials(transaction, number) if one.state == "done"), None)
        kept = approve(transaction, number, by=person_at_terminal(), words=words, trial=done.id if done else 0)
    if done is None:
        complain("warning: nobody looked at what it changes in past screenings (`ostrakon policy what-if`)")
    click.echo(f"policy {kept.id} (version {kept.version}) is in force since {kept.decided_at}")
