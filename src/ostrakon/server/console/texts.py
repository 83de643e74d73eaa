"""The article reader: a text pasted or uploaded, its marks in place, who is named and what is said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ostrakon.app.engine import Ostrakon
from ostrakon.app.reading import Reading, read_document, reading_object
from ostrakon.app.recording import Recorder
from ostrakon.app.reporting import article_of
from ostrakon.intake.documents import Document, read_bytes
from ostrakon.model import Entity
from ostrakon.reports.article import article_view
from ostrakon.reports.content import Report
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page

router = APIRouter(route_class=ConsoleRoute)
PASTED_MAX = 2_000_000
"""Characters of a pasted text."""
PASTED = "pasted text"


@router.get("/texts", **page("screen"))
def texts(request: Request) -> Response:
    """The form."""
    return render(request, "texts.html.j2", problem="")


@router.post("/texts", **page("screen"))
async def read(request: Request, visit: Visiting) -> Response:
    """Read one text, and record what it was and what was found."""
    file = visit.form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        data, name = await file.read(), file.filename
        document = await run_in_threadpool(read_bytes, data, name)
    else:
        text = visit.text("text", PASTED_MAX)
        if not text:
            return render(request, "texts.html.j2", status=422, problem="Paste a text, or choose a file")
        data, document = text.encode("utf-8", "replace"), Document(file=PASTED, text=text)
    return await run_in_threadpool(_page, request, visit, document, hashlib.sha256(data).hexdigest())


def _page(request: Request, visit: Visit, document: Document, digest: str) -> Response:
    engine = visit.context.engines.current
    reading = read_document(engine, document)
    recorder = Recorder(visit.context.database, visit.principal.id)
    [number] = recorder.documents("text", [reading_object(reading)], engine, {"text_sha256": digest})
    entities = dict(_named(engine, reading))
    return render(
        request,
        "reading.html.j2",
        where="reader",
        article=article_view(article_of(reading, document.text), entities),
        report=Report(title="", version="", snapshot=engine.snapshot_number, policy="", made_at=""),
        reading=reading,
        record=number,
    )


def _named(engine: Ostrakon, reading: Reading) -> Iterable[tuple[str, Entity]]:
    for mention in reading.parties:
        for entity_id in mention.entity_ids or (mention.key,):
            entity = engine.entity(entity_id)
            if entity is not None:
                yield entity_id, entity
