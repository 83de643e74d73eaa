"""Customer records as Parquet, through pyarrow where it is installed (`ostrakon[parquet]`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.jsonl import row_from
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.rows import Row


def pyarrow(module: str) -> Any:
    """A module of pyarrow, untyped, since it is an extra.

    Raises:
        UsageError: it is not installed; the remedy names what to install.
    """
    try:
        return import_module(f"pyarrow.{module}" if module else "pyarrow")
    except ImportError:
        raise UsageError(
            "Parquet files need pyarrow, which is not installed",
            remedy="Install it with: pip install 'ostrakon[parquet]' (or use .jsonl or .csv)",
        ) from None


def open_parquet(path: Path) -> Any:
    """An open Parquet file; to be closed by the caller.

    Raises:
        InputError: the file is no Parquet, or has no column `name`.
        UsageError: pyarrow is not installed.
    """
    parquet, arrow = pyarrow("parquet"), pyarrow("")
    try:
        file = parquet.ParquetFile(path)
    except (OSError, arrow.ArrowException) as error:
        raise InputError(f"is no Parquet file ({error})", where=str(path)) from None
    if "name" not in file.schema_arrow.names:
        file.close()
        raise InputError("the file has no column 'name'", where=str(path))
    return file


def read_batch(batch: Any, first: int, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
    """Rows of an Arrow record batch, columns as the fields of JSON Lines; the line is the row, from `first` on."""
    for number, record in enumerate(batch.to_pylist(), first):
        yield row_from(number, {name: _plain(value) for name, value in record.items()}, notes, order)


def _plain(value: Any) -> Any:
    """Dates as ISO text; everything else as it is."""
    return value.isoformat()[:10] if isinstance(value, date) else value
