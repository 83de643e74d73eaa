"""Customers, as far as alerts know them: what came up about each, and what was decided."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.cases.case import Case
from ostrakon.database import cases as stored
from ostrakon.server.console.filters import LOADED_MAX
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.subjects import alerted
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
SHOWN_MAX = 100


@router.get("/customers", **page("customers.read"))
def customers(request: Request, visit: Visiting) -> Response:
    """The customers of the cases that changed last."""
    words = request.query_params.get("words", "")[:200]
    with visit.context.database.read() as transaction:
        found = stored.queue(transaction, sort="changed", limit=LOADED_MAX)
        by_customer: dict[str, list[Case]] = {}
        for case in found:
            by_customer.setdefault(case.customer, []).append(case)
        opened = list(by_customer.values())[: None if words else SHOWN_MAX]  # names are opened where they are shown
        newest = stored.newest_alerts(transaction, [cases[0].id for cases in opened])
    rows: list[dict[str, Any]] = []
    for key, cases in by_customer.items():
        name = alerted(newest.get(cases[0].id)).name
        if words.casefold() in f"{name} {key}".casefold():
            rows.append({"key": key, "name": name, "cases": cases, "open": sum(c.state != "closed" for c in cases)})
    return render(
        request,
        "customers.html.j2",
        where="queue",
        rows=rows[:SHOWN_MAX],
        left=max(0, len(rows) - SHOWN_MAX),
        more=len(found) == LOADED_MAX,
        words=words,
    )


@router.get("/customers/{key:path}", **page("customers.read"))
def customer(request: Request, key: str, visit: Visiting) -> Response:
    """One customer: what we know, and every case."""
    with visit.context.database.read() as transaction:
        cases = stored.queue(transaction, customer=key, sort="changed", limit=SHOWN_MAX)
        newest = stored.newest_alerts(transaction, [case.id for case in cases[:1]])
    if not cases:
        raise Refused(404, "no alert has come up about this customer", remedy="Customers without alerts have no page")
    return render(
        request,
        "customer.html.j2",
        where="queue",
        key=key,
        cases=cases,
        alerted=alerted(newest.get(cases[0].id)),
    )
