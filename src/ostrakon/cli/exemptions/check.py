"""`ostrakon exemptions check FILE`"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.exempting import check_exemptions
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, policy_option, store_folder, store_option
from ostrakon.reports.counting import counted


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@policy_option
@store_option
@json_option
def command(file: Path, *, policy: Path | None, as_json: bool) -> None:
    """Say which exemptions of FILE still hold against the lists in force, and why the others do not.

    Exit code 1 when one has lapsed. Whether a customer's data have changed shows when the customer is screened.
    """
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        checked = list(check_exemptions(engine, file))
        lapsed = [one for one in checked if one.lapsed]
        if as_json:
            rows = [
                {**msgspec.to_builtins(one.entry), "holds": not one.lapsed, "lapsed": one.lapsed} for one in checked
            ]
            emit_json({"exemptions": rows}, snapshot=engine.snapshot_number)
        else:
            for one in lapsed:
                entry = one.entry
                click.echo(f"lapsed: {entry.query_id or entry.name} and {entry.entity} ({entry.listed}): {one.lapsed}")
            click.echo(
                f"{counted(len(checked), 'exemption')}: {len(checked) - len(lapsed)} in force, {len(lapsed)} lapsed"
            )
        if lapsed:
            finish(ExitCode.ACTION)
