"""yente's API where its client does not reach: recorded requests, OpenRefine, updates."""

from __future__ import annotations

import json

import pytest

from tests.server.clients import Clients


def test_a_body_without_a_content_type_is_read_as_yente_does(clients: Clients) -> None:
    body = json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": "Kim Jong Un"}}}})
    headers = clients.headers("screener")
    answered = clients.client.post("/match/default", content=body, headers=headers)
    assert answered.status_code == 200
    assert answered.json()["responses"]["q"]["results"][0]["id"] == "ofac-20157"


def test_wrong_parameters_are_answered_as_fastapi_answers_them(clients: Clients) -> None:
    answered = clients.post("/match/default?limit=many", {"queries": {}})
    assert answered.status_code == 422
    assert answered.json()["detail"][0]["loc"] == ["query", "limit"]
    assert clients.get("/search/default?schema=Spaceship").json() == {"detail": "Invalid schema"}
    assert clients.get("/search/default?filter=nonsense").status_code == 400


def test_search_filters_combine(clients: Clients) -> None:
    north_korean = clients.get("/search/default?countries=kp&schema=Person&limit=500").json()
    assert north_korean["results"]
    assert all("kp" in str(one["properties"]) for one in north_korean["results"])
    only = clients.get("/search/default?filter=countries:kp&filter=topics:sanction&schema=Person&limit=500").json()
    assert only["total"]["value"] <= north_korean["total"]["value"]
    ordered = [one["caption"] for one in clients.get("/search/default?sort=caption:asc&limit=20").json()["results"]]
    assert ordered == sorted(ordered)


def test_openrefine_gets_its_manifest_answers_and_suggestions(clients: Clients) -> None:
    manifest = clients.get("/reconcile/default").json()
    assert manifest["versions"] == ["0.2"]
    queries = {"q0": {"query": "Kim Jong Un", "type": "Person", "limit": 3}}
    answered = clients.client.post(
        "/reconcile/default", data={"queries": json.dumps(queries)}, headers=clients.headers("screener")
    )
    best = answered.json()["q0"]["result"][0]
    assert best["id"] == "ofac-20157"
    assert set(best) == {"id", "name", "description", "type", "score", "match"}
    suggested = clients.get("/reconcile/default/suggest/entity?prefix=Kim Jong").json()["result"]
    assert suggested
    assert clients.get("/reconcile/default/suggest/type?prefix=Ves").json()["result"] == [
        {"id": "Vessel", "name": "Vessel"}
    ]
    assert "birthDate" in str(clients.get("/reconcile/default/suggest/property?prefix=birth").json())
    extend = {"ids": ["ofac-20157"], "properties": [{"id": "birthDate"}]}
    extended = clients.client.post(
        "/reconcile/default", data={"extend": json.dumps(extend)}, headers=clients.headers("screener")
    )
    assert extended.json()["rows"]["ofac-20157"]["birthDate"] == [{"str": "1984-01-08"}]


@pytest.mark.parametrize("token", ["", "guess"])
def test_an_update_without_the_token_is_refused(clients: Clients, token: str) -> None:
    answered = clients.post(f"/updatez?token={token}", None)
    assert answered.status_code == 403
    assert answered.json() == {"detail": "Invalid token."}


def test_an_id_of_another_list_leads_to_the_party(clients: Clients) -> None:
    merged = [
        (one["referents"][0], one["id"])
        for one in clients.get("/search/default?limit=500").json()["results"]
        if one["referents"]
    ]
    assert merged, "the starter lists hold parties of several lists"
    other, canonical = merged[0]
    answered = clients.get(f"/entities/{other}", follow_redirects=False)
    assert answered.status_code == 308
    assert answered.headers["location"] == f"/entities/{canonical}"
    assert other in clients.get(f"/entities/{canonical}").json()["referents"]
