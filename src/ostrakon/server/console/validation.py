"""The report of effectiveness: how many altered names were found, at what cost, and which classes are weak."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ostrakon.database import records
from ostrakon.reports.effectiveness import effectiveness_of
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
KIND = "validation"
REPORTS_MAX = 30


@router.get("/validation", **page("quality.read"))
def newest(request: Request, visit: Visiting) -> Response:
    """The newest report, or how to make one."""
    return _page(request, visit, None)


@router.get("/validation/{number}", **page("quality.read"))
def one(request: Request, number: Number, visit: Visiting) -> Response:
    """The report of one record."""
    return _page(request, visit, number)


def _page(request: Request, visit: Visiting, number: int | None) -> Response:
    with visit.context.database.read() as transaction:
        past = records.records(transaction, kind=KIND, newest=True, limit=REPORTS_MAX)
        found = records.record(transaction, number) if number is not None else next(iter(past), None)
    if number is not None and (found is None or found.kind != KIND):
        remedy = "The page without a number shows the newest"
        raise Refused(404, f"record {number} is no report of effectiveness", remedy=remedy)
    engine = visit.context.engines.current if visit.context.engines.ready else None
    return render(
        request,
        "validation.html.j2",
        record=found,
        report=effectiveness_of(found.facts) if found else None,
        past=[(kept, effectiveness_of(kept.facts)) for kept in past],
        snapshot=engine.snapshot_number if engine else 0,
        policy=engine.policy.version if engine else "",
    )
