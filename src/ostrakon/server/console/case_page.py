"""The page of a case, on the screen and on paper."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ostrakon.app.casework import may_withdraw
from ostrakon.cases.drafts import as_text
from ostrakon.database import cases as stored
from ostrakon.database.records import moment
from ostrakon.server.console.case_view import REASON_KEYS, case_view
from ostrakon.server.console.filters import Filter
from ostrakon.server.console.owners import behind
from ostrakon.server.console.pages import render
from ostrakon.server.console.queue import just_decided
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused
from ostrakon.server.v1.beside import drafts_of

router = APIRouter(route_class=ConsoleRoute)


@router.get("/cases/{number}", **page("cases.read"))
def case_page(request: Request, number: Number, visit: Visiting) -> Response:
    """One case: the sentence, both sides, what follows, how it adds up, what happened, the decision."""
    return shown_case(request, visit, number)


@router.get("/cases/{number}/print", **page("cases.read"))
def case_on_paper(request: Request, number: Number, visit: Visiting) -> Response:
    """The same without navigation and buttons, with what a reader of paper needs at its foot."""
    return shown_case(request, visit, number, template="case_print.html.j2")


@router.get("/cases/{number}/drafts", **page("cases.read"))
def drafts(request: Request, number: Number, visit: Visiting) -> Response:
    """What a decision obliges to, each duty with the draft of its report."""
    found = [(duty, as_text(made)) for duty, made in drafts_of(visit.context, number)]
    return render(request, "drafts.html.j2", number=number, found=found)


def shown_case(
    request: Request,
    visit: Visit,
    number: int,
    *,
    template: str = "case.html.j2",
    problem: str = "",
    status: int = 200,
) -> Response:
    """The page of a case.

    Args:
        problem: why what was sent was not done; what was filled in stays.
    """
    chosen = Filter.of(visit.text("filter") if visit.form else request.query_params.get("in", ""))
    engine, me = visit.context.engines.current, visit.principal.id
    with visit.context.database.read() as transaction:
        found = stored.case(transaction, number)
        if found is None:
            raise Refused(404, f"there is no case {number}", remedy="The queue shows those that there are")
        view = case_view(transaction, engine, found, me, chosen)
        owners = behind(transaction, engine, visit.context.store, view.alerts)
        undo = visit.context.settings.undo_seconds
        done = just_decided(transaction, request.query_params.get("done", ""), me, undo)
    return render(
        request,
        template,
        where="case",
        status=status,
        view=view,
        owners=owners,
        filter=chosen,
        reasons=REASON_KEYS,
        chosen_reason=visit.text("reason") if visit.form else "",
        words=visit.text("words") if visit.form else "",
        problem=problem,
        done=done,
        undoable=may_withdraw(found, moment(), undo),
        may_second=visit.principal.may("cases.approve"),
        first=found.proposed.by if found.proposed else "",
    )
