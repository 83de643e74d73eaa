"""The views of payments and trade documents: pasted or uploaded, the decision, the fields that hit, what was sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import filtered_object, payment_filter
from ostrakon.app.recording import DocumentKind, Recorder
from ostrakon.app.shipping import filter_papers, shipment_filter, shipment_object
from ostrakon.filtering.hits import Filtered, Hit
from ostrakon.filtering.shipment import FilteredPaper
from ostrakon.intake.payments import read_payments
from ostrakon.reports.differing import Part
from ostrakon.screening.result import Result
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page

router = APIRouter(route_class=ConsoleRoute)
PASTED_MAX = 2_000_000
"""Characters of a pasted message."""
SHOWN_MAX = 400
"""Lines of a message that are shown."""
MESSAGES_MAX = 100
RESULTS_MAX = 5
"""Parties shown of one place."""
Decided = Filtered | FilteredPaper


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message as it was sent, with the words of hits marked."""

    number: int
    parts: tuple[Part, ...]


@router.get("/payments", **page("screen"))
def payments(request: Request) -> Response:
    """The form."""
    return render(request, "papers.html.j2", kind="payment", problem="")


@router.get("/shipments", **page("screen"))
def shipments(request: Request) -> Response:
    """The form."""
    return render(request, "papers.html.j2", kind="shipment", problem="")


@router.post("/payments", **page("screen"))
async def payments_filtered(request: Request, visit: Visiting) -> Response:
    """Filter the messages of one file, and record the decisions."""
    return await _filtered(request, visit, "payment", _payments)


@router.post("/shipments", **page("screen"))
async def shipments_filtered(request: Request, visit: Visiting) -> Response:
    """Filter the trade documents of one file, and record the decisions."""
    return await _filtered(request, visit, "shipment", _shipments)


def places(one: Decided) -> list[tuple[Hit, Result]]:
    """The parties that a message names, each place and party once."""
    pairs = {(h.field, h.start, h.end, result.id): (h, result) for h in one.hits for result in h.results[:RESULTS_MAX]}
    return list(pairs.values())


def as_sent(data: bytes, found: list[Decided]) -> list[Line]:
    """The lines of a message; marked are the words of hits wherever they stand in one line."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    words = sorted({hit.text for one in found for hit in one.hits if hit.text.strip()}, key=len, reverse=True)
    return [Line(number, _marked(line, words)) for number, line in enumerate(text.split("\n"), 1)]


def _payments(engine: Ostrakon, data: bytes, name: str) -> tuple[list[Decided], list[dict[str, Any]]]:
    """Each message by itself: a window of payments seen before belongs to the stream of a bank, not to a look."""
    chosen = payment_filter(engine)
    try:
        found = list(chosen.filter_all(read_payments(data, name)))
    finally:
        chosen.close()
    return [*found], [filtered_object(one) for one in found]


def _shipments(engine: Ostrakon, data: bytes, name: str) -> tuple[list[Decided], list[dict[str, Any]]]:
    found = list(filter_papers(shipment_filter(engine), data, name, stale=engine.stale))
    return [*found], [shipment_object(one) for one in found]


async def _filtered(
    request: Request,
    visit: Visit,
    kind: DocumentKind,
    work: Callable[[Ostrakon, bytes, str], tuple[list[Decided], list[dict[str, Any]]]],
) -> Response:
    file = visit.form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        data, name = await file.read(), file.filename
    else:
        text = visit.text("text", PASTED_MAX)
        if not text:
            return render(request, "papers.html.j2", status=422, kind=kind, problem="Paste a text, or choose a file")
        data, name = text.replace("\n", "\r\n").encode("utf-8", "replace"), "pasted"

    def answered() -> Response:
        engine = visit.context.engines.current
        found, objects = work(engine, data, name)
        records = Recorder(visit.context.database, visit.principal.id).documents(kind, objects, engine)
        lines = as_sent(data, found)
        return render(
            request,
            "paper.html.j2",
            kind=kind,
            found=[(one, places(one)) for one in found[:MESSAGES_MAX]],
            left=max(0, len(found) - MESSAGES_MAX),
            lines=lines[:SHOWN_MAX],
            hidden=max(0, len(lines) - SHOWN_MAX),
            record=next(iter(records), 0),
            file=name,
        )

    return await run_in_threadpool(answered)


def _marked(line: str, words: list[str]) -> tuple[Part, ...]:
    for word in words:
        at = line.find(word)
        if at >= 0:
            before, after = line[:at], line[at + len(word) :]
            return (*_marked(before, words), Part(word, "differs"), *_marked(after, words))
    return (Part(line),) if line else ()
