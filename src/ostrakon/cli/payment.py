"""`ostrakon payment FILE…`"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import Booked, filter_files, in_chunks, participants_of, summary_of
from ostrakon.cli.common import complain, json_option, policy_option, store_folder, store_option
from ostrakon.cli.filtered import finish_with, write_report
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.cli.payment_output import JsonOutput, Output, TextOutput, lines_file
from ostrakon.filtering.hits import Filtered
from ostrakon.windows.opening import open_window

if TYPE_CHECKING:
    from ostrakon.app.payment_report import Kept


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
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a report: each message with marks in place, the evidence, the findings with their sources.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write each decision as a line of JSON as soon as it is made.",
)
@click.option("--stats", is_flag=True, help="Show figures over all messages (in JSON always, as `summary`).")
@policy_option
@store_option
@json_option
def command(
    files: tuple[Path, ...],
    *,
    window: str | None,
    participants: tuple[Path, ...],
    html: Path | None,
    output: Path | None,
    stats: bool,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Filter payment messages: ISO 20022 (XML) and SWIFT MT, one or many in a file.

    Exit code 1 when a message needs a person, 3 when one could not be read or the lists are too old.
    """
    warn_of_lists()
    with ExitStack() as stack:
        engine = stack.enter_context(Ostrakon.open(store_folder(), policy=policy))
        members = [one for file in participants for one in participants_of(file)]
        chunks = _begun(in_chunks(filter_files(engine, files, open_window(window), members)))
        lines = stack.enter_context(lines_file(output))
        out: Output = JsonOutput(engine) if as_json else TextOutput(stats=stats)
        summary = summary_of(engine, ())
        booked = Booked(store_folder(), engine, say=complain)
        kept = _kept(html)
        for chunk in chunks:
            booked.add(chunk)
            for one in chunk:
                summary.add(one)
                if kept is not None:
                    kept.add(one)
            if lines is not None:
                lines.write(chunk)
            out.write(chunk)
        booked.end({str(status): count for status, count in summary.by_status.items()})
        figures = summary.as_object()
        out.end(figures)
        if html is not None and kept is not None:
            _write_html(html, engine, kept, figures)
    finish_with(status for status, count in summary.by_status.items() if count)


def _begun(chunks: Iterator[list[Filtered]]) -> Iterator[list[Filtered]]:
    """The chunks, of which the first is decided now: nothing is written where a file or the window cannot be opened."""
    return chain([next(chunks, [])], chunks)


def _kept(html: Path | None) -> Kept | None:
    """What gathers for a report; None where none is wanted."""
    if html is None:
        return None
    from ostrakon.app.payment_report import Kept  # noqa: PLC0415  # templates are not needed without a report

    return Kept()


def _write_html(path: Path, engine: Ostrakon, kept: Kept, summary: Mapping[str, Any]) -> None:
    from ostrakon.app.payment_report import payment_report  # noqa: PLC0415  # as above
    from ostrakon.reports.payments import render_payments  # noqa: PLC0415  # as above

    write_report(path, render_payments(payment_report(engine, store_folder(), kept, summary)))
