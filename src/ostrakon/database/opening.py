"""Opening the database that a URL names."""

from __future__ import annotations

from pathlib import Path

from ostrakon.database.addresses import SQLITE
from ostrakon.database.transactions import Database
from ostrakon.errors import UsageError


def open_database(url: str) -> Database:
    """The database under a URL: `sqlite:///FILE` or `postgresql://…`.

    Raises:
        UsageError: the URL is of another kind, or its driver is not installed.
        StoreError: it cannot be opened.
    """
    if url.startswith(SQLITE):
        from ostrakon.database.sqlite import SqliteDatabase  # noqa: PLC0415  # only the driver that is needed

        return SqliteDatabase(Path(url.removeprefix(SQLITE)))
    if url.startswith(("postgresql://", "postgres://")):
        from ostrakon.database.postgresql import PostgresDatabase  # noqa: PLC0415

        return PostgresDatabase(url)
    kind = url.partition(":")[0]
    raise UsageError(
        f"databases of the kind {kind!r} are not known", remedy="Write sqlite:///FILE or postgresql://user@host/name"
    )
