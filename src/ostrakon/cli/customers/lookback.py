"""`ostrakon customers lookback`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.monitoring.lookback import look_back
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import ExitCode, complain, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("lookback")
@click.option("--since", default="", metavar="DAY", help="From then on; default: when the list was published.")
@click.option("--until", default="", metavar="DAY", help="Until then; default: when it took effect.")
@store_option
@json_option
def command(since: str, until: str, *, as_json: bool) -> None:
    """Screen again what was screened while a list was late: the single screenings of the ledger.

    Exit code 1 when something matches now that did not then.
    """
    with opened_database() as database:
        done = look_back(store_folder(), database, actor=person_at_terminal(), since=since, until=until)
    if as_json:
        emit_json(msgspec.to_builtins(done), snapshot=done.snapshot)
    else:
        click.echo(
            f"{done.since} to {done.until}: {counted(done.received, 'screening')} = {done.again} screened again + "
            f"{done.unreadable} deleted. {done.new} match now and did not then; "
            f"{counted(done.cases, 'case')} opened or joined "
            f"(record {done.record})."
        )
    if done.unreadable:
        complain(f"deleted, and not to be screened again: {counted(done.unreadable, 'subject')}")
    finish(ExitCode.ACTION if done.new else ExitCode.DONE)
