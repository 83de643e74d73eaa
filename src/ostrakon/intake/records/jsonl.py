"""Customer records as JSON Lines: one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.fields import FIELDS, BadValueError, subject_from
from ostrakon.intake.records.lines import LINE_LENGTH_MAX, Line
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.rows import BadRow, Row

_IDENTIFIER_FIELDS = {"type", "value", "country"}


def read_jsonl(lines: Iterable[Line], notes: ReadingNotes, *, order: DateOrder) -> Iterator[Row]:
    """Rows of a JSON Lines file in file order; blank lines are no rows.

    Args:
        lines: (number, text), text None where the line was too long.
        notes: grows while reading.
        order: see `read_date`.
    """
    decoder = msgspec.json.Decoder()
    for number, line in lines:
        if line is None:
            yield _bad(number, str(number), f"the line has more than {LINE_LENGTH_MAX} characters")
        elif line.strip():
            yield _row(number, line, decoder, notes, order)


def _row(number: int, line: str, decoder: msgspec.json.Decoder[Any], notes: ReadingNotes, order: DateOrder) -> Row:
    try:
        record = decoder.decode(line.encode("utf-8"))
    except UnicodeEncodeError:
        reason = "the line has bytes that are not text in this encoding; declare it with --encoding (cp1252, …)"
        return _bad(number, str(number), reason)
    except (msgspec.DecodeError, RecursionError) as error:
        return _bad(number, str(number), f"the line is no JSON ({error})")
    if not isinstance(record, dict):
        return _bad(number, str(number), 'the line is no JSON object such as {"query_id": "q1", "name": "…"}')
    return row_from(number, record, notes, order)


def row_from(number: int, record: dict[str, Any], notes: ReadingNotes, order: DateOrder) -> Row:
    """A row from one decoded record; counts its unknown fields and its key."""
    _count_unknown(record, notes)
    try:
        query_id = _query_id(record, number, notes)
    except BadValueError as error:
        return _bad(number, str(number), str(error))
    try:
        return Row(line=number, content=subject_from(record, query_id=query_id, order=order))
    except BadValueError as error:
        return _bad(number, query_id, str(error))


def _count_unknown(record: dict[str, Any], notes: ReadingNotes) -> None:
    for name, value in record.items():
        if name not in FIELDS and value not in (None, "", []):
            notes.unknown_field(name)
    identifiers = record.get("identifiers")
    if isinstance(identifiers, list):
        extra = {name for item in identifiers if isinstance(item, dict) for name in item} - _IDENTIFIER_FIELDS
        for name in sorted(extra):
            notes.unknown_field(f"identifiers[].{name}")


def _query_id(record: dict[str, Any], number: int, notes: ReadingNotes) -> str:
    given = record.get("query_id")
    if given is None or given == "":
        notes.without_id += 1
        return str(number)
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise BadValueError(f"query_id must be a text or a whole number, not {type(given).__name__}")
    if not given.isascii() and any("\ud800" <= char <= "\udfff" for char in given):
        raise BadValueError("query_id has bytes that are not text in this encoding; declare it with --encoding")
    notes.key(given)
    return given


def _bad(line: int, query_id: str, reason: str) -> Row:
    return Row(line=line, content=BadRow(line=line, query_id=query_id, reason=reason))
