"""`GET /search/{dataset}`: looking around in the lists; for decisions there is `/match`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from ostrakon.app.engine import Ostrakon
from ostrakon.intake.records.fields import NAME_LENGTH_MAX
from ostrakon.model.subject import Subject
from ostrakon.server.access import needs
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.directory import Entry, directory, entry_of
from ostrakon.server.yente.entities import entity_object, party
from ostrakon.server.yente.filters import DEFAULT, known_dataset
from ostrakon.server.yente.schemata import fits_schema, known_schema

router = APIRouter(tags=["Matching"])
FOUND_MAX = 500
"""Parties that a text leads to at most; where it is reached, `total.relation` is `gte`."""
FLOOR = 0.02
"""Least score of a party that a text leads to."""
FACETS = {"countries": "Countries", "topics": "Topics", "datasets": "Data sources", "schema": "Types"}
Sorting = Literal["asc", "desc"]


@router.get("/search/{dataset}", **needs("screen"))
def search(
    request: Request,
    dataset: str,
    q: Annotated[str, Query(max_length=NAME_LENGTH_MAX)] = "",
    schema: str = "Thing",
    include_dataset: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies defaults
    exclude_dataset: Annotated[list[str], Query()] = [],  # noqa: B006
    exclude_schema: Annotated[list[str], Query()] = [],  # noqa: B006
    countries: Annotated[list[str], Query()] = [],  # noqa: B006
    topics: Annotated[list[str], Query()] = [],  # noqa: B006
    datasets: Annotated[list[str], Query()] = [],  # noqa: B006
    filter: Annotated[list[str], Query()] = [],  # noqa: A002, B006  # yente's name
    filter_op: Literal["OR", "AND"] = "OR",
    facets: Annotated[list[str], Query()] = ["countries", "topics", "datasets"],  # noqa: B006
    sort: Annotated[list[str], Query()] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=0, le=500)] = 10,
    offset: Annotated[int, Query(ge=0, le=9499)] = 0,
    fuzzy: bool = False,  # noqa: ARG001  # names are always compared with tolerance
    simple: bool = False,  # noqa: ARG001
) -> Any:
    """Parties whose names answer the text, best first; without a text, all."""
    engine = context_of(request).engines.current
    known_dataset(engine, dataset)
    known_schema(schema)
    asked = {"countries": countries, "topics": topics, "datasets": datasets} | _filters(filter)
    found, cut = _found(engine, " ".join(q.split()))
    kept = [
        entry
        for entry in found
        if fits_schema(entry.schema, schema)
        and entry.schema not in exclude_schema
        and (dataset == DEFAULT or dataset in entry.datasets)
        and (not include_dataset or set(include_dataset) & set(entry.datasets))
        and not (exclude_dataset and set(entry.datasets) <= set(exclude_dataset))
        and all(_holds(entry, field, values, every=filter_op == "AND") for field, values in asked.items() if values)
    ]
    ordered = _sorted(kept, sort)
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": len(kept), "relation": "gte" if cut else "eq"},
        "results": [_shown(engine, entry) for entry in ordered[offset : offset + limit]],
        "facets": {name: _facet(name, kept) for name in facets if name in FACETS},
    }


def _found(engine: Ostrakon, text: str) -> tuple[list[Entry], bool]:
    """Parties that a text leads to, best first, and whether there are more."""
    if not text:
        return list(directory(engine).values()), False
    if engine.entity(text) is not None and (entry := entry_of(engine, engine.clusters.canonical(text))) is not None:
        return [entry], False
    answer = engine.answer(Subject(name=text), limit=FOUND_MAX, threshold=FLOOR, evidence=False)
    entries = [entry for result in answer.results if (entry := entry_of(engine, result.id)) is not None]
    return entries, len(answer.results) == FOUND_MAX


def _filters(given: Sequence[str]) -> dict[str, list[str]]:
    """`field:value` pairs by field.

    Raises:
        Refused: a filter without a colon, or over a field that is not kept.
    """
    found: dict[str, list[str]] = {}
    for text in given:
        field, colon, value = text.partition(":")
        if not colon or field not in FACETS:
            raise Refused(400, f"Invalid filter: {text}")
        found.setdefault(field, []).append(value)
    return found


def _values(entry: Entry, field: str) -> tuple[str, ...]:
    return (entry.schema,) if field == "schema" else getattr(entry, field)


def _holds(entry: Entry, field: str, wanted: Iterable[str], *, every: bool) -> bool:
    values = set(_values(entry, field))
    return set(wanted) <= values if every else bool(set(wanted) & values)


def _sorted(entries: list[Entry], sort: Sequence[str]) -> list[Entry]:
    ordered = entries
    for text in reversed(sort):
        field, _, direction = text.partition(":")
        if field not in {"caption", "id", "schema"}:
            raise Refused(400, f"Invalid sort: {text}")
        ordered = sorted(ordered, key=lambda entry: getattr(entry, field), reverse=direction == "desc")
    return ordered


def _facet(name: str, entries: Sequence[Entry]) -> dict[str, Any]:
    counted = Counter(value for entry in entries for value in _values(entry, name))
    values = [{"name": value, "label": value, "count": count} for value, count in counted.most_common()]
    return {"label": FACETS[name], "values": values}


def _shown(engine: Ostrakon, entry: Entry) -> dict[str, Any]:
    whole = party(engine, entry.id)
    assert whole is not None, "an entry stands for a party of the same snapshot"
    return entity_object(engine, whole, referents=tuple(one for one in entry.members if one != entry.id))
