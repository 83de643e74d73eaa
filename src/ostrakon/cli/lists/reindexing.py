"""`ostrakon lists reindex`"""

from __future__ import annotations

import click

from ostrakon.app.publishing import reindex
from ostrakon.cli.common import emit_json, json_option, store_folder, store_option
from ostrakon.cli.lists.recorded import recorded


@click.command("reindex")
@store_option
@json_option
def command(*, as_json: bool) -> None:
    """Build the index of the lists in force anew, from what the data folder holds.

    Needed where an index is missing or damaged. An index of another version of Ostrakon leads to a new snapshot of the
    same lists. Exit code 3 when no list is in force.
    """
    with recorded():
        manifest = reindex(store_folder())
    if as_json:
        lists = {source: listed.entities for source, listed in manifest.lists.items()}
        emit_json({"entities": lists}, snapshot=manifest.number)
        return
    click.echo(f"The index was built anew. Snapshot {manifest.number} is in force.")
