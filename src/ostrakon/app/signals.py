"""How hosts tell each other at once that other lists are to be in force; who misses it sees it at the next look.

By default over the PostgreSQL that they share (`LISTEN` and `NOTIFY`). Where that is reached through a pooler that
lends a connection for one transaction only, which hands no notices on, over Redis (`OSTRAKON_SIGNALS`).
"""

from __future__ import annotations

from typing import Any, Protocol

from ostrakon.database.transactions import Database
from ostrakon.errors import StoreError, UsageError

CHANNEL = "ostrakon_lists"
CONNECT_SECONDS = 5


class Ear(Protocol):
    """A connection that hears what others tell."""

    def heard(self, seconds: float) -> bool:
        """Whether somebody has told something, as soon as that is so; False after so many seconds.

        Raises:
            StoreError: the connection is lost.
        """

    def close(self) -> None:
        """Hear no more."""


class Signals(Protocol):
    """A way to tell all hosts, and to hear it."""

    def tell(self) -> None:
        """Tell all hosts.

        Raises:
            StoreError: it cannot be told.
        """

    def listen(self) -> Ear:
        """Begin to hear.

        Raises:
            StoreError: nobody is there.
        """


def signals(database: Database, url: str, address: str = "") -> Signals:
    """The way that a setting names.

    Args:
        database, url: that all hosts share.
        address: the setting `OSTRAKON_SIGNALS`; empty: over the database.

    Raises:
        UsageError: the address is of a kind that is not known, or its package is not installed.
    """
    if not address:
        return PostgresSignals(database, url) if database.dialect == "postgresql" else NoSignals()
    if address.startswith(("redis://", "rediss://", "unix://")):
        return RedisSignals(address)
    raise UsageError(
        f"OSTRAKON_SIGNALS names an address of the kind {address.partition(':')[0]!r}",
        remedy="Write redis://host:port/0, or leave it out: PostgreSQL hands the signals on itself",
    )


class NoSignals:
    """Nobody hears anything: looks alone find out."""

    def tell(self) -> None:
        """Nothing."""

    def listen(self) -> Ear:
        """Raises: StoreError, since there is nothing to hear."""
        raise StoreError("a database in a file hands no signals on")


class PostgresSignals:
    """Notices of PostgreSQL.

    Args:
        database: tells.
        url: of the same; a connection of its own hears.
    """

    def __init__(self, database: Database, url: str) -> None:
        self._database, self._url = database, url

    def tell(self) -> None:
        """As `Signals.tell`."""
        with self._database.write() as transaction:
            transaction.execute("SELECT pg_notify(?, '')", (CHANNEL,))

    def listen(self) -> Ear:
        """As `Signals.listen`."""
        return _PostgresEar(self._url)


class _PostgresEar:
    def __init__(self, url: str) -> None:
        import psycopg  # noqa: PLC0415  # an extra

        self._lost = psycopg.Error
        try:
            self._connection = psycopg.connect(url, autocommit=True, connect_timeout=CONNECT_SECONDS)
            try:
                self._connection.execute(f"LISTEN {CHANNEL}")
            except psycopg.Error:
                self._connection.close()
                raise
        except psycopg.Error as away:
            raise StoreError(f"the database answers: {' '.join(str(away).split())}") from away

    def heard(self, seconds: float) -> bool:
        try:
            return any(True for _ in self._connection.notifies(timeout=seconds, stop_after=1))
        except self._lost as away:
            raise StoreError(f"the database answers: {' '.join(str(away).split())}") from away

    def close(self) -> None:
        self._connection.close()


class RedisSignals:
    """A channel of Redis (extra `ostrakon[redis]`).

    Args:
        address: `redis://host:port/0`.

    Raises:
        UsageError: the package is not installed, or the address cannot be read.
    """

    def __init__(self, address: str) -> None:
        try:
            from redis import Redis  # noqa: PLC0415  # an extra
            from redis.exceptions import RedisError  # noqa: PLC0415
        except ImportError as missing:
            raise UsageError(
                "Redis needs a package that is not installed", remedy="pip install 'ostrakon[redis]'"
            ) from missing
        self._lost = (RedisError, OSError)
        try:
            made: Any = Redis.from_url(address, socket_connect_timeout=CONNECT_SECONDS)
        except ValueError as bad:
            raise UsageError(f"OSTRAKON_SIGNALS cannot be read ({bad})", remedy="Write redis://host:port/0") from None
        self._redis = made

    def tell(self) -> None:
        """As `Signals.tell`."""
        try:
            self._redis.publish(CHANNEL, b"")
        except self._lost as away:
            raise StoreError(f"Redis does not hand the signal on ({away})") from away

    def listen(self) -> Ear:
        """As `Signals.listen`."""
        try:
            heard = self._redis.pubsub(ignore_subscribe_messages=True)
            heard.subscribe(CHANNEL)
        except self._lost as away:
            raise StoreError(f"Redis cannot be heard ({away})") from away
        return _RedisEar(heard, self._lost)


class _RedisEar:
    def __init__(self, heard: Any, lost: tuple[type[Exception], ...]) -> None:
        self._heard, self._lost = heard, lost

    def heard(self, seconds: float) -> bool:
        try:
            return self._heard.get_message(timeout=seconds) is not None
        except self._lost as away:
            raise StoreError(f"Redis cannot be heard ({away})") from away

    def close(self) -> None:
        self._heard.close()
