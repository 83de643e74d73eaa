"""The demonstration: bundled lists, customers and article, through the same functions that real ones go through."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ostrakon.app.batch_screening import BatchSummary, screen_file
from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.reading import read_text
from ostrakon.app.recording import Recorder, person_at_terminal
from ostrakon.app.reporting import article_of, build_report, explained_pair, screened_rows, telling_pair
from ostrakon.app.settings import DATABASE_FILE
from ostrakon.app.status import lists_status
from ostrakon.database import records
from ostrakon.database.opening import open_database
from ostrakon.errors import StoreError
from ostrakon.reports.content import Article, Explained, Report, Screened
from ostrakon.starter import starter_article, starter_customers, starter_lists, starter_samples
from ostrakon.store.folder import StoreFolder

STORE_FOLDER = "store"
ANSWERS_FILE = "answers.jsonl"
REPORT_FILE = "report.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demonstration made.

    Attributes:
        store, answers, report_file: where it was put.
        summary: of the screened customer file.
        report: the content of the page.
    """

    store: Path
    answers: Path
    report_file: Path
    summary: BatchSummary
    report: Report

    @property
    def found(self) -> list[Screened]:
        """Customers with a hit or review, best match first."""
        rows = [row for row in self.report.screened if row.answer.results]
        return sorted(rows, key=lambda row: -row.answer.results[0].bits)


def run_demo(folder: Path, *, say: Callable[[str], None] = lambda _line: None) -> Demo:
    """Import the starter lists, screen the starter customers, read the starter article, write one report.

    Args:
        folder: where everything is put; made where it does not exist. Nothing outside of it is touched.
        say: told what is being done.

    Raises:
        StoreError: the folder cannot be written, or a starter list was refused.
    """
    from ostrakon.reports.html import render_report  # noqa: PLC0415  # brings jinja2

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be made ({error.strerror})", where=str(folder)) from None
    for sample in starter_samples():
        shutil.copy(sample, folder / sample.name)
    store, answers, page = folder / STORE_FOLDER, folder / ANSWERS_FILE, folder / REPORT_FILE
    say("importing the bundled starter lists")
    if kept := make_room(store):
        say(f"what was done with the earlier store is kept as {kept}")
    import_starter(store)
    _record(store)
    with Ostrakon.open(store) as engine:
        customers = starter_customers()
        say(f"screening {customers.name}")
        summary = screen_file(engine, customers, answers)
        rows = tuple(screened_rows(customers, answers))
        say(f"reading {starter_article().name}")
        article = _article(engine, starter_article())
        pair = telling_pair(rows)
        explained: Explained | None = explained_pair(engine, *pair) if pair else None
        report = build_report(
            engine,
            store,
            title="Ostrakon demonstration report",
            customers_file=customers.name,
            screened=rows,
            messages=summary.messages,
            article=article,
            explained=explained,
        )
    page.write_text(render_report(report), encoding="utf-8")
    return Demo(store=store, answers=answers, report_file=page, summary=summary, report=report)


def _record(store: Path) -> None:
    """Record the lists in the demonstration's own ledger, never in a team's that the settings may name."""
    with closing(open_database(f"sqlite:///{store / DATABASE_FILE}")) as database:
        Recorder(database, person_at_terminal()).list_events(StoreFolder(store))


def make_room(store: Path) -> Path | None:
    """Remove the data folder of an earlier demonstration, so that each one is the same; never one with real lists.

    Whoever went on with it has records there, and may have customers, cases and keys: such a folder is set aside.

    Returns:
        where it was put; None where nobody had used it.

    Raises:
        StoreError: the folder holds something else than starter lists, or cannot be moved.
    """
    if not store.exists():
        return None
    status = lists_status(store)
    if not status.sources or not all(source.extract for source in status.sources):
        raise StoreError(
            "the folder holds something else than a demonstration",
            where=str(store),
            remedy="Name another folder with --out",
        )
    if _records(store) <= len(status.sources):
        shutil.rmtree(store)
        return None
    kept = next(place for n in count(1) if not (place := store.with_name(f"{store.name}-{n}")).exists())
    try:
        store.rename(kept)
    except OSError as error:
        raise StoreError(f"cannot be moved to {kept} ({error.strerror})", where=str(store)) from None
    return kept


def _records(store: Path) -> int:
    """Records of the folder's ledger: a demonstration leaves one for each list."""
    with closing(open_database(f"sqlite:///{store / DATABASE_FILE}")) as database, database.read() as transaction:
        return records.head(transaction).n


def import_starter(store: Path) -> None:
    """Put the starter lists into a data folder, marked as extracts.

    Raises:
        StoreError: one of them was refused, which an intact installation never sees.
    """
    files = [path for _, paths in starter_lists() for path in paths]
    result = import_lists(store, files, extract=True)
    for outcome in result.refused:
        raise StoreError(
            f"the starter list {outcome.source or ', '.join(outcome.files)} was refused ({outcome.message})",
            where=str(store),
            remedy="Use an empty folder, or reinstall Ostrakon",
        )


def _article(engine: Ostrakon, path: Path) -> Article:
    text = path.read_text(encoding="utf-8")
    return article_of(read_text(engine, text, file=path.name), text)
