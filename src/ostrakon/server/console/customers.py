"""Customers: the base with its matches, what a change of the lists did to each, and all about whom alerts came up."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from ostrakon.app.monitoring.finding import Page, bring_in_bytes, find_customers
from ostrakon.app.monitoring.importing import ImportSummary
from ostrakon.app.monitoring.watching import CustomerView, Watch
from ostrakon.cases.case import Case
from ostrakon.customers.matches import Match
from ostrakon.database import cases as stored
from ostrakon.database.reviews import exemptions_of
from ostrakon.errors import InputError, OstrakonError, StoreError, UsageError
from ostrakon.server.console.filters import LOADED_MAX
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.subjects import alerted
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.errors import Refused
from ostrakon.server.v1.customers import begin, explained, state, watch_of

router = APIRouter(route_class=ConsoleRoute)
ROWS = 100
CHANGES_SHOWN = 200
NUMBER_DIGITS = 15
WHICH = ("base", "matched", "alerts")


@router.get("/customers", **page("customers.read"))
def customers(request: Request, visit: Visiting) -> Response:
    """The customer base where there is one, else the customers of the cases that changed last."""
    watch, words = watch_of(visit.context), request.query_params.get("words", "")[:200]
    status = watch.status()
    which = request.query_params.get("which", "")
    which = (
        which
        if which in WHICH
        else "base"
        if status.customers and not words
        else "base"
        if status.customers
        else "alerts"
    )
    number = max(1, _number(request.query_params.get("page", "1")))
    found, matches, code, problem = Page(customers=(), more=False), list[Match](), 200, ""
    rows, more = list[dict[str, Any]](), False
    try:
        if which == "base":
            found = find_customers(watch, words, offset=(number - 1) * ROWS, limit=ROWS)
        elif which == "matched":
            matches = watch.matched(offset=(number - 1) * ROWS, limit=ROWS + 1)
        else:
            rows, more = _alerted(visit, words)
    except StoreError as bad:  # a sealed base whose key is not set
        problem, code = str(bad), 503
    return render(
        request,
        "customers.html.j2",
        where="queue",
        status=code,
        which=which,
        base=status,
        found=found,
        matches=matches[:ROWS],
        rows=rows[:ROWS],
        left=max(0, len(rows) - ROWS),
        more=more,
        following=found.more or len(matches) > ROWS,
        page=number,
        words=words,
        problem=problem,
        may_write=visit.principal.may("customers.write"),
        **state(visit.context),
    )


@router.get("/customers/import", **page("customers.write"))
def importing(request: Request, visit: Visiting) -> Response:
    """How the base stands in figures, and what changes it: for whoever runs it, without a name."""
    return _form(request, visit)


@router.post("/customers/import", **page("customers.write"))
async def brought_in(request: Request, visit: Visiting) -> Response:
    """Take the customers of a file into the base."""
    file = visit.form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return _form(request, visit, problem="Choose a file of customers")
    content, name, complete = await file.read(), file.filename, visit.text("complete", 5) == "on"
    watch, actor = watch_of(visit.context), visit.principal.id
    try:
        summary = await run_in_threadpool(lambda: bring_in_bytes(watch, content, name, actor=actor, complete=complete))
    except (InputError, UsageError, StoreError) as bad:
        return await run_in_threadpool(_form, request, visit, problem=str(bad))
    return await run_in_threadpool(_form, request, visit, summary=summary)


@router.post("/customers/rescreen", **page("customers.write"))
def rescreened(visit: Visiting) -> Response:
    """Begin to screen again what can have changed, beside the service."""
    begin(visit.context, actor=visit.principal.id, full=visit.text("full", 5) == "on")
    return seen_other("/customers/import", started="1")


@router.get("/customers/changes", **page("customers.read"))
def changes(request: Request, visit: Visiting) -> Response:
    """What a rescreen found, customer by customer, with what the list changed of the party."""
    found = explained(visit.context, _number(request.query_params.get("run", "")))
    runs = [one for one in watch_of(visit.context).status().runs if one.kind == "rescreen"]
    return render(request, "customer_changes.html.j2", where="queue", found=found, most=CHANGES_SHOWN, runs=runs)


@router.get("/customers/{key:path}", **page("customers.read"))
def customer(request: Request, key: str, visit: Visiting) -> Response:
    """One customer: what we know, its matches, what happened to them, and every case."""
    view = _view(watch_of(visit.context), key)
    with visit.context.database.read() as transaction:
        cases = stored.queue(transaction, customer=key, sort="changed", limit=ROWS)
        newest = stored.newest_alerts(transaction, [case.id for case in cases[:1]])
        exempt = exemptions_of(transaction, key)
    if not cases and view is None:
        raise Refused(404, "no such customer is in the base, and no alert has come up about one")
    of = alerted(newest.get(cases[0].id) if cases else None)
    return render(
        request,
        "customer.html.j2",
        where="queue",
        key=key,
        cases=cases,
        alerted=of,
        subject=view.subject if view else of.subject,
        view=view,
        exemptions=exempt,
        case_of={case.party: case.id for case in cases},
    )


def _form(request: Request, visit: Visit, *, problem: str = "", summary: ImportSummary | None = None) -> Response:
    return render(
        request,
        "customer_import.html.j2",
        status=422 if problem else 200,
        base=watch_of(visit.context).status(),
        problem=problem,
        summary=summary,
        started=bool(request.query_params.get("started", "")),
        **state(visit.context),
    )


def _alerted(visit: Visit, words: str) -> tuple[list[dict[str, Any]], bool]:
    """Customers of the cases that changed last, and whether there are more cases."""
    with visit.context.database.read() as transaction:
        found = stored.queue(transaction, sort="changed", limit=LOADED_MAX)
        by_customer = _by_customer(found)
        opened = list(by_customer.values())[: None if words else ROWS]  # names are opened where they are shown
        newest = stored.newest_alerts(transaction, [cases[0].id for cases in opened])
    rows: list[dict[str, Any]] = []
    for key, cases in by_customer.items():
        name = alerted(newest.get(cases[0].id)).name
        if words.casefold() in f"{name} {key}".casefold():
            rows.append({"key": key, "name": name, "cases": cases, "open": sum(c.state != "closed" for c in cases)})
    return rows, len(found) == LOADED_MAX


def _by_customer(found: list[Case]) -> dict[str, list[Case]]:
    by_customer: dict[str, list[Case]] = {}
    for case in found:
        by_customer.setdefault(case.customer, []).append(case)
    return by_customer


def _view(watch: Watch, key: str) -> CustomerView | None:
    """The customer in the base; None where it is not there, or the base cannot be opened."""
    try:
        return watch.customer(key)
    except OstrakonError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS else 0
