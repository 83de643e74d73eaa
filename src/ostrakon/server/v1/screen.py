"""`POST /v1/screen`: one subject, in the fields of customer files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request

from ostrakon import __version__
from ostrakon.app.recording import Asked
from ostrakon.intake.records.fields import FIELDS, BadValueError, subject_from
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import answer_object
from ostrakon.server.access import Acting, needs
from ostrakon.server.answering import keep
from ostrakon.server.context import context_of
from ostrakon.server.described import Object
from ostrakon.server.errors import Refused

router = APIRouter(prefix="/v1", tags=["screening"])
EXAMPLE = {"name": "Kim Jong Un", "schema": "Person", "birth_date": "1984", "country": "kp"}


@router.post("/screen", **needs("screen"))
async def screen(
    request: Request,
    acting: Acting,
    record: Annotated[Object, Body(examples=[EXAMPLE])],
    limit: Annotated[int, Query(ge=1, le=1000)] = 5,
    threshold: Annotated[float | None, Query(ge=0, le=1)] = None,
    evidence: bool = True,
) -> Any:
    """Screen one subject; the answer has the shape of `ostrakon screen --json`, and names its record and cases."""
    context = context_of(request)
    engine = context.engines.current
    subject = subject_of(record)
    answer = engine.answer(subject, limit=limit, threshold=threshold)
    [(number, cases)] = await keep(context, engine, acting.id, Asked(limit, threshold), [(subject, answer)])
    rests = {"snapshot": engine.snapshot_number, "policy": engine.policy.version}
    head = {"ostrakon": __version__, **rests, "record": number, "cases": cases}
    return head | answer_object(answer, evidence=evidence)


def subject_of(record: dict[str, Any]) -> Subject:
    """The subject that a body describes.

    Raises:
        Refused: 422, with the field and the remedy; unknown fields are refused, since an answer that ignored one would
            look as if it had been used.
    """
    if unknown := [name for name in record if name not in FIELDS]:
        raise Refused(422, f"unknown fields: {', '.join(unknown)}", remedy=f"Known are {', '.join(FIELDS)}")
    try:
        return subject_from(record, query_id=str(record.get("query_id") or ""))
    except BadValueError as bad:
        raise Refused(422, str(bad)) from None
