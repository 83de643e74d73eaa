"""`/v1/payments`, `/v1/texts`, `/v1/shipments`: what the commands `payment`, `read` and `shipment` do, over HTTP.

A body is the document itself, in any of its formats, as bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import filtered_object
from ostrakon.app.reading import open_reader, read_document, reading_object
from ostrakon.app.recording import DocumentKind
from ostrakon.app.shipping import filter_papers, shipment_filter, shipment_object
from ostrakon.filtering.shipment import ShipmentFilter
from ostrakon.intake.documents import read_bytes
from ostrakon.intake.payments import read_payments
from ostrakon.reading.reader import Reader
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.metrics import SCREENED
from ostrakon.server.papers import PerSnapshot

router = APIRouter(prefix="/v1", tags=["documents"])
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
Named = Annotated[str, Query(description="what to call the document in the answer", max_length=300)]
Objects = list[dict[str, Any]]

_texts: PerSnapshot[Reader] = PerSnapshot(open_reader)
_shipments: PerSnapshot[ShipmentFilter] = PerSnapshot(shipment_filter)


@router.post("/payments", **needs("screen", BODY))
async def payments(request: Request, acting: Acting, name: Named = "body") -> Any:
    """Filter payment messages: ISO 20022 or SWIFT MT, one or many; the answer has the shape of `payment --json`."""

    filters = context_of(request).payments

    def filtered(engine: Ostrakon, content: bytes) -> Objects:
        with filters.of(engine) as chosen:
            return [filtered_object(one) for one in chosen.filter_all(read_payments(content, name))]

    return await _answered(request, acting, "payment", "messages", filtered)


@router.post("/texts", **needs("screen", BODY))
async def texts(request: Request, acting: Acting, name: Named = "body", only: str = "") -> Any:
    """Read a text or document (plain text, HTML, PDF, Word, mail); the answer has the shape of `read --json`."""
    if only not in {"", "mentions"}:
        raise Refused(422, f"only={only!r} is unknown", remedy="Leave it out, or say only=mentions")

    def read(engine: Ostrakon, content: bytes) -> Objects:
        with _texts.of(engine) as reader:
            document = read_bytes(content, name)
            reading = read_document(reader, document, stale=engine.stale, only_mentions=only == "mentions")
            return [reading_object(reading)]

    return await _answered(request, acting, "text", "", read)


@router.post("/shipments", **needs("screen", BODY))
async def shipments(request: Request, acting: Acting, name: Named = "body") -> Any:
    """Filter trade documents (JSON, CSV, MT700); the answer has the shape of `shipment --json`."""

    def filtered(engine: Ostrakon, content: bytes) -> Objects:
        with _shipments.of(engine) as chosen:
            return [shipment_object(one) for one in filter_papers(chosen, content, name, stale=engine.stale)]

    return await _answered(request, acting, "shipment", "documents", filtered)


async def _answered(
    request: Request,
    acting: Acting,
    kind: DocumentKind,
    envelope: str,
    work: Callable[[Ostrakon, bytes], Objects],
) -> dict[str, Any]:
    """Do the work in a thread, record it, and answer."""
    context = context_of(request)
    engine = context.engines.current
    content = await request.body()
    found = await run_in_threadpool(work, engine, content)
    numbers: list[int] = await context.ledger.write(
        acting.id, lambda recorder, transaction: recorder.add_documents(transaction, kind, found, engine)
    )
    for one in found:
        SCREENED.labels(str(one["status"])).inc()
    rests = {"snapshot": engine.snapshot_number, "policy": engine.policy.version}
    head = {"ostrakon": __version__, **rests, "records": numbers}
    return head | ({envelope: found} if envelope else found[0])
