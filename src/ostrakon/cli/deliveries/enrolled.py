"""`ostrakon deliveries endpoints`"""

from __future__ import annotations

import click

from ostrakon.app.settings import customers_key
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.outbox import endpoint, endpoints
from ostrakon.database.records import moment


@click.command("endpoints")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show all endpoints, without their secrets."""
    now = moment()
    with opened_database() as database, database.read() as transaction:
        found = [endpoint(transaction, one.id, customers_key()) for one in endpoints(transaction)]
    if as_json:
        emit_json(
            {
                "endpoints": [
                    {
                        "name": one.id,
                        "kind": one.kind,
                        "target": one.shown,
                        "recipient": one.recipient,
                        "events": list(one.events),
                        "stopped": one.stopped,
                        "secrets": [secret.id for secret in one.signing(now)],
                    }
                    for one in found
                ]
            }
        )
        return
    if not found:
        click.echo("nobody is told of anything; `ostrakon deliveries add` names a webhook or a mail address")
    for one in found:
        state = f"stopped {one.stopped[:10]}" if one.stopped else "in force"
        keys = ", ".join(secret.id for secret in one.signing(now)) or "-"
        click.echo(f"{one.id}  {one.kind}  {state}  to {one.recipient}  {one.shown}  secrets {keys}")
