"""What all databases have in common: transactions that execute SQL with `?` for values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

Row = tuple[Any, ...]
Dialect = Literal["sqlite", "postgresql"]


class Transaction(Protocol):
    """One transaction: all of it is done, or nothing."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Execute one statement and give its rows (those of a query or of `RETURNING`)."""

    def content(self, sql: str, values: Sequence[Any] = ()) -> bytes | None:
        """The one value of a query that gives large bytes; None where it gives no row."""

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one after the other, in bounded memory."""


class Database(Protocol):
    """A database that is open; safe to share between threads."""

    @property
    def dialect(self) -> Dialect:
        """Which SQL it speaks."""

    @property
    def address(self) -> str:
        """Where it is, for messages: a file or a URL without its password."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may change rows; on SQLite one at a time, others wait."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that sees one state of all rows."""

    def close(self) -> None:
        """Give the connections back."""
