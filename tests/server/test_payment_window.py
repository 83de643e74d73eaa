"""The service's window of payments: kept over a change of the lists, and a failure of its own where it is away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.server.app import service
from tests.app.test_sharing import renumbered
from tests.server.test_hosts import sent_again, until


def rules(client: TestClient, key: str, message: bytes) -> list[str]:
    answer = client.post("/v1/payments", content=message, headers=bearer(key))
    assert answer.status_code == 200, answer.text
    return [one["rule"] for found in answer.json()["messages"] for one in found["findings"]]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def key_for(store: Path) -> str:
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "filter", "screener", actor="test").shown
    database.close()
    return key


def test_a_try_again_is_seen_after_a_change_of_the_lists(store: Path) -> None:
    key, (stopped, again) = key_for(store), sent_again()
    with TestClient(service(store, ServerSettings(list_poll_seconds=0.05))) as client:
        assert "PAY-STRIP" not in rules(client, key, stopped)
        after = renumbered(store)
        until(lambda: client.get("/v1/lists", headers=bearer(key)).json()["snapshot"] == after, "not in service")
        assert "PAY-STRIP" in rules(client, key, again)


def test_services_over_one_file_see_each_others_payments(store: Path, tmp_path: Path) -> None:
    key, (stopped, again) = key_for(store), sent_again()
    other = Path(shutil.copytree(store, tmp_path / "other"))
    settings = ServerSettings(window=str(tmp_path / "window.sqlite"))
    with TestClient(service(store, settings)) as one, TestClient(service(other, settings)) as two:
        rules(one, key, stopped)
        assert "PAY-STRIP" in rules(two, key, again)


def test_a_window_that_is_away_refuses_payments_and_nothing_else(store: Path) -> None:
    pytest.importorskip("redis")
    headers = bearer(key_for(store))
    with TestClient(service(store, ServerSettings(window="redis://127.0.0.1:1/0"))) as client:
        answer = client.post("/v1/payments", content=sent_again()[0], headers=headers)
        assert (answer.status_code, "window" in answer.json()["detail"]) == (503, True)
        assert client.post("/v1/screen", json={"name": "Kim Jong Un"}, headers=headers).status_code == 200
