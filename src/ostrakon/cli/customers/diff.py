"""`ostrakon customers diff`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.monitoring.explaining import Explained, explain_run
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.lists.diff import field_as_text
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted

_CAUSES = {
    "added": "the party was added to the list",
    "removed": "the party was removed from the list",
    "changed": "the list says something else of the party",
    "": "the list did not touch the party: the customer is new or changed, or a word became more or less common",
}


@click.command("diff")
@click.option("--run", "number", type=click.IntRange(0), default=0, help="Number of a rescreen; default: the last one.")
@store_option
@json_option
def command(number: int, *, as_json: bool) -> None:
    """Show what a change of the lists did, customer by customer, with what changed in the list.

    Exit code 1 when a match is new, changed or no longer exempted.
    """
    with opened_database() as database:
        found = explain_run(store_folder(), database, number)
    if as_json:
        emit_json(msgspec.to_builtins(found), snapshot=found.run.snapshot)
    else:
        before = found.run.facts.get("snapshot_before") or "none"
        click.echo(f"Rescreen {found.run.id} of {found.run.at}: snapshot {before} to {found.run.snapshot}")
        for one in found.events:
            _as_text(one)
        click.echo(counted(len(found.events), "event"))
    act = any(one.event.kind != "lapsed" for one in found.events)
    finish(ExitCode.ACTION if act else ExitCode.DONE)


def _as_text(one: Explained) -> None:
    event = one.event
    case = f", case {event.case_id}" if event.case_id else ""
    state = f"{event.status_before or 'none'} to {event.status or 'none'}"
    click.echo(f"{event.customer}  {event.kind.replace('_', ' ')}: {event.party} {event.caption} ({state}{case})")
    click.echo(f"    {event.why}; {_CAUSES[one.cause]}")
    for name, change in one.fields.items():
        field_as_text(name, change)
