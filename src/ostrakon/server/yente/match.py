"""`POST /match/{dataset}`"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked
from ostrakon.intake.records.fields import BadValueError
from ostrakon.intake.records.ftm import subject_from_ftm
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer
from ostrakon.server.access import Acting, needs, principal_of
from ostrakon.server.answering import keep
from ostrakon.server.context import Context, context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.entities import party, scored_object
from ostrakon.server.yente.filters import EXCLUDED_MAX, Filters, known_dataset
from ostrakon.server.yente.forms import ExampleEntity, MatchBody
from ostrakon.server.yente.quick import Example, Parameters, answered, quick

RESULTS_MAX = 500
ALGORITHMS = ("best", "ostrakon")
AT_ONCE_MAX = 5
"""So many queries are answered in the event loop; more would hold up others, and go to a thread."""
Examples = Mapping[str, ExampleEntity] | Mapping[str, Example]


async def quickly(request: Request, dataset: str, queries: dict[str, Example], asked: Parameters) -> Response:
    """Answer queries without filters."""
    context = context_of(request)
    engine = context.engines.current
    filters = Filters(dataset=known_dataset(engine, dataset))
    _check(queries, asked.algorithm, filters, context)
    least = engine.policy.review if asked.threshold is None else asked.threshold
    wanted = _Wanted(filters, asked.limit, least, least)
    return await _matched(context, engine, principal_of(request).id, queries, wanted)


router = APIRouter(tags=["Matching"], route_class=quick(quickly, limit_max=RESULTS_MAX))


@router.post("/match/{dataset}", **needs("screen"))
async def match(
    request: Request,
    acting: Acting,
    dataset: str,
    body: MatchBody,
    limit: Annotated[int, Query(ge=0, le=RESULTS_MAX)] = 5,
    threshold: Annotated[float | None, Query(ge=0, le=1)] = None,
    cutoff: Annotated[float | None, Query(ge=0, le=1, deprecated=True)] = None,
    algorithm: str = "best",
    include_dataset: Annotated[list[str], Query()] = [],  # noqa: B006  # FastAPI copies defaults
    exclude_dataset: Annotated[list[str], Query()] = [],  # noqa: B006
    exclude_schema: Annotated[list[str], Query()] = [],  # noqa: B006
    topics: Annotated[list[str], Query()] = [],  # noqa: B006
    exclude_entity_ids: Annotated[list[str], Query()] = [],  # noqa: B006
) -> Any:
    """Match example entities against the lists in force."""
    context = context_of(request)
    engine = context.engines.current
    filters = Filters(
        dataset=known_dataset(engine, dataset),
        include=tuple(include_dataset),
        exclude=tuple(exclude_dataset),
        schemata=tuple(exclude_schema),
        topics=tuple(topics),
        excluded=tuple(exclude_entity_ids),
    )
    _check(body.queries, algorithm, filters, context)
    for name in (*body.weights, *body.config):
        raise Refused(400, f"Invalid configuration parameter: {name} for algorithm ostrakon")
    least = engine.policy.review if threshold is None else threshold
    floor = least if cutoff is None else min(cutoff, least)
    return await _matched(context, engine, acting.id, body.queries, _Wanted(filters, limit, least, floor))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be told.

    Attributes:
        filters: whom the caller wants to hear of.
        limit: results of a query at most.
        least: score from which a result counts as a match.
        floor: score from which one is told.
    """

    filters: Filters
    limit: int
    least: float
    floor: float


async def _matched(context: Context, engine: Ostrakon, actor: str, queries: Examples, wanted: _Wanted) -> Response:
    subjects = {key: _subject(key, example) for key, example in queries.items()}
    most = RESULTS_MAX if wanted.filters.any else max(wanted.limit, 1)

    def found() -> dict[str, Answer]:
        return {key: engine.answer(one, limit=most, threshold=wanted.floor) for key, one in subjects.items()}

    answers = found() if len(subjects) <= AT_ONCE_MAX else await run_in_threadpool(found)
    pairs = [(subjects[key], answer) for key, answer in answers.items()]
    await keep(context, engine, actor, Asked(most, wanted.floor), pairs)
    told = {key: _response(engine, queries[key], answer, wanted) for key, answer in answers.items()}
    return answered({"responses": told, "limit": wanted.limit}, size=len(answers))


def _check(queries: Examples, algorithm: str, filters: Filters, context: Context) -> None:
    most = context.settings.batch_max
    if len(queries) > most:
        raise Refused(400, f"Too many queries in one batch (limit: {most})")
    if not queries:
        raise Refused(400, "No queries provided.")
    if algorithm not in ALGORITHMS:
        raise Refused(400, f"Invalid algorithm: {algorithm}")
    if len(filters.excluded) > EXCLUDED_MAX:
        raise Refused(400, f"Too many excluded entity IDs (limit: {EXCLUDED_MAX})")


def _subject(key: str, example: ExampleEntity | Example) -> Subject:
    try:
        subject, _ = subject_from_ftm(example.schema_, example.properties, query_id=example.id or "")
    except BadValueError as bad:
        raise Refused(400, f"Cannot parse example entity: {key}: {bad}") from None
    return subject


def _response(engine: Ostrakon, example: ExampleEntity | Example, answer: Answer, wanted: _Wanted) -> dict[str, Any]:
    if answer.status == "not_screened":
        raise Refused(503, answer.reason)
    filters = wanted.filters
    kept = [result for result in answer.results if not filters.any or _passes(engine, result.id, filters)]
    least = wanted.least
    matches = sum(result.score >= least for result in kept)
    return {
        "status": 200,
        "results": [
            scored_object(engine, result) | {"match": result.score >= least} for result in kept[: wanted.limit]
        ],
        "total": {"value": matches, "relation": "eq"},
        "query": {
            "id": example.id,
            "schema": example.schema_,
            "properties": {
                name: [value] if isinstance(value, str) else value for name, value in example.properties.items()
            },
        },
    }


def _passes(engine: Ostrakon, entity_id: str, filters: Filters) -> bool:
    entity = party(engine, entity_id)
    return entity is not None and filters.keep(entity, engine.clusters.members(entity_id))
