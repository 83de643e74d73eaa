"""Payments, texts, papers, lists, ledger and batches over HTTP: the same answers as the terminal's, recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key, keys
from ostrakon.database.opening import open_database
from ostrakon.server.app import service
from ostrakon.server.rates import Rates
from tests.server.clients import Clients

MT103 = """{1:F01AAAABEBBAXXX0000000000}{2:I103BBBBDEFFXXXXN}{4:
:20:REF-1
:23B:CRED
:32A:261127EUR1000,00
:50K:/DE02120300000000202051
ANNA LINDQVIST
BERLIN
:59:/DE02500105170137075030
KIM JONG UN
PYONGYANG
:71A:SHA
-}"""


def test_a_payment_is_filtered_and_recorded(clients: Clients) -> None:
    answered = clients.client.post("/v1/payments?name=a.mt", content=MT103, headers=clients.headers("screener")).json()
    (message,) = answered["messages"]
    assert message["type"] == "MT103"
    assert message["status"] == "hit"
    assert message["hits"][0]["field"] == "59"
    record = clients.get(f"/v1/ledger/{answered['records'][0]}?personal=true", "auditor").json()
    assert record["kind"] == "payment"
    assert "entity:ofac-20157" in record["about"]
    assert record["personal"]["hits"][0]["text"].startswith("KIM JONG UN")


def test_what_cannot_be_read_is_not_screened(clients: Clients) -> None:
    answered = clients.client.post("/v1/payments", content=b"<Document><", headers=clients.headers("screener")).json()
    assert [one["status"] for one in answered["messages"]] == ["not_screened"]
    answered = clients.client.post("/v1/texts", content=b"\xff\xfe\x00", headers=clients.headers("screener")).json()
    assert answered["status"] == "not_screened"


def test_a_text_is_read(clients: Clients) -> None:
    text = "Kim Jong Un received the delegation in Pyongyang, the agency said."
    answered = clients.client.post("/v1/texts", content=text.encode(), headers=clients.headers("screener")).json()
    assert answered["status"] == "hit"
    assert "ofac-20157" in {mention["key"] for mention in answered["mentions"]}


def test_a_trade_paper_is_filtered(clients: Clients) -> None:
    paper = {"type": "bill_of_lading", "id": "BL-1", "shipper": {"name": "Kim Jong Un"}}
    answered = clients.post("/v1/shipments", paper).json()
    assert answered["documents"][0]["status"] == "hit"


def test_many_are_screened_line_by_line_and_a_bad_line_costs_only_itself(clients: Clients) -> None:
    lines = ['{"query_id": "a", "name": "Kim Jong Un"}', "{broken", '{"query_id": "c", "name": "Anna Lindqvist"}']
    answered = clients.client.post(
        "/v1/screen/batch", content="\n".join(lines).encode(), headers=clients.headers("screener")
    )
    rows = [json.loads(line) for line in answered.text.splitlines()]
    assert [row["status"] for row in rows] == ["hit", "not_screened", "clear"]
    assert [row["query_id"] for row in rows][::2] == ["a", "c"]
    record = clients.get("/v1/ledger?kind=batch", "auditor").json()["records"][0]
    assert record["body"]["received"] == 3


def test_lists_countries_and_explanations_are_those_of_the_terminal(clients: Clients) -> None:
    assert {one["id"] for one in clients.get("/v1/lists", "viewer").json()["sources"]} >= {"ofac_sdn", "un_sc"}
    assert clients.get("/v1/countries/KP", "viewer").status_code == 200
    assert clients.get("/v1/countries/nowhere", "viewer").status_code == 400
    found = clients.post("/v1/explain/ofac-20157", {"name": "Kim Jong Un"}).json()
    assert found["status"] == "hit"
    assert clients.post("/v1/explain/ofac-0", {"name": "Kim Jong Un"}).status_code == 400


def test_the_chain_is_verified_and_answers_are_given_again(clients: Clients) -> None:
    number = clients.post("/v1/screen", {"name": "Kim Jong Un"}).json()["record"]
    assert clients.get("/v1/ledger/verification", "auditor").json()["intact"]
    assert clients.post(f"/v1/ledger/{number}/replay", None, "auditor").json()["same"]
    assert clients.get("/v1/ledger/999999", "auditor").status_code == 404
    assert clients.get(f"/v1/ledger/{number}?personal=true", "approver").status_code == 403


def test_a_repeated_request_is_answered_as_before_and_done_once(clients: Clients) -> None:
    headers = clients.headers("screener") | {"Idempotency-Key": "k-1"}
    first, again = (clients.client.post("/v1/screen", json={"name": "Kim Jong Un"}, headers=headers) for _ in range(2))
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert len(clients.get("/v1/ledger?kind=screening", "auditor").json()["records"]) == 1
    other = clients.client.post("/v1/screen", json={"name": "Anna Lindqvist"}, headers=headers)
    assert other.status_code == 422
    someone = clients.headers("analyst") | {"Idempotency-Key": "k-1"}
    assert (
        "idempotent-replayed"
        not in clients.client.post("/v1/screen", json={"name": "Kim Jong Un"}, headers=someone).headers
    )


def test_a_refusal_is_an_answer_and_is_given_again_under_its_key(clients: Clients) -> None:
    headers = clients.headers("screener") | {"Idempotency-Key": "k-2"}
    assert clients.client.post("/v1/screen", json={"name": ""}, headers=headers).status_code == 422
    assert (
        clients.client.post("/v1/screen", json={"name": ""}, headers=headers).headers["idempotent-replayed"] == "true"
    )


def test_bodies_and_addresses_that_are_too_long_are_refused_before_they_are_read(clients: Clients) -> None:
    big = clients.client.post("/v1/texts", content=b"x" * 20_000_001, headers=clients.headers("screener"))
    assert big.status_code == 413
    chunks = (b"x" * 1_000_000 for _ in range(21))
    assert clients.client.post("/v1/texts", content=chunks, headers=clients.headers("screener")).status_code == 413
    assert clients.get("/search/default?q=" + "x" * 60_001).status_code == 414


def test_a_caller_beyond_its_rate_waits_and_others_do_not() -> None:
    now = [0.0]
    rates = Rates(60, 2, clock=lambda: now[0])
    assert [rates.wait("a") for _ in range(30)] == [0.0] * 30
    assert 0 < rates.wait("a") <= 2
    assert rates.wait("b") == 0.0
    now[0] += 2.1
    assert rates.wait("a") == 0.0
    assert Rates(0, 1).wait("a") == 0.0


class TestRated:
    """A service with a limit."""

    @pytest.fixture
    def settings(self) -> ServerSettings:
        return ServerSettings(rate_per_minute=2)

    def test_it_says_when_to_come_again(self, clients: Clients, store: Path) -> None:
        codes = [clients.get("/v1/lists", "viewer") for _ in range(3)]
        assert [one.status_code for one in codes] == [200, 200, 429]
        assert 0 < int(codes[2].headers["retry-after"]) <= 30
        assert clients.get("/v1/lists", "analyst").status_code == 200


def test_the_last_use_of_a_key_is_written_apart_from_requests(store: Path) -> None:
    database = open_database(database_url(store))
    with database.write() as transaction:
        used, unused = (add_key(transaction, name, "viewer", actor="test") for name in ("used", "unused"))
    with TestClient(service(store, ServerSettings())) as client:
        for _ in range(3):
            assert client.get("/v1/lists", headers={"Authorization": f"ApiKey {used.shown}"}).status_code == 200
        client.get("/v1/lists", headers={"Authorization": f"ApiKey {unused.shown}x"})
    with database.read() as transaction:
        found = {key.name: key.used for key in keys(transaction)}
    database.close()
    assert found["used"] > used.kept.made and not found["unused"]
