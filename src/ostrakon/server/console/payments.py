"""The payment view: a message pasted or uploaded, the decision, the fields that hit, the message as it was sent."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ostrakon.app.paying import payment_filter
from ostrakon.app.recording import Recorder
from ostrakon.filtering.hits import Filtered, Hit
from ostrakon.intake.payments import read_payments
from ostrakon.reports.differing import Part
from ostrakon.screening.result import Result
from ostrakon.server.console.pages import ConsoleRoute, render
from ostrakon.server.console.visits import Visit, Visiting, page

router = APIRouter(route_class=ConsoleRoute)
PASTED_MAX = 2_000_000
SHOWN_MAX = 400
"""Lines of a message that are shown."""
MESSAGES_MAX = 100
RESULTS_MAX = 5
"""Parties shown of one place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the message as it was sent, with the words of hits marked."""

    number: int
    parts: tuple[Part, ...]


@router.get("/payments", **page("screen"))
def payments(request: Request) -> Response:
    """The form."""
    return render(request, "payments.html.j2", problem="")


@router.post("/payments", **page("screen"))
async def filtered(request: Request, visit: Visiting) -> Response:
    """Filter the messages of one file, and record the decisions."""
    file = visit.form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        data, name = await file.read(), file.filename
    else:
        text = visit.text("text", PASTED_MAX)
        if not text:
            return render(request, "payments.html.j2", status=422, problem="Paste a message, or choose a file")
        data, name = text.replace("\n", "\r\n").encode("utf-8", "replace"), "pasted message"
    return await run_in_threadpool(_page, request, visit, data, name)


def _page(request: Request, visit: Visit, data: bytes, name: str) -> Response:
    engine = visit.context.engines.current
    chosen, stale = payment_filter(engine), engine.stale
    try:
        found = [chosen.filter(message, parts) for message, parts in read_payments(data, name)]
    finally:
        chosen.close()
    facts = {
        "message_sha256": hashlib.sha256(data).hexdigest(),
        "messages": [
            {
                "status": "not_screened" if stale else one.status,
                "parties": sorted({result.id for hit in one.hits for result in hit.results}),
                "rules": sorted({finding.rule for finding in one.findings}),
            }
            for one in found
        ],
    }
    number = Recorder(visit.context.database, visit.principal.id).batch("payment", facts, None, engine)
    lines = as_sent(data, found)
    return render(
        request,
        "payment.html.j2",
        found=[(one, places(one)) for one in found[:MESSAGES_MAX]],
        left=max(0, len(found) - MESSAGES_MAX),
        stale=stale,
        lines=lines[:SHOWN_MAX],
        hidden=max(0, len(lines) - SHOWN_MAX),
        record=number,
        file=name,
    )


def places(one: Filtered) -> list[tuple[Hit, Result]]:
    """The parties that a message names, each place and party once."""
    pairs = {(h.field, h.start, h.end, result.id): (h, result) for h in one.hits for result in h.results[:RESULTS_MAX]}
    return list(pairs.values())


def as_sent(data: bytes, found: list[Filtered]) -> list[Line]:
    """The lines of a message; marked are the words of hits wherever they stand in one line."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    words = sorted({hit.text for one in found for hit in one.hits if hit.text.strip()}, key=len, reverse=True)
    return [Line(number, _marked(line, words)) for number, line in enumerate(text.split("\n"), 1)]


def _marked(line: str, words: list[str]) -> tuple[Part, ...]:
    for word in words:
        at = line.find(word)
        if at >= 0:
            before, after = line[:at], line[at + len(word) :]
            return (*_marked(before, words), Part(word, "differs"), *_marked(after, words))
    return (Part(line),) if line else ()
