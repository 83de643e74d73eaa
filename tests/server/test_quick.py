"""The quick way to `/match` and the framework's answer alike; what is unusual or wrong goes the framework's way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ostrakon.database.keys import add_key, revoke_key
from ostrakon.database.opening import open_database
from ostrakon.server.keyring import REMEMBERED_SECONDS, Keyring
from tests.server.clients import Clients

KIM = {"schema": "Person", "properties": {"name": ["Kim Jong Un"], "birthDate": "1984"}}
SLOW_WAY = "cutoff=1"
"""A parameter that the quick way does not know; it changes nothing."""


@pytest.mark.parametrize("query", ["", "limit=1", "threshold=0.2&limit=3", "algorithm=best", "limit=0"])
@pytest.mark.parametrize(
    "queries",
    [
        {"a": KIM},
        {"a": KIM | {"id": "C-1"}, "b": {"schema": "Company", "properties": {"name": "Wood and Sons of Poole"}}},
        {"é": {"schema": "Thing", "properties": {"name": ["Владимир Путин", "x"], "country": ["ru"]}}},
    ],
)
def test_both_ways_give_the_same_answer(clients: Clients, query: str, queries: dict[str, Any]) -> None:
    quick = clients.post(f"/match/default?{query}", {"queries": queries})
    usual = clients.post(f"/match/default?{query}&{SLOW_WAY}", {"queries": queries})
    assert quick.status_code == usual.status_code == 200
    assert quick.json() == usual.json()
    assert quick.headers["x-batch-size"] == usual.headers["x-batch-size"]
    assert quick.headers["content-type"] == usual.headers["content-type"]


@pytest.mark.parametrize(
    ("body", "query", "status"),
    [
        (b"{", "", 422),
        (b'{"queries": {"a": {"schema": "Person"}}}', "", 422),
        (b'{"queries": {}}', "", 400),
        (b'{"queries": {"a": {"schema": "Person", "properties": {"name": ["a\\u0000b"]}}}}', "", 422),
        (b'{"queries": {"a": {"schema": "Person", "properties": {"name": ["\\ud800"]}}}}', "", 422),
        (json.dumps({"queries": {"a": KIM}, "weights": {"name": 1}}).encode(), "", 400),
        (json.dumps({"queries": {"a": KIM}}).encode(), "limit=501", 422),
        (json.dumps({"queries": {"a": KIM}}).encode(), "threshold=nan", 422),
        (json.dumps({"queries": {"a": KIM}}).encode(), "algorithm=luck", 400),
        (json.dumps({"queries": {"a": KIM}}).encode(), "topics=sanction", 200),
        (json.dumps({"queries": {"a": KIM | {"more": 1}}, "extra": 1}).encode(), "", 200),
    ],
)
def test_what_is_unusual_or_wrong_is_answered_by_the_framework(
    clients: Clients, body: bytes, query: str, status: int
) -> None:
    headers = clients.headers("screener")
    assert clients.client.post(f"/match/default?{query}", content=body, headers=headers).status_code == status


def test_the_quick_way_asks_for_a_key_a_role_and_a_known_dataset(clients: Clients) -> None:
    body = {"queries": {"a": KIM}}
    assert clients.client.post("/match/default", json=body).status_code == 401
    assert clients.post("/match/default", body, role="viewer").status_code == 403
    assert clients.post("/match/nowhere", body).status_code == 404


def test_a_revoked_key_is_taken_for_a_second_at_most_and_an_expired_one_not_at_all(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/keys.sqlite")
    with database.write() as transaction:
        revoked = add_key(transaction, "shop", "screener", actor="test")
        expiring = add_key(transaction, "till", "screener", actor="test", expires="2030-01-01T00:00:00.000Z")
    now = [100.0]
    keyring = Keyring(database, clock=lambda: now[0])
    said: Callable[[str], bool] = lambda shown: keyring.find(shown) is not None  # noqa: E731
    assert said(revoked.shown) and said(expiring.shown)
    with database.write() as transaction:
        revoke_key(transaction, revoked.kept.id, actor="test")
    monkeypatch.setattr("ostrakon.server.keyring.moment", lambda: "2031-01-01T00:00:00.000Z")
    assert not said(expiring.shown)
    now[0] += REMEMBERED_SECONDS + 0.01
    assert not said(revoked.shown)
    assert not said(revoked.shown[:-1] + "x")
    database.close()
