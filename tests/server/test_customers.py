"""The customer base over HTTP and in the console: brought in, screened beside the service, found, explained."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.monitoring.beside import perform
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.server.app import service
from tests.server import console_data
from tests.server.clients import Clients
from tests.server.people import Person
from tests.server.test_console_pages import PAYLOADS, Page

Console = Callable[[str], Person]
ROWS: list[dict[str, Any]] = [
    {"query_id": "B-1", "name": "Kim Jong Un", "country": "kp"},
    {"query_id": "B-2", "name": "Anna Lindqvist"},
    {"query_id": "a/b 3", "name": "Berta Beispiel"},
]


def lines(rows: list[dict[str, Any]] = ROWS) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


def screened(store: Path) -> None:
    """A rescreen as the service's button begins it, in this process."""
    database = open_database(database_url(store))
    assert perform(store, database, actor="user:admin", full=False)
    database.close()


def sent(clients: Clients, body: bytes, query: str = "") -> Any:
    return clients.client.post(f"/v1/customers{query}", content=body, headers=clients.headers("approver"))


def test_customers_are_brought_in_found_and_screened_beside_the_service(clients: Clients) -> None:
    assert clients.post("/v1/customers/rescreen", {}, "approver").status_code == 409
    summary = sent(clients, lines()).json()
    assert (summary["received"], summary["new"], summary["customers"]) == (3, 3, 3)
    found = clients.get("/v1/customers?words=lindq", "analyst").json()
    assert [one["id"] for one in found["customers"]] == ["B-2"]
    assert clients.get("/v1/customers?words=B-1", "analyst").json()["customers"][0]["name"] == "Kim Jong Un"
    assert clients.get("/v1/customers/status", "analyst").json()["due"] is True
    assert clients.post("/v1/customers/rescreen", {"full": False}, "approver").json() == {"started": True}
    until = time.monotonic() + 120
    while (status := clients.get("/v1/customers/status", "analyst").json())["due"] and time.monotonic() < until:
        time.sleep(0.3)
    assert (status["due"], status["pending"], status["failure"]) == (False, 0, "")
    view = clients.get("/v1/customers/B-1", "analyst").json()
    assert view["matches"][0]["status"] in {"hit", "review"}
    assert view["results"][view["matches"][0]["party"]]["evidence"]
    assert view["events"][0]["kind"] == "new"
    record = clients.get("/v1/ledger?kind=customers_rescreen", "auditor").json()["records"][0]
    assert record["actor"].startswith(("key:", "system")), "or the service was first, by itself"
    assert {one["customer"] for one in clients.get("/v1/cases", "analyst").json()["cases"]} == {"B-1"}
    changes = clients.get("/v1/customers/changes", "analyst").json()
    assert {one["event"]["customer"] for one in changes["changes"]} == {"B-1"}
    assert clients.get("/v1/customers/matches", "analyst").json()["matches"][0]["customer"] == "B-1"


def test_keys_with_a_slash_have_a_page_and_absent_ones_are_told(clients: Clients) -> None:
    assert clients.get("/v1/customers/B-1", "analyst").status_code == 404
    sent(clients, lines())
    assert clients.get("/v1/customers/a/b 3", "analyst").json()["row"]["name"] == "Berta Beispiel"
    assert clients.get("/v1/customers/nobody", "analyst").status_code == 404
    assert clients.get("/v1/customers/changes", "analyst").status_code == 404


def test_what_is_no_file_of_customers_changes_nothing(clients: Clients) -> None:
    for body, query in ((b"", ""), (b"no json", ""), (b"\xff\xfe", "?form=csv"), (b"{}", "?form=parquet")):
        assert sent(clients, body, query).status_code in {200, 400}
    assert clients.get("/v1/customers/status", "analyst").json()["customers"] == 0
    assert sent(clients, lines(), "?form=exe").status_code == 422
    summary = sent(clients, lines([{"name": "No key"}, ROWS[0]])).json()
    assert (summary["refused"], summary["new"]) == (1, 1)


def test_a_complete_file_removes_who_is_not_in_it(clients: Clients) -> None:
    sent(clients, lines())
    assert sent(clients, lines(ROWS[:1]), "?complete=true").json()["removed"] == 2
    assert clients.get("/v1/customers", "analyst").json()["customers"][0]["id"] == "B-1"


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service screens nothing by itself, or a page would be done before it is looked at."""
    monkeypatch.setenv("OSTRAKON_SCHEDULE_ON", "off")


@pytest.fixture
def based(store: Path) -> Iterator[Callable[[str], Person]]:
    """A service over a base of three customers."""
    console_data.people(store)
    with TestClient(service(store, ServerSettings())) as client:

        def person(role: str) -> Person:
            found = Person(client, role)
            found.log_in()
            return found

        file = {"file": ("customers.jsonl", lines(), "application/json")}
        answer = person("admin").post("/customers/import", {}, files=file)
        assert "3 rows: 3 new" in answer.text
        yield person


def test_the_page_shows_what_is_due_who_is_unscreened_and_what_came_of_it(based: Console, store: Path) -> None:
    analyst, admin = based("analyst"), based("admin")
    page = analyst.get("/customers").text
    assert "A rescreen is due" in page
    assert "not yet" in page
    assert "Screen again" not in page
    assert admin.get("/customers").status_code == 403, "who runs the base reads no customer"
    assert "Screen again" in admin.get("/customers/import").text
    assert "Lindqvist" not in admin.get("/customers/import").text
    assert "Screen again" in based("approver").get("/customers").text
    screened(store)
    page = analyst.get("/customers").text
    assert "A rescreen is due" not in page
    assert "Screened under snapshot 1" in page
    assert "Kim Jong Un" in analyst.get("/customers?words=kim").text
    assert "Berta" not in analyst.get("/customers?words=kim").text
    assert "B-1" in analyst.get("/customers?which=matched").text
    customer = analyst.get("/customers/B-1").text
    assert "Matches that stand" in customer and "rescreen" in customer
    assert "in the base" in analyst.get("/customers/a%2Fb%203").text.casefold()
    changes = analyst.get("/customers/changes")
    assert changes.status_code == 200
    assert "1 new match," in changes.text
    for one in (page, customer, changes.text):
        assert Page(one).alive == []


def test_a_rescreen_that_comes_to_nothing_is_said_until_one_comes_through(
    based: Console, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = store / "CURRENT"
    kept = current.read_bytes()
    current.unlink()
    database = open_database(database_url(store))
    assert not perform(store, database, actor="user:admin", full=False)
    database.close()
    current.write_bytes(kept)
    assert "The last rescreen came to nothing" in based("analyst").get("/customers").text
    screened(store)
    assert "came to nothing" not in based("analyst").get("/customers").text


def test_only_who_may_changes_the_base(based: Console) -> None:
    analyst = based("analyst")
    assert analyst.post("/customers/rescreen", {}).status_code == 403
    assert analyst.post("/customers/import", {}).status_code == 403
    assert "Bring customers in" not in analyst.get("/customers").text
    assert based("admin").post("/customers/import", {}).status_code == 422


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_in_the_base_are_shown_and_do_nothing(payload: str, based: Console, store: Path) -> None:
    row = {"query_id": payload, "name": f"Kim Jong Un {payload}", "aliases": [payload], "address": payload}
    admin, analyst = based("admin"), based("analyst")
    admin.post("/customers/import", {}, files={"file": (f"{payload.replace('/', '')}.jsonl", lines([row]), "x/y")})
    screened(store)
    for path in ("/customers", "/customers?which=matched", "/customers/changes", "/customers?words=kim"):
        answer = analyst.get(path)
        assert answer.status_code == 200
        assert Page(answer.text).alive == []
    assert Page(analyst.get("/customers", params={"words": payload}).text).alive == []
