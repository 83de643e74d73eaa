"""A service in this process over the starter lists, and clients with keys of every role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.demo import import_starter
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.identity import ROLES, Role
from ostrakon.server.app import service
from tests.server import console_data
from tests.server.clients import Clients
from tests.server.people import Person


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


@pytest.fixture(scope="session")
def peopled(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with people, customers and their cases, to be copied."""
    folder = Path(shutil.copytree(starter, tmp_path_factory.mktemp("console") / "store"))
    console_data.people(folder)
    console_data.report(folder)
    console_data.alerts(folder)
    console_data.proposal(folder)
    return folder


@pytest.fixture
def team(peopled: Path, tmp_path: Path) -> Path:
    """The same as a test's own."""
    return Path(shutil.copytree(peopled, tmp_path / "team"))


@pytest.fixture
def console(team: Path, settings: ServerSettings) -> Iterator[Callable[[str], Person]]:
    """The service with people; gives the person of a role, logged in."""
    with TestClient(service(team, settings), raise_server_exceptions=False) as client:

        def person(role: str) -> Person:
            found = Person(client, role)
            assert found.log_in().status_code == 303
            return found

        yield person


@pytest.fixture(scope="session")
def visitors(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, Person]]:
    """A person of each role, logged in to one service that all tests share: only for looking."""
    folder = Path(shutil.copytree(peopled, tmp_path_factory.mktemp("visitors") / "store"))
    with TestClient(service(folder, ServerSettings()), raise_server_exceptions=False) as client:
        people: dict[Role, Person] = {role: Person(client, role) for role in ROLES}
        for person in people.values():
            person.log_in()
        yield people
