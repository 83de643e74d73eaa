"""Rows of OFAC's CSV files, and which part of a set a file is.

Nulls are `-0- ` with a trailing blank, lines end in LF or CRLF or (the last) not at all, and OFAC's own files end
with control-Z. Every line is read on its own, so that a stray quote cannot swallow the lines behind it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final

from ostrakon.errors import ListRefused
from ostrakon.model import NameKind
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_programmes import CONS, SDN, split_programmes

WIDTHS: Final = {"primary": 12, "alt": 5, "add": 6, "comments": 2}
ALIAS_TYPES: Final[dict[str, NameKind]] = {"aka": "alias", "fka": "former", "nka": "alias"}
REMEDY: Final = "Fetch the whole set again from https://sanctionslist.ofac.treas.gov"
LINE_BYTES_MAX: Final = 1024 * 1024
"""The longest continued remark has some 20,000 characters; a file without line ends is no list."""
_NULL = "-0-"
_END_MARK = "\x1a"
_NAME = re.compile(r"(?:^|[/\\_.\s-])(cons_)?(sdn|prim|alt|add|(?:sdn_)?comments)(?:[ _-]?\(?\d+\)?)?\.csv$")
_ROLES = {"sdn": "primary", "prim": "primary", "alt": "alt", "add": "add", "comments": "comments"}
_TYPES = frozenset({"", "individual", "vessel", "aircraft", "entity"})
_COMMENT_HINTS = re.compile(r"a\.k\.a\. '|Linked To: |Digital Currency Address - |Passport |Directive|Registration")
_ONLY_NON_SDN = frozenset({"NS-PLC", "561-Related", "CMIC-EO13959"})


def role(name: str, head: bytes) -> tuple[str, str] | None:
    """(source id, part of the set) of a file, or None when it is no file of an OFAC set.

    Content decides; the name helps where two parts look alike.
    """
    row = _first_row(head)
    if row is None:
        return None
    named = _NAME.search(name.lower())
    part = _part(row, _ROLES[named[2].removeprefix("sdn_")] if named else None)
    if part is None:
        return None
    if named is not None and _ROLES[named[2].removeprefix("sdn_")] == part:
        return (CONS if named[1] or named[2] == "prim" else SDN), part
    return (CONS if part == "primary" and _looks_non_sdn(head) else SDN), part


def _part(row: list[str], named: str | None) -> str | None:
    """The part whose columns the row has, if their content fits.

    Args:
        row: the first row.
        named: the part that the file is called after: it may have more columns than we know, and the values of its
            first row are not judged here, so that damage is reported as damage and not as another kind of file.
    """
    if named is not None and len(row) >= WIDTHS[named] and row[1].strip():
        return named if named in ("primary", "comments") or row[1].strip().isdigit() else None
    part = next((part for part, width in WIDTHS.items() if width == len(row)), None)
    fits = {
        "primary": lambda: _clean(row[2]) in _TYPES,
        "alt": lambda: row[1].strip().isdigit() and row[2].strip().lower() in ALIAS_TYPES,
        "add": lambda: row[1].strip().isdigit(),
        "comments": lambda: _COMMENT_HINTS.search(row[1]) is not None,
    }
    return part if part and fits[part]() else None


def _first_row(head: bytes) -> list[str] | None:
    line = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("utf-8", "replace").rstrip("\r")
    try:
        row = next(csv.reader([line], strict=True), None)
    except csv.Error:
        return None
    return row if row and row[0].strip().isdigit() else None


def _looks_non_sdn(head: bytes) -> bool:
    """True when most of the first rows carry programmes that only the non-SDN list has."""
    lines = head.decode("utf-8", "replace").splitlines()[:200]
    rows = [row for row in csv.reader(lines) if len(row) == WIDTHS["primary"]]
    hits = sum(1 for row in rows if _ONLY_NON_SDN.intersection(split_programmes(row[3])) or "Directive" in row[11])
    return hits * 2 > len(rows)


def rows_of(file: ListFile, part: str, report: Report) -> Iterator[list[str]]:
    """Rows with nulls and blanks removed; remarks keep their blanks, since they may continue elsewhere."""
    width, number, ended = 0, 0, False
    with file.open() as stream:
        while raw := stream.readline(LINE_BYTES_MAX):
            number += 1
            if len(raw) == LINE_BYTES_MAX:
                raise ListRefused(
                    f"a line is longer than {LINE_BYTES_MAX:,} bytes",
                    reason="malformed",
                    where=f"{file.name}:{number}",
                    remedy=REMEDY,
                )
            where = f"{file.name}:{number}"
            line = _decode(raw, report, where).rstrip("\r\n")
            ended = ended or _END_MARK in line
            line = line.strip(_END_MARK)
            if not line.strip():
                continue
            row = _row(line, where)
            width = width or len(row)
            if len(row) < WIDTHS[part] or len(row) != width or not row[0].isdigit():
                raise ListRefused(
                    f"a row has {len(row)} columns and starts with {row[0][:20]!r};"
                    f" {WIDTHS[part]} columns and a number were expected",
                    reason="malformed",
                    where=where,
                    remedy=REMEDY,
                )
            if width > WIDTHS[part]:
                report.issue(
                    "unknown_field",
                    f"the file has {width - WIDTHS[part]} columns more than are known; they were not used",
                    where=where,
                    field=f"{part} column {WIDTHS[part] + 1}",
                    example=row[WIDTHS[part]],
                )
            yield row
    if not ended:
        report.issue(
            "no_end_mark",
            "the file does not end with control-Z as OFAC's own does: it was saved by another program, or cut",
            severity="info",
            where=file.name,
            field=part,
        )


def _decode(raw: bytes, report: Report, where: str) -> str:
    try:
        return raw.decode("utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8")
    except UnicodeDecodeError:
        report.issue("bad_encoding", "a line is not UTF-8 and was read as Windows-1252", where=where)
        return raw.decode("cp1252", "replace")


def _row(line: str, where: str) -> list[str]:
    """One line on its own, so that a stray quote cannot swallow the lines behind it."""
    try:
        row = next(csv.reader([line], strict=True))
    except csv.Error as bad:
        raise ListRefused(f"a row cannot be read ({bad})", reason="malformed", where=where, remedy=REMEDY) from bad
    last = len(row) - 1
    return [_clean(cell) if index < last else _remark(cell) for index, cell in enumerate(row)]


def _clean(cell: str) -> str:
    cell = cell.strip()
    return "" if cell == _NULL else cell


def _remark(cell: str) -> str:
    return "" if cell.strip() in (_NULL, "-0") else cell
