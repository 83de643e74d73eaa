"""`ostrakon deliveries add NAME TARGET`"""

from __future__ import annotations

import click

from ostrakon.app.delivering.enrolling import DEFAULT_RECIPIENT, enrol
from ostrakon.app.delivering.options import delivery_settings
from ostrakon.app.recording import person_at_terminal
from ostrakon.app.settings import customers_key
from ostrakon.cases.leaving import OUTSIDE
from ostrakon.cli.common import complain, emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.delivery.endpoints import EVENT_TYPES


@click.command("add")
@click.argument("name")
@click.argument("target")
@click.option(
    "--recipient",
    default=DEFAULT_RECIPIENT,
    show_default=True,
    type=click.Choice(OUTSIDE),
    help="Who that is: decides what of an event leaves.",
)
@click.option("--event", "events", multiple=True, type=click.Choice(EVENT_TYPES), help="Only this; repeatable.")
@store_option
@json_option
def command(name: str, target: str, *, recipient: str, events: tuple[str, ...], as_json: bool) -> None:
    """Tell TARGET, a URL or mailto:ADDRESS, under the NAME; the secret of a webhook is shown now and never again."""
    settings = delivery_settings()
    with opened_database() as database, database.write() as transaction:
        made = enrol(
            transaction,
            name,
            target,
            settings,
            recipient=recipient,
            events=events,
            house_key=customers_key(),
            actor=person_at_terminal(),
        )
    secret = made.secrets[0].value if made.secrets else ""
    if as_json:
        emit_json({"name": name, "kind": made.kind, "recipient": recipient, "secret": secret})
        return
    click.echo(secret or f"{made.target} gets a mail once a day")
    if secret:
        complain(f"secret {made.secrets[0].id} of {name}; it is not shown again")
