"""A transaction whose new rows are written together at its end, for many records in one.

A statement costs the thread that executes it more than its own time: it lets go of the interpreter, and stands in line
for it behind the threads that answer requests. A hundred records with their keys and subjects are half a dozen
statements this way, and not five hundred; on PostgreSQL as many journeys to the server are saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from ostrakon.database.transactions import Row, Transaction
from ostrakon.errors import StoreError
from ostrakon.ledger.record import COLUMNS, Entry, LedgerRecord, chained

ROWS_MAX = 500
"""Rows of one statement: SQLite takes 32,766 values in one, PostgreSQL 65,535."""


class Gathered:
    """A transaction that keeps rows back until `flush`, or until a statement names their table.

    The head of the chain is locked from the beginning, as `records.append` would lock it, so that numbers are known at
    once, and so that the keys that it remembers are nobody else's to make.

    Args:
        transaction: where all of it is done.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._rows: dict[tuple[str, tuple[str, ...]], list[Sequence[Any]]] = {}
        rows = transaction.execute("UPDATE chain_head SET n = n WHERE id = 1 RETURNING n, hash")
        if not rows:
            raise lost_head()
        self._n, self._hash = rows[0]
        self._written = self._n
        self.keys: dict[str, bytes | None] = {}
        """Keys of sealed data that this transaction has read or made; None for one that was destroyed."""
        self.met: set[str] = set()
        """Subjects of which the ledger is known to hold a record."""

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Execute one statement, over rows that were kept back as well."""
        self._flush_for(sql)
        return self._transaction.execute(sql, values)

    def read_behind(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """A query for rows of which the caller knows that they are not among those kept back."""
        return self._transaction.execute(sql, values)

    def content(self, sql: str, values: Sequence[Any] = ()) -> bytes | None:
        """Large bytes of one row."""
        self._flush_for(sql)
        return self._transaction.content(sql, values)

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one after the other."""
        self._flush_for(sql)
        yield from self._transaction.stream(sql, values)

    def insert(self, table: str, columns: tuple[str, ...], row: Sequence[Any]) -> None:
        """A row to be written with the others."""
        self._rows.setdefault((table, columns), []).append(row)

    def append(self, entry: Entry, clock: Callable[[], str]) -> LedgerRecord:
        """See `records.append`."""
        record = chained(entry, n=self._n + 1, prev=self._hash, at=clock())
        self._n, self._hash = record.n, record.hash
        self.insert("ledger", COLUMNS, msgspec.structs.astuple(record))
        for subject in dict.fromkeys(entry.about):
            self.insert("record_subjects", ("subject", "n"), (subject, record.n))
        self.met.update(entry.about)
        return record

    def flush(self) -> None:
        """Write what was kept back."""
        for (table, columns), rows in self._rows.items():
            for start in range(0, len(rows), ROWS_MAX):
                some = rows[start : start + ROWS_MAX]
                one = f"({', '.join('?' * len(columns))})"
                self._transaction.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(some))}",
                    [value for row in some for value in row],
                )
        self._rows.clear()
        if self._n != self._written:
            self._transaction.execute("UPDATE chain_head SET n = ?, hash = ? WHERE id = 1", (self._n, self._hash))
            self._written = self._n

    def _flush_for(self, sql: str) -> None:
        if (self._rows and any(table in sql for table, _ in self._rows)) or "chain_head" in sql:
            self.flush()


@contextmanager
def gathered(transaction: Transaction) -> Iterator[Gathered]:
    """A transaction that writes together, within one that was begun; what was kept back is written at the end."""
    made = Gathered(transaction)
    yield made
    made.flush()


def insert(transaction: Transaction, table: str, columns: tuple[str, ...], row: Sequence[Any]) -> None:
    """Insert a row: at once, or with others where the transaction gathers them."""
    if isinstance(transaction, Gathered):
        transaction.insert(table, columns, row)
        return
    transaction.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", row)


def lost_head() -> StoreError:
    """What to raise where the row is missing that names the last record."""
    return StoreError("the ledger has lost its head", remedy="Restore the database from a backup")
