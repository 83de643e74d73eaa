"""`ostrakon payment FILE…`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import filter_files, filtered_object, participants_of
from ostrakon.app.recording import recorder
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
from ostrakon.filtering.hits import Filtered
from ostrakon.windows.opening import open_window

_STATUS = {
    "hit": ("■ hit", "red"),
    "review": ("◆ review", "yellow"),
    "clear": ("○ clear", "green"),
    "not_screened": ("▲ not screened", "magenta"),
}
SHOWN = 5


@click.command("payment")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--window",
    "window",
    metavar="FILE",
    envvar="OSTRAKON_WINDOW",
    help="Payments seen before: a file (made where there is none), postgresql://… or redis://…; without it, those of "
    "this run alone. Or the environment variable OSTRAKON_WINDOW.",
)
@click.option(
    "--participants",
    "participants",
    metavar="FILE",
    multiple=True,
    envvar="OSTRAKON_PARTICIPANTS",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Participants of SPFS and CIPS (docs/payments.md says in which form); may be given again.",
)
@policy_option
@store_option
@json_option
def command(
    files: tuple[Path, ...],
    *,
    window: str | None,
    participants: tuple[Path, ...],
    policy: Path | None,
    as_json: bool,
) -> None:
    """Filter payment messages: ISO 20022 (XML) and SWIFT MT, one or many in a file.

    Exit code 1 when a message needs a person, 3 when one could not be read or the lists are too old.
    """
    for warning in lists_status(store_folder()).warnings:
        complain(f"warning: {warning}")
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        members = [one for file in participants for one in participants_of(file)]
        found = list(filter_files(engine, files, open_window(window), members))
        objects = [filtered_object(one) for one in found]
        with recorder(store_folder(), say=complain) as ledger:
            if ledger:
                ledger.documents("payment", objects, engine)
        if as_json:
            emit_json({"messages": objects}, snapshot=engine.snapshot_number)
        else:
            for one in found:
                for line in _lines(one):
                    click.echo(line)
    states = {one.status for one in found}
    if "not_screened" in states:
        finish(ExitCode.NOT_SCREENED)
    finish(ExitCode.ACTION if states & {"hit", "review"} else ExitCode.DONE)


def _lines(one: Filtered) -> Iterator[str]:
    """A decision for a person: status, then each hit with its place, then findings and problems."""
    title, colour = _STATUS[one.status]
    status = click.style(title, fg=colour, bold=True)
    yield f"{click.style(one.file, bold=True)}  {one.type or 'unknown type'}  {one.id}  {status}"
    for hit in one.hits:
        yield f"  {_plain(hit.text)!r} in {hit.field} ({hit.start}-{hit.end})"
        for result in hit.results[:SHOWN]:
            yield f"      {result.score:.3f}  {result.caption}  {result.id}"
    for finding in one.findings:
        if finding.severity != "info":
            yield f"  {finding.rule} ({finding.severity}): {_plain(finding.because)}"
    for problem in one.problems:
        yield f"  not read: {_plain(problem.message)}" + (f" ({problem.where})" if problem.where else "")


def _plain(text: str) -> str:
    """Text from outside without control characters, so that a message cannot steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
