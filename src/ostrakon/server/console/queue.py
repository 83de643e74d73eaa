"""The queue: worst and soonest due on top, look-alikes as one row, what could not be screened told apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.app.casework import may_withdraw, work
from ostrakon.cases.case import Case
from ostrakon.database import cases as stored
from ostrakon.database import records
from ostrakon.database.records import moment
from ostrakon.database.transactions import Transaction
from ostrakon.reports.turning import turns_on_short
from ostrakon.server.console.filters import LOADED_MAX, Filter
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.subjects import Alerted, alerted
from ostrakon.server.console.visits import Visiting, page

router = APIRouter(route_class=ConsoleRoute)
ROWS = 50
RECORDS_LOOKED_AT = 500
"""Newest records of the ledger among which the queue looks for answers that could not be given."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a case, with its look-alikes."""

    case: Case
    alike: tuple[Case, ...]
    alerted: Alerted
    turns_on: str

    @property
    def ids(self) -> str:
        """The numbers of all cases of the row."""
        return ",".join(str(case.id) for case in (self.case, *self.alike))


@router.get("/", **page(None))
def start(request: Request, visit: Visiting) -> Response:
    """Where a person's work is: the queue, or the search for those who decide no cases."""
    if visit.principal.may("cases.read"):
        return queue(request, visit)
    return seen_other("/search" if visit.principal.may("screen") else "/lists")


@router.get("/cases", **page("cases.read"))
def queue(request: Request, visit: Visiting) -> Response:
    """The queue under a filter."""
    chosen = Filter.of(request.url.query)
    page_number = max(1, int(text)) if (text := request.query_params.get("page", "1")).isdecimal() else 1
    with visit.context.database.read() as transaction:
        found = chosen.cases(transaction, visit.principal.id)
        groups = _groups(transaction, chosen, found)
        rows = _rows(transaction, groups[(page_number - 1) * ROWS : page_number * ROWS])
        counted, unanswered_ones = _counts(transaction, visit.principal.id), not_screened(transaction)
        undo = visit.context.settings.undo_seconds
        done = just_decided(transaction, request.query_params.get("done", ""), visit.principal.id, undo)
    return render(
        request,
        "queue.html.j2",
        where="queue",
        filter=chosen,
        rows=rows,
        total=len(groups),
        cases=len(found),
        more=len(found) == LOADED_MAX,
        page=page_number,
        pages=-(-len(groups) // ROWS),
        counts=counted,
        not_screened=unanswered_ones,
        done=done,
    )


@router.get("/cases/next", **page("cases.read"))
def following(request: Request, visit: Visiting) -> Response:
    """The first case of a filter, without taking it."""
    chosen = Filter.of(request.url.query)
    with visit.context.database.read() as transaction:
        found = chosen.cases(transaction, visit.principal.id)
    return _to(found[0], chosen) if found else seen_other("/cases")


@router.post("/cases/next", **page("cases.work"))
def take(visit: Visiting) -> Response:
    """Take the first case of a filter that nobody else has."""
    chosen = Filter.of(visit.text("filter"))
    me = visit.principal.id
    with visit.context.database.write() as transaction:
        found = next((case for case in chosen.cases(transaction, me) if case.assigned in ("", me)), None)
        if found is None:
            return seen_other("/cases")
        if not found.assigned:
            values: dict[str, Any] = {"facts": {"assigned": me}, "assigned": me}
            found = work(transaction, found.id, "assigned", by=me, version=found.version, **values)
    return _to(found, chosen)


@router.get("/not-screened", **page("cases.read"))
def unanswered(request: Request, visit: Visiting) -> Response:
    """Answers that could not be given: not clear, and to be asked again."""
    with visit.context.database.read() as transaction:
        found = not_screened(transaction)
    return render(request, "not_screened.html.j2", found=found, looked_at=RECORDS_LOOKED_AT)


def not_screened(transaction: Transaction) -> list[dict[str, Any]]:
    """Answers among the newest records that could not be given, with their reasons."""
    newest = records.records(transaction, newest=True, limit=RECORDS_LOOKED_AT)
    return [
        {"n": one.n, "at": one.at, "kind": one.kind, "reason": one.facts.get("reason", ""), "about": one.subjects}
        for one in newest
        if '"not_screened"' in one.body and one.facts.get("status") == "not_screened"
    ]


def _groups(transaction: Transaction, chosen: Filter, found: list[Case]) -> list[list[Case]]:
    """Look-alikes as one row, in the place of the first of them; those with the words of the filter, if it has some."""
    groups: dict[tuple[Any, ...], list[Case]] = defaultdict(list)
    for case in found:
        alike = (case.party, case.signature, case.status) if case.state in ("open", "waiting") else (case.id,)
        groups[alike].append(case)
    if not chosen.words:
        return list(groups.values())
    heads = stored.newest_alerts(transaction, [group[0].id for group in groups.values()])
    words = chosen.words.casefold()
    return [
        group
        for group in groups.values()
        if words in f"{alerted(heads.get(group[0].id)).name} {group[0].caption} {group[0].customer}".casefold()
    ]


def _rows(transaction: Transaction, groups: list[list[Case]]) -> list[Row]:
    """The rows of one page: only their alerts are opened, since opening is what takes time."""
    heads = stored.newest_alerts(transaction, [group[0].id for group in groups])
    rows = []
    for first, *others in groups:
        of = alerted(heads.get(first.id))
        rows.append(Row(first, tuple(others), of, turns_on_short(of.evidence)))
    return rows


def _counts(transaction: Transaction, me: str) -> dict[str, int]:
    mine = stored.queue(transaction, states=("open", "waiting"), assigned=me, limit=LOADED_MAX)
    return stored.counts(transaction) | {"mine": len(mine)}


def just_decided(transaction: Transaction, number: str, me: str, within_seconds: int) -> Case | None:
    """The case of a number if this person decided it and may take that back; else None.

    Args:
        within_seconds: as in `casework.withdraw`.
    """
    found = (
        stored.case(transaction, int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
    )
    if found is None or me not in (found.decided_by, found.proposed.by if found.proposed else ""):
        return None
    if not may_withdraw(found, moment(), within_seconds):
        return None
    return found if found.state in ("closed", "second_look") else None


def _to(case: Case, chosen: Filter) -> Response:
    return seen_other(f"/cases/{case.id}", **{"in": chosen.query})
