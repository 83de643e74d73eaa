"""`/v1/customers`: the customer base brought in, found, screened again, and what a change of the lists did to it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel

from ostrakon.app.monitoring.beside import busy, last_failure, rescreen_beside
from ostrakon.app.monitoring.explaining import RunExplained, explain_run
from ostrakon.app.monitoring.finding import bring_in_bytes, find_customers
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database.reviews import exemptions_of
from ostrakon.errors import UsageError
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import Context, context_of
from ostrakon.server.described import NUMBER_MAX
from ostrakon.server.errors import Refused

router = APIRouter(prefix="/v1/customers", tags=["customers"])
_FILE = {"schema": {"type": "string", "format": "binary"}}
BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"*/*": _FILE}}}
CHANGES_MAX = 1_000
Offset = Annotated[int, Query(ge=0, le=1_000_000_000)]
Limit = Annotated[int, Query(ge=1, le=500)]


class RescreenBody(BaseModel):
    """How much is screened again."""

    full: bool = False


@router.get("", **needs("customers.read"))
def listed(
    request: Request, words: Annotated[str, Query(max_length=200)] = "", offset: Offset = 0, limit: Limit = 50
) -> Any:
    """Customers in the order in which they came, or those with some words in key or name."""
    return msgspec.to_builtins(find_customers(watch_of(context_of(request)), words, offset=offset, limit=limit))


@router.get("/status", **needs("customers.read"))
def status(request: Request) -> Any:
    """The base in figures, whether a rescreen is due or running, and why the last one came to nothing."""
    return msgspec.to_builtins(watch_of(context_of(request)).status()) | state(context_of(request))


@router.get("/matches", **needs("customers.read"))
def matches(request: Request, offset: Offset = 0, limit: Limit = 50) -> Any:
    """All matches that stand, by customer."""
    found = watch_of(context_of(request)).matched(offset=offset, limit=limit)
    return {"matches": [msgspec.to_builtins(one) for one in found]}


@router.get("/changes", **needs("customers.read"))
def changes(
    request: Request,
    run: Annotated[int, Query(ge=0, le=NUMBER_MAX, description="number of a rescreen; 0: the last one")] = 0,
) -> Any:
    """What a rescreen found, customer by customer, with what the list changed of the party; the first thousand."""
    found = explained(context_of(request), run)
    head = {"run": msgspec.to_builtins(found.run), "events": len(found.events)}
    return head | {"changes": [msgspec.to_builtins(one) for one in found.events[:CHANGES_MAX]]}


@router.post("", **needs("customers.write", BODY))
async def bring_in(
    request: Request,
    acting: Acting,
    complete: Annotated[bool, Query(description="it is the whole base: who is not in it is removed")] = False,
    form: Annotated[Literal["jsonl", "csv", "parquet"], Query(description="of the body")] = "jsonl",
) -> Any:
    """Take the customers of a file into the base; they are screened by the next rescreen."""
    content = await request.body()
    watch = watch_of(context_of(request))
    summary = await run_in_threadpool(
        lambda: bring_in_bytes(watch, content, f"body.{form}", actor=acting.id, complete=complete)
    )
    return {**summary.facts, "messages": summary.messages}


@router.post("/rescreen", **needs("customers.write"))
def rescreen(request: Request, acting: Acting, body: RescreenBody) -> Any:
    """Begin to screen again what can have changed, beside the service; `/v1/customers/status` says how it stands."""
    begin(context_of(request), actor=acting.id, full=body.full)
    return {"started": True}


@router.get("/{customer:path}", **needs("customers.read"))
def shown(request: Request, customer: str) -> Any:
    """One customer: what is known, its matches with their evidence, what happened to them, its exemptions."""
    context = context_of(request)
    try:
        view = watch_of(context).customer(customer)
    except UsageError as absent:
        raise Refused(404, absent.what) from None
    with context.database.read() as transaction:
        exempt = exemptions_of(transaction, customer)
    return msgspec.to_builtins(view) | {"exemptions": [msgspec.to_builtins(one) for one in exempt]}


def watch_of(context: Context) -> Watch:
    """The customer base of the service."""
    return Watch(context.store, context.database)


def state(context: Context) -> dict[str, Any]:
    """Whether a run is at work, and why the last one came to nothing."""
    with context.database.read() as transaction:
        return {"busy": busy(watch_of(context).folder), "failure": last_failure(transaction)}


def explained(context: Context, run: int) -> RunExplained:
    """A rescreen with what the lists changed.

    Raises:
        Refused: there is none.
    """
    try:
        return explain_run(context.store, context.database, run)
    except UsageError as absent:
        raise Refused(404, absent.what) from None


def begin(context: Context, *, actor: str, full: bool) -> None:
    """Begin a rescreen beside the service.

    Raises:
        Refused: the base is empty, or a run is at work.
    """
    watch = watch_of(context)
    if not watch.status().customers:
        raise Refused(409, "the base holds no customer", remedy="Bring a file of customers in")
    if busy(watch.folder):
        raise Refused(409, "a run is at work on the customers", remedy="Wait until it has ended")
    rescreen_beside(context.store, actor=actor, full=full)
