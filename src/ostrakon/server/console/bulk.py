"""Look-alikes decided together with one reason: each is shown with its own difference, odd ones are left out."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.app import casework
from ostrakon.cases.case import Case, Decision, Outcome
from ostrakon.cases.states import NotAllowed
from ostrakon.database import cases as stored
from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.reports.comparison import field_rows
from ostrakon.server.console.case_view import REASON_KEYS
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.subjects import alerted
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
BULK_MAX = 200
OUTCOMES: tuple[Outcome, ...] = ("clear", "hold")
"""What may be decided for many at once: a block or a reject concerns one transaction or one property."""


@router.get("/cases/bulk", **page("cases.work"))
def bulk(request: Request, visit: Visiting) -> Response:
    """The cases that would be decided, and those that would not, with the reason why."""
    return _shown(request, visit, numbers(request.query_params.getlist("ids")))


@router.post("/cases/bulk", **page("cases.work"))
def decide_together(request: Request, visit: Visiting) -> Response:
    """Decide each case that was shown and has not changed since; each is told, none hides another."""
    if visit.text("sure", 10) != "yes":
        return _shown(
            request, visit, numbers([visit.text("ids", 4_000)]), problem="Tick the box that you looked at each"
        )
    outcome = next((one for one in OUTCOMES if one == visit.text("outcome", 20)), None)
    if outcome is None:
        raise Refused(422, "this cannot be decided for many at once")
    outcomes: list[tuple[int, str, bool]] = []
    made = partial(Decision, outcome=outcome, reason=visit.text("reason", 50), words=visit.text("words"))
    for pair in visit.text("versions", 8_000).split(","):
        number, _, version = pair.partition(":")
        if not (number.isdecimal() and version.isdecimal()):
            continue
        decision = made(by=visit.principal.id, at=moment())
        try:
            with visit.context.database.write() as transaction:
                after = _decided(transaction, int(number), int(version), decision)
            outcomes.append((int(number), after.state.replace("_", " "), True))
        except UsageError as bad:
            outcomes.append((int(number), bad.what, False))
    return render(request, "bulk_done.html.j2", outcomes=outcomes, where="queue")


def numbers(given: list[str]) -> list[int]:
    """Numbers of cases from fields that hold one or several.

    Raises:
        Refused: there are too many.
    """
    found = dict.fromkeys(int(one) for text in given for one in text.split(",") if one.isdecimal() and len(one) < 16)
    if len(found) > BULK_MAX:
        raise Refused(422, f"at most {BULK_MAX} cases at once")
    return list(found)


def _decided(transaction: Transaction, number: int, version: int, decision: Decision) -> Case:
    if casework.seen(transaction, number, version).state == "second_look":
        raise NotAllowed("second looks are taken one by one")
    return casework.decide(
        transaction,
        number,
        decision,
        version=version,
        two_persons=lambda one: casework.needs_two(one, decision.outcome),
    )


def _shown(request: Request, visit: Visit, ids: list[int], *, problem: str = "") -> Response:
    with visit.context.database.read() as transaction:
        found = [case for number in ids if (case := stored.case(transaction, number)) is not None]
        if not found:
            raise Refused(404, "no case was chosen", remedy="Select some in the queue")
        first = next((case for case in found if not _unlike(case, case)), None)
        if first is None:
            raise Refused(409, "none of these cases can be decided together: they are closed or wait for a second look")
        newest = stored.newest_alerts(transaction, ids)
        items: list[dict[str, Any]] = []
        left_out: list[tuple[Case, str]] = []
        for case in found:
            if why := _unlike(first, case):
                left_out.append((case, why))
                continue
            of = alerted(newest.get(case.id))
            records = visit.context.engines.current.records(case.party)
            rows = field_rows(of.subject, records, of.evidence) if of.subject else []
            rows.sort(key=lambda row: (row.mark != "differs", row.bits))
            items.append({"case": case, "alerted": of, "rows": rows[:3]})
    return render(
        request,
        "bulk.html.j2",
        where="case",
        status=422 if problem else 200,
        items=items,
        left_out=left_out,
        reasons=REASON_KEYS,
        problem=problem,
        ids=",".join(str(case.id) for case in found),
        versions=",".join(f"{one['case'].id}:{one['case'].version}" for one in items),
    )


def _unlike(first: Case, case: Case) -> str:
    if case.state not in ("open", "waiting"):
        return f"it is {case.state.replace('_', ' ')}"
    if case.party != first.party:
        return "another listed party"
    if case.signature != first.signature or case.status != first.status:
        return "its evidence is of another kind"
    return ""
