"""Workbooks (`.xlsx`) as sheets of rows of text, the archive looked through before any library reads it.

A workbook is a zip of XML. Every part is inflated once under limits, its checksum verified and searched for a DOCTYPE
and entities, which no publisher writes and every trick needs; only then `python-calamine` reads the cells. Cells come
as text: a date as ISO, a whole number without its decimal point, an empty cell as an empty text.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from ostrakon.errors import ListRefused

STORED_BYTES_MAX = 64 * 1024 * 1024
"""Largest workbook as stored; the largest list of this kind has one megabyte."""
INFLATED_BYTES_MAX = 256 * 1024 * 1024
"""Largest content of all parts together; calamine holds one sheet of cells in memory."""
PART_RATIO_MAX = 200
"""A part of more than `RATIO_FROM_BYTES` may not be this many times its stored size; sheets reach about 30."""
RATIO_FROM_BYTES = 4 * 1024 * 1024
PARTS_MAX = 2_000
CELLS_MAX = 20_000_000
"""Cells of one sheet, empty ones counted: a sheet may claim cells that it does not hold."""
HEAD_ROWS = 12
HEAD_MARK = b"#!xlsx\n"
"""What the head of a workbook begins with, followed by the first rows of its sheets, cells divided by tabs."""

_TYPES = "[Content_Types].xml"
_ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_DIMENSION = re.compile(rb'<dimension[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_CHUNK = 1 << 16
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(ValueError, OverflowError, struct.error, LookupError),  # a directory whose numbers lead nowhere
)
"""What the standard library raises on a damaged zip."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows, each as long as the widest."""

    name: str
    rows: Sequence[Sequence[str]]


def is_workbook(raw: BinaryIO) -> bool:
    """Whether a zip is a workbook, by the parts in its directory; the stream stands at its start afterwards."""
    try:
        with zipfile.ZipFile(raw) as archive:
            names = archive.namelist()
    except _DAMAGED:
        return False
    finally:
        raw.seek(0)
    return _TYPES in names and any(name.startswith("xl/") for name in names)


def sheets(data: bytes, where: str) -> Iterator[Sheet]:
    """The sheets of a workbook in their order, hidden ones too.

    Raises:
        ListRefused: no workbook, damaged, hostile, or larger than any list.
    """
    _look_through(data, where)
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  # only for workbooks

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not book.sheet_names:
            raise ValueError("it names no sheets")
        for name in book.sheet_names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(name, [[_text(cell) for cell in row] for row in cells])
    except (CalamineError, OSError, ValueError) as bad:
        raise ListRefused(
            f"the workbook cannot be read ({str(bad).splitlines()[0][:200]})",
            reason="malformed",
            where=where,
            remedy="Fetch it again from the official address",
        ) from bad


def head_of(data: bytes, where: str) -> bytes:
    """The first rows of each sheet as text behind `HEAD_MARK`, by which formats recognise themselves."""
    lines = ["\t".join((sheet.name, *row)) for sheet in sheets(data, where) for row in sheet.rows[:HEAD_ROWS]]
    return HEAD_MARK + "\n".join(line.replace("\n", " ") if "\n" in line else line for line in lines).encode()


def _look_through(data: bytes, where: str) -> None:
    """Inflate every part once under the limits."""
    if len(data) > STORED_BYTES_MAX:
        raise ListRefused(f"the workbook has more than {STORED_BYTES_MAX:,} bytes", reason="too_large", where=where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MAX or len({part.filename for part in parts}) < len(parts):
                raise _hostile("more parts than a list needs, or two of one name", where)
            left = INFLATED_BYTES_MAX
            for part in parts:
                left -= _inflate(archive, part, left, where)
    except _DAMAGED as bad:
        raise ListRefused(
            f"the workbook is truncated or damaged ({bad})",
            reason="truncated",
            where=where,
            remedy="Fetch it again and compare its size with the publisher's",
        ) from bad


def _inflate(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, where: str) -> int:
    passed, before = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            passed += len(chunk)
            if passed > left or (passed > RATIO_FROM_BYTES and passed > PART_RATIO_MAX * max(part.compress_size, 1)):
                raise _hostile(f"the part {part.filename!r} becomes larger than any list", where)
            seam = before + chunk
            if _ENTITY.search(seam.replace(b"\0", b"")):
                raise _hostile(f"the part {part.filename!r} declares a DOCTYPE or an entity", where)
            if not before:
                _check_dimension(seam, where)
            before = chunk[-64:]
    return passed


def _check_dimension(start: bytes, where: str) -> None:
    if found := _DIMENSION.search(start):
        width = _column(found[3]) - _column(found[1]) + 1
        height = int(found[4]) - int(found[2]) + 1
        if width * height > CELLS_MAX:
            raise _hostile(f"a sheet claims {width * height:,} cells", where)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _hostile(what: str, where: str) -> ListRefused:
    return ListRefused(what, reason="hostile", where=where, remedy="Fetch it again from the official address")


def _text(cell: object) -> str:
    match cell:
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
        case date():
            return cell.isoformat()
        case time() | timedelta():
            return str(cell)
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case None:
            return ""
        case _:
            return str(cell)
