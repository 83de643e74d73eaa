"""`ostrakon lists rollback N`"""

from __future__ import annotations

import click

from ostrakon.app.publishing import roll_back
from ostrakon.cli.common import emit_json, json_option, store_folder, store_option
from ostrakon.cli.lists.recorded import recorded


@click.command("rollback")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--reason", default="", help="Why; it is recorded.")
@store_option
@json_option
def command(number: int, *, reason: str, as_json: bool) -> None:
    """Put the earlier snapshot NUMBER in force; this is recorded, and later snapshots are kept."""
    with recorded():
        manifest = roll_back(store_folder(), number, reason=reason)
    if as_json:
        lists = {source: listed.entities for source, listed in manifest.lists.items()}
        emit_json({"entities": lists}, snapshot=manifest.number)
        return
    click.echo(f"Snapshot {manifest.number} of {manifest.created} is in force.")
