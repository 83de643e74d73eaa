"""A window in Redis, for many processes (extra `ostrakon[redis]`). Switch on persistence there, or it forgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.rules.payments.seen import Seen, keys_of
from ostrakon.rules.payments.window import FOUND_MAX
from ostrakon.windows.body import FORM, decoded, encoded, new_secret, newest

try:
    from redis import Redis
    from redis.exceptions import RedisError
except ImportError as missing:
    raise UsageError("Redis needs a package that is not installed", remedy="pip install 'ostrakon[redis]'") from missing

SIZE_MAX = 5_000_000
PREFIX = "ostrakon:window:"
_DAY = 10**9
"""Scores are day * 10**9 + number of the addition: exact in the 53 bits of a double until the year 20,000."""
_CHUNK = 500


class RedisWindow:
    """As `Window`: a body for each payment, a sorted set for each key and one over all days.

    Args:
        address: `redis://host:port/0`. prefix: of all keys. size_max: payments kept; the oldest go first.

    Raises:
        InputError: the server cannot be reached, or holds a window of another version.
    """

    def __init__(self, address: str, *, prefix: str = PREFIX, size_max: int = SIZE_MAX) -> None:
        self._size_max = size_max
        self._prefix = prefix
        try:
            opened: Any = Redis.from_url(address)  # the package types every answer as perhaps awaitable
            self._db = opened
            self._db.set(f"{prefix}form", FORM, nx=True)
            self._db.set(f"{prefix}secret", new_secret(), nx=True)
            form, secret = self._db.get(f"{prefix}form"), self._db.get(f"{prefix}secret")
        except (RedisError, ValueError, OSError) as bad:
            raise InputError(f"the window in Redis cannot be opened ({bad})", where=prefix) from bad
        if form is None or secret is None or int(form) != FORM:
            raise InputError(f"the window is of another version (this one reads form {FORM})", where=prefix)
        self._secret = bytes(secret)

    @property
    def secret(self) -> bytes:
        """As `Window.secret`."""
        return self._secret

    def find(self, keys: Iterable[str], since: date) -> list[Seen]:
        """As `Window.find`."""
        asked = self._db.pipeline(transaction=False)
        for key in dict.fromkeys(keys):
            asked.zrevrangebyscore(self._key(key), "+inf", since.toordinal() * _DAY, 0, FOUND_MAX, withscores=True)
        with _errors():
            scores = {bytes(name): score for rows in asked.execute() for name, score in rows}
            names = sorted(scores, key=lambda name: -scores[name])[:FOUND_MAX]
            bodies = self._db.mget([self._body(name.decode()) for name in names]) if names else []
        return newest(body for body in bodies if body is not None)

    def add(self, seen: Seen) -> None:
        """As `Window.add`."""
        with _errors():
            self._add(seen)

    def _add(self, seen: Seen) -> None:
        old = self._db.get(self._body(seen.id))
        score = seen.day.toordinal() * _DAY + int(self._db.incr(f"{self._prefix}next")) % _DAY
        done = self._db.pipeline(transaction=True)
        for key in keys_of(decoded(old)) if old is not None else ():
            done.zrem(self._key(key), seen.id)
        done.set(self._body(seen.id), encoded(seen))
        done.zadd(f"{self._prefix}days", {seen.id: score})
        for key in keys_of(seen):
            done.zadd(self._key(key), {seen.id: score})
        done.execute()

    def flush(self) -> None:
        """Nothing waits."""

    def prune(self, before: date) -> int:
        """As `Window.prune`."""
        days = f"{self._prefix}days"
        with _errors():
            gone = self._forget(self._db.zrangebyscore(days, "-inf", f"({before.toordinal() * _DAY}"))
            over = self._db.zcard(days) - self._size_max
            return gone + (self._forget(self._db.zrange(days, 0, over - 1)) if over > 0 else 0)

    def close(self) -> None:
        """As `Window.close`."""
        self._db.close()

    def _forget(self, names: list[bytes]) -> int:
        for at in range(0, len(names), _CHUNK):
            chunk = [name.decode() for name in names[at : at + _CHUNK]]
            bodies = self._db.mget([self._body(name) for name in chunk])
            done = self._db.pipeline(transaction=True)
            for name, body in zip(chunk, bodies, strict=True):
                for key in keys_of(decoded(body)) if body is not None else ():
                    done.zrem(self._key(key), name)
                done.delete(self._body(name))
                done.zrem(f"{self._prefix}days", name)
            done.execute()
        return len(names)

    def _key(self, key: str) -> str:
        return f"{self._prefix}k:{key}"

    def _body(self, name: str) -> str:
        return f"{self._prefix}p:{name}"


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as away:
        raise StoreError(
            f"the window in Redis does not answer ({away})", remedy="Look at its address and state"
        ) from away
