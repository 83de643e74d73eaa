"""`ostrakon database restore FILE`"""

from __future__ import annotations

from pathlib import Path

import click

from ostrakon.app.backups import restore
from ostrakon.cli.common import store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@store_option
def command(file: Path) -> None:
    """Bring a backup into an empty database and data folder; from SQLite to PostgreSQL and back, too."""
    with opened_database() as database:
        done = restore(database, store_folder(), file)
    rows = ", ".join(f"{count} {table}" for table, count in done.rows.items() if count)
    click.echo(
        f"{rows or 'nothing'}; {counted(done.files, 'file')} of lists; the ledger holds with "
        f"{counted(done.records, 'record')}"
    )
    if done.files:
        click.echo("Run `ostrakon lists reindex`, which builds the index anew")
