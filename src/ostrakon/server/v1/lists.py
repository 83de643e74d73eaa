"""`/v1/lists`, `/v1/countries`, `/v1/explain`: what is in force, and why something matches or does not."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, Query, Request

from ostrakon import __version__
from ostrakon.app.country import country_object, country_overview
from ostrakon.app.differences import diff_snapshots
from ostrakon.app.explaining import explanation_object
from ostrakon.app.status import lists_status
from ostrakon.server.access import needs
from ostrakon.server.context import context_of
from ostrakon.server.described import Object
from ostrakon.server.v1.screen import subject_of

router = APIRouter(prefix="/v1", tags=["lists"])


@router.get("/lists", **needs("lists.read"))
def status(request: Request) -> Any:
    """The lists in force with their age, and what was refused and why; the shape of `lists status --json`."""
    return {"ostrakon": __version__} | msgspec.to_builtins(lists_status(context_of(request).store))


@router.get("/lists/diff", **needs("lists.read"))
def diff(
    request: Request,
    old: Annotated[str, Query(description="number, date or `previous`")] = "previous",
    new: Annotated[str, Query(description="number, date or `current`")] = "current",
) -> Any:
    """What changed between two snapshots; the shape of `lists diff --json`."""
    return {"ostrakon": __version__} | msgspec.to_builtins(diff_snapshots(context_of(request).store, old, new))


@router.get("/countries/{code}", **needs("lists.read"))
def country(request: Request, code: str) -> Any:
    """Programmes concerning a country; the shape of `country --json`."""
    return {"ostrakon": __version__} | country_object(country_overview(code, context_of(request).store))


@router.post("/explain/{entity_id}", **needs("screen"))
def explain(request: Request, entity_id: str, record: Annotated[Object, Body()]) -> Any:
    """Why a subject and a listed party match, or do not; the shape of `explain --json`."""
    engine = context_of(request).engines.current
    subject = subject_of(record)
    found = explanation_object(subject, engine.explain(subject, entity_id))
    return {"ostrakon": __version__, "snapshot": engine.snapshot_number} | found
