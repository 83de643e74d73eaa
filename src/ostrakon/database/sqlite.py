"""SQLite in one file, in WAL mode: readers never wait, writers one after the other, a commit is on the disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ostrakon.database.schema import prepare_fresh
from ostrakon.database.transactions import Dialect, Row, Transaction
from ostrakon.errors import StoreError

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""


class _Open:
    """A transaction on one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def content(self, sql: str, values: Sequence[Any] = ()) -> bytes | None:
        row = self._connection.execute(sql, values).fetchone()
        return None if row is None else bytes(row[0])

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        yield from self._connection.execute(sql, values)


class SqliteDatabase:
    """One file; a connection for each thread.

    Args:
        path: the file; made with its tables when it is not there.

    Raises:
        StoreError: the file cannot be opened or is no database of ours.
    """

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Condition()
        self._active = 0
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as denied:
            raise StoreError(f"the folder cannot be made ({denied.strerror})", where=str(path.parent)) from denied
        with self.write() as transaction:
            prepare_fresh(transaction, self.dialect, self.address)

    @property
    def address(self) -> str:
        """The file."""
        return str(self._path)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that holds the one lock for writing from its beginning."""
        with self._transaction("BEGIN IMMEDIATE") as transaction:
            yield transaction

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one state."""
        with self._transaction("BEGIN") as transaction:
            yield transaction

    def close(self) -> None:
        """Close the connections of all threads, once their transactions have ended; no new one begins.

        A connection that is closed under a running statement takes the whole process with it.
        """
        with self._guard:
            self._closed = True
            idle = self._guard.wait_for(lambda: not self._active, timeout=BUSY_SECONDS)
            for connection in self._all if idle else ():
                connection.close()
            self._all.clear()
        self._local = threading.local()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Transaction]:
        with self._guard:
            if self._closed:
                raise StoreError("the database was closed", where=self.address)
            self._active += 1
        try:
            with self._begun(begin) as transaction:
                yield transaction
        finally:
            with self._guard:
                self._active -= 1
                self._guard.notify_all()

    @contextmanager
    def _begun(self, begin: str) -> Iterator[Transaction]:
        try:
            connection = self._connection()
            connection.execute(begin)
            try:
                yield _Open(connection)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        except sqlite3.Error as bad:
            raise StoreError(
                f"the database answers: {bad}", where=self.address, remedy="Look at its permissions and free space"
            ) from bad

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = FULL")  # a decision that was answered survives a power cut
            found.execute("PRAGMA foreign_keys = ON")
            self._local.connection = found
            with self._guard:
                self._all.append(found)
        return found
