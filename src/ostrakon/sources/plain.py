"""Small lists as rows of named cells, whatever they come in: workbook, delimited text, JSON array or JSON lines.

A column is known by its plain name: letters and digits in lower case, everything else one underscore. So the heading
`Name of Individual or Entity` of a workbook, the column `Unique Identifier` of a CSV and the member `supp_name` of an
object are read alike, and a publisher who changes from CSV to a workbook, or its capitals, changes nothing here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from ostrakon.errors import ListRefused
from ostrakon.sources.base import FieldAudit, Report
from ostrakon.sources.delimited import Table, rows
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import head_text
from ostrakon.sources.values import clean
from ostrakon.sources.workbook import HEAD_MARK, HEAD_ROWS, sheets

JSON_BYTES_MAX = 128 * 1024 * 1024
"""Largest JSON value; it is read as a whole."""
OBJECT_DEPTH_MAX = 6

Cells = dict[str, str]
_OTHER = re.compile(r"[^\w]+|_+", re.UNICODE)
_MEMBER = re.compile(r'"((?:[^"\\]|\\.){1,80})"\s*:')
_DELIMITERS = ",;\t"


def plain_name(heading: str) -> str:
    """`alias_alternate_spellings` for `Alias / Alternate spellings`."""
    return _OTHER.sub("_", heading.strip().casefold()).strip("_")


def columns_in(head: bytes) -> frozenset[str]:
    """The plain names of the columns, or members, that the first bytes of a file show; empty where there are none."""
    if head.startswith(HEAD_MARK):
        lines = head[len(HEAD_MARK) :].decode(errors="replace").splitlines()
        return frozenset(plain_name(cell) for line in lines for cell in line.split("\t")[1:]) - {""}
    text = head_text(head).lstrip("\ufeff \t\r\n")
    if text[:1] in ("[", "{"):
        return frozenset(plain_name(found) for found in _MEMBER.findall(text))
    return frozenset(plain_name(cell) for cell in _header(text)) - {""}


def plain_rows(
    file: ListFile, report: Report, fields: Mapping[str, str], *, marks: Collection[str], within: str = ""
) -> Iterator[tuple[str, Cells]]:
    """Yield (place, cells by plain name) for every row or object.

    Args:
        file: the list.
        report: takes issues; a column that `fields` does not know is one.
        fields: the format's table, by plain name.
        marks: plain names without which it is not this format.
        within: the member of a JSON object under which its records stand, when they do.

    Raises:
        ListRefused: cut, damaged, hostile, or without the columns `marks`.
    """
    audit = FieldAudit(fields, report)
    head = file.head()
    if head.startswith(HEAD_MARK):
        found = _sheet_rows(file, marks)
    elif head_text(head).lstrip("\ufeff \t\r\n")[:1] in ("[", "{"):
        found = _object_rows(file, within, marks)
    else:
        found = _text_rows(file, report, head)
    any_row = False
    for where, cells in found:
        if not any_row and not set(marks) <= set(cells):
            raise _other_format(marks, file)
        any_row = True
        for name, value in cells.items():
            audit.seen(name, value=value, where=where)
        yield where, cells


def json_objects(file: ListFile, within: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (place, object) of a JSON array, of the array under `within`, or of JSON lines.

    Raises:
        ListRefused: no JSON, cut, too large, or something else than objects in it.
    """
    where = file.path.name
    with file.open() as stream:
        data = stream.read(JSON_BYTES_MAX + 1)
    if len(data) > JSON_BYTES_MAX:
        raise ListRefused(f"more than {JSON_BYTES_MAX:,} bytes of JSON", reason="too_large", where=where)
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    for number, value in enumerate(_values(data, within, where), start=1):
        if not isinstance(value, dict):
            raise ListRefused("a record is no JSON object", reason="malformed", where=f"{where}, record {number}")
        yield f"{where}, record {number}", value


def _values(data: bytes, within: str, where: str) -> Iterator[object]:
    if data.startswith(b"[") or within:
        whole = _decoded(data, where)
        for name in filter(None, within.split("/")):
            whole = whole.get(name) if isinstance(whole, dict) else None
        if not isinstance(whole, list):
            raise ListRefused(f"the JSON has no list {within!r}", reason="wrong_content", where=where)
        yield from whole
        return
    for number, line in enumerate(data.splitlines(), start=1):
        if line.strip():
            yield _decoded(line, f"{where}:{number}")


def _decoded(data: bytes, where: str) -> object:
    try:
        return msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as bad:
        cut = "truncated" in str(bad)
        raise ListRefused(
            f"the JSON is {'cut off' if cut else 'malformed'} ({bad})",
            reason="truncated" if cut else "malformed",
            where=where,
            remedy="Fetch it again and compare its size with the publisher's",
        ) from bad


def _object_rows(file: ListFile, within: str, marks: Collection[str]) -> Iterator[tuple[str, Cells]]:
    for where, value in json_objects(file, within):
        cells = {plain_name(name): _cell(item) for name, item in value.items()}
        yield where, {**dict.fromkeys(marks, ""), **cells} if set(marks) & set(cells) else cells


def _cell(value: object) -> str:
    """A member's value as text: lists one item a line, nothing for null."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "\n".join(filter(None, (_cell(item) for item in value)))
        case dict():
            return "; ".join(f"{name}: {text}" for name, item in value.items() if (text := _cell(item)))
        case _:
            return str(value).strip()


def _text_rows(file: ListFile, report: Report, head: bytes) -> Iterator[tuple[str, Cells]]:
    header = _header(head_text(head).lstrip("\ufeff"))
    first = head_text(head).lstrip("\ufeff\r\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    table = Table()
    for line, row in rows(file, report, table, delimiter=delimiter, header_marks=header[:1]):
        yield f"{file.path.name}:{line}", {plain_name(name): clean(cell) for name, cell in row.items() if name}


def _header(text: str) -> Sequence[str]:
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0].rstrip("\r")
    try:
        return next(csv.reader([first], delimiter=max(_DELIMITERS, key=first.count)), [])
    except csv.Error:
        return []


def _sheet_rows(file: ListFile, marks: Collection[str]) -> Iterator[tuple[str, Cells]]:
    """Rows below the header of every sheet that has one; a row of empty cells is none."""
    for sheet in sheets(file.content(), file.path.name):
        names: list[str] = []
        for number, row in enumerate(sheet.rows, start=1):
            if not names:
                plain = [plain_name(cell) for cell in row]
                if set(marks) <= set(plain):
                    names = plain
                elif number >= HEAD_ROWS:
                    break
                continue
            if any(row):
                cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
                yield f"{file.path.name}, {sheet.name}:{number}", cells
        # A sheet without the header holds notes or a cover, not rows.


def _other_format(marks: Collection[str], file: ListFile) -> ListRefused:
    return ListRefused(
        f"the columns {', '.join(marks)} are missing",
        reason="wrong_content",
        where=file.path.name,
        remedy="Fetch the list in this format again from the official address",
    )
