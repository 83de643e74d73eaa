"""Every keeper of payments, each with a place of its own that is cleared away."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pytest

from ostrakon.errors import InputError
from ostrakon.rules.payments.window import Window
from ostrakon.windows.memory import MemoryWindow
from ostrakon.windows.sqlite import SqliteWindow

POSTGRES = os.environ.get("OSTRAKON_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
REDIS = os.environ.get("OSTRAKON_TEST_REDIS", "redis://127.0.0.1:6379/0")
KEEPERS = ("memory", "sqlite", "postgres", "redis")
OUTLIVING = ("sqlite", "postgres", "redis")


Open = Callable[[], Window]


def _absent(what: str, why: Exception) -> NoReturn:
    message = f"{what} is not there: {why}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as why:
        _absent(name, why)


def redis_address() -> str:
    """The address of a Redis that answers; skips where none does, fails there under `CI=true`."""
    redis = _package("redis")
    try:
        with redis.Redis.from_url(REDIS) as db:
            db.ping()
    except redis.exceptions.RedisError as why:
        _absent("Redis", why)
    return REDIS


@contextmanager
def keeper(kind: str, folder: Path, *, size_max: int = 1000) -> Iterator[Open]:
    """How to open one window, again and again; skips where its server is absent, fails there under `CI=true`."""
    opened: list[Window] = []

    def tracked(opens: Open) -> Open:
        def remember() -> Window:
            opened.append(opens())
            return opened[-1]

        return remember

    with _place(kind, folder, size_max) as opens:
        try:
            yield tracked(opens)
        finally:
            for window in opened:
                window.close()


@contextmanager
def _place(kind: str, folder: Path, size_max: int) -> Iterator[Open]:
    name = f"ostrakon_test_{secrets.token_hex(6)}"
    if kind == "memory":
        only = MemoryWindow(size_max=size_max)
        yield lambda: only
    elif kind == "sqlite":
        yield lambda: SqliteWindow(folder / "window.db", size_max=size_max)
    elif kind == "postgres":
        psycopg = _package("psycopg")
        from ostrakon.windows.postgres import PostgresWindow  # noqa: PLC0415

        try:
            PostgresWindow(POSTGRES, schema=name).close()
        except InputError as why:
            _absent("PostgreSQL", why)
        try:
            yield lambda: PostgresWindow(POSTGRES, schema=name, size_max=size_max)
        finally:
            with psycopg.connect(POSTGRES, autocommit=True) as db:
                db.execute(f'DROP SCHEMA "{name}" CASCADE')
    else:
        redis = _package("redis")
        from ostrakon.windows.redis import RedisWindow  # noqa: PLC0415

        try:
            RedisWindow(REDIS, prefix=f"{name}:").close()
        except InputError as why:
            _absent("Redis", why)
        try:
            yield lambda: RedisWindow(REDIS, prefix=f"{name}:", size_max=size_max)
        finally:
            with redis.Redis.from_url(REDIS) as db:
                for key in db.scan_iter(f"{name}:*"):
                    db.delete(key)
