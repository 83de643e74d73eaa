"""`GET /entities/{id}` and what is next to it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from ostrakon.app.engine import Ostrakon
from ostrakon.model import Entity
from ostrakon.server.access import needs
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.entities import entity_object, party
from ostrakon.server.yente.links import links_of

router = APIRouter(tags=["Data access"])
PAGE_MAX = 500
OFFSET_MAX = 9499


@router.get("/entities/{entity_id}", responses={308: {"description": "merged into another id"}}, **needs("lists.read"))
def entity(request: Request, entity_id: str, nested: bool = True) -> Any:
    """One listed party with all of its records, and the parties that the lists tie to it."""
    engine = context_of(request).engines.current
    canonical = engine.clusters.canonical(entity_id)
    if canonical != entity_id and engine.entity(canonical) is not None:
        return RedirectResponse(f"/entities/{canonical}", 308)
    found = _found(engine, entity_id)
    shown = entity_object(engine, found, referents=_referents(engine, entity_id))
    if nested:
        shown["properties"] = shown["properties"] | links_of(engine, found)
    return shown


@router.get("/entities/{entity_id}/adjacent", **needs("lists.read"))
def adjacent(
    request: Request,
    entity_id: str,
    sort: Annotated[list[str], Query()] = [],  # noqa: ARG001, B006  # links have no order but the lists'
    limit: Annotated[int, Query(ge=0, le=PAGE_MAX)] = 10,
    offset: Annotated[int, Query(ge=0, le=OFFSET_MAX)] = 0,
) -> Any:
    """The parties next to one, by the property that ties them."""
    engine = context_of(request).engines.current
    found = _found(engine, entity_id)
    links = links_of(engine, found)
    return {
        "entity": entity_object(engine, found, referents=_referents(engine, entity_id)),
        "adjacent": {name: _page(results, limit, offset) for name, results in links.items()},
    }


@router.get("/entities/{entity_id}/adjacent/{property_name}", **needs("lists.read"))
def adjacent_by(
    request: Request,
    entity_id: str,
    property_name: str,
    sort: Annotated[list[str], Query()] = [],  # noqa: ARG001, B006
    limit: Annotated[int, Query(ge=0, le=PAGE_MAX)] = 10,
    offset: Annotated[int, Query(ge=0, le=OFFSET_MAX)] = 0,
) -> Any:
    """The parties that one property ties to a party."""
    engine = context_of(request).engines.current
    links = links_of(engine, _found(engine, entity_id))
    if property_name not in links:
        raise Refused(404, "No such property!")
    return _page(links[property_name], limit, offset)


def _found(engine: Ostrakon, entity_id: str) -> Entity:
    found = party(engine, entity_id)
    if found is None:
        raise Refused(404, "No such entity!")
    return found


def _referents(engine: Ostrakon, entity_id: str) -> tuple[str, ...]:
    return tuple(member for member in engine.clusters.members(entity_id) if member != entity_id)


def _page(results: list[dict[str, Any]], limit: int, offset: int) -> dict[str, Any]:
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": len(results), "relation": "eq"},
        "results": results[offset : offset + limit],
    }
