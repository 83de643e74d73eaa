"""`ostrakon lists import SOURCE FILE…`"""

from __future__ import annotations

from pathlib import Path

import click

from ostrakon.app.importing import import_lists
from ostrakon.cli.common import finish, json_option, store_folder, store_option
from ostrakon.cli.lists.outcomes import show
from ostrakon.cli.lists.recorded import recorded


@click.command("import")
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--force", metavar="REASON", default="", help="Override the guards; the reason is recorded.")
@click.option("--extract", is_flag=True, hidden=True, help="The files are bundled starter data.")
@store_option
@json_option
def command(source: str, files: tuple[Path, ...], *, force: str, extract: bool, as_json: bool) -> None:
    """Import official files of SOURCE, offline; `auto` recognises the list.

    The files of a set (sdn, alt, add, comments) come together in one call. A list that is truncated, malformed,
    older or much poorer than the one in force is refused, and the snapshot stays as it was.
    """
    with recorded():
        result = import_lists(store_folder(), files, source_id=source, force=force.strip(), extract=extract)
    finish(show(result, as_json=as_json))
