"""`ostrakon customers import`"""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import click

from ostrakon.app.monitoring.importing import ImportSummary
from ostrakon.app.monitoring.watching import Watch
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import ExitCode, complain, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.errors import UsageError
from ostrakon.intake.records import open_records
from ostrakon.intake.records.fields import FIELDS
from ostrakon.intake.records.sql import QueryRows
from ostrakon.reports.counting import counted


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--sql", "url", metavar="URL", help="Read from a database: sqlite:///FILE or postgresql://…")
@click.option("--query", metavar="SELECT", help="With --sql: the statement; its columns are named like the fields.")
@click.option("--complete", is_flag=True, help="It is the whole base: customers that are not in it are removed.")
@click.option("--encoding", default="utf-8", show_default=True, help="Of a text file.")
@click.option("--workers", type=click.IntRange(1), default=None, help="Processes; default: one for each processor.")
@store_option
@json_option
def command(
    file: Path | None,
    url: str | None,
    query: str | None,
    encoding: str,
    workers: int | None,
    *,
    complete: bool,
    as_json: bool,
) -> None:
    """Bring customers in from FILE (.csv, .jsonl, .parquet) or from a query.

    Every customer needs a key of its own (`query_id`). New and changed ones wait for `ostrakon customers rescreen`.
    Exit code 1 when rows were refused; each is named.
    """
    if (file is None) == (url is None) or (url is None) != (query is None):
        raise UsageError("name a FILE, or --sql URL with --query", remedy="`ostrakon customers import customers.csv`")
    with opened_database() as database:
        watch = Watch(store_folder(), database)
        count = workers or os.cpu_count() or 1
        actor = person_at_terminal()
        source = open_records(file, encoding=encoding) if file else nullcontext(QueryRows(url or "", query or ""))
        with source as records:
            summary = watch.bring_in(records, actor=actor, complete=complete, workers=count)
            notes = [*summary.messages, *records.notes.messages(FIELDS)]
    for message in notes:
        complain(message)
    if as_json:
        emit_json({**summary.facts, "messages": notes})
    else:
        click.echo(_line(summary))
    finish(ExitCode.ACTION if summary.refused else ExitCode.DONE)


def _line(summary: ImportSummary) -> str:
    parts = f"{summary.new} new + {summary.changed} changed + {summary.unchanged} unchanged + {summary.refused} refused"
    removed = f"; {summary.removed} removed" if summary.removed else ""
    waiting = f", {summary.pending} wait for `ostrakon customers rescreen`" if summary.pending else ""
    return (
        f"{counted(summary.received, 'row')} = {parts}{removed}. The base holds "
        f"{counted(summary.customers, 'customer')}{waiting}."
    )
