"""`ostrakon database backup FILE`"""

from __future__ import annotations

from pathlib import Path

import click

from ostrakon.app.backups import backup
from ostrakon.cli.common import store_folder, store_option
from ostrakon.cli.opened import opened_database


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--without-lists", is_flag=True, help="Only the database; old answers cannot be given again from it.")
@store_option
def command(file: Path, *, without_lists: bool) -> None:
    """Write database and lists into FILE (.tar.gz) while the service runs.

    The file holds the keys of sealed data: guard it like the database.
    """
    with opened_database() as database:
        size = backup(database, store_folder(), file, lists=not without_lists)
    click.echo(f"{file}: {size:,} bytes")
