"""`ostrakon ledger retain`"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ostrakon.app.recording import person_at_terminal
from ostrakon.app.retaining import RETENTION_VARIABLE, plan, retain, retention_rules
from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.errors import UsageError
from ostrakon.reports.counting import counted

SHOWN_MAX = 20


@click.command("retain")
@click.option(
    "--rules",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Days by kind of record (or the environment variable {RETENTION_VARIABLE}).",
)
@click.option("--yes", is_flag=True, help="Delete; without it only what would be deleted is shown.")
@store_option
@json_option
def command(*, file: Path | None, yes: bool, as_json: bool) -> None:
    """Delete the personal data whose time is over: the keys that sealed it. The chain still holds.

    Without --yes nothing changes. What belongs to an open case, an exemption in force or a legal hold stays.
    """
    rules = retention_rules(file)
    if rules is None:
        raise UsageError("no rules say how long personal data is kept", remedy="Give --rules FILE (docs/ledger.md)")
    with opened_database() as database:
        if not yes:
            found = plan(database, rules)
            if as_json:
                emit_json({"dry_run": True, **msgspec.to_builtins(found)})
                return
            click.echo(
                f"rules {found.rules}: {counted(len(found.due), 'key')} due{'' if found.due else '; nothing to delete'}"
            )
            for key in found.due[:SHOWN_MAX]:
                click.echo(f"  {key}")
            if len(found.due) > SHOWN_MAX:
                click.echo(f"  and {len(found.due) - SHOWN_MAX} more (--json names all)")
            _kept(found.kept)
            if found.due:
                click.echo("Nothing was deleted. --yes deletes them: their data can never be read again.")
            return
        done = retain(database, rules, actor=person_at_terminal())
    if as_json:
        emit_json({"dry_run": False, **msgspec.to_builtins(done)})
        return
    click.echo(f"{counted(done.destroyed, 'key')} destroyed; recorded as number {', '.join(map(str, done.records))}")
    _kept(done.kept)


def _kept(kept: dict[str, int]) -> None:
    for why, count in sorted(kept.items()):
        click.echo(f"{count} stay: {why}")
