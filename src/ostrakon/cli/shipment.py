"""`ostrakon shipment FILE…`"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import policy_object, summary_of
from ostrakon.app.recording import recorder
from ostrakon.app.shipping import filter_shipments, shipment_filter, shipment_object
from ostrakon.cli.common import (
    complain,
    emit_json,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.cli.filtered import finish_with, hit_lines, plain, sign, unread_lines, write_report
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.filtering.shipment import FilteredPaper, as_message
from ostrakon.intake.payments import Part


@click.command("shipment")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--vessels", type=click.Path(path_type=Path), metavar="F", help="Your register of vessels (CSV).")
@click.option(
    "--locodes",
    type=click.Path(path_type=Path),
    metavar="F",
    multiple=True,
    help="The official UN/LOCODE file (CSV); give each part.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="F",
    help="Write a report: each document with marks in place, the evidence, the findings with their sources.",
)
@policy_option
@store_option
@json_option
def command(
    files: tuple[Path, ...],
    *,
    vessels: Path | None,
    locodes: tuple[Path, ...],
    html: Path | None,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Filter trade documents: bills of lading, invoices, packing lists, letters of credit (JSON, CSV, MT700).

    Looked at are parties, vessels, goods by code and description, ports and routes, gaps and contradictions.

    Exit code 1 when a document needs a person, 3 when one could not be read or the lists are too old.
    """
    warn_of_lists()
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        chosen = shipment_filter(engine, vessels=vessels, locodes=locodes)
        pairs = list(filter_shipments(chosen, files, stale=engine.stale))
        found = [one for one, _ in pairs]
        objects = [shipment_object(one) for one in found]
        with recorder(store_folder(), say=complain) as ledger:
            if ledger:
                ledger.documents("shipment", objects, engine)
        summary = summary_of(engine, map(as_message, found)).as_object()
        if html is not None:
            _write_html(html, engine, pairs, summary)
        if as_json:
            emit_json(
                {"policy": policy_object(engine), "summary": summary, "documents": objects},
                snapshot=engine.snapshot_number,
            )
        else:
            for one in found:
                for line in _lines(one):
                    click.echo(line)
    finish_with(one.status for one in found)


def _write_html(
    path: Path, engine: Ostrakon, found: list[tuple[FilteredPaper, Part]], summary: Mapping[str, Any]
) -> None:
    from ostrakon.app.shipment_report import shipment_report  # noqa: PLC0415  # templates are not needed without a report
    from ostrakon.reports.payments import render_payments  # noqa: PLC0415  # as above

    write_report(path, render_payments(shipment_report(engine, store_folder(), found, summary)))


def _lines(one: FilteredPaper) -> Iterator[str]:
    """A decision for a person: status, then hits with their places, findings by gravity, and what is not known."""
    kind = plain(one.type.replace("_", " ")) or "unknown type"
    yield f"{click.style(one.file, bold=True)}  {kind}  {plain(one.id)}  {sign(one.status)}"
    yield from hit_lines(one.hits)
    for severity in ("block", "review", "info"):
        for finding in one.findings:
            if finding.severity == severity:
                yield f"  {finding.rule} ({finding.severity}): {plain(finding.because)}"
    yield from unread_lines(one.problems)
    if one.unknown:
        yield f"  unknown fields, looked through as free text: {plain(', '.join(one.unknown))}"
