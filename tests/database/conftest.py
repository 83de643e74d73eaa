"""Each test here meets SQLite and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database
from tests.databases import postgres_url


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """One database on the server for all tests of a run; each test empties what it uses."""
    with postgres_url() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without rows."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'team.sqlite'}"
    server: str = request.getfixturevalue("postgres")
    import psycopg  # noqa: PLC0415  # only where the server is asked

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database with our tables and nothing in them."""
    opened = open_database(url)
    yield opened
    opened.close()
