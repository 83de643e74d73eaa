"""Delimited text as rows by column name: encoding found, preamble and header read, damage told apart.

A list cut off in transfer ends in the middle of a row; a row of the wrong length in the middle is damage to one
record. The first refuses the file, the second costs the row and is reported.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ostrakon.errors import ListRefused
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile

FIELD_CHARS_MAX = 4 * 1024 * 1024
"""Longest cell; statements of reasons reach some tens of thousands of characters."""
BAD_ROW_SHARE_MAX = 0.1
"""A file of which more rows than this have the wrong length is not this format."""

Row = dict[str, str]


@dataclass(slots=True)
class Table:
    """What was read above the rows.

    Attributes:
        preamble: the cells of the lines above the header.
        columns: the header, surrounding blanks removed.
    """

    preamble: list[list[str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def encoding_of(file: ListFile, report: Report) -> tuple[str, str]:
    """Encoding of the file and how to treat bytes that are not in it: (`utf-8-sig` or `cp1252`, error handler).

    UTF-8 is recognised by its own rules over the whole file. A file in which invalid bytes are the exception
    among valid sequences is damaged UTF-8 (reported), one without valid ones is Windows-1252.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    bad = good = 0
    with file.open() as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            text = decoder.decode(chunk)
            if text.isascii():
                continue
            damaged = sum(text.count(chr(code)) for code in range(0xDC80, 0xDD00))
            bad += damaged
            good += sum(char > "\x7f" for char in text) - damaged if damaged else 1
    if not bad:
        return "utf-8-sig", "strict"
    if bad > good:
        return "cp1252", "replace"
    report.issue(
        "bad_encoding",
        "bytes that are no UTF-8 were replaced by U+FFFD; the names that hold them are damaged",
        severity="error",
        where=file.path.name,
        example=f"{bad} bytes",
    )
    return "utf-8-sig", "replace"


def rows(
    file: ListFile, report: Report, table: Table, *, delimiter: str, header_marks: Sequence[str]
) -> Iterator[tuple[int, Row]]:
    """Yield (line number, cells by column) for each row below the header.

    Args:
        file: the list.
        report: takes `bad_row` and `bad_encoding`.
        table: filled with preamble and columns before the first row is yielded.
        delimiter: what separates cells.
        header_marks: columns by which the header is known; without them it is not this format.

    Raises:
        ListRefused: no header, cut off within a row, or rows of the wrong length beyond a tenth.
    """
    encoding, errors = encoding_of(file, report)
    where = file.path.name
    before = csv.field_size_limit(FIELD_CHARS_MAX)
    try:
        with (
            file.open() as stream,
            io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="") as text,
        ):
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            _read_header(reader, table, header_marks, where)
            yield from _read_rows(reader, table.columns, report, where)
    except csv.Error as bad:
        if "end of data" in str(bad):
            raise _cut("a quoted cell does not end", where) from bad
        raise _malformed(f"the quoting is damaged ({bad})", where) from bad
    finally:
        csv.field_size_limit(before)


def _read_header(reader: Iterator[list[str]], table: Table, marks: Sequence[str], where: str) -> None:
    wanted = {mark.casefold() for mark in marks}
    for line, cells in enumerate(reader):
        names = [cell.strip() for cell in cells]
        if wanted <= {name.casefold() for name in names}:
            table.columns[:] = names
            return
        table.preamble.append(names)
        if line >= 5:
            break
    raise ListRefused(
        f"the header line with the columns {', '.join(marks)} is missing",
        reason="wrong_content",
        where=where,
        remedy="Fetch the list in this format again from the official address",
    )


def _read_rows(reader: Any, columns: list[str], report: Report, where: str) -> Iterator[tuple[int, Row]]:
    width = len(columns)
    good = bad = 0
    short_last = False
    for cells in reader:
        if not any(cells):
            continue
        short_last = len(cells) < width
        if short_last or any(cells[width:]):
            bad += 1
            report.issue(
                "bad_row",
                f"the row does not have the {width} cells of the header; it was left out",
                severity="error",
                where=f"{where}:{reader.line_num}",
                example=f"line {reader.line_num} has {len(cells)}",
            )
            continue
        good += 1
        yield reader.line_num, dict(zip(columns, cells, strict=False))
    if short_last:
        raise _cut("the last row is shorter than the header", where)
    if bad > BAD_ROW_SHARE_MAX * (good + bad):
        raise _malformed(f"{bad:,} of {good + bad:,} rows have the wrong number of cells", where)


def _malformed(what: str, where: str) -> ListRefused:
    return ListRefused(what, reason="malformed", where=where, remedy="Fetch it again from the official address")


def _cut(what: str, where: str) -> ListRefused:
    return ListRefused(
        f"the file is cut off: {what}",
        reason="truncated",
        where=where,
        remedy="Fetch it again and compare its size with the publisher's",
    )
