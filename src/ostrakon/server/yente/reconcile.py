"""`/reconcile/{dataset}`: OpenRefine's reconciliation API, version 0.2."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Query, Request

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked
from ostrakon.intake.records.fields import BadValueError
from ostrakon.intake.records.ftm import subject_from_ftm
from ostrakon.model.ftm_properties import DATE_PROPERTIES, IDENTIFIERS_READ, NAMES_READ
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Result
from ostrakon.server.access import Acting, needs
from ostrakon.server.answering import keep
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.entities import entity_object, party
from ostrakon.server.yente.filters import DEFAULT, known_dataset
from ostrakon.server.yente.schemata import PARENTS

router = APIRouter(tags=["Reconciliation"])
BATCH = 3
SUGGESTED = 20
PROPERTIES = tuple(
    dict.fromkeys((*NAMES_READ, *DATE_PROPERTIES.values(), "country", "nationality", "address", *IDENTIFIERS_READ))
)


class Wanted(msgspec.Struct, kw_only=True):
    """One query of OpenRefine."""

    query: str = ""
    type: str | list[str] = "Thing"
    limit: int = 5
    properties: list[dict[str, Any]] = []


class Extending(msgspec.Struct, kw_only=True):
    """Properties that OpenRefine wants of parties that were chosen."""

    ids: list[str] = []
    properties: list[dict[str, Any]] = []


@router.get("/reconcile/{dataset}", **needs("screen"))
def manifest(request: Request, dataset: str) -> Any:
    """What the service offers to OpenRefine."""
    engine = context_of(request).engines.current
    known_dataset(engine, dataset)
    base = str(request.base_url).rstrip("/")
    here = f"{base}/reconcile/{dataset}"
    suggest = {
        kind: {"service_url": base, "service_path": f"/reconcile/{dataset}/suggest/{kind}"}
        for kind in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        "name": f"Ostrakon: {dataset}",
        "identifierSpace": f"{base}/entities/",
        "schemaSpace": "https://www.opensanctions.org/reference/#schema.",
        "view": {"url": f"{base}/entities/{{{{id}}}}"},
        "defaultTypes": [_type(schema) for schema in ("Person", "Company", "Vessel")],
        "batchSize": BATCH,
        "suggest": suggest,
        "extend": {"propose_properties": {"service_url": here, "service_path": "/extend/property"}},
    }


@router.post("/reconcile/{dataset}", **needs("screen"))
async def reconcile(
    request: Request,
    acting: Acting,
    dataset: str,
    queries: Annotated[str, Form()] = "",
    extend: Annotated[str, Form()] = "",
) -> Any:
    """Answer queries, or give properties of parties that were chosen."""
    engine = context_of(request).engines.current
    known_dataset(engine, dataset)
    if extend:
        return _extended(engine, extend)
    wanted = _read(queries, dict[str, Wanted])
    answered = {}
    for key, one in wanted.items():
        subject, limit = _subject(one), max(1, min(one.limit, SUGGESTED))
        answer = engine.answer(subject, limit=limit, threshold=0.0)
        await keep(context_of(request), engine, acting.id, Asked(limit, 0.0), [(subject, answer)])
        answered[key] = {"result": [_row(engine, result) for result in answer.results if _in(engine, result, dataset)]}
    return answered


@router.get("/reconcile/{dataset}/suggest/entity", **needs("screen"))
def suggest_entity(
    request: Request, dataset: str, prefix: str = "", limit: Annotated[int, Query(ge=0, le=SUGGESTED)] = 10
) -> Any:
    """Parties for what was typed so far."""
    engine = context_of(request).engines.current
    known_dataset(engine, dataset)
    if not prefix.strip() or not limit:
        return {"prefix": prefix, "result": []}
    answer = engine.answer(Subject(name=prefix.strip()), limit=limit, threshold=0.0, evidence=False)
    return {"prefix": prefix, "result": [_row(engine, one) for one in answer.results if _in(engine, one, dataset)]}


@router.get("/reconcile/{dataset}/suggest/property", **needs("screen"))
def suggest_property(dataset: str, prefix: str = "") -> Any:  # noqa: ARG001  # the same for every dataset
    """Properties for what was typed so far."""
    found = [name for name in PROPERTIES if name.lower().startswith(prefix.lower())]
    return {"prefix": prefix, "result": [{"id": name, "name": name} for name in found]}


@router.get("/reconcile/{dataset}/suggest/type", **needs("screen"))
def suggest_type(dataset: str, prefix: str = "") -> Any:  # noqa: ARG001
    """Kinds of parties for what was typed so far."""
    found = [schema for schema in PARENTS if schema.lower().startswith(prefix.lower())]
    return {"prefix": prefix, "result": [_type(schema) for schema in found]}


@router.get("/reconcile/{dataset}/extend/property", **needs("screen"))
def extend_property(dataset: str, type: str = "Thing") -> Any:  # noqa: A002, ARG001  # OpenRefine's name
    """Properties by which rows can be extended."""
    return {"type": type, "properties": [{"id": name, "name": name} for name in PROPERTIES]}


def _read(text: str, form: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=form)
    except msgspec.MsgspecError as bad:
        raise Refused(400, f"Cannot parse query: {bad}") from None


def _subject(one: Wanted) -> Subject:
    schema = one.type if isinstance(one.type, str) else next(iter(one.type), "Thing")
    properties: dict[str, list[Any]] = {"name": [one.query]} if one.query else {}
    for given in one.properties:
        value = given.get("v")
        properties.setdefault(str(given.get("pid", "")), []).extend(value if isinstance(value, list) else [value])
    try:
        return subject_from_ftm(schema, properties)[0]
    except BadValueError as bad:
        raise Refused(400, f"Cannot parse query: {bad}") from None


def _row(engine: Ostrakon, result: Result) -> dict[str, Any]:
    entity = engine.entity(result.id)
    countries = ", ".join(entity.country_codes) if entity else ""
    return {
        "id": result.id,
        "name": result.caption,
        "description": f"{result.schema} {countries}".strip(),
        "type": [_type(result.schema)],
        "score": round(100 * result.score, 3),
        "match": result.status == "hit",
    }


def _extended(engine: Ostrakon, text: str) -> dict[str, Any]:
    wanted = _read(text, Extending)
    names = [str(one.get("id")) for one in wanted.properties]
    rows = {}
    for entity_id in wanted.ids[:SUGGESTED]:
        whole = party(engine, entity_id)
        properties = entity_object(engine, whole)["properties"] if whole else {}
        rows[entity_id] = {name: [{"str": value} for value in properties.get(name, ())] for name in names}
    return {"meta": [{"id": name, "name": name} for name in names], "rows": rows}


def _in(engine: Ostrakon, result: Result, dataset: str) -> bool:
    whole = party(engine, result.id)
    return dataset == DEFAULT or (whole is not None and dataset in whole.sources)


def _type(schema: str) -> dict[str, str]:
    return {"id": schema, "name": schema}
