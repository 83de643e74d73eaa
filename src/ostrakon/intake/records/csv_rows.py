"""Customer records as CSV: a header line that names the columns, then one record a row.

Quoting follows RFC 4180, strictly: a quote that is not closed, or text after a closing quote, makes its own
line a bad row and costs no other line. A row whose number of cells differs from the header's is bad too,
since no one can tell which cell is which.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from ostrakon.errors import InputError
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.fields import FIELDS
from ostrakon.intake.records.jsonl import row_from
from ostrakon.intake.records.lines import LINE_LENGTH_MAX, Line
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.rows import BadRow, Row
from ostrakon.model.identifiers import IDENTIFIER_TYPES

DELIMITERS = (",", ";", "\t", "|")
ID_PREFIX = "id_"
SEVERAL = frozenset({"aliases", "country", "nationality", "phone", "email", "website"})
"""Columns whose cells may hold several values, by `;`."""
_ID_COLUMNS = {f"{ID_PREFIX}{kind.lower()}": kind for kind in IDENTIFIER_TYPES}


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """One record as it was split, or why it could not be.

    Attributes:
        line: number of its first line in the file, from 1.
        cells: empty where it could not be split.
        problem: why no one can tell which cell is which; empty where the record can be read.
        query_id: the key of a record with a problem, where it is certain.
    """

    line: int
    cells: tuple[str, ...] = ()
    problem: str = ""
    query_id: str = ""


class _UnreadableError(Exception):
    """The record cannot be split into cells."""


class _Source:
    """Lines with push-back, so that a quote left open costs one line only."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = iter(lines)
        self._taken: list[Line] = []
        self._size = 0

    def start(self) -> None:
        """Forget the lines of the record before."""
        self._taken, self._size = [], 0

    def keep_first_only(self) -> None:
        """Give all lines of this record but its first back, to be read again."""
        self._lines = chain(self._taken[1:], self._lines)

    @property
    def first(self) -> int:
        """Number of the first line of this record."""
        return self._taken[0][0]

    @property
    def several(self) -> bool:
        """Whether this record took more than one line."""
        return len(self._taken) > 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, text = next(self._lines)
        self._taken.append((number, text))
        if text is None:
            raise _UnreadableError(f"the line has more than {LINE_LENGTH_MAX} characters")
        self._size += len(text)
        if self._size > LINE_LENGTH_MAX:
            raise _UnreadableError("a quoted field is opened and not closed within the next million characters")
        return text


def csv_records(
    lines: Iterable[Line], *, where: str, delimiter: str = ""
) -> tuple[tuple[str, ...], Iterator[CsvRecord]]:
    """The columns' names, and the records below them in file order; blank lines are no records.

    Args:
        lines: (number, text), text None where the line was too long.
        where: the file, for messages.
        delimiter: one character; empty finds out from the header.

    Raises:
        InputError: the header is missing, lacks `name`, or names a column twice.
    """
    source = _Source(lines)
    header_line = _first_line(source, where)
    delimiter = delimiter or sniff(header_line)
    header = read_header(_cells_of(header_line, delimiter, where), where=where)
    return tuple(header), _split_records(source, header, delimiter)


def _split_records(source: _Source, header: Sequence[str], delimiter: str) -> Iterator[CsvRecord]:
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.start()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _UnreadableError) as error:
            source.keep_first_only()
            yield CsvRecord(source.first, problem=f"the line is no CSV ({error})")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if problem := _problem(header, cells, delimiter, several=source.several):
            if source.several:
                source.keep_first_only()
            yield CsvRecord(source.first, problem=problem, query_id=_own_id(header, cells))
            continue
        yield CsvRecord(source.first, tuple(cells))


def rows_of(
    header: Sequence[str], records: Iterable[CsvRecord], notes: ReadingNotes, *, order: DateOrder
) -> Iterator[Row]:
    """What the records of `csv_records` say; see `read_date` for `order`, `notes` grows while reading."""
    for record in records:
        if record.problem:
            yield _bad(record.line, record.query_id, record.problem)
        else:
            yield row_from(record.line, _record(header, record.cells), notes, order)


def sniff(header: str) -> str:
    """The delimiter of a header line: the one that splits it into most known columns, else a comma."""
    known = set(FIELDS) | set(_ID_COLUMNS)

    def worth(delimiter: str) -> int:
        return sum(_plain(cell) in known for cell in header.split(delimiter))

    return max(DELIMITERS, key=worth)


def read_header(cells: Sequence[str], *, where: str) -> list[str]:
    """Column names as we know them (lower case, `_` for blanks); unknown ones as they stand.

    Raises:
        InputError: `name` is missing or a known column stands twice.
    """
    plain = [_plain(cell) for cell in cells]
    names = [
        p if p in FIELDS or p in _ID_COLUMNS else (cell.strip() or f"(column {number})")
        for number, (p, cell) in enumerate(zip(plain, cells, strict=True), 1)
    ]
    if "name" not in names:
        raise InputError(
            f"the header has no column 'name' (it has: {', '.join(names)[:200]})",
            where=where,
            remedy=f"The first line must name the columns; known are {', '.join(FIELDS)}, id_TYPE",
        )
    doubled = [name for name, count in Counter(names).items() if count > 1 and (name in FIELDS or name in _ID_COLUMNS)]
    if doubled:
        raise InputError(f"the header names {doubled[0]!r} twice", where=where, remedy="Rename or remove one of them")
    return names


def _first_line(source: _Source, where: str) -> str:
    for line in source:
        if line.strip():
            return line
    raise InputError("the file is empty", where=where, remedy="The first line must name the columns")


def _cells_of(line: str, delimiter: str, where: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"the header is no CSV ({error})", where=where) from None


def _plain(cell: str) -> str:
    return cell.strip().strip('"').lower().replace(" ", "_").replace("-", "_").replace(".", "_")


def _problem(header: Sequence[str], cells: Sequence[str], delimiter: str, *, several: bool) -> str:
    """Why these cells cannot be the record of one row; empty when they can.

    A line end is at home in an address; in a name or a key it shows a stray quote that swallows whole rows.
    """
    if len(cells) != len(header):
        return f"the row has {len(cells)} cells, the header {len(header)}; quote cells that hold {delimiter!r}"
    if not several:
        return ""
    for name, cell in zip(header, cells, strict=True):
        if "\n" in cell and name not in ("address", "birth_place") and (name in FIELDS or name in _ID_COLUMNS):
            return f"{name} goes over several lines: a quote is opened and not closed"
    return ""


def _own_id(header: Sequence[str], cells: Sequence[str]) -> str:
    """The key of a row whose cells are wrong, only where nothing before it can have moved."""
    return cells[0] if header[0] == "query_id" and cells else ""


def _record(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """The record as JSON would give it."""
    record: dict[str, Any] = {}
    identifiers: list[dict[str, str]] = []
    for name, cell in zip(header, cells, strict=True):
        if not cell.strip():
            continue
        if name in _ID_COLUMNS:
            identifiers += [{"type": _ID_COLUMNS[name], "value": value} for value in _split(cell)]
        elif name == "identifiers":
            identifiers += [_pair(part) for part in _split(cell)]
        elif name in SEVERAL:
            record[name] = _split(cell)
        else:
            record[name] = cell
    if identifiers:
        record["identifiers"] = identifiers
    return record


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _pair(part: str) -> dict[str, str]:
    kind, _, value = part.partition("=")
    return {"type": kind, "value": value}


def _bad(line: int, query_id: str, reason: str) -> Row:
    clean = query_id if query_id.isprintable() and query_id.strip() else str(line)
    return Row(line=line, content=BadRow(line=line, query_id=clean, reason=reason))
