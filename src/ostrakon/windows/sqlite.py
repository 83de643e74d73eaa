"""A window in one SQLite file: survives runs, and several processes of one machine may share it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ostrakon.errors import InputError
from ostrakon.rules.payments.seen import Seen, keys_of
from ostrakon.rules.payments.window import FOUND_MAX
from ostrakon.windows.body import FORM, encoded, new_secret, newest

SIZE_MAX = 5_000_000
"""Payments kept, about 5 GB."""
_MARK = 0x4F737457
"""`application_id` of the file ("OstW"), so that no other database is taken for a window."""
_WAIT_SECONDS = 30.0
_TABLES = """
    CREATE TABLE about (secret BLOB NOT NULL);
    CREATE TABLE payment (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day INTEGER NOT NULL,
                          body BLOB NOT NULL);
    CREATE INDEX payment_day ON payment (day);
    CREATE TABLE found_by (key TEXT NOT NULL, number INTEGER NOT NULL REFERENCES payment ON DELETE CASCADE,
                           PRIMARY KEY (key, number)) WITHOUT ROWID;
    CREATE INDEX found_by_number ON found_by (number);
"""


class SqliteWindow:
    """As `Window`.

    Args:
        file: made where there is none, readable by its owner alone.
        size_max: payments kept; the oldest go first.

    Raises:
        InputError: the file is damaged, no window, or of another version.
    """

    def __init__(self, file: Path, *, size_max: int = SIZE_MAX) -> None:
        self._size_max = size_max
        self._closed = False
        try:
            if not file.exists():
                file.touch(mode=0o600)
            self._db = sqlite3.connect(
                file, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )  # threads of the service take turns
            self._secret = self._opened()
        except (sqlite3.Error, OSError) as bad:
            raise InputError(
                f"the window cannot be opened ({bad})",
                where=str(file),
                remedy="Name another file, or move this one away",
            ) from bad

    def _opened(self) -> bytes:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA secure_delete = ON")  # what was pruned is gone from the file, too
        self._db.execute("BEGIN IMMEDIATE")
        mark, form = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        empty = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not empty and (mark, form) != (_MARK, FORM):
            self._db.execute("ROLLBACK")
            what = f"of form {form}, this version reads {FORM}" if mark == _MARK else "a database that is no window"
            raise sqlite3.DatabaseError(what)
        if empty:
            for statement in _TABLES.split(";"):
                self._db.execute(statement)
            self._db.execute("INSERT INTO about VALUES (?)", (new_secret(),))
            self._db.execute(f"PRAGMA application_id = {_MARK}")
            self._db.execute(f"PRAGMA user_version = {FORM}")
        self._db.execute("COMMIT")
        secret: bytes = self._db.execute("SELECT secret FROM about").fetchone()[0]
        return secret

    @property
    def secret(self) -> bytes:
        """As `Window.secret`."""
        return self._secret

    def find(self, keys: Iterable[str], since: date) -> list[Seen]:
        """As `Window.find`."""
        wanted = list(dict.fromkeys(keys))
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(
            "SELECT body FROM payment WHERE day >= ? AND number IN"
            f" (SELECT number FROM found_by WHERE key IN ({marks}))"
            " ORDER BY day DESC, number DESC LIMIT ?",
            (since.toordinal(), *wanted, FOUND_MAX),
        )
        return newest(body for (body,) in rows)

    def add(self, seen: Seen) -> None:
        """As `Window.add`; kept from the next `flush` on."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM payment WHERE id = ?", (seen.id,))
        added = self._db.execute(
            "INSERT INTO payment (id, day, body) VALUES (?, ?, ?)", (seen.id, seen.day.toordinal(), encoded(seen))
        )
        self._db.executemany("INSERT INTO found_by VALUES (?, ?)", ((key, added.lastrowid) for key in keys_of(seen)))

    def flush(self) -> None:
        """As `Window.flush`."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def prune(self, before: date) -> int:
        """As `Window.prune`."""
        self.flush()
        self._db.execute("BEGIN IMMEDIATE")
        gone = self._db.execute("DELETE FROM payment WHERE day < ?", (before.toordinal(),)).rowcount
        over = self._db.execute("SELECT count(*) FROM payment").fetchone()[0] - self._size_max
        if over > 0:
            gone += self._db.execute(
                "DELETE FROM payment WHERE number IN (SELECT number FROM payment ORDER BY day, number LIMIT ?)", (over,)
            ).rowcount
        self._db.execute("COMMIT")
        return gone

    def close(self) -> None:
        """As `Window.close`; twice does no harm."""
        if not self._closed:
            self.flush()
            self._db.close()
            self._closed = True
