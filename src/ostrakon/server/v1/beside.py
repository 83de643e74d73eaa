"""`/v1/cases/{number}/…`: attachments, duties with drafts of reports, quality reviews."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from ostrakon.app import casework
from ostrakon.app.engine import Ostrakon
from ostrakon.cases.case import Case
from ostrakon.cases.drafts import as_text, draft
from ostrakon.cases.duties import Duty, duties, regimes_of
from ostrakon.cases.leaving import cut
from ostrakon.cases.quality import agreement, in_sample
from ostrakon.database import cases as stored
from ostrakon.database import reviews
from ostrakon.database.transactions import Transaction
from ostrakon.server.access import Acting, needs
from ostrakon.server.context import Context, context_of
from ostrakon.server.described import NUMBER_MAX, Number
from ostrakon.server.errors import Refused
from ostrakon.server.v1.cases import Outcome

router = APIRouter(prefix="/v1", tags=["cases"])
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
SAMPLED_MAX = 10_000
Seen = Annotated[int, Query(ge=0, le=NUMBER_MAX, description="the version of the case that was seen")]


@router.post("/cases/{number}/attachments", **needs("cases.work", BODY))
async def attach(
    request: Request, acting: Acting, number: Number, version: Seen, name: Annotated[str, Query(max_length=200)]
) -> Any:
    """Attach a file: the body; its hash goes into the ledger, its content under the customer's key."""
    content = await request.body()
    media_type = request.headers.get("content-type", "application/octet-stream")

    def write(transaction: Transaction) -> Any:
        return casework.attach(
            transaction, number, name=name, media_type=media_type, content=content, by=acting.id, version=version
        )

    after, kept = await context_of(request).ledger.write(acting.id, lambda _recorder, transaction: write(transaction))
    return {"attachment": msgspec.to_builtins(kept), "version": after.version}


@router.get("/cases/{number}/attachments", **needs("cases.read"))
def attachments(request: Request, number: Number) -> Any:
    """The files of a case."""
    with context_of(request).database.read() as transaction:
        _found(transaction, number)
        return {"attachments": [msgspec.to_builtins(one) for one in reviews.attachments(transaction, number)]}


@router.get("/cases/{number}/attachments/{attachment}", **needs("cases.read"))
def attachment_content(request: Request, number: Number, attachment: Number) -> Response:
    """The content of a file, to be saved and never shown in place: whoever attached it is not to be trusted."""
    with context_of(request).database.read() as transaction:
        content = reviews.attachment_content(transaction, number, attachment)
    if content is None:
        raise Refused(404, "there is no such attachment, or it was deleted")
    headers = {"Content-Disposition": f'attachment; filename="attachment-{attachment}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/cases/{number}/duties", **needs("cases.read"))
def duties_of(request: Request, number: Number) -> Any:
    """What the decision obliges to and by when, each with a draft of its report."""
    return {
        "duties": [msgspec.to_builtins(duty) | {"draft": made} for duty, made in drafts_of(context_of(request), number)]
    }


@router.get("/cases/{number}/duties/{place}/draft.txt", response_class=PlainTextResponse, **needs("cases.read"))
def draft_text(request: Request, number: Number, place: Number) -> str:
    """One draft as text, for a letter or a form."""
    found = drafts_of(context_of(request), number)
    if place >= len(found):
        raise Refused(404, "there is no such duty")
    return as_text(found[place][1])


@router.post("/cases/{number}/review", **needs("cases.approve"))
async def review(request: Request, acting: Acting, number: Number, version: Seen, outcome: Outcome) -> Any:
    """A second opinion on a closed case, for the quality of decisions; it changes nothing."""

    def write(transaction: Transaction) -> Case:
        return casework.review(transaction, number, outcome, by=acting.id, version=version)

    after = await context_of(request).ledger.write(acting.id, lambda _recorder, transaction: write(transaction))
    return {"version": after.version}


@router.get("/quality", **needs("quality.read"))
def quality(request: Request) -> Any:
    """How far decisions and their reviews agree."""
    with context_of(request).database.read() as transaction:
        return msgspec.to_builtins(agreement(reviews.reviews(transaction)))


@router.get("/quality/sample", **needs("quality.read"))
def sample(
    request: Request,
    share: Annotated[float, Query(gt=0, le=1)],
    seed: Annotated[str, Query(min_length=1, max_length=100)],
) -> Any:
    """Closed cases drawn for review: the same for everybody who knows the seed."""
    with context_of(request).database.read() as transaction:
        closed = stored.queue(transaction, states=("closed",), sort="id", limit=SAMPLED_MAX)
    return {"cases": [one.id for one in closed if in_sample(one.id, share, seed=seed)], "of": len(closed)}


def drafts_of(context: Context, number: int) -> list[tuple[Duty, dict[str, Any]]]:
    """The duties of a closed case, each with the draft of its report; none while it is open.

    Raises:
        Refused: there is no such case.
    """
    with context.database.read() as transaction:
        found = _found(transaction, number)
        alerts = stored.alerts(transaction, number)
    if found.state != "closed":
        return []
    party = _party(context.engines.current, found)
    subject = next((one.personal["subject"] for one in alerts if one.personal is not None), None)
    due = duties(found.outcome, regimes_of(party["lists"]), date.fromisoformat(found.decided_at[:10]))
    made = [(duty, draft(found, duty, subject=subject, party=party)) for duty in due]
    return [(duty, cut(one, "draft", "authority").value) for duty, one in made]


def _party(engine: Ostrakon, found: Case) -> dict[str, Any]:
    records = engine.records(found.party)
    return {
        "id": found.party,
        "caption": found.caption,
        "lists": list(dict.fromkeys(source for record in records for source in record.sources)),
        "programmes": list(dict.fromkeys(one for r in records for d in r.designations for one in d.programmes)),
    }


def _found(transaction: Transaction, number: int) -> Case:
    found = stored.case(transaction, number)
    if found is None:
        raise Refused(404, f"there is no case {number}")
    return found
