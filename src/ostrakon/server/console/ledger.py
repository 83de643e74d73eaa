"""The ledger: whether the chain holds, then its records; sealed data are opened one by one, and that is recorded."""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.database import records
from ostrakon.ledger.record import Entry
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
SHOWN = 100


@router.get("/ledger", **page("ledger.read"))
def ledger(request: Request, visit: Visiting, about: str = "", kind: str = "", before: int = 0) -> Response:
    """The newest records, of everything or about one thing; with `verify` the whole chain is walked."""
    database = visit.context.database
    with database.read() as transaction:
        found = records.records(transaction, about=about, kind=kind, after=max(0, before), limit=SHOWN, newest=True)
        head, signed = records.head(transaction), records.checkpoints(transaction)
    return render(
        request,
        "ledger.html.j2",
        where="queue",
        found=found,
        head=head,
        signed=signed[-1] if signed else None,
        verdict=records.verify_ledger(database) if request.query_params.get("verify") else None,
        about=about,
        kind=kind,
        older=found[-1].n if len(found) == SHOWN else 0,
    )


@router.get("/ledger/{number}", **page("ledger.read"))
def one_record(request: Request, number: Number, visit: Visiting) -> Response:
    """One record, as it is chained."""
    with visit.context.database.read() as transaction:
        found = records.record(transaction, number)
    return _record(request, found, personal=None)


@router.post("/ledger/{number}/open", **page("ledger.personal"))
def opened(request: Request, number: Number, visit: Visiting) -> Response:
    """The same with what is sealed of it; who looked is recorded."""
    with visit.context.database.write() as transaction:
        found = records.record(transaction, number)
        personal = records.personal_of(transaction, found) if found else None
        about = (f"record:{number}",)
        records.append(transaction, Entry(kind="unsealed", actor=visit.principal.id, about=about))
    return _record(request, found, personal=personal if personal is not None else "its key was destroyed")


def _record(request: Request, found: Any, *, personal: Any) -> Response:
    if found is None:
        raise Refused(404, "there is no such record")
    body = json.dumps(found.facts, indent=2, ensure_ascii=False)
    shown = json.dumps(personal, indent=2, ensure_ascii=False) if personal is not None else ""
    return render(request, "record.html.j2", found=found, body=body, personal=shown)
