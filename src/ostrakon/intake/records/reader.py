"""Opening a customer file in the format that its name tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records.csv_rows import csv_records
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.fields import FIELDS
from ostrakon.intake.records.lines import open_lines
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.parquet import open_parquet
from ostrakon.intake.records.portions import ArrowRows, CsvRecords, JsonLines, Portion
from ostrakon.intake.records.rows import Row

RecordFormat = Literal["jsonl", "csv", "parquet"]
_ENDINGS: dict[str, RecordFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
}


_ROWS_AT_ONCE = 1_000


def record_format(path: Path) -> RecordFormat:
    """The format that the ending of a file name tells.

    Raises:
        UsageError: the ending is unknown.
    """
    try:
        return _ENDINGS[path.suffix.lower()]
    except KeyError:
        raise UsageError(
            f"cannot tell the format of {path.name!r}", remedy=f"Name it with one of {', '.join(_ENDINGS)}"
        ) from None


class RecordFile:
    """An open customer file: iterate for its rows, ask `notes` for what was noticed. Use as a context
    manager.

    Attributes:
        path, size: the file and its length in bytes.
        notes: unknown fields and repeated keys; complete when the iteration has ended.
        order: how dates such as 03/05/1961 are read.
    """

    def __init__(self, path: Path, *, encoding: str, order: DateOrder) -> None:
        self.path = path
        self.format = record_format(path)
        self.notes = ReadingNotes()
        self.order: DateOrder = order
        try:
            self.size = path.stat().st_size
            if path.is_dir():
                raise InputError("is a folder, not a file", where=str(path))
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
        self._table = open_parquet(path) if self.format == "parquet" else None
        self._lines = None if self.format == "parquet" else open_lines(path, encoding=encoding)
        self._taken = 0

    @property
    def share(self) -> float:
        """How much of the file has been read, 0 to 1 (about, since reading runs ahead); for a progress bar."""
        if self._table is not None:
            return self._taken / max(int(self._table.metadata.num_rows), 1)
        if self._lines is None or self._lines.raw.closed:
            return 1.0
        return self._lines.raw.tell() / max(self.size, 1)

    def messages(self) -> list[str]:
        """What a person should know of the file, one line each."""
        return self.notes.messages(FIELDS)

    def __iter__(self) -> Iterator[Row]:
        for portion in self.portions(_ROWS_AT_ONCE):
            yield from portion.rows(self.notes, order=self.order)

    def portions(self, rows: int) -> Iterator[Portion]:
        """The file cut into parts of at most so many rows, each to be read wherever there is room.

        Raises:
            InputError: the header of a CSV file cannot be used.
        """
        if self._table is not None:
            for batch in self._table.iter_batches(batch_size=rows):
                yield ArrowRows(self._taken + 1, batch)
                self._taken += len(batch)
        elif self._lines is not None and self.format == "jsonl":
            lines = iter(self._lines)
            while part := tuple(islice(lines, rows)):
                yield JsonLines(part)
        elif self._lines is not None:
            header, records = csv_records(self._lines, where=str(self.path))
            while taken := tuple(islice(records, rows)):
                yield CsvRecords(header, taken)

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lines is not None:
            self._lines.close()
        if self._table is not None:
            self._table.close()


def open_records(path: Path, *, encoding: str = "utf-8", order: DateOrder = "") -> RecordFile:
    """Open a customer file (`.jsonl`, `.csv`, `.parquet`).

    Args:
        encoding: of a text file; a byte order mark is understood.
        order: how to read dates such as 03/05/1961.

    Raises:
        InputError: the file cannot be opened.
        UsageError: the ending or the encoding is unknown.
    """
    return RecordFile(path, encoding=encoding, order=order)
