"""`ostrakon read FILE…`"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from ostrakon.app.age import Ages
from ostrakon.app.ledger import is_many, many_object, namer, readings_of, report_of
from ostrakon.app.reading import Reading, open_reader, read_document, reading_object
from ostrakon.app.recording import Stated, recorder
from ostrakon.app.settings import policy_in_force
from ostrakon.cli.common import (
    ExitCode,
    complain,
    emit_json,
    finish,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.cli.ledger_view import many_lines
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.cli.reading_view import reading_lines
from ostrakon.intake.documents import Document, read_stream
from ostrakon.reading.ledger.entries import Ledger, Report
from ostrakon.reading.ledger.keeping import ledger
from ostrakon.reading.reader import Reader
from ostrakon.reports.counting import counted
from ostrakon.screening.exemptions import Exemptions
from ostrakon.store.snapshot import open_snapshot

STDIN = "-"


@click.command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="F",
    help="Write a report: the text marked, or of many a timeline.",
)
@click.option("--only", type=click.Choice(["mentions"]), help="What to read: parties, countries and identifiers alone.")
@click.option("--watch", is_flag=True, help="Raise an alert for each customer of the base that a claim is about.")
@policy_option
@store_option
@json_option
def command(
    files: tuple[str, ...],
    *,
    html: Path | None,
    only: str | None,
    watch: bool,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Read text, HTML, PDF, Word and mail files (`-` is standard input) for what they say of sanctions.

    Shown are listed parties, countries, measures, identifiers, who claims what about whom, events and red flags.
    A folder or a feed (JSON Lines, one article a line: text, and where known id, date, title) is read whole, and what
    its texts say is kept in one ledger, each matter once.

    Exit code 1 when a listed party is mentioned, 3 when a document could not be read, or when a
    list is older than the policy allows.
    """
    rules = policy_in_force(store_folder(), policy)
    snapshot = open_snapshot(store_folder())
    warn_of_lists()
    stale = Ages.of(snapshot).too_old(rules.age_days_max, datetime.now(UTC).date())
    many = len(files) > 1 or is_many(Path(files[0]))
    short = any(is_many(Path(file)) for file in files)
    readings: list[Reading] = []
    reports: list[Report] = []
    text = ""
    for reading, document in _read(files, open_reader(snapshot), stale=stale, only_mentions=only == "mentions"):
        for problem in reading.problems:
            complain(f"{reading.file}: {problem.message}")
        readings.append(reading)
        text = document.text
        if many or watch:
            reports.append(report_of(reading, text))
        if not as_json and not short:
            for line in reading_lines(reading, text, snapshot):
                click.echo(line)
    with recorder(store_folder(), say=complain) as book:
        if book:
            objects = [reading_object(reading) for reading in readings]
            book.documents("text", objects, Stated(snapshot.number, rules, Exemptions()))
    kept = ledger(reports)
    if watch:
        _watch(kept)
    if as_json:
        emit_json(many_object(readings, kept) if many else reading_object(readings[0]), snapshot=snapshot.number)
    elif short:
        for line in many_lines(readings, kept, namer(kept)):
            click.echo(line)
    if html is not None:
        _write_html(html, policy, readings, kept if many else text)
        complain(f"report written to {html}")
    finish(_exit_code(readings))


def _read(
    files: tuple[str, ...], reader: Reader, *, stale: str, only_mentions: bool
) -> Iterator[tuple[Reading, Document]]:
    for file in files:
        if file == STDIN:
            document = read_stream(sys.stdin.buffer, STDIN)
            yield read_document(reader, document, stale=stale, only_mentions=only_mentions), document
        else:
            yield from readings_of(reader, Path(file), stale=stale, only_mentions=only_mentions)


def _watch(kept: Ledger) -> None:
    """Alerts for customers that something is said of."""
    from ostrakon.app.monitoring.press import tell_of_claims  # noqa: PLC0415  # only where customers are watched
    from ostrakon.app.monitoring.watching import Watch  # noqa: PLC0415  # as above
    from ostrakon.app.recording import person_at_terminal  # noqa: PLC0415  # as above
    from ostrakon.cli.opened import opened_database  # noqa: PLC0415  # as above

    with opened_database() as database:
        told = tell_of_claims(Watch(store_folder(), database), kept, actor=person_at_terminal())
    complain(f"{counted(told.raised, 'alert')} raised about customers, {told.known} had been raised before")


def _exit_code(readings: list[Reading]) -> ExitCode:
    states = {reading.status for reading in readings}
    if "not_screened" in states:
        return ExitCode.NOT_SCREENED
    return ExitCode.ACTION if "hit" in states else ExitCode.DONE


def _write_html(path: Path, policy: Path | None, readings: list[Reading], shown: Ledger | str) -> None:
    """The report of one reading with its text, or of several with their ledger."""
    from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # engine and templates are not needed otherwise
    from ostrakon.app.reporting import article_of, build_report, press_of  # noqa: PLC0415
    from ostrakon.reports.html import render_report  # noqa: PLC0415

    single = isinstance(shown, str)
    title = f"What {Path(readings[0].file).name} says" if single else f"What {counted(len(readings), 'text')} say"
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        report = build_report(
            engine,
            store_folder(),
            title=title,
            article=article_of(readings[0], shown) if isinstance(shown, str) else None,
            press=None if isinstance(shown, str) else press_of(readings, shown),
        )
    path.write_text(render_report(report), encoding="utf-8")
