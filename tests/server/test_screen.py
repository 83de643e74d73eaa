"""`/v1/screen` and `/match`, with the ledger behind them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import roll_back
from ostrakon.app.settings import database_url
from ostrakon.database import records
from ostrakon.database.opening import open_database
from ostrakon.ledger.record import LedgerRecord
from tests.server.clients import Clients

KIM = {"schema": "Person", "properties": {"name": ["Kim Jong Un"], "birthDate": "1984"}}


def recorded(store: Path) -> list[LedgerRecord]:
    database = open_database(database_url(store))
    try:
        assert records.verify_ledger(database).intact
        with database.read() as transaction:
            return records.records(transaction, kind="screening")
    finally:
        database.close()


def test_a_subject_is_screened_and_the_answer_names_its_record(clients: Clients, store: Path) -> None:
    answered = clients.post("/v1/screen", {"name": "Kim Jong Un", "query_id": "C-1"})
    assert answered.status_code == 200
    body = answered.json()
    assert body["status"] == "hit"
    assert body["results"][0]["id"] == "ofac-20157"
    found = recorded(store)
    assert [one.n for one in found] == [body["record"]]
    assert "customer:C-1" in found[0].subjects
    assert found[0].actor.startswith("key:")


def test_a_field_that_nothing_would_use_is_refused_and_named(clients: Clients) -> None:
    answered = clients.post("/v1/screen", {"name": "Kim Jong Un", "birthdate": "1984"})
    assert answered.status_code == 422
    assert answered.headers["content-type"] == "application/problem+json"
    assert "birthdate" in answered.json()["detail"]
    assert "birth_date" in answered.json()["remedy"]


def test_an_example_entity_is_matched_in_yente_s_shape(clients: Clients, store: Path) -> None:
    answered = clients.post("/match/default", {"queries": {"q1": KIM | {"id": "mine"}}})
    assert answered.status_code == 200
    assert answered.headers["x-batch-size"] == "1"
    found = answered.json()["responses"]["q1"]
    best = found["results"][0]
    assert best["id"] == "ofac-20157"
    assert best["match"] is True
    assert best["properties"]["birthDate"] == ["1984-01-08"]
    assert set(best["explanations"]["birth_date"]) == {"score", "detail", "query", "candidate"}
    assert found["total"] == {"value": 1, "relation": "eq"}
    assert found["query"] == {
        "id": "mine",
        "schema": "Person",
        "properties": {"name": ["Kim Jong Un"], "birthDate": ["1984"]},
    }
    assert len(recorded(store)) == 1


def test_a_filter_leaves_parties_out_and_changes_no_score(clients: Clients) -> None:
    whole = clients.post("/match/default", {"queries": {"q": KIM}}).json()["responses"]["q"]["results"]
    for query in (
        "exclude_entity_ids=ofac-20157",
        "exclude_schema=Person",
        "exclude_dataset=ofac_sdn",
        "topics=debarment",
    ):
        assert (
            clients.post(f"/match/default?{query}", {"queries": {"q": KIM}}).json()["responses"]["q"]["results"] == []
        )
    same = clients.post("/match/ofac_sdn", {"queries": {"q": KIM}}).json()["responses"]["q"]["results"]
    assert same == whole


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("/match/nowhere", {"queries": {"q": KIM}}, 404, "No such dataset."),
        ("/match/default", {"queries": {}}, 400, "No queries provided."),
        ("/match/default?algorithm=logic-v1", {"queries": {"q": KIM}}, 400, "Invalid algorithm: logic-v1"),
        (
            "/match/default",
            {"queries": {str(n): KIM for n in range(101)}},
            400,
            "Too many queries in one batch (limit: 100)",
        ),
        (
            "/match/default",
            {"queries": {"q": KIM}, "weights": {"name_match": 1}},
            400,
            "Invalid configuration parameter: name_match for algorithm ostrakon",
        ),
    ],
)
def test_wrong_requests_are_answered_in_yente_s_words(
    clients: Clients, path: str, body: object, status: int, words: str
) -> None:
    answered = clients.post(path, body)
    assert answered.status_code == status
    assert answered.json() == {"detail": words}


def test_without_a_key_or_with_a_wrong_one_nothing_is_answered(clients: Clients) -> None:
    for headers in ({}, {"Authorization": "ApiKey ostr_000000000000_x"}, {"Authorization": "Basic YTpi"}):
        for path in ("/v1/screen", "/match/default"):
            answered = clients.client.post(path, json={"name": "Kim Jong Un"}, headers=headers)
            assert answered.status_code == 401
            assert "results" not in answered.text


def test_a_role_without_the_permission_is_refused(clients: Clients) -> None:
    assert clients.post("/v1/screen", {"name": "Kim Jong Un"}, role="viewer").status_code == 403
    assert clients.post("/v1/screen", {"name": "Kim Jong Un"}, role="auditor").status_code == 403


def test_another_snapshot_is_taken_into_service_while_requests_go_on(
    clients: Clients, store: Path, tmp_path: Path
) -> None:
    before = clients.post("/v1/screen", {"name": "Kim Jong Un"}).json()["snapshot"]
    party = tmp_path / "own.ftm.json"
    properties = {"name": ["Sturmvogel Handels GmbH"], "topics": ["sanction"]}
    party.write_text(json.dumps({"id": "x-1", "schema": "Company", "properties": properties}) + "\n")
    import_lists(store, [party], source_id="ftm:own")
    for _ in range(200):
        answered = clients.post("/v1/screen", {"name": "Sturmvogel Handels GmbH"})
        assert answered.status_code == 200
        if answered.json()["snapshot"] != before:
            break
    assert answered.json()["results"][0]["id"] == "x-1"
    roll_back(store, before, reason="test")


def test_a_service_without_lists_is_alive_not_ready_and_answers_nothing(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient  # noqa: PLC0415

    from ostrakon.app.serving import ServerSettings  # noqa: PLC0415
    from ostrakon.server.app import service  # noqa: PLC0415

    settings = ServerSettings(anonymous_role="screener")
    with TestClient(service(tmp_path / "empty", settings), raise_server_exceptions=False) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        answered = client.post("/v1/screen", json={"name": "Kim Jong Un"})
        assert answered.status_code == 503
        assert "status" not in answered.json().get("results", {})
