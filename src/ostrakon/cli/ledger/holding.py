"""`ostrakon ledger hold`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.holds import hold, holds, release
from ostrakon.errors import UsageError


@click.command("hold")
@click.argument("subject", required=False, default="")
@click.option("--reason", default="", metavar="TEXT", help="Why; it stays in the ledger.")
@click.option("--release", "off", is_flag=True, help="End the hold.")
@store_option
@json_option
def command(subject: str, *, reason: str, off: bool, as_json: bool) -> None:
    """Keep the personal data of SUBJECT (customer:ID, case:N, record:N) from being deleted; without it, list holds."""
    with opened_database() as database:
        if not subject:
            with database.read() as transaction:
                found = holds(transaction)
            if as_json:
                emit_json({"holds": [msgspec.to_builtins(one) for one in found]})
                return
            for one in found:
                click.echo(f"{one.subject}  since {one.at[:10]}, {one.held_by}: {one.reason}")
            if not found:
                click.echo("nothing is under a hold")
            return
        if not reason.strip():
            raise UsageError("a hold needs a reason, and so does its end", remedy="Give --reason TEXT")
        with database.write() as transaction:
            if off:
                freed = release(transaction, subject, reason=reason, actor=person_at_terminal())
                click.echo(f"{freed} is under no hold any more")
            else:
                made = hold(transaction, subject, reason=reason, actor=person_at_terminal())
                click.echo(f"{made.subject} is under a hold")
