"""`ostrakon payment FILE…`"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import filter_files, filtered_object, participants_of, policy_object, summary_of
from ostrakon.app.recording import recorder
from ostrakon.app.status import lists_status
from ostrakon.cli.common import (
    complain,
    emit_json,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.cli.filtered import SIGNS, finish_with, hit_lines, plain, sign, unread_lines, write_report
from ostrakon.filtering.hits import Filtered
from ostrakon.windows.opening import open_window


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
    stats: bool,
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
        summary = summary_of(engine, found).as_object()
        if html is not None:
            _write_html(html, engine, found, summary)
        if as_json:
            emit_json(
                {"policy": policy_object(engine), "summary": summary, "messages": objects},
                snapshot=engine.snapshot_number,
            )
        else:
            for one in found:
                for line in _lines(one):
                    click.echo(line)
            for line in _figures(summary) if stats else ():
                click.echo(line)
    finish_with(one.status for one in found)


def _write_html(path: Path, engine: Ostrakon, found: list[Filtered], summary: Mapping[str, Any]) -> None:
    from ostrakon.app.payment_report import payment_report  # noqa: PLC0415  # templates are not needed without a report
    from ostrakon.reports.payments import render_payments  # noqa: PLC0415  # as above

    write_report(path, render_payments(payment_report(engine, store_folder(), found, summary)))


def _figures(summary: Mapping[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield ""
    yield click.style("Figures", bold=True) + (
        f"  {summary['messages']:,} messages, {summary['transactions']:,} transactions, {summary['hits']:,} hits, "
        f"{100 * summary['alert_rate']:.2f} % of the messages alert"
    )
    yield "  " + "  ".join(f"{SIGNS[name][0]} {count:,}" for name, count in summary["by_status"].items())
    for title, name in (("type", "by_type"), ("kind of field", "by_field_class"), ("list", "by_list")):
        if summary[name]:
            yield f"  by {title}: " + ", ".join(f"{key} {count:,}" for key, count in summary[name].items())
    for rule, counts in summary["by_rule"].items():
        yield f"  {rule}: " + ", ".join(f"{severity} {count:,}" for severity, count in counts.items())


def _lines(one: Filtered) -> Iterator[str]:
    """A decision for a person: status, then each hit with its place, then findings and problems."""
    yield f"{click.style(one.file, bold=True)}  {one.type or 'unknown type'}  {one.id}  {sign(one.status)}"
    yield from hit_lines(one.hits)
    for finding in one.findings:
        if finding.severity != "info":
            yield f"  {finding.rule} ({finding.severity}): {plain(finding.because)}"
    yield from unread_lines(one.problems)
