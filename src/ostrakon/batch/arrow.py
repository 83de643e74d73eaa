"""Answers as Arrow tables, and tables of other programs as parts that are answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ostrakon.app.batch_answering import BatchOptions, Screener, answer_rows_of
from ostrakon.errors import UsageError
from ostrakon.intake.records import FIELDS, ReadingNotes
from ostrakon.intake.records.parquet import pyarrow
from ostrakon.intake.records.portions import ArrowRows
from ostrakon.reports.answers import answer_object

RESULT_FIELDS = ("id", "caption", "schema", "score", "bits", "match", "referents")
"""Of a result, what every table holds."""
DETAIL_FIELDS = ("status", "note", "exemption")
"""And what it holds with details, beside `reason` and `notes` of the row."""


def answer_schema(*, details: bool) -> Any:
    """Columns of a table of answers (a `pyarrow.Schema`): the fields of the JSON rows without evidence.

    Args:
        details: with `reason` and `notes` of a row, and `status`, `note` and `exemption` of a result.
    """
    arrow = pyarrow("")
    text = arrow.string()
    kinds = {"score": arrow.float64(), "bits": arrow.float64(), "match": arrow.bool_(), "referents": arrow.list_(text)}
    fields = RESULT_FIELDS + (DETAIL_FIELDS if details else ())
    result = arrow.struct([(name, kinds.get(name, text)) for name in fields])
    columns = [("query_id", text), ("status", text), ("results", arrow.list_(result))]
    if details:
        columns += [("reason", text), ("notes", arrow.list_(text))]
    return arrow.schema(columns)


def answered_batch(
    engine: Screener, batch: Any, first: int, options: BatchOptions, notes: ReadingNotes, *, details: bool
) -> tuple[Any, list[dict[str, Any]]]:
    """One record batch of subjects, answered: as a record batch, and as the JSON rows it holds.

    Args:
        batch: columns as the fields of `screen --input`.
        first: number of its first row, for rows without a `query_id`.
        notes: grows while reading.
        details: see `answer_schema`.
    """
    rows = list(ArrowRows(first, batch).rows(notes, order=options.date_order))
    objects = [answer_object(answer, evidence=False) for answer in answer_rows_of(engine, rows, options)]
    return pyarrow("").RecordBatch.from_pylist(objects, schema=answer_schema(details=details)), objects


def check_columns(names: Iterable[str], *, where: str) -> None:
    """Refuse a table that cannot be screened.

    Raises:
        UsageError: there is no column `name`.
    """
    found = list(names)
    if "name" not in found:
        raise UsageError(
            f"the table has no column 'name' (it has: {', '.join(found)[:200]})",
            where=where,
            remedy=f"Rename its columns; known are {', '.join(FIELDS)}",
        )


def no_table(frame: object) -> UsageError:
    """What to raise for something that is no table."""
    return UsageError(
        f"a {type(frame).__name__} is no table that can be read",
        remedy="Give a polars, pandas (2.2 or newer) or pyarrow table, or a DuckDB relation",
    )
