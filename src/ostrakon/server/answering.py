"""What a request leaves behind: the record of its answer, and cases for what matched, in one transaction."""

from __future__ import annotations

from ostrakon.app.casework import open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder
from ostrakon.database.transactions import Transaction
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer
from ostrakon.server.context import Context
from ostrakon.server.metrics import SCREENED


async def keep(
    context: Context, engine: Ostrakon, actor: str, asked: Asked, pairs: list[tuple[Subject, Answer]]
) -> list[tuple[int, list[int]]]:
    """Record answers, and open or join cases where the service does that.

    Returns:
        For each answer the number of its record, and its cases.

    Raises:
        StoreError: it could not be recorded, so nothing may be answered.
    """

    def write(recorder: Recorder, transaction: Transaction) -> list[tuple[int, list[int]]]:
        return [_kept(context, engine, recorder, transaction, asked, subject, answer) for subject, answer in pairs]

    kept: list[tuple[int, list[int]]] = await context.ledger.write(actor, write)
    for _, answer in pairs:
        SCREENED.labels(answer.status).inc()
    return kept


def _kept(
    context: Context,
    engine: Ostrakon,
    recorder: Recorder,
    transaction: Transaction,
    asked: Asked,
    subject: Subject,
    answer: Answer,
) -> tuple[int, list[int]]:
    number = recorder.add_screening(transaction, subject, answer, asked, engine)
    if not context.settings.cases:
        return number, []
    cases = open_cases(transaction, engine, subject, answer, record=number, door="screen", actor=recorder.actor)
    return number, cases
