"""The walk: every route with every role, and with keys that are missing, wrong, expired, revoked or scoped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key, revoke_key
from ostrakon.database.opening import open_database
from ostrakon.database.users import set_disabled
from ostrakon.identity import PERMISSIONS, ROLES, Permission, Role
from ostrakon.server.access import PERMISSION, all_routes, needs, public, unguarded
from ostrakon.server.app import create_app, service
from ostrakon.server.console.routing import ConsoleRoute
from tests.server.people import Person

LONG_AGO = "2020-01-01T00:00:00.000Z"
FILLED = {"dataset": "default", "entity_id": "ofac-20157", "number": "1", "code": "KP", "place": "0", "attachment": "1"}
TOLD = {"type", "title", "status", "detail", "instance", "request_id", "remedy"}
"""What a refusal may hold."""


@dataclass(frozen=True)
class Door:
    """One method of one route, and what it asks for."""

    method: str
    path: str
    permission: str
    page: bool


@dataclass(frozen=True)
class Keys:
    """Keys of one role, good and bad; `only` and `without` by the permission of their scope."""

    good: str
    bad: tuple[str, ...]
    only: dict[Permission, str]
    without: dict[Permission, str]


@pytest.fixture(scope="module")
def world(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[Role, Keys]]]:
    """One service over cases and people, that all walks share; with keys of every role."""
    folder = Path(shutil.copytree(peopled, tmp_path_factory.mktemp("walk") / "store"))
    database = open_database(database_url(folder))
    keys: dict[Role, Keys] = {}
    every = get_args(Permission)
    with database.write() as transaction:
        for role in ROLES:
            good = add_key(transaction, role, role, actor="test")
            gone = add_key(transaction, role, role, actor="test")
            revoke_key(transaction, gone.kept.id, actor="test")
            old = add_key(transaction, role, role, actor="test", expires=LONG_AGO)
            only = {one: add_key(transaction, role, role, actor="test", scopes=(one,)).shown for one in every}
            less = {
                one: add_key(transaction, role, role, actor="test", scopes=tuple(set(every) - {one})).shown
                for one in every
            }
            head, _, secret = good.shown.rpartition("_")
            mixed = f"{head}_{gone.shown.rpartition('_')[2]}"
            wrong = (mixed, f"{head}_{secret[:-1]}", f"{head}_", secret, good.kept.hash, "ostr_0_0", "' OR 1=1 --")
            keys[role] = Keys(good.shown, (gone.shown, old.shown, *wrong), only, less)
    database.close()
    with TestClient(service(folder, ServerSettings(mcp=True)), raise_server_exceptions=False) as client:
        yield client, keys


@pytest.fixture(scope="module")
def doors(starter: Path) -> list[Door]:
    """Every method of every route of the service."""
    app = create_app(starter, ServerSettings())
    found = [
        Door(method, route.path, (route.openapi_extra or {}).get(PERMISSION, ""), isinstance(route, ConsoleRoute))
        for route in all_routes(app.routes)
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    app.state.context.database.close()
    return found


def api(doors: list[Door]) -> list[Door]:
    """Doors of programs."""
    return [door for door in doors if door.permission in get_args(Permission) and not door.page]


def pages(doors: list[Door]) -> list[Door]:
    """Doors of people."""
    return [door for door in doors if door.page and door.permission != "public"]


def knock(client: TestClient, door: Door, authorization: str | None) -> httpx.Response:
    """Ask for something, with as little in it as makes no change."""
    client.cookies.clear()
    headers = {} if authorization is None else {"Authorization": authorization}
    body = {} if door.method == "POST" else None
    answer: httpx.Response = client.request(
        door.method, _filled(door.path), headers=headers, json=body, follow_redirects=False
    )
    return answer


def assert_refused(answer: httpx.Response, status: int, door: Door) -> None:
    assert answer.status_code == status, (door, answer.text)
    told = answer.json()
    assert set(told) <= TOLD, (door, told)
    assert len(answer.text) < 600, (door, told)


def test_the_walk_meets_the_routes_that_there_are(doors: list[Door]) -> None:
    assert len(api(doors)) >= 40
    assert len(pages(doors)) >= 40
    assert {door.path for door in doors if door.permission == "public"} == {
        *("/healthz", "/readyz", "/updatez", "/login", "/login/kept", "/docs"),
        *(
            door.path
            for door in doors
            if door.path.startswith(("/static", "/login/sign-on")) or door.path == "/favicon.ico"
        ),
    }


def test_without_a_key_or_with_something_else_in_its_place_no_route_answers(
    world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, keys = world
    good = keys["auditor"].good
    for door in api(doors):
        for sent in (None, "", "ApiKey", "ApiKey ", good, f"Basic {good}", f"ApiKey {good} {good}", "Bearer null"):
            assert_refused(knock(client, door, sent), 401, door)


@pytest.mark.parametrize("role", ROLES)
def test_wrong_expired_and_revoked_keys_open_no_route(
    role: Role, world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, keys = world
    for door in api(doors):
        for bad in keys[role].bad:
            assert_refused(knock(client, door, f"ApiKey {bad}"), 401, door)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_exactly_the_routes_of_its_permissions(
    role: Role, world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, keys = world
    for door in api(doors):
        for scheme in ("ApiKey", "Bearer"):
            answer = knock(client, door, f"{scheme} {keys[role].good}")
            if door.permission in PERMISSIONS[role]:
                assert answer.status_code not in {401, 403, 405} and answer.status_code < 500, (door, answer.text)
            else:
                assert_refused(answer, 403, door)


@pytest.mark.parametrize("role", ROLES)
def test_a_scope_takes_permissions_away_and_gives_none(
    role: Role, world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, keys = world
    for door in api(doors):
        permission: Permission = door.permission  # type: ignore[assignment]  # `api` gives no other
        assert_refused(knock(client, door, f"ApiKey {keys[role].without[permission]}"), 403, door)
        answer = knock(client, door, f"ApiKey {keys[role].only[permission]}")
        if permission in PERMISSIONS[role]:
            assert answer.status_code not in {401, 403}, (door, answer.text)
        else:
            assert_refused(answer, 403, door)


def test_pages_open_for_nobody_without_a_session_whatever_key_they_show(
    world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, keys = world
    for door in pages(doors):
        for sent in (None, *(f"ApiKey {keys[role].good}" for role in ROLES)):
            answer = knock(client, door, sent)
            assert answer.status_code in {303, 401}, (door, answer.status_code)
            assert answer.status_code == 401 or answer.headers["location"].startswith("/login?next="), door
            assert "C-0412" not in answer.text


@pytest.mark.parametrize("role", ROLES)
def test_a_person_sees_exactly_the_pages_of_their_role_and_changes_nothing_without_a_token(
    role: Role, world: tuple[TestClient, dict[Role, Keys]], doors: list[Door]
) -> None:
    client, _ = world
    person = Person(client, role)
    assert person.log_in().status_code == 303
    for door in pages(doors):
        path = _filled(door.path)
        if door.method != "GET":
            assert person.post(path, {}, csrf="").status_code == 403, door
            continue
        answer = person.get(path)
        allowed = door.permission == "session" or door.permission in PERMISSIONS[role]
        assert (answer.status_code != 403) == allowed, (door, answer.status_code)
        assert answer.status_code < 500, (door, answer.status_code)


def test_the_session_of_somebody_shut_out_opens_nothing_from_that_moment_on(team: Path) -> None:
    with TestClient(service(team, ServerSettings()), raise_server_exceptions=False) as client:
        person = Person(client, "analyst")
        person.log_in()
        assert person.get("/me").status_code == 200
        database = open_database(database_url(team))
        with database.write() as transaction:
            set_disabled(transaction, "analyst", disabled=True, actor="test")
        database.close()
        assert person.get("/me").status_code == 303


def test_a_route_that_names_no_permission_is_not_served() -> None:
    def nothing() -> None:
        return None

    router, app = APIRouter(), FastAPI()
    router.add_api_route("/open", nothing, **public())
    router.add_api_route("/guarded", nothing, **needs("screen"))
    router.add_api_route("/forgotten", nothing)
    outer = APIRouter()
    outer.include_router(router)
    app.include_router(outer)
    app.add_route("/plain", lambda _: None)  # type: ignore[arg-type,return-value]  # never called
    mounted = FastAPI(openapi_url=None)
    mounted.add_api_route("/inside", nothing)
    app.mount("/mounted", mounted)
    assert unguarded(app) == ["/forgotten", "/plain", "/inside"]


def _filled(path: str) -> str:
    """A path with something in the place of its parameters."""
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda found: FILLED.get(found[1], "x"), path)
