"""One part of a customer file, read, screened and written as bytes: the work that any process can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from ostrakon.app.batch_output import ENCODERS
from ostrakon.app.recording import Grounds
from ostrakon.intake.records import BadRow, DateOrder, Portion, ReadingNotes, Row
from ostrakon.intake.records.keys import KeysCollected
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer


class Screener(Grounds, Protocol):
    """What a batch needs of an open engine."""

    @property
    def stale(self) -> str:
        """Why nothing is answered, empty where answers are given."""

    def answers(
        self,
        subjects: Iterable[Subject],
        *,
        limit: int = 5,
        threshold: float | None = None,
        evidence: bool = True,
    ) -> Iterator[Answer]:
        """Answers in the order of the subjects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How rows are screened: see the contract of `screen --input`.

    Attributes:
        limit: results a row at most.
        threshold: least score of a result; None takes the policy's review threshold.
        evidence: whether JSON rows say why.
        encoding, date_order: of the input, see `open_records`.
    """

    limit: int = 5
    threshold: float | None = None
    evidence: bool = True
    encoding: str = "utf-8"
    date_order: DateOrder = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A part of a file, and what is wanted of it.

    Attributes:
        output_format: a key of `ENCODERS`.
        matched: whether rows with matches are given back as well.
    """

    portion: Portion
    options: BatchOptions
    output_format: str
    matched: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """A row with matches. Its subject has no key where the row had none: a line number is nobody's key."""

    subject: Subject
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a part.

    Attributes:
        written: its rows in the output's format.
        rejects: a JSON line for each row that could not be read: its line, its key, the reason.
        rows: how many rows it has.
        counts: rows by status.
        notes: what was noticed while reading, its keys collected.
        matched: rows with matches, where they are wanted.
    """

    written: bytes
    rejects: bytes = b""
    rows: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    notes: ReadingNotes = field(default_factory=ReadingNotes)
    matched: list[Matched] = field(default_factory=list)


class Answering(Protocol):
    """Where the parts of a file are answered: in this process, or in others."""

    def __call__(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """What became of each, in their order; tasks are taken as there is room."""


def answer_task(engine: Screener, task: Task) -> Done:
    """Read, screen and write one part."""
    notes = ReadingNotes(keys=KeysCollected())
    rows = list(task.portion.rows(notes, order=task.options.date_order))
    answers = list(answer_rows_of(engine, rows, task.options))
    return Done(
        written=ENCODERS[task.output_format][1](answers, evidence=task.options.evidence),
        rejects=b"".join(_reject(row.content) for row in rows if isinstance(row.content, BadRow)),
        rows=len(rows),
        counts=Counter(answer.status for answer in answers),
        notes=notes,
        matched=matched_rows(rows, answers, without_id=notes.without_id) if task.matched else [],
    )


def matched_rows(rows: list[Row], answers: list[Answer], *, without_id: int) -> list[Matched]:
    """The rows with matches that no exemption covers.

    Args:
        without_id: how many of the rows had no key of their own and were given their line number.
    """
    found = []
    for row, answer in zip(rows, answers, strict=True):
        subject = row.content
        if isinstance(subject, BadRow) or not any(one.match and not one.exemption for one in answer.results):
            continue
        if without_id and subject.query_id == str(row.line):
            subject = msgspec.structs.replace(subject, query_id="")
        found.append(Matched(subject, answer))
    return found


def answer_rows_of(engine: Screener, rows: list[Row], options: BatchOptions) -> Iterator[Answer]:
    """One answer a row, in order; a bad row is answered `not_screened` with its reason."""
    subjects = [row.content for row in rows if isinstance(row.content, Subject)]
    answers = engine.answers(subjects, limit=options.limit, threshold=options.threshold, evidence=options.evidence)
    for row in rows:
        if isinstance(row.content, BadRow):
            yield Answer(
                query_id=row.content.query_id,
                status="not_screened",
                reason=f"line {row.line}: {row.content.reason}",
            )
        else:
            yield next(answers)


def _reject(row: BadRow) -> bytes:
    return msgspec.json.encode({"line": row.line, "query_id": row.query_id, "reason": row.reason}) + b"\n"
