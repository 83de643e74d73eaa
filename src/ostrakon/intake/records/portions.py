"""Parts of a customer file that can be read apart from each other, and so in other processes.

Cutting a file is cheap and in order; reading what a part says (dates, countries, identifiers) is the work. A portion
holds all that this needs, and reads the same wherever that happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ostrakon.intake.records.csv_rows import CsvRecord, rows_of
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.jsonl import read_jsonl, row_from
from ostrakon.intake.records.lines import Line
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.parquet import read_batch
from ostrakon.intake.records.rows import Row


class Portion(Protocol):
    """Some rows of a file that follow each other; can be sent to another process."""

    def rows(self, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
        """The rows in file order.

        Args:
            notes: grows while reading.
            order: see `read_date`.
        """


@dataclass(frozen=True, slots=True)
class JsonLines:
    """Lines of a JSON Lines file, with their numbers."""

    lines: tuple[Line, ...]

    def rows(self, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
        """See `Portion`."""
        return read_jsonl(self.lines, notes, order=order)


@dataclass(frozen=True, slots=True)
class CsvRecords:
    """Records of a CSV file, split into cells, under their header."""

    header: tuple[str, ...]
    records: tuple[CsvRecord, ...]

    def rows(self, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
        """See `Portion`."""
        return rows_of(self.header, self.records, notes, order=order)


@dataclass(frozen=True, slots=True)
class ArrowRows:
    """Rows of a table in Arrow's form, of which the first has the number `first`."""

    first: int
    batch: Any

    def rows(self, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
        """See `Portion`."""
        return read_batch(self.batch, self.first, notes, order=order)


@dataclass(frozen=True, slots=True)
class Records:
    """Records by field name, of which the first has the number `first`."""

    first: int
    records: tuple[Mapping[str, Any], ...]

    def rows(self, notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
        """See `Portion`."""
        for number, record in enumerate(self.records, self.first):
            yield row_from(number, dict(record), notes, order)
