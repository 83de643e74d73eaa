"""Attachments of a case, and second opinions on closed ones for the quality of decisions."""

from __future__ import annotations

import secrets
from typing import get_args

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ostrakon.app import casework
from ostrakon.cases.case import Outcome
from ostrakon.cases.quality import agreement, in_sample
from ostrakon.database import cases as stored
from ostrakon.database import reviews
from ostrakon.database.cases import CaseConflict
from ostrakon.errors import UsageError
from ostrakon.server.console.case_page import shown_case
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
NAME_MAX = 200
SAMPLED_MAX = 10_000
SHARES = ("0.01", "0.05", "0.1", "1")


@router.post("/cases/{number}/attachments", **page("cases.work"))
async def attach(request: Request, number: Number, visit: Visiting) -> Response:
    """Attach a file; its hash goes into the ledger."""
    file = visit.form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await run_in_threadpool(shown_case, request, visit, number, problem="choose a file", status=422)
    content, name = await file.read(), file.filename[-NAME_MAX:]
    kind, version = file.content_type or "application/octet-stream", visit.number("version")

    def kept() -> Response:
        try:
            with visit.context.database.write() as transaction:
                casework.attach(
                    transaction,
                    number,
                    name=name,
                    media_type=kind,
                    content=content,
                    by=visit.principal.id,
                    version=version,
                )
        except UsageError as refused:
            status = 409 if isinstance(refused, CaseConflict) else 422
            return shown_case(request, visit, number, problem=refused.what, status=status)
        return seen_other(f"/cases/{number}")

    return await run_in_threadpool(kept)


@router.get("/cases/{number}/attachments/{attachment}", **page("cases.read"))
def attached(number: Number, attachment: Number, visit: Visiting) -> Response:
    """The content of a file, to be saved and never shown in place: whoever attached it is not to be trusted."""
    with visit.context.database.read() as transaction:
        content = reviews.attachment_content(transaction, number, attachment)
    if content is None:
        raise Refused(404, "there is no such attachment, or it was deleted")
    headers = {"Content-Disposition": f'attachment; filename="attachment-{attachment}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.post("/cases/{number}/review", **page("cases.approve"))
def review(request: Request, number: Number, visit: Visiting) -> Response:
    """A second opinion on a closed case; it changes nothing but the figures."""
    outcome: Outcome = next((one for one in get_args(Outcome) if one == visit.text("outcome", 20)), "")
    if not outcome:
        raise Refused(422, "choose an outcome")
    try:
        with visit.context.database.write() as transaction:
            casework.review(transaction, number, outcome, by=visit.principal.id, version=visit.number("version"))
    except UsageError as refused:
        status = 409 if isinstance(refused, CaseConflict) else 422
        return shown_case(request, visit, number, problem=refused.what, status=status)
    return seen_other(f"/cases/{number}")


@router.get("/quality", **page("quality.read"))
def quality(request: Request, visit: Visiting) -> Response:
    """How far decisions and their reviews agree, and a sample of closed cases that nobody can choose."""
    share = request.query_params.get("share", "0.05")
    share = share if share in SHARES else "0.05"
    seed = request.query_params.get("seed", "")[:100] or secrets.token_hex(4)
    with visit.context.database.read() as transaction:
        found = agreement(reviews.reviews(transaction))
        closed = stored.queue(transaction, states=("closed",), sort="id", limit=SAMPLED_MAX)
    drawn = [one for one in closed if in_sample(one.id, float(share), seed=seed)]
    return render(
        request,
        "quality.html.j2",
        where="queue",
        found=found,
        drawn=drawn,
        closed=len(closed),
        share=share,
        shares=SHARES,
        seed=seed,
    )
