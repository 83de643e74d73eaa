"""`ostrakon deliveries list`"""

from __future__ import annotations

import json

import click

from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.outbox import STATES, counts, listed


@click.command("list")
@click.option("--state", default="", type=click.Choice(("", *STATES)), help="Only these.")
@click.option("--endpoint", default="", help="Only those to NAME.", metavar="NAME")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@store_option
@json_option
def command(*, state: str, endpoint: str, limit: int, as_json: bool) -> None:
    """Show messages, newest first, with what went wrong; `--state dead` is the list of those that were given up."""
    with opened_database() as database, database.read() as transaction:
        found = listed(transaction, state=state, endpoint_id=endpoint, limit=limit)
        by_state = counts(transaction)
    if as_json:
        rows = [
            {
                "id": one.id,
                "endpoint": one.endpoint,
                "event": one.event,
                "type": one.type,
                "at": one.at,
                "state": one.state,
                "attempts": one.attempts,
                "due": one.due,
                "problem": one.problem,
                "left_out": json.loads(one.left_out),
            }
            for one in found
        ]
        emit_json({"messages": rows, "counts": by_state})
        return
    for one in found:
        why = f"  {one.problem}" if one.problem and one.state != "delivered" else ""
        click.echo(f"{one.id}  {one.at}  {one.state}  {one.type}  to {one.endpoint}, attempts {one.attempts}{why}")
    click.echo(", ".join(f"{name} {number}" for name, number in sorted(by_state.items())) or "no messages")
