"""Opening a customer file in the format that its name tells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records.csv_rows import read_csv
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.fields import FIELDS
from ostrakon.intake.records.jsonl import read_jsonl
from ostrakon.intake.records.lines import open_lines
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.parquet import read_parquet
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
    """

    def __init__(self, path: Path, *, encoding: str, order: DateOrder) -> None:
        self.path = path
        self.format = record_format(path)
        self.notes = ReadingNotes()
        self._order: DateOrder = order
        try:
            self.size = path.stat().st_size
            if path.is_dir():
                raise InputError("is a folder, not a file", where=str(path))
        except OSError as error:
            raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
        self._lines = None if self.format == "parquet" else open_lines(path, encoding=encoding)

    @property
    def position(self) -> int:
        """Bytes read so far (about, since reading runs ahead); for a progress bar."""
        return self._lines.raw.tell() if self._lines is not None and not self._lines.raw.closed else 0

    def messages(self) -> list[str]:
        """What a person should know of the file, one line each."""
        return self.notes.messages(FIELDS)

    def __iter__(self) -> Iterator[Row]:
        if self._lines is None:
            return read_parquet(self.path, self.notes, order=self._order)
        if self.format == "jsonl":
            return read_jsonl(self._lines, self.notes, order=self._order)
        return read_csv(self._lines, self.notes, order=self._order, where=str(self.path))

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lines is not None:
            self._lines.close()


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
