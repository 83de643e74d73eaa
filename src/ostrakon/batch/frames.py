"""`ostrakon.batch.screen(frame)`: tables in memory of polars, pandas, DuckDB or pyarrow."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import store_folder
from ostrakon.batch.arrow import answer_schema, answered_batch, check_columns, no_table
from ostrakon.batch.recording import BatchFacts, record_batch
from ostrakon.intake.records import FIELDS, DateOrder, ReadingNotes
from ostrakon.intake.records.parquet import pyarrow

ROWS_AT_ONCE = 2_000


def screen(
    frame: Any,
    store: Path | str | None = None,
    *,
    limit: int = 5,
    threshold: float | None = None,
    policy: Path | str | None = None,
    exemptions: Path | str | None = None,
    date_order: DateOrder = "",
) -> Any:
    """Screen every row of a table; one row of the result for each, in its order.

    Columns are the fields of `ostrakon screen --input` (`query_id`, `name`, `birth_date`, …); without a `query_id` a
    row is known by its number from 1. The result has `query_id`, `status`, `results` (a list of structs: `id`,
    `caption`, `schema`, `score`, `bits`, `match`, `referents`, `status`, `note`, `exemption`), `reason` and `notes`.
    A row that cannot be read is `not_screened` with its reason. The run has one record in the ledger.

    Args:
        frame: whatever gives Arrow (`__arrow_c_stream__`): a table of polars, pandas (2.2 or newer) or pyarrow, or a
            DuckDB relation.
        store, policy, exemptions: see `Ostrakon.open`.
        limit: results a row at most.
        threshold: least score of a result; None takes the policy's review threshold.
        date_order: how dates such as 03/05/1961 are read.

    Returns:
        A table of the same kind; for a DuckDB relation a pyarrow table, which DuckDB queries by its variable's name.

    Raises:
        UsageError: this is no table, it has no column `name`, or pyarrow is not installed.
        NotScreened: no list is in force, or the run could not be recorded where that is required.
    """
    arrow = pyarrow("")
    reader = _stream(frame)
    check_columns(reader.schema.names, where="frame")
    options = BatchOptions(limit=limit, threshold=threshold, evidence=False, date_order=date_order)
    folder = store_folder(Path(store) if store is not None else None)
    notes, facts = ReadingNotes(), BatchFacts()
    with Ostrakon.open(folder, policy=policy, exemptions=exemptions) as engine:
        answered = []
        for batch in _batches(reader):
            found, objects = answered_batch(engine, batch, facts.rows + 1, options, notes, details=True)
            facts.add(batch, objects)
            answered.append(found)
        record_batch(folder, engine, options, facts.summary)
    notes.without_id = 0  # numbers are what such rows are known by here
    for message in notes.messages(FIELDS):
        warnings.warn(message, stacklevel=2)
    return _alike(frame, arrow.Table.from_batches(answered, schema=answer_schema(details=True)))


def _stream(frame: Any) -> Any:
    """A `pyarrow.RecordBatchReader` over the table."""
    arrow = pyarrow("")
    if hasattr(frame, "__arrow_c_stream__"):
        return arrow.RecordBatchReader.from_stream(frame)
    if isinstance(frame, arrow.RecordBatch):
        return arrow.Table.from_batches([frame]).to_reader()
    raise no_table(frame)


def _batches(reader: Any) -> Iterator[Any]:
    """Record batches of at most `ROWS_AT_ONCE` rows."""
    for batch in reader:
        for start in range(0, len(batch), ROWS_AT_ONCE):
            yield batch.slice(start, ROWS_AT_ONCE)


def _alike(frame: Any, table: Any) -> Any:
    """The answers as the kind of table that was asked with."""
    kind = type(frame).__module__.partition(".")[0]
    if kind == "polars":
        return importlib.import_module("polars").from_arrow(table)
    if kind == "pandas":
        return table.to_pandas()
    return table
