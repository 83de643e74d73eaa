"""Requests of somebody who means harm: none gets through, none takes the service along."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.identity import Role
from tests.server.clients import Clients
from tests.server.live import live
from tests.server.people import Person

INJECTIONS = (
    "' OR '1'='1",
    "x'; DROP TABLE cases; --",
    "' UNION SELECT name, password FROM users --",
    '" OR ""="',
    "1) OR (1=1",
    "%' OR name LIKE '%",
    "?",
    "\\'; --",
    "{{7*7}}%s%(x)s",
)
OUTSIDE = (
    "../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cwindows",
    "%252e%252e%252fetc",
    "/etc/passwd",
    "....//....//etc/passwd",
)
FILTERS = (
    *(f"/v1/cases?{field}=" for field in ("customer", "party", "signature", "assigned")),
    *(f"/v1/ledger?{field}=" for field in ("about", "kind")),
)
SEARCHES = (
    "/search/default?limit=500&q=",
    "/search/default?limit=500&countries=",
    "/reconcile/default/suggest/property?prefix=",
    "/reconcile/default/suggest/type?prefix=",
)
PAGES = (
    *("/cases?state=", "/cases?assigned=", "/cases?sort=", "/cases?customer=", "/ledger?kind=", "/ledger?about="),
    *("/customers?q=", "/search?q=", "/search?name=", "/lists?old=", "/texts?name=", "/payments?kind="),
)
HALVES = ("\\u0000", "\\ud800", "\\udfff")


@pytest.mark.parametrize("address", FILTERS)
def test_sql_in_a_filter_is_a_text_that_nothing_has(address: str, clients: Clients) -> None:
    clients.post("/v1/screen", {"name": "Kim Jong Un", "query_id": "C-1"})
    for text in INJECTIONS:
        answer = clients.get(address + quote(text, safe=""), "approver")
        assert answer.status_code == 200, text
        found = answer.json()
        assert found.get("cases", found.get("records")) == [], text
    assert clients.get("/v1/cases", "approver").json()["counts"] == {"open": 1}


@pytest.mark.parametrize("address", SEARCHES)
def test_sql_in_a_search_finds_nothing_but_names_like_it(address: str, clients: Clients) -> None:
    every = len(clients.get("/search/default?limit=500").json()["results"])
    for text in INJECTIONS:
        answer = clients.get(address + quote(text, safe=""))
        assert answer.status_code == 200, text
        found = answer.json().get("results", answer.json().get("result"))
        assert len(found) < every // 10, text


def test_sql_in_the_texts_of_a_subject_and_of_a_note_is_kept_as_it_was_written(clients: Clients) -> None:
    for text in INJECTIONS:
        asked = {"name": "Kim Jong Un", "query_id": text}
        number = clients.post("/v1/screen", asked).json()["cases"][0]
        case = clients.get(f"/v1/cases/{number}", "analyst").json()["case"]
        assert case["customer"] == text
        step = {"version": case["version"], "event": "noted", "words": text}
        assert text in str(clients.post(f"/v1/cases/{number}/steps", step, "analyst").json()["history"][0]["words"])
        assert clients.get(f"/v1/cases?customer={quote(text, safe='')}", "analyst").json()["cases"][0]["id"] == number
    assert clients.get("/v1/ledger/verification", "auditor").json()["intact"]


@pytest.mark.parametrize("before", ["/entities/", "/static/", "/v1/countries/", "/match/", "/search/", "/v1/ledger/"])
def test_no_path_leads_out_of_where_it_should_look(before: str, clients: Clients) -> None:
    for text in OUTSIDE:
        answer = clients.get(before + text, "approver")
        assert answer.status_code in {400, 404, 405, 422}, (text, answer.status_code)
        assert "root:" not in answer.text


def test_a_snapshot_or_a_document_named_like_a_path_opens_no_file(clients: Clients) -> None:
    for text in OUTSIDE:
        assert clients.get(f"/v1/lists/diff?old={quote(text, safe='')}", "viewer").status_code == 400
        answer = clients.client.post(
            f"/v1/texts?name={quote(text, safe='')}", content=b"Kim Jong Un spoke.", headers=clients.headers("screener")
        )
        assert answer.json()["status"] == "hit"
        assert "root:" not in answer.text


def test_an_attachment_named_like_a_path_is_given_back_under_a_name_of_ours(clients: Clients) -> None:
    number = clients.post("/v1/screen", {"name": "Kim Jong Un"}).json()["cases"][0]
    version = clients.get(f"/v1/cases/{number}", "analyst").json()["case"]["version"]
    address = f"/v1/cases/{number}/attachments"
    sent = clients.client.post(
        f"{address}?version={version}&name={quote('../../x.html', safe='')}",
        content=b"<script>alert(1)</script>",
        headers=clients.headers("analyst") | {"Content-Type": "text/html"},
    ).json()
    answer = clients.get(f"{address}/{sent['attachment']['id']}", "analyst")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert ".." not in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/v1/screen", "/v1/texts", "/v1/payments", "/v1/screen/batch", "/match/default"])
@pytest.mark.parametrize("coding", ["gzip", "GZIP", "deflate", "br", "identity, gzip"])
def test_compressed_bodies_are_refused_and_never_unpacked(path: str, coding: str, clients: Clients) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    headers = clients.headers("screener") | {"Content-Encoding": coding}
    assert clients.client.post(path, content=bomb, headers=headers).status_code == 415


def test_halves_of_characters_and_nul_are_refused_before_anything_is_written(clients: Clients) -> None:
    before = len(clients.get("/v1/ledger", "auditor").json()["records"])
    asking = clients.headers("analyst") | {"Content-Type": "application/json"}
    for bad in HALVES:
        for path, body in (
            ("/v1/screen", f'{{"name": "Kim Jong Un", "query_id": "a{bad}"}}'),
            ("/v1/screen", f'{{"name": "Kim{bad}"}}'),
            ("/v1/explain/ofac-20157", f'{{"name": "Kim{bad}"}}'),
            ("/match/default", f'{{"queries": {{"a{bad}": {{"schema": "Person", "properties": {{"name": "Kim"}}}}}}}}'),
            ("/match/default", f'{{"queries": {{"a": {{"schema": "Person", "properties": {{"name": ["K{bad}"]}}}}}}}}'),
            ("/v1/cases/1/steps", f'{{"version": 1, "event": "noted", "words": "{bad}"}}'),
        ):
            answer = clients.client.post(path, content=body, headers=asking)
            assert answer.status_code == 422, (path, bad, answer.text)
    for path in ("/v1/cases?customer=%00", "/v1/ledger?about=%00", "/entities/%00", "/search/default?q=a%00"):
        assert clients.get(path, "approver").status_code == 400
    assert len(clients.get("/v1/ledger", "auditor").json()["records"]) == before


def test_half_a_character_in_a_trade_document_leaves_it_unscreened(clients: Clients) -> None:
    body = b'{"type": "bill_of_lading", "id": "BL\\ud800", "shipper": {"name": "Anna Lindqvist"}}'
    answer = clients.client.post("/v1/shipments", content=body, headers=clients.headers("screener"))
    assert [one["status"] for one in answer.json()["documents"]] == ["not_screened"]


@pytest.mark.parametrize(
    "body",
    [b"[" * 200_000, b'{"name":' + b"[" * 100_000, b'{"birth_date":' + b"9" * 5_000 + b"}", b'{"name": NaN}', b"\xff"],
)
def test_json_that_would_exhaust_a_reader_is_refused(body: bytes, clients: Clients) -> None:
    headers = clients.headers("screener") | {"Content-Type": "application/json"}
    assert clients.client.post("/v1/screen", content=body, headers=headers).status_code in {400, 422}


@pytest.mark.parametrize("number", ["-1", str(2**63), "9" * 5_000, "1e3", "²"])
def test_numbers_beyond_any_case_or_record_are_refused(number: str, clients: Clients) -> None:
    for path in ("/v1/cases/{}", "/v1/cases/{}/attachments", "/v1/cases/{}/duties", "/v1/ledger/{}"):
        assert clients.get(path.format(number), "approver").status_code in {404, 422}
    assert clients.post(f"/v1/ledger/{number}/replay", None, "auditor").status_code in {404, 422}
    assert clients.get(f"/v1/lists/diff?old={number}", "viewer").status_code == 400


def test_only_who_decided_takes_the_decision_back(clients: Clients) -> None:
    number = clients.post("/v1/screen", {"name": "Kim Jong Un", "birth_date": "1984"}).json()["cases"][0]
    seen = clients.get(f"/v1/cases/{number}", "analyst").json()["case"]
    decided = {"version": seen["version"], "outcome": "clear", "reason": "other_birth_date", "words": "seen in Lyon"}
    waiting = clients.post(f"/v1/cases/{number}/decision", decided, "analyst").json()["case"]
    address = f"/v1/cases/{number}/withdrawal?version={waiting['version']}"
    refused = clients.post(address, None, "approver")
    assert refused.status_code in {400, 403}
    assert "Lyon" not in refused.text
    assert clients.get(f"/v1/cases/{number}", "analyst").json()["case"]["state"] == "second_look"
    assert clients.post(address, None, "analyst").json()["case"]["state"] == "open"


class TestSlow:
    """A service on a port, with little patience."""

    @pytest.fixture
    def port(self, store: Path) -> Iterator[tuple[str, int, str]]:
        database = open_database(database_url(store))
        with database.write() as transaction:
            key = add_key(transaction, "test", "screener", actor="test").shown
        database.close()
        with live(store, ServerSettings(request_seconds=1)) as address:
            found = urlsplit(address)
            yield str(found.hostname), int(found.port or 0), key

    @pytest.mark.parametrize("path", ["/v1/texts", "/v1/screen", "/v1/screen/batch", "/login"])
    def test_a_body_that_never_ends_is_given_up(self, path: str, port: tuple[str, int, str]) -> None:
        host, number, key = port
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: ApiKey {key}\r\nContent-Length: 1000\r\n"
        form = "application/x-www-form-urlencoded" if path == "/login" else "application/json"
        assert _status(host, number, f'{head}Content-Type: {form}\r\n\r\n{{"na'.encode()) in {408, 503}
        assert _status(host, number, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") == 200

    def test_headers_without_measure_are_refused(self, port: tuple[str, int, str]) -> None:
        host, number, key = port
        head = f"GET /v1/lists HTTP/1.1\r\nHost: x\r\nAuthorization: ApiKey {key}\r\n"
        assert _status(host, number, f"{head}X-Big: {'a' * 200_000}\r\n\r\n".encode()) in {400, 431}
        assert _status(host, number, f"{head}\r\n".encode()) in {200, 403}

    @pytest.mark.parametrize("length", ["-1", "1e3", "9" * 5_000, "1, 2"])
    def test_a_length_that_is_none_is_refused(self, length: str, port: tuple[str, int, str]) -> None:
        host, number, key = port
        head = f"POST /v1/texts HTTP/1.1\r\nHost: x\r\nAuthorization: ApiKey {key}\r\n"
        assert _status(host, number, f"{head}Content-Length: {length}\r\n\r\nKim".encode()) in {400, 413}


def test_a_refusal_is_a_problem_that_json_readers_read(clients: Clients) -> None:
    headers = clients.headers("screener") | {"Content-Encoding": "gzip"}
    answer = clients.client.post("/v1/texts", content=b"x", headers=headers)
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["remedy"] == "Send it without `Content-Encoding`"


def _status(host: str, port: int, sent: bytes) -> int:
    """The status that raw bytes are answered with."""
    with socket.create_connection((host, port), timeout=20) as connection:
        connection.sendall(sent)
        answer = connection.recv(4_096)
    assert answer.startswith(b"HTTP/1.1 "), answer
    return int(answer[9:12])


@pytest.mark.parametrize("address", PAGES)
def test_sql_and_paths_in_the_addresses_of_pages_are_answered_by_a_page(
    address: str, visitors: dict[Role, Person]
) -> None:
    for text in (*INJECTIONS[:4], OUTSIDE[0], "9" * 5_000, "-1", "²"):
        answer = visitors["approver"].get(address + quote(text, safe=""))
        assert answer.status_code in {200, 303, 400, 404, 422}, (text, answer.status_code)
        assert "root:" not in answer.text
        assert "argon2" not in answer.text


def test_nul_in_a_form_is_refused_with_a_page(visitors: dict[Role, Person]) -> None:
    person = visitors["analyst"]
    assert person.post("/me", {"theme": "da\0rk"}).status_code == 422
    assert Person(person.client, "ana\0lyst").log_in().status_code == 401
    assert person.get(f"/cases/{2**63}").status_code == 422
