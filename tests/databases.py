"""Databases for tests: SQLite in a folder, and a database of our own on a real PostgreSQL, gone afterwards."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SERVER = os.environ.get("OSTRAKON_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/test")
"""A PostgreSQL on which a test may make databases."""


@contextmanager
def postgres_url() -> Iterator[str]:
    """The URL of a new, empty database; skips where no server answers, which under `CI=true` is a failure."""
    psycopg = pytest.importorskip("psycopg")
    name = f"ostrakon_{uuid.uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(SERVER, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as away:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no PostgreSQL: {away}")
    with connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield SERVER.rpartition("/")[0] + "/" + name
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
