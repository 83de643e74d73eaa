"""A window in PostgreSQL, for many processes on many machines (extra `ostrakon[postgres]`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.rules.payments.seen import Seen, keys_of
from ostrakon.rules.payments.window import FOUND_MAX
from ostrakon.windows.body import FORM, encoded, new_secret, newest

try:
    import psycopg
    from psycopg import sql
except ImportError as missing:
    raise UsageError(
        "PostgreSQL needs a package that is not installed", remedy="pip install 'ostrakon[postgres]'"
    ) from missing

SIZE_MAX = 100_000_000
SCHEMA = "ostrakon_window"
_LOCK = 0x4F737457
"""Advisory lock while the tables are made, so that processes that start together do not collide."""
_TABLES = """
    CREATE TABLE about (form integer NOT NULL, secret bytea NOT NULL);
    CREATE TABLE payment (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE,
                          day integer NOT NULL, keys text[] NOT NULL, body bytea NOT NULL);
    CREATE INDEX payment_day ON payment (day);
    CREATE INDEX payment_keys ON payment USING gin (keys);
"""


class PostgresWindow:
    """As `Window`. Every `add` is one statement of its own and seen by all processes at once.

    Args:
        address: `postgresql://user@host:port/database`; a password belongs into `PGPASSWORD` or a password file.
        schema: where the tables are; made where it is missing.
        size_max: payments kept; the oldest go first.

    Raises:
        InputError: the database cannot be reached, or holds a window of another version.
    """

    def __init__(self, address: str, *, schema: str = SCHEMA, size_max: int = SIZE_MAX) -> None:
        self._size_max = size_max
        self._address, self._schema = address, schema
        try:
            self._db = _connected(address, schema)
            try:
                self._secret = self._opened(schema)
            except (psycopg.Error, InputError):
                self._db.close()
                raise
        except psycopg.Error as bad:
            reason = " ".join(str(bad).split())
            raise InputError(f"the window in PostgreSQL cannot be opened ({reason})", where=f"schema {schema}") from bad

    def _opened(self, schema: str) -> bytes:
        with self._db.transaction():
            self._db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            self._db.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
            found = self._db.execute("SELECT to_regclass(%s)", (f'"{schema}".about',)).fetchone()
            if found is None or found[0] is None:
                self._db.execute(_TABLES)
                self._db.execute("INSERT INTO about VALUES (%s, %s)", (FORM, new_secret()))
        row = self._db.execute("SELECT form, secret FROM about").fetchone()
        if row is None or row[0] != FORM:
            raise InputError(f"the window is of another version (this one reads form {FORM})", where=f"schema {schema}")
        return bytes(row[1])

    @property
    def secret(self) -> bytes:
        """As `Window.secret`."""
        return self._secret

    def find(self, keys: Iterable[str], since: date) -> list[Seen]:
        """As `Window.find`."""
        rows = self._execute(
            "SELECT body FROM payment WHERE keys && %s::text[] AND day >= %s ORDER BY day DESC, number DESC LIMIT %s",
            (list(keys), since.toordinal(), FOUND_MAX),
        )
        return newest(bytes(row[0]) for row in rows)

    def add(self, seen: Seen) -> None:
        """As `Window.add`."""
        self._execute(
            "INSERT INTO payment (id, day, keys, body) VALUES (%s, %s, %s, %s) ON CONFLICT (id) DO UPDATE"
            " SET number = DEFAULT, day = excluded.day, keys = excluded.keys, body = excluded.body",
            (seen.id, seen.day.toordinal(), list(keys_of(seen)), encoded(seen)),
        )

    def flush(self) -> None:
        """Nothing waits."""

    def prune(self, before: date) -> int:
        """As `Window.prune`."""
        gone = self._execute("DELETE FROM payment WHERE day < %s", (before.toordinal(),)).rowcount
        return gone + self._execute(
            "DELETE FROM payment WHERE number IN (SELECT number FROM payment ORDER BY day DESC, number DESC OFFSET %s)",
            (self._size_max,),
        ).rowcount  # fmt: skip

    def _execute(self, statement: str, values: Sequence[Any]) -> psycopg.Cursor[Any]:
        """Execute a statement; over a new connection where the old one was lost before it."""
        try:
            if self._db.closed:
                self._db = _connected(self._address, self._schema)
            return self._db.execute(statement, values)
        except psycopg.Error as away:
            reason = " ".join(str(away).split())
            raise StoreError(
                f"the window in PostgreSQL does not answer ({reason})", remedy="Look at its address and state"
            ) from away

    def close(self) -> None:
        """As `Window.close`."""
        self._db.close()


def _connected(address: str, schema: str) -> psycopg.Connection[Any]:
    """A connection in which tables are those of the schema; none is left where that cannot be said."""
    db = psycopg.connect(address, autocommit=True)
    try:
        db.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
    except psycopg.Error:
        db.close()
        raise
    return db
