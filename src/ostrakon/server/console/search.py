"""Search: one subject against the lists in force, with what came near and why it was not enough."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.app.casework import open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder
from ostrakon.model.subject import Subject
from ostrakon.reports.comparison import field_rows
from ostrakon.reports.turning import turns_on, turns_on_short
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.errors import Refused
from ostrakon.server.v1.screen import subject_of

router = APIRouter(route_class=ConsoleRoute)
ASKED = ("q", "schema", "birth_date", "country", "id")
FIELDS = {"q": "name", "id": "identifiers"}
"""Name in the address → field of customer files, where the two differ."""
LIMIT = 20
NEAR_MAX = 5
SCHEMAS = ("Person", "Organization", "Company", "Vessel", "Airplane", "LegalEntity")


@router.get("/search", **page("screen"))
def search(request: Request, visit: Visiting) -> Response:
    """The form, and the answer where something was asked."""
    asked = {name: request.query_params.get(name, "").strip() for name in ASKED}
    if not asked["q"] and not asked["id"]:
        return _page(request, asked)
    try:
        subject = _subject(asked)
    except Refused as bad:
        return _page(request, asked, status=422, problem=str(bad.detail))
    engine = visit.context.engines.current
    how = Asked(LIMIT, None)
    answer = engine.answer(subject, limit=LIMIT)
    Recorder(visit.context.database, visit.principal.id).screening(subject, answer, how, engine)
    found = {result.id for result in answer.results}
    lower = (
        engine.answer(subject, limit=len(found) + NEAR_MAX, threshold=0.0) if answer.status != "not_screened" else None
    )
    near = [result for result in lower.results if result.id not in found][:NEAR_MAX] if lower else []
    return _page(
        request,
        asked,
        answer=answer,
        subject=subject,
        near=[(result, turns_on_short(result.evidence)) for result in near],
        results=[(result, turns_on_short(result.evidence), engine.entity(result.id)) for result in answer.results],
        thresholds=policy_thresholds(engine.policy),
    )


@router.get("/why", **page("screen"))
def why(request: Request, visit: Visiting) -> Response:
    """One listed party held against the subject, whether or not a search finds it."""
    asked = {name: request.query_params.get(name, "").strip() for name in ASKED}
    party = request.query_params.get("party", "")
    engine, subject = visit.context.engines.current, _subject(asked)
    found = engine.explain(subject, party)
    rows = field_rows(subject, engine.records(party), found.evidence)
    return render(
        request,
        "why.html.j2",
        asked=asked,
        subject=subject,
        found=found,
        rows=rows,
        sentence=turns_on(rows),
        thresholds=policy_thresholds(engine.policy),
    )


@router.post("/search/case", **page("cases.work"))
def open_case(visit: Visiting) -> Response:
    """Open a case for one result of a search, or go to the one that there is."""
    engine, party = visit.context.engines.current, visit.text("party", 500)
    subject = _subject({name: visit.text(name) for name in ASKED})
    number = _opened(visit, engine, subject, party)
    return seen_other(f"/cases/{number}")


def _opened(visit: Visit, engine: Ostrakon, subject: Subject, party: str) -> int:
    answer = engine.answer(subject, limit=LIMIT)
    with visit.context.database.write() as transaction:
        me = visit.principal.id
        recorder = Recorder(visit.context.database, me)
        record = recorder.add_screening(transaction, subject, answer, Asked(LIMIT, None), engine)
        chosen = type(answer)(
            query_id=answer.query_id,
            status=answer.status,
            results=tuple(result for result in answer.results if result.id == party),
        )
        opened = open_cases(transaction, engine, subject, chosen, record=record, door="search", actor=me)
    if not opened:
        raise Refused(409, "the search does not find this party any more", remedy="Search again")
    return opened[0]


def _subject(asked: dict[str, str]) -> Subject:
    """The subject asked for; an identifier without its type is one of an unknown type."""
    record: dict[str, Any] = {FIELDS.get(name, name): value for name, value in asked.items() if value}
    if given := record.get("identifiers"):
        kind, equals, number = given.partition("=")
        record["identifiers"] = [{"type": kind if equals else "other", "value": number if equals else given}]
    return subject_of(record)


def _page(request: Request, asked: dict[str, str], *, status: int = 200, problem: str = "", **values: Any) -> Response:
    return render(
        request,
        "search.html.j2",
        where="queue",
        status=status,
        asked=asked,
        schemas=SCHEMAS,
        problem=problem,
        **({"answer": None, "near": [], "results": [], "thresholds": (), "subject": None} | values),
    )
