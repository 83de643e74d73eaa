"""Who is blocked through whom, over HTTP and in the console: verdicts by regime, proof, picture, record."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ostrakon.app.owners.finding import Owners
from ostrakon.app.owners.keeping import keep
from ostrakon.screening.result import Finding
from tests.server.clients import Clients
from tests.server.people import Person
from tests.server.test_console_pages import PAYLOADS, Page

GRAPH: dict[str, Any] = {
    "as_of": "2026-11-27",
    "entities": [
        {"id": "L1", "name": "Listed Shipping", "listed": ["ofac", "eu", "uk"]},
        {"id": "L2", "name": "Listed Mining", "listed": ["ofac", "eu", "uk"]},
        {"id": "H", "name": "Demo Holding"},
        {"id": "A", "name": "Demo Trading"},
        {"id": "B", "name": "Demo Farming"},
        {"id": "O", "name": "Demo Family"},
    ],
    "interests": [
        {"owner": "L1", "owned": "H", "share": 30, "kind": "ownership"},
        {"owner": "L2", "owned": "H", "share": 25, "kind": "ownership"},
        {"owner": "O", "owned": "H", "share": 45, "kind": "ownership"},
        {"owner": "O", "owned": "A", "share": 40, "kind": "ownership"},
        {"owner": "H", "owned": "A", "share": [45, 60], "kind": "ownership"},
        {"owner": "A", "owned": "B", "share": 10, "kind": "ownership"},
    ],
}
Console = Callable[[str], Person]


def asked(clients: Clients, body: dict[str, Any], **headers: str) -> Any:
    return clients.client.post("/v1/ownership", json=body, headers=clients.headers("screener") | headers)


def test_each_regime_gives_its_verdict_with_rule_chain_and_what_would_decide(clients: Clients) -> None:
    answered = asked(clients, {"graph": GRAPH, "subjects": ["H", "demo trading"]}).json()
    assert list(answered["regimes"]) == ["ofac", "eu", "uk", "ch"]
    holding, trading = answered["regimes"]["ofac"]["verdicts"]
    assert (holding["word"], holding["share"], holding["name"]) == ("blocked", [55.0, 55.0], "Demo Holding")
    assert "50 Percent Rule" in holding["because"]
    assert [step["owner"] for path in holding["paths"] for step in path] == ["L1", "L2"]
    assert trading["word"] == "undetermined"
    assert trading["would_decide"]["needed"] == 50.0
    assert [one["word"] for one in answered["regimes"]["uk"]["verdicts"]] == ["clear", "clear"]
    assert [one["word"] for one in answered["regimes"]["ch"]["verdicts"]] == ["clear", "clear"]
    assert answered["status"] == "hit"


def test_a_graph_may_come_as_the_text_of_its_file_with_a_day_and_a_listed_subject(clients: Clients) -> None:
    body = {"graph": json.dumps(GRAPH), "subjects": ["L1"], "regimes": ["eu"], "as_of": "2024-07-02"}
    answered = asked(clients, body).json()
    assert answered["as_of"] == "2024-07-02"
    assert [one["word"] for one in answered["regimes"]["eu"]["verdicts"]] == ["listed"]
    assert answered["regimes"]["eu"]["status"] == "hit"


def test_verdicts_are_recorded_with_the_graph_s_hash_and_sealed(clients: Clients) -> None:
    number = asked(clients, {"graph": GRAPH, "subjects": ["H"], "regimes": ["ofac"]}).json()["record"]
    record = clients.get(f"/v1/ledger/{number}?personal=true", "auditor").json()
    assert record["kind"] == "ownership"
    assert "Demo" not in json.dumps(record["body"])
    assert record["personal"]["regimes"] == {"ofac": {"listed": [], "blocked": ["H"], "undetermined": []}}
    assert len(record["personal"]["graph_sha256"]) == 64


def test_who_accepts_a_picture_gets_one_that_names_deciding_stakes_and_runs_nothing(clients: Clients) -> None:
    hostile = json.loads(json.dumps(GRAPH))
    hostile["entities"][2]["name"] = "Demo <script>alert(1)</script>\x01\u202e"
    answered = asked(clients, {"graph": hostile, "subjects": ["A"]}, Accept="image/svg+xml")
    assert answered.headers["content-type"] == "image/svg+xml"
    root = ElementTree.fromstring(answered.text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Listed Shipping" in answered.text
    assert "Demo Farming" not in answered.text, "it stands behind nobody who was asked about"
    assert "<script" not in answered.text and "\u202e" not in answered.text


@pytest.mark.parametrize(
    "body",
    [
        {"graph": "no graph"},
        {"graph": {"entities": [], "interests": [{"owner": "a", "owned": "b", "share": 5}]}},
        {"graph": GRAPH, "subjects": ["nobody"]},
        {"graph": GRAPH, "as_of": "2026-02-30"},
        {"graph": '{"entities": [{"id": "a"}], "interests": [{"owner": "a", "owned": "a", "share": 1e999999}]}'},
        {"graph": '{"entities": [{"id": "a"}], "interests": [{"owner": "a", "owned": "a", "share": -1}]}'},
    ],
)
def test_what_is_no_graph_or_not_in_it_is_refused_with_its_place(body: dict[str, Any], clients: Clients) -> None:
    answered = asked(clients, body)
    assert answered.status_code == 400
    assert {"remedy", "where"} & set(answered.json())


def test_the_page_shows_verdicts_of_all_regimes_picture_tree_and_rule(console: Console) -> None:
    analyst = console("analyst")
    sent = {"text": json.dumps(GRAPH), "subject": "A", "regime": "ofac"}
    answer = analyst.post("/ownership", sent)
    assert answer.status_code == 200
    page = answer.text
    assert "Demo Trading" in page and "undetermined" in page
    assert "FAQ 401" in page
    assert '<g class="n listed">' in page
    tree = re.search(r'<pre class="tree"[^>]*>(.*?)</pre>', page, re.S)
    assert tree is not None
    assert tree[1].splitlines() == [
        "Demo Trading  [undetermined]",
        "├─ 40 %  Demo Family  [clear]",
        "└─ 45 to 60 %  Demo Holding  [blocked]",
        "   ├─ 30 %  Listed Shipping  [listed]",
        "   ├─ 25 %  Listed Mining  [listed]",
        "   └─ 45 %  Demo Family  [clear]",
    ]
    assert Page(page).alive == []
    assert "Demo Trading" not in console("auditor").get("/ledger?kind=ownership").text


def test_a_ring_ends_where_it_began_and_the_whole_graph_may_be_asked(console: Console) -> None:
    ring = {
        "entities": [{"id": "A"}, {"id": "B"}],
        "interests": [{"owner": "A", "owned": "B", "share": 60}, {"owner": "B", "owned": "A", "share": 60}],
    }
    page = console("analyst").post("/ownership", {"text": json.dumps(ring)}).text
    assert "(as above)" in page
    assert "0 blocked, 0 undetermined, 2 clear" in page


def test_a_page_of_a_graph_that_cannot_be_read_says_where_and_keeps_it(console: Console) -> None:
    analyst = console("analyst")
    answer = analyst.post("/ownership", {"text": '{"entities": []}', "subject": "A"})
    assert answer.status_code == 422
    assert "interests" in answer.text
    assert "{&#34;entities&#34;: []}" in answer.text
    assert analyst.post("/ownership", {"text": ""}).status_code == 422


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_names_in_a_graph_are_shown_and_do_nothing(payload: str, console: Console) -> None:
    graph = json.loads(json.dumps(GRAPH).replace("Demo Holding", "PAYLOAD").replace('"H"', '"PAYLOAD"'))
    text = json.dumps(graph).replace("PAYLOAD", json.dumps(payload)[1:-1])
    analyst = console("analyst")
    for sent in ({"text": text}, {"text": text, "subject": payload}, {"text": payload, "subject": payload}):
        assert Page(analyst.post("/ownership", sent).text).alive == []
    file = {"file": (payload, text.encode(), "application/json")}
    answer = analyst.post("/ownership", {"text": ""}, files=file)
    assert answer.status_code == 200
    assert Page(answer.text).alive == []


def test_a_file_of_a_register_is_screened_before_anything_is_called_clear(clients: Clients) -> None:
    lines = [
        {"id": "P", "schema": "Person", "properties": {"name": ["Kim Jong Un"], "birthDate": ["1984-01-08"]}},
        {"id": "A", "schema": "Company", "properties": {"name": ["Demo Trading"]}},
        {"id": "O", "schema": "Ownership", "properties": {"owner": ["P"], "asset": ["A"], "percentage": ["60 %"]}},
    ]
    answered = asked(
        clients, {"graph": "\n".join(map(json.dumps, lines)), "subjects": ["A"], "regimes": ["ofac"]}
    ).json()
    [verdict] = answered["regimes"]["ofac"]["verdicts"]
    assert verdict["word"] in {"blocked", "undetermined"}
    assert answered["status"] != "clear"


def test_a_graph_that_is_kept_meanwhile_is_joined_to_answers(clients: Clients, store: Path) -> None:
    path = ("Listed Shipping ─60%→ Demo Trading",)
    finding = Finding(
        kind="ownership", regime="eu", verdict="blocked", party="A", name="Demo Trading", matched="id", because="rule",
        paths=path,
    )  # fmt: skip
    owners = Owners(
        sha256="x", snapshot=1, policy="", day="2026-11-27", names={"A": ("demo trading",)},
        by_name={"demo trading": ("A",)}, findings={"A": (finding,)},
    )  # fmt: skip
    keep(store, b"", owners)
    for _ in range(200):
        answered = clients.post("/v1/screen", {"name": "Demo Trading"}).json()
        if "findings" in answered:
            break
        time.sleep(0.05)
    assert answered["status"] == "review"
    assert answered["findings"][0]["paths"] == list(path)
    by_id = clients.post("/v1/screen", {"name": "Demo Trading", "query_id": "A"}).json()
    assert by_id["status"] == "hit"
