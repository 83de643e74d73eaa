"""`ostrakon deliveries resend`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.outbox import again
from ostrakon.database.records import append
from ostrakon.errors import UsageError
from ostrakon.ledger.record import Entry
from ostrakon.reports.counting import counted


@click.command("resend")
@click.argument("ids", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="All that are dead.")
@click.option("--endpoint", default="", help="Only those to NAME.", metavar="NAME")
@store_option
def command(ids: tuple[int, ...], *, every: bool, endpoint: str) -> None:
    """Try dead messages again: those with IDS, or `--all`; `ostrakon deliveries list --state dead` shows them."""
    if bool(ids) == (every or bool(endpoint)):
        raise UsageError("name messages, or --all, or --endpoint")
    with opened_database() as database, database.write() as transaction:
        number = again(transaction, ids, endpoint)
        if number:
            body = {"messages": number, "ids": " ".join(map(str, ids)), "endpoint": endpoint}
            append(transaction, Entry(kind="delivery_resent", actor=person_at_terminal(), body=body))
    click.echo(f"tried again: {counted(number, 'message')}")
