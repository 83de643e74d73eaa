"""Which of the known forms a file has, told by its content, and the graph in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from ostrakon.errors import InputError
from ostrakon.intake.ownership.bods import read_bods
from ostrakon.intake.ownership.csv_stakes import read_csv
from ostrakon.intake.ownership.ftm import read_ftm
from ostrakon.intake.ownership.gleif import CHILD, read_gleif
from ostrakon.intake.ownership.graph_file import read_graph
from ostrakon.ownership import Graph

REMEDY = "docs/ownership.md describes the forms: our graph, FollowTheMoney, BODS 0.4, GLEIF relationships, simple CSV"
RECORD_MAX = 1_000_000
"""Bytes of one record in JSON Lines."""
_BOM = b"\xef\xbb\xbf"
_json = msgspec.json.Decoder(float_hook=Decimal)

Row = tuple[str, Mapping[str, str]]


def read_any(content: bytes, where: str) -> Graph:
    """The graph in a file of any known form.

    Args:
        content: the file.
        where: what to call it in messages.

    Raises:
        InputError: it has none of the forms, or nothing in it can be read.
    """
    plain = content.removeprefix(_BOM)
    start = plain.lstrip()[:1]
    graph = _json_graph(plain, where) if start in (b"{", b"[") else _table(plain, where)
    if not graph.interests and graph.problems:
        raise InputError(f"no interest of it can be read; {graph.problems[0]}", where=where, remedy=REMEDY)
    return graph


def _json_graph(content: bytes, where: str) -> Graph:
    if content.lstrip()[:1] == b"[":
        try:
            statements = _json.decode(content)
        except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
            raise InputError(f"this is no JSON ({bad})", where=where, remedy=REMEDY) from bad
        return read_bods((f"statement {number}", one) for number, one in enumerate(statements, 1))
    first, bad_first = _first_line(content)
    if bad_first or "entities" in first or "interests" in first:
        return read_graph(content, where)
    if "recordType" in first or "recordDetails" in first:
        return read_bods(_lines(content))
    if "schema" in first:
        return read_ftm(_lines(content))
    raise InputError("the file has none of the known forms", where=where, remedy=REMEDY)


def _first_line(content: bytes) -> tuple[dict[str, Any], bool]:
    """The first line as an object, and whether it is none by itself: then the file is one object of many lines."""
    line = next(iter(content.lstrip().split(b"\n", 1)))
    if len(line) > RECORD_MAX:  # no record is so long: a graph in one line
        return {}, True
    try:
        found = _json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}, True
    return (found, False) if isinstance(found, dict) else ({}, True)


def _lines(content: bytes) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", _json.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
                yield f"line {number} ({bad})", None


def _table(content: bytes, where: str) -> Graph:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as bad:
        raise InputError(f"the file is no UTF-8 text ({bad})", where=where, remedy="Save it as UTF-8") from bad
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        names = [name.strip() for name in next(reader, [])]
        if CHILD in names:
            return read_gleif(_rows(reader, names))
        lowered = [name.lower() for name in names]
        if {"owner", "owned"} <= set(lowered):
            return read_csv(_rows(reader, lowered))
    except csv.Error as bad:
        raise InputError(f"line {reader.line_num}: {bad}", where=where) from bad
    raise InputError("the file has none of the known forms", where=where, remedy=REMEDY)


def _rows(reader: Any, names: list[str]) -> Iterator[Row]:
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        where, kept = f"line {reader.line_num}", cells
        if len(cells) > len(names):  # nobody can tell which cell is which
            where, kept = f"{where} (has {len(cells)} cells, the head {len(names)})", []
        yield where, dict(zip(names, kept, strict=False))
