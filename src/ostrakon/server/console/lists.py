"""Lists in force, their age, what was refused and why, what changed from one snapshot to the next."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ostrakon.app.differences import CURRENT, PREVIOUS, diff_snapshots
from ostrakon.app.status import lists_status
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.errors import Refused
from ostrakon.store import journal
from ostrakon.store.folder import StoreFolder

router = APIRouter(route_class=ConsoleRoute)
EVENTS_MAX = 100
CHANGES_MAX = 300
"""Changed parties shown of one comparison; the page says how many there are."""


@router.get("/lists", **page("lists.read"))
def lists(request: Request, visit: Visiting) -> Response:
    """What is in force, how old it is, and what happened last."""
    store = visit.context.store
    events = list(journal.events(StoreFolder(store)))
    status = lists_status(store)
    return render(request, "lists.html.j2", where="queue", status_=status, events=events[: -EVENTS_MAX - 1 : -1])


@router.get("/lists/diff", **page("lists.read"))
def diff(request: Request, visit: Visiting) -> Response:
    """What changed between two snapshots."""
    old = request.query_params.get("from", "") or PREVIOUS
    new = request.query_params.get("to", "") or CURRENT
    status = lists_status(visit.context.store)
    found = None
    if status.previous is not None or old != PREVIOUS:
        found = diff_snapshots(visit.context.store, old, new)
    return render(request, "diff.html.j2", found=found, most=CHANGES_MAX, status_=status, old=old, new=new)


@router.get("/lists/{source}", **page("lists.read"))
def one_list(request: Request, source: str, visit: Visiting) -> Response:
    """One list: what it holds, how full its fields are, what happened to it."""
    found = next((one for one in lists_status(visit.context.store).sources if one.id == source), None)
    if found is None:
        raise Refused(404, f"no list {source!r} is in force", remedy="The page of lists shows those that are")
    past = [event for event in journal.events(StoreFolder(visit.context.store)) if event.source in ("", source)]
    return render(request, "list.html.j2", found=found, events=past[: -EVENTS_MAX - 1 : -1])
