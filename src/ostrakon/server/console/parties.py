"""A listed party on all lists: every value with the list, record and field that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response

from ostrakon.database import cases as stored
from ostrakon.model import Entity
from ostrakon.names.scripts import script_of
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page
from ostrakon.server.errors import Refused
from ostrakon.store.folder import StoreFolder
from ostrakon.store.snapshot import Snapshot, open_snapshot, read_current

router = APIRouter(route_class=ConsoleRoute)
PARTS = ("dates", "identifiers", "countries", "addresses", "birth_places", "relations", "properties")
CASES_MAX = 20


@router.get("/parties/{entity_id}", **page("lists.read"))
def party(request: Request, entity_id: str, visit: Visiting, as_of: str = "") -> Response:
    """A party as it stands, or as it stood in an earlier snapshot."""
    engine = visit.context.engines.current
    if as_of and as_of != str(engine.snapshot_number):
        snapshot = _snapshot(visit.context.store, as_of)
        found = [one for one in (snapshot.entity(entity_id),) if one is not None]
    else:
        as_of, found = "", list(engine.records(entity_id))
    if not found:
        raise Refused(404, f"no list holds {entity_id}", remedy="Search for its name, or look at an earlier snapshot")
    cases: list[Any] = []
    if visit.principal.may("cases.read"):
        with visit.context.database.read() as transaction:
            cases = stored.queue(transaction, party=engine.clusters.canonical(entity_id), sort="id", limit=CASES_MAX)
    return render(
        request,
        "party.html.j2",
        where="case",
        id=entity_id,
        records=[(record, names_by_script(record), list(values(record))) for record in found],
        links=engine.clusters.reasons(entity_id) if not as_of else (),
        as_of=as_of,
        snapshot=engine.snapshot_number,
        cases=cases,
    )


def _snapshot(store: Path, number: str) -> Snapshot:
    """An earlier snapshot.

    Raises:
        Refused: there is none of this number.
    """
    highest = read_current(StoreFolder(store))
    if highest is None or not (number.isascii() and number.isdigit()) or not 1 <= int(number[:18]) <= highest.highest:
        raise Refused(404, f"there is no snapshot {number[:20]}", remedy="The page of the lists shows those that are")
    return open_snapshot(store, int(number))


def names_by_script(record: Entity) -> list[tuple[str, list[Any]]]:
    """The names of a record by the script that they are written in, in the order of the list."""
    found: dict[str, list[Any]] = {}
    for name in record.names:
        script = next((script for letter in name.value if (script := script_of(letter))), "other")
        found.setdefault(script, []).append(name)
    return list(found.items())


def values(record: Entity) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """All other values by part, as text with their origin."""
    for part in PARTS:
        lines = []
        for value in getattr(record, part):
            plain = msgspec.to_builtins(value)
            plain.pop("origin")
            lines.append((_text(plain), value.origin))
        if lines:
            yield part.replace("_", " "), lines


def _text(plain: dict[str, Any]) -> str:
    """A value in one line: an address as the list has it, what has a name or a type under that."""
    if "full" in plain:
        return str(plain["full"])
    title = plain.pop("name", "") or str(plain.pop("type", "")).replace("_", " ")
    rest = ", ".join(_texts(plain))
    return f"{title}: {rest}" if title else rest


def _texts(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for part in plain.values():
            yield from _texts(part)
    elif isinstance(plain, list | tuple):
        for part in plain:
            yield from _texts(part)
    elif str(plain):
        yield str(plain)
