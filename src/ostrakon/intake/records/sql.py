"""Customer records from a query of a database: SQLite as it is, PostgreSQL with the extra `ostrakon[postgres]`.

The connection may only read, and rows are streamed; columns are the fields of JSON Lines.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ostrakon.errors import InputError, UsageError
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.jsonl import row_from
from ostrakon.intake.records.notes import ReadingNotes
from ostrakon.intake.records.rows import Row

SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")
_ROWS = 2_000


class QueryRows:
    """Rows of a query: iterate for them, then ask `notes` for what was noticed.

    Args:
        url: `sqlite:///FILE` or `postgresql://…`.
        query: one statement that reads; each column is named like a field of customer files.
    """

    def __init__(self, url: str, query: str, *, order: DateOrder = "") -> None:
        if not url.startswith((SQLITE, *POSTGRES)):
            raise UsageError(
                f"cannot read from {url.partition('://')[0]!r}", remedy="Name sqlite:///FILE or postgresql://…"
            )
        self.notes = ReadingNotes()
        self._url, self._query, self._order = url, query, order

    def __iter__(self) -> Iterator[Row]:
        records = self._sqlite() if self._url.startswith(SQLITE) else self._postgres()
        for number, record in enumerate(records, 1):
            if number == 1 and "name" not in record:
                raise InputError("the query gives no column 'name'", remedy="Name it: SELECT full_name AS name, …")
            yield row_from(number, {name: _plain(value) for name, value in record.items()}, self.notes, self._order)

    def _sqlite(self) -> Iterator[dict[str, Any]]:
        path = Path(self._url.removeprefix(SQLITE))
        try:
            with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
                cursor = connection.execute(self._query)
                names = [column[0] for column in cursor.description or ()]
                for row in cursor:
                    yield dict(zip(names, row, strict=True))
        except sqlite3.Error as bad:
            raise InputError(f"the query failed ({bad})", where=str(path)) from bad

    def _postgres(self) -> Iterator[dict[str, Any]]:
        try:
            import psycopg  # noqa: PLC0415  # an extra
        except ImportError as missing:
            raise UsageError(
                "the driver for PostgreSQL is not installed", remedy="pip install 'ostrakon[postgres]'"
            ) from missing
        where = self._url.rpartition("@")[2]
        try:
            with psycopg.connect(self._url) as connection:
                connection.read_only = True
                with connection.cursor(name="customers") as cursor:
                    cursor.itersize = _ROWS
                    cursor.execute(self._query.encode())
                    for row in cursor:
                        names = [column.name for column in cursor.description or ()]
                        yield dict(zip(names, row, strict=True))
        except psycopg.Error as bad:
            raise InputError(f"the query failed ({' '.join(str(bad).split())})", where=where) from bad


def _plain(value: Any) -> Any:
    """Dates as ISO text; everything else as it is."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return value
