"""Delimited lists with one header line: rows by lower-case column name, every column checked against the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ostrakon.errors import ListRefused
from ostrakon.sources.base import FieldAudit, Report
from ostrakon.sources.delimited import Row, Table, rows
from ostrakon.sources.files import ListFile


def audited_rows(
    file: ListFile, report: Report, audit: FieldAudit, *, delimiter: str, header_marks: Sequence[str]
) -> Iterator[tuple[str, Row]]:
    """Yield (place, cells by lower-case column) for each row.

    Args:
        file: the list.
        report: takes what `delimited.rows` finds.
        audit: told of every column, so that an unknown one becomes an issue.
        delimiter: what separates cells.
        header_marks: columns without which it is not this format.

    Raises:
        ListRefused: as `delimited.rows`, or a column stands twice in the header.
    """
    table = Table()
    names: list[str] = []
    for line, cells in rows(file, report, table, delimiter=delimiter, header_marks=header_marks):
        if not names:
            names = _columns(table, file.path.name)
            for name in names:
                audit.seen(name, where=f"{file.path.name}:1")
        yield f"{file.path.name}:{line}", dict(zip(names, cells.values(), strict=True))


def _columns(table: Table, where: str) -> list[str]:
    names = [column.lower() for column in table.columns]
    if len(set(names)) != len(names):
        raise ListRefused("the header line names a column twice", reason="malformed", where=f"{where}:1")
    return names
