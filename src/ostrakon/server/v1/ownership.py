"""`POST /v1/ownership`: who is blocked through whom, by each of some regimes; as JSON, or as a picture."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel, Field

from ostrakon import __version__
from ostrakon.app.owning_by_regime import Owned, around, owned_object, owned_under, record_object
from ostrakon.app.owning_screened import screened_graph
from ostrakon.reports.ownership_svg import ownership_svg
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import context_of
from ostrakon.server.described import Object, Text
from ostrakon.server.metrics import SCREENED

router = APIRouter(prefix="/v1", tags=["documents"])
PICTURE = "image/svg+xml"
SUBJECTS_MAX = 100
Regime = Literal["ofac", "eu", "uk", "ch"]
EXAMPLE = {
    "graph": {
        "entities": [{"id": "L", "name": "Listed Ltd", "listed": ["ofac", "eu"]}, {"id": "A", "name": "Asked Ltd"}],
        "interests": [{"owner": "L", "owned": "A", "share": 50, "kind": "ownership"}],
    },
    "subjects": ["A"],
    "regimes": ["ofac", "eu"],
    "as_of": "2026-11-27",
}


class OwnershipBody(BaseModel):
    """A graph, and what is asked about it."""

    graph: Object | Text = Field(description="a graph file (docs/ownership.md): as an object, or its text")
    subjects: list[Text] = Field(default=[], max_length=SUBJECTS_MAX, description="ids or names; empty: every entity")
    regimes: list[Regime] = Field(default=[], max_length=10, description="empty: all")
    as_of: str = Field(default="", pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO day; empty: the file's or today")


@router.post(
    "/ownership",
    responses={200: {"description": "Verdicts, or with `Accept: image/svg+xml` a picture", "content": {PICTURE: {}}}},
    **needs("screen"),
)
async def ownership(request: Request, acting: Acting, asked: Annotated[OwnershipBody, Body(examples=[EXAMPLE])]) -> Any:
    """Who is blocked through whom, in a graph of any known form; where it does not say who is listed, its parties are
    screened. By regime each verdict with its rule, chains, deciding facts and what would decide.

    With `Accept: image/svg+xml` the picture under the first regime. Either way the ledger keeps the graph's hash and
    the verdicts.
    """
    context = context_of(request)
    engine = context.engines.current
    text = asked.graph if isinstance(asked.graph, str) else json.dumps(asked.graph)

    def work() -> Owned:
        return owned_under(
            text.encode("utf-8"),
            "graph",
            regimes=asked.regimes,
            subjects=asked.subjects,
            as_of=asked.as_of,
            mark=lambda graph: screened_graph(engine, context.store, graph),
        )

    found = await run_in_threadpool(work)
    [number] = await context.ledger.write(
        acting.id,
        lambda recorder, transaction: recorder.add_documents(
            transaction, "ownership", [record_object(found)], engine, {"graph_sha256": found.sha256}
        ),
    )
    SCREENED.labels(found.status).inc()
    if PICTURE in request.headers.get("accept", ""):
        regime = next(iter(found.answers))
        drawn = await run_in_threadpool(ownership_svg, around(found, regime), found.answers[regime])
        return Response(drawn, media_type=PICTURE)
    head = {"ostrakon": __version__, "snapshot": engine.snapshot_number, "record": number}
    return head | await run_in_threadpool(owned_object, found)
