"""`ostrakon exemptions list FILE`"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ostrakon.app.settings import exemptions_in_force
from ostrakon.cli.common import emit_json, json_option
from ostrakon.reports.counting import counted


@click.command("list")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
def command(file: Path, *, as_json: bool) -> None:
    """Show the exemptions of FILE, whether or not they hold."""
    found = exemptions_in_force(file)
    entries = found.entries if found is not None else ()
    if as_json:
        emit_json({"exemptions": [msgspec.to_builtins(entry) for entry in entries]})
        return
    for entry in entries:
        key = f"{entry.query_id} " if entry.query_id else ""
        who = f"{entry.reviewer}, {entry.second_reviewer}" if entry.second_reviewer else entry.reviewer
        click.echo(f"{key}{entry.name} is not {entry.entity} ({entry.listed}): {entry.reason}")
        click.echo(f"  {entry.date} to {entry.expires}, by {who}")
    click.echo(counted(len(entries), "exemption"))
