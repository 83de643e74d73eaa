"""`ostrakon read FILE…`"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ostrakon.app.age import Ages
from ostrakon.app.reading import Reading, open_reader, read_document, read_long, reading_object
from ostrakon.app.settings import policy_in_force
from ostrakon.app.status import lists_status
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
from ostrakon.cli.statements import statement_lines
from ostrakon.errors import UsageError
from ostrakon.intake.documents import SIZE_MAX, Document, read_file, read_stream
from ostrakon.intake.documents.kinds import HEAD
from ostrakon.intake.documents.parts import is_plain
from ostrakon.store.snapshot import open_snapshot

if TYPE_CHECKING:
    from ostrakon.store.snapshot import Snapshot

STDIN = "-"
_STATUS_LINE = {
    "hit": ("■ listed parties mentioned", "red"),
    "clear": ("○ no listed party mentioned", "green"),
    "not_screened": ("▲ not screened", "magenta"),
}


@click.command("read")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--html", type=click.Path(path_type=Path), metavar="F", help="Write a report with the text marked.")
@click.option("--only", type=click.Choice(["mentions"]), help="What to read: parties, countries and identifiers alone.")
@policy_option
@store_option
@json_option
def command(
    files: tuple[str, ...],
    *,
    html: Path | None,
    only: str | None,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Read text, HTML, PDF, Word and mail files (`-` is standard input) for what they say of sanctions.

    Shown are listed parties, countries, measures, identifiers, who claims what about whom, events and red flags.

    Exit code 1 when a listed party is mentioned, 3 when a document could not be read, or when a
    list is older than the policy allows.
    """
    if html is not None and len(files) != 1:
        raise UsageError("--html takes one file", remedy="Call it once for each file")
    rules = policy_in_force(policy)
    snapshot = open_snapshot(store_folder())
    for warning in lists_status(store_folder()).warnings:
        complain(f"warning: {warning}")
    stale = Ages.of(snapshot).too_old(rules.age_days_max, datetime.now(UTC).date())
    reader = open_reader(snapshot)
    readings: list[Reading] = []
    document = Document(file="")
    for file in files:
        if _is_long(file):
            document = Document(file=file, unread=f"longer than {SIZE_MAX // 1024**2} MiB, so not shown here")
            with Path(file).open("rb") as stream:
                readings.append(read_long(reader, stream, file, stale=stale))
        else:
            document = _document(file)
            readings.append(read_document(reader, document, stale=stale, only_mentions=only == "mentions"))
    for reading in readings:
        for problem in reading.problems:
            complain(f"{reading.file}: {problem.message}")
    if as_json:
        objects = [reading_object(reading) for reading in readings]
        emit_json(objects[0] if len(objects) == 1 else {"documents": objects}, snapshot=snapshot.number)
    else:
        for reading in readings:
            for line in _lines(reading, snapshot):
                click.echo(line)
    if html is not None:
        _write_html(html, document, readings[0], policy)
        complain(f"report written to {html}")
    finish(_exit_code(readings))


def _document(file: str) -> Document:
    if file == STDIN:
        return read_stream(sys.stdin.buffer, STDIN)
    return read_file(Path(file))


def _is_long(file: str) -> bool:
    """Whether the file is plain text that is too long to be held at once."""
    path = Path(file)
    if file == STDIN or not path.is_file() or path.stat().st_size <= SIZE_MAX:
        return False
    with path.open("rb") as stream:
        return is_plain(stream.read(HEAD), file)


def _exit_code(readings: list[Reading]) -> ExitCode:
    states = {reading.status for reading in readings}
    if "not_screened" in states:
        return ExitCode.NOT_SCREENED
    return ExitCode.ACTION if "hit" in states else ExitCode.DONE


def _lines(reading: Reading, snapshot: Snapshot) -> Iterator[str]:
    """The reading for a person: each listed party with its places, then the countries."""
    title, colour = _STATUS_LINE[reading.status]
    yield f"{click.style(_shown(reading.file), bold=True)}  {click.style(title, fg=colour, bold=True)}"
    if reading.reason:
        yield f"  {reading.reason}"
    by_key: dict[str, list[int]] = {}
    for number, mention in enumerate(reading.mentions):
        if mention.kind not in {"party", "country"}:
            continue
        by_key.setdefault(mention.key, []).append(number)
    for key, numbers in by_key.items():
        mentions = [reading.mentions[number] for number in numbers]
        best = max(mentions, key=lambda mention: mention.score)
        if best.kind == "country":
            continue
        entity = snapshot.entity(key)
        caption = click.style(_shown(entity.caption if entity else key), bold=True)
        yield f"  {caption}  {best.score:.2f}  {best.evidence}"
        yield f"      on the lists as {', '.join(best.entity_ids)}"
        places = [f"{_shown(mention.text)} ({mention.start}-{mention.end})" for mention in mentions]
        yield f"      {len(places)} x: {', '.join(places[:8])}{', …' if len(places) > 8 else ''}"
    countries = {key: len(numbers) for key, numbers in by_key.items() if key.startswith("c:")}
    if countries:
        yield "  countries: " + ", ".join(f"{key[2:]} ({count})" for key, count in countries.items())
    yield from statement_lines(reading, snapshot)
    for note in reading.notes if reading.layers else ():
        yield click.style(f"  note: {note}", dim=True)


def _shown(text: str) -> str:
    """Text from outside without control characters, so that a document cannot steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def _write_html(path: Path, document: Document, reading: Reading, policy: Path | None) -> None:
    from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # engine and templates are not needed otherwise
    from ostrakon.app.reporting import article_of, build_report  # noqa: PLC0415
    from ostrakon.reports.html import render_report  # noqa: PLC0415

    article = article_of(reading, document.text)
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        report = build_report(
            engine,
            store_folder(),
            title=f"What {Path(reading.file).name} says",
            article=article,
        )
    path.write_text(render_report(report), encoding="utf-8")
