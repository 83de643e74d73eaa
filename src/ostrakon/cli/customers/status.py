"""`ostrakon customers status`"""

from __future__ import annotations

import click
import msgspec

from ostrakon.app.monitoring.watching import Watch
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("status")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Show the base in figures; exit code 1 when a rescreen is due."""
    with opened_database() as database:
        found = Watch(store_folder(), database).status()
    if as_json:
        emit_json(msgspec.to_builtins(found))
    else:
        sealed = "sealed" if found.sealed else "not sealed"
        click.echo(
            f"{counted(found.customers, 'customer')} in {counted(found.segments, 'segment')} "
            f"({sealed}), {found.pending:,} not screened yet"
        )
        if found.snapshot:
            click.echo(f"Screened under snapshot {found.snapshot} at {found.screened_at}; in force is {found.in_force}")
        if found.not_screened:
            click.echo(f"{found.not_screened:,} cannot be screened: nothing to compare, or only a part of a name")
        by_status = ", ".join(f"{count:,} {status}" for status, count in sorted(found.matches.items()))
        click.echo(f"Matches: {by_status or 'none'}")
        for run in found.runs[:5]:
            totals = ", ".join(f"{k} {v}" for k, v in run.facts.items() if isinstance(v, int) and v)
            click.echo(f"  {run.at}  {run.kind} {run.id}: {totals}")
        if found.due:
            click.echo("A rescreen is due: `ostrakon customers rescreen`")
    finish(ExitCode.ACTION if found.due else ExitCode.DONE)
