"""A service in this process over the starter lists, and clients with keys of every role."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.demo import import_starter
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.identity import ROLES
from ostrakon.server.app import service
from tests.server.clients import Clients


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the starter lists, to be copied."""
    folder = tmp_path_factory.mktemp("server") / "store"
    import_starter(folder)
    return folder


@pytest.fixture
def store(starter: Path, tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return Path(shutil.copytree(starter, tmp_path / "store"))


@pytest.fixture
def settings() -> ServerSettings:
    """Settings of the service; a test module may have its own."""
    return ServerSettings(list_poll_seconds=0.05)


@pytest.fixture
def clients(store: Path, settings: ServerSettings) -> Iterator[Clients]:
    """The service, running, with a key for each role."""
    database = open_database(database_url(store))
    with database.write() as transaction:
        keys = {role: add_key(transaction, f"test {role}", role, actor="test").shown for role in ROLES}
    database.close()
    with TestClient(service(store, settings), raise_server_exceptions=False) as client:
        yield Clients(client, keys)
