"""`ostrakon deliveries rotate NAME`"""

from __future__ import annotations

import click

from ostrakon.app.delivering.enrolling import rotate
from ostrakon.app.recording import person_at_terminal
from ostrakon.app.settings import customers_key
from ostrakon.cli.common import complain, emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database


@click.command("rotate")
@click.argument("name")
@click.option("--hours", default=24.0, show_default=True, type=click.FloatRange(0, 720), help="The old one signs on.")
@store_option
@json_option
def command(name: str, *, hours: float, as_json: bool) -> None:
    """Give the webhook NAME a new secret, shown now and never again; both sign until the old one ends."""
    with opened_database() as database, database.write() as transaction:
        made = rotate(transaction, name, hours, house_key=customers_key(), actor=person_at_terminal())
    secret = made.secrets[0]
    if as_json:
        emit_json({"name": name, "secret": secret.value, "id": secret.id})
        return
    click.echo(secret.value)
    complain(f"secret {secret.id} of {name}; the older ones sign for {hours:g} hours more")
