"""`POST /match/{dataset}`"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked
from ostrakon.intake.records.fields import BadValueError
from ostrakon.intake.records.ftm import subject_from_ftm
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer
from ostrakon.server.access import Acting, needs
from ostrakon.server.answering import keep
from ostrakon.server.context import Context, context_of
from ostrakon.server.errors import Refused
from ostrakon.server.yente.entities import party, scored_object
from ostrakon.server.yente.filters import EXCLUDED_MAX, Filters, known_dataset
from ostrakon.server.yente.forms import ExampleEntity, MatchBody

router = APIRouter(tags=["Matching"])
ALGORITHMS = ("best", "ostrakon")
RESULTS_MAX = 500
AT_ONCE_MAX = 5
"""So many queries are answered in the event loop; more would hold up others, and go to a thread."""


@router.post("/match/{dataset}", **needs("screen"))
async def match(
    request: Request,
    response: Response,
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
    _check(body, algorithm, filters, context)
    least = engine.policy.review if threshold is None else threshold
    floor = least if cutoff is None else min(cutoff, least)
    subjects = {key: _subject(key, example) for key, example in body.queries.items()}

    def answered() -> dict[str, Answer]:
        wanted = RESULTS_MAX if filters.any else max(limit, 1)
        return {key: engine.answer(one, limit=wanted, threshold=floor) for key, one in subjects.items()}

    answers = answered() if len(subjects) <= AT_ONCE_MAX else await run_in_threadpool(answered)
    asked = Asked(RESULTS_MAX if filters.any else max(limit, 1), floor)
    await keep(context, engine, acting.id, asked, [(subjects[key], answer) for key, answer in answers.items()])
    response.headers["x-batch-size"] = str(len(answers))
    responses = {
        key: _response(engine, body.queries[key], answer, filters, least=least, limit=limit)
        for key, answer in answers.items()
    }
    return {"responses": responses, "limit": limit}


def _check(body: MatchBody, algorithm: str, filters: Filters, context: Context) -> None:
    most = context.settings.batch_max
    if len(body.queries) > most:
        raise Refused(400, f"Too many queries in one batch (limit: {most})")
    if not body.queries:
        raise Refused(400, "No queries provided.")
    if algorithm not in ALGORITHMS:
        raise Refused(400, f"Invalid algorithm: {algorithm}")
    for name in (*body.weights, *body.config):
        raise Refused(400, f"Invalid configuration parameter: {name} for algorithm ostrakon")
    if len(filters.excluded) > EXCLUDED_MAX:
        raise Refused(400, f"Too many excluded entity IDs (limit: {EXCLUDED_MAX})")


def _subject(key: str, example: ExampleEntity) -> Subject:
    try:
        subject, _ = subject_from_ftm(example.schema_, example.properties, query_id=example.id or "")
    except BadValueError as bad:
        raise Refused(400, f"Cannot parse example entity: {key}: {bad}") from None
    return subject


def _response(
    engine: Ostrakon, example: ExampleEntity, answer: Answer, filters: Filters, *, least: float, limit: int
) -> dict[str, Any]:
    if answer.status == "not_screened":
        raise Refused(503, answer.reason)
    kept = [result for result in answer.results if not filters.any or _passes(engine, result.id, filters)]
    matches = sum(result.score >= least for result in kept)
    return {
        "status": 200,
        "results": [scored_object(engine, result) | {"match": result.score >= least} for result in kept[:limit]],
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
