"""PostgreSQL by a URL, for several hosts or more writers than one file takes (extra `ostrakon[postgres]`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ostrakon.database.addresses import address_of
from ostrakon.database.schema import prepare_fresh
from ostrakon.database.transactions import Dialect, Row, Transaction
from ostrakon.errors import StoreError, UsageError

if TYPE_CHECKING:
    import psycopg

POOL_MAX = 8
"""Connections a process holds at most."""
STREAMED_ROWS = 1000
"""Rows fetched at a time by a stream."""


class _Open:
    """A transaction on one connection."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        cursor = self._connection.execute(_placeholders(sql), values)
        return cursor.fetchall() if cursor.description is not None else []

    def content(self, sql: str, values: Sequence[Any] = ()) -> bytes | None:
        # As they are: in the usual form bytes travel as hexadecimal digits, which takes twice as long on both sides.
        row = self._connection.execute(_placeholders(sql), values, binary=True).fetchone()
        return None if row is None else row[0]

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        with self._connection.cursor(name="stream") as cursor:
            cursor.itersize = STREAMED_ROWS
            cursor.execute(_placeholders(sql), values)
            yield from cursor


class PostgresDatabase:
    """A pool of connections to one database.

    Args:
        url: `postgresql://user:password@host:port/database`, with libpq's options behind `?`.

    Raises:
        UsageError: the driver is not installed.
        StoreError: the server does not answer, or the database is not of this version.
    """

    dialect: Dialect = "postgresql"

    def __init__(self, url: str) -> None:
        try:
            from psycopg_pool import ConnectionPool  # noqa: PLC0415  # an extra, and slow to import
        except ImportError as missing:
            raise UsageError(
                "the driver for PostgreSQL is not installed", remedy="pip install 'ostrakon[postgres]'"
            ) from missing
        self._url = url
        self._pool: ConnectionPool[psycopg.Connection[Row]] = ConnectionPool(
            url,
            min_size=1,
            max_size=POOL_MAX,
            open=False,
            timeout=30,
            check=ConnectionPool.check_connection,  # or a server that was restarted costs requests
        )
        try:
            with self._errors():
                self._pool.open(wait=True, timeout=30)
            with self.write() as transaction:
                transaction.execute("SELECT pg_advisory_xact_lock(hashtext('ostrakon schema'))")
                prepare_fresh(transaction, self.dialect, self.address)
        except StoreError:
            self._pool.close()
            raise

    @property
    def address(self) -> str:
        """The URL without a password."""
        return address_of(self._url)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction; rows that it changes are locked until its end."""
        with self._errors(), self._pool.connection() as connection, connection.transaction():
            yield _Open(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state of all rows."""
        with self._errors(), self._pool.connection() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield _Open(connection)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        import psycopg  # noqa: PLC0415
        from psycopg_pool import PoolTimeout  # noqa: PLC0415

        try:
            yield
        except (psycopg.Error, PoolTimeout) as bad:
            raise StoreError(
                f"the database answers: {' '.join(str(bad).split())}",
                where=self.address,
                remedy="Look at its address, user and state",
            ) from bad


def _placeholders(sql: str) -> Any:
    """Our SQL in the driver's form; `?` stands for a value and for nothing else in it."""
    return sql.replace("%", "%%").replace("?", "%s")
