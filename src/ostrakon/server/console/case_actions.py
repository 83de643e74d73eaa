"""What people do to a case: decide, take back, note, ask, escalate, take; then the next case."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from fastapi import APIRouter, Request, Response

from ostrakon.app import casework
from ostrakon.cases.case import Case, Decision, Outcome
from ostrakon.cases.states import Event, NotAllowed
from ostrakon.database.cases import CaseConflict
from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction
from ostrakon.server.console.case_page import shown_case
from ostrakon.server.console.case_view import REASON_KEYS
from ostrakon.server.console.filters import Filter
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
STEPS: tuple[Event, ...] = ("assigned", "noted", "escalated", "asked", "postponed", "resumed")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WAIT_DAYS = 5
"""Days after which a case that waits for data comes up again."""


@router.post("/cases/{number}/decision", **page("cases.work"))
def decide(request: Request, number: Number, visit: Visiting) -> Response:
    """Decide the case as it was seen, and go on to the next one."""
    outcome = visit.text("outcome", 20)
    if outcome in STEPS:
        return step(request, number, visit)
    if outcome not in get_args(Outcome):
        raise Refused(422, f"{outcome!r} is no decision")
    chosen = Filter.of(visit.text("filter"))
    made = Decision(
        outcome=outcome,  # type: ignore[arg-type]  # checked just now
        reason=visit.text("reason", 50),
        words=visit.text("words"),
        by=visit.principal.id,
        at=moment(),
        exempt_until=_day(visit) if outcome == "clear" else "",
    )
    version = visit.number("version")
    try:
        with visit.context.database.write() as transaction:
            following = _following(transaction, visit, chosen, number)
            if casework.seen(transaction, number, version).state == "second_look":
                _may_second(visit)
            casework.decide(
                transaction,
                number,
                made,
                version=version,
                two_persons=lambda one: casework.needs_two(one, made.outcome, made.exempt_until),
            )
            next_case = _taken(transaction, visit, following)
    except CaseConflict as conflict:
        return _conflict(request, visit, conflict.now, made)
    except NotAllowed as refused:
        return _again(request, visit, number, refused.what)
    target = f"/cases/{next_case.id}" if next_case else "/cases"
    query = {"in": chosen.query} if next_case else {}
    return seen_other(target, **query, done=str(number))


@router.post("/cases/{number}/step", **page("cases.work"))
def step(request: Request, number: Number, visit: Visiting) -> Response:
    """Do something that decides nothing."""
    event = visit.text("outcome", 20)
    if event not in STEPS:
        raise Refused(422, f"{event!r} is no step")
    words, me = visit.text("words"), visit.principal.id
    if event == "noted" and not words:
        return _again(request, visit, number, "a note needs words")
    values: dict[str, Any] = {}
    if event == "assigned":
        values = {"assigned": "" if visit.text("to", 20) == "nobody" else me}
    elif event in ("asked", "postponed"):
        due = (datetime.now(UTC) + timedelta(days=WAIT_DAYS)).isoformat(timespec="milliseconds")
        values = {"due": due.replace("+00:00", "Z")}
    try:
        with visit.context.database.write() as transaction:
            casework.work(
                transaction,
                number,
                event,
                by=me,
                version=visit.number("version"),
                words=words,
                facts=dict(values),
                **values,
            )
    except CaseConflict as conflict:
        made = Decision(outcome="", reason=visit.text("reason", 50), words=words, by=me, at=moment())
        return _conflict(request, visit, conflict.now, made)
    except NotAllowed as refused:
        return _again(request, visit, number, refused.what)
    return seen_other(f"/cases/{number}", **{"in": Filter.of(visit.text("filter")).query})


@router.post("/cases/{number}/undo", **page("cases.work"))
def undo(request: Request, number: Number, visit: Visiting) -> Response:
    """Take one's decision back; it stays in the ledger, with a record of its own behind it."""
    try:
        with visit.context.database.write() as transaction:
            casework.withdraw(
                transaction,
                number,
                by=visit.principal.id,
                version=visit.number("version"),
                within_seconds=visit.context.settings.undo_seconds,
            )
    except CaseConflict as conflict:
        made = Decision(outcome="", reason="", by=visit.principal.id, at=moment())
        return _conflict(request, visit, conflict.now, made)
    except NotAllowed as refused:
        return _again(request, visit, number, refused.what)
    return seen_other(f"/cases/{number}", **{"in": Filter.of(visit.text("filter")).query})


def _day(visit: Visit) -> str:
    day = visit.text("exempt_until", 10)
    if day and not DAY.fullmatch(day):
        raise Refused(422, f"{day!r} is no day", remedy="Write it as 2027-06-30")
    return day


def _may_second(visit: Visit) -> None:
    if not visit.principal.may("cases.approve"):
        raise Refused(403, f"the role {visit.principal.role} may not be the second person")


def _following(transaction: Transaction, visit: Visit, chosen: Filter, number: int) -> list[Case]:
    """The cases behind this one in the filter, then those before it: the queue keeps its place."""
    found = chosen.cases(transaction, visit.principal.id)
    place = next((place for place, case in enumerate(found) if case.id == number), -1)
    return [*found[place + 1 :], *found[: max(place, 0)]]


def _taken(transaction: Transaction, visit: Visit, following: list[Case]) -> Case | None:
    """The first of them that nobody else has, taken."""
    me = visit.principal.id
    found = next((case for case in following if case.assigned in ("", me)), None)
    if found is None or found.assigned or found.state not in ("open", "waiting"):
        return found
    return casework.work(
        transaction, found.id, "assigned", by=me, version=found.version, facts={"assigned": me}, assigned=me
    )


def _again(request: Request, visit: Visit, number: int, problem: str) -> Response:
    """The page of the case once more, with what is wrong on top and what was filled in kept."""
    return shown_case(request, visit, number, problem=problem, status=422)


def _conflict(request: Request, visit: Visit, now: Case, made: Decision) -> Response:
    """Somebody else was first: theirs beside ours, nothing lost."""
    hidden = now.proposed is not None and now.proposed.by != visit.principal.id
    return render(
        request,
        "conflict.html.j2",
        status=409,
        now=now,
        hidden=hidden,
        made=made,
        reasons=dict(REASON_KEYS),
        filter=Filter.of(visit.text("filter")),
    )
