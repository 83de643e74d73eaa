"""Rows of files open and join cases as single subjects do, and a file that comes again opens nothing twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ostrakon.app.settings import database_url
from ostrakon.cli.main import main
from ostrakon.database import cases as stored
from ostrakon.database.opening import open_database
from tests.server.clients import Clients

ROWS: list[dict[str, Any]] = [
    {"query_id": "C-1", "name": "Kim Jong Un"},
    {"query_id": "C-2", "name": "Anna Lindqvist"},
    {"query_id": "C-3", "name": "Sergei Lavrov", "country": "ru"},
]


def sent(clients: Clients, rows: list[dict[str, Any]]) -> Any:
    body = "\n".join(json.dumps(row) for row in rows).encode()
    return clients.client.post("/v1/screen/batch", content=body, headers=clients.headers("screener"))


def found(clients: Clients) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = clients.get("/v1/cases?sort=id", "analyst").json()["cases"]
    return cases


def test_a_file_opens_the_cases_that_its_rows_alone_would_open_with_evidence(clients: Clients) -> None:
    clients.post("/v1/screen", ROWS[0])
    assert len(sent(clients, ROWS).text.splitlines()) == 3
    cases = found(clients)
    assert {one["customer"] for one in cases} == {"C-1", "C-3"}
    lavrov = next(one for one in cases if one["customer"] == "C-3")
    shown = clients.get(f"/v1/cases/{lavrov['id']}", "analyst").json()
    assert shown["alerts"][0]["door"] == "batch"
    assert shown["alerts"][0]["personal"]["result"]["evidence"]
    record = shown["alerts"][0]["record"]
    assert clients.post(f"/v1/ledger/{record}/replay", None, "auditor").json()["same"]
    batch = clients.get("/v1/ledger?kind=batch", "auditor").json()["records"][0]
    assert batch["body"]["cases"]["alerts"] >= 1


def test_a_file_that_comes_again_opens_nothing_twice_and_what_changed_joins(clients: Clients) -> None:
    sent(clients, ROWS)
    before = found(clients)
    sent(clients, ROWS)
    assert found(clients) == before
    assert clients.get("/v1/ledger?kind=batch", "auditor").json()["records"][0]["body"]["cases"]["alerts"] == 0
    sent(clients, [ROWS[0] | {"birth_date": "1984"}])
    kim = next(one for one in found(clients) if one["customer"] == "C-1")
    assert kim["alerts"] == 2


def test_a_decision_stands_when_the_same_file_comes_again(clients: Clients) -> None:
    sent(clients, [{"query_id": "C-9", "name": "Sergei Lavrov", "country": "lv"}])
    case = found(clients)[0]
    body = {"version": case["version"], "outcome": "clear", "reason": "other_country"}
    for role in ("analyst", "approver"):
        body["version"] = clients.get(f"/v1/cases/{case['id']}", role).json()["case"]["version"]
        if clients.post(f"/v1/cases/{case['id']}/decision", body, role).json()["case"]["state"] == "closed":
            break
    sent(clients, [{"query_id": "C-9", "name": "Sergei Lavrov", "country": "lv"}])
    assert found(clients)[0]["state"] == "closed"


def test_rows_without_a_key_are_known_by_what_they_hold_and_not_by_their_line(clients: Clients) -> None:
    sent(clients, [{"name": "Kim Jong Un"}])
    sent(clients, [{"name": "Sergei Lavrov", "country": "ru"}])
    customers = {one["customer"] for one in found(clients)}
    assert len(customers) == 2
    assert all(one.startswith("unnamed-") for one in customers)


def of(store: Path) -> list[tuple[str, int]]:
    database = open_database(database_url(store))
    with database.read() as transaction:
        cases = stored.queue(transaction, sort="id")
    database.close()
    return [(one.customer, one.alerts) for one in cases]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_terminal_does_the_same_with_any_number_of_processes(
    workers: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in ROWS))
    arguments = ["--store", str(store), "screen", "--input", str(source), "--output", str(output), "--cases"]
    arguments += ["--workers", workers, "--evidence", "none"]
    assert main(arguments) == 1
    assert "alerts opened or joined cases" in capsys.readouterr().out
    first = of(store)
    assert {customer for customer, _ in first} == {"C-1", "C-3"}
    assert main(arguments) == 1
    assert of(store) == first


def test_cases_need_a_file_and_a_ledger(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--store", str(store), "screen", "Kim Jong Un", "--cases"]) == 2
    monkeypatch.setenv("OSTRAKON_LEDGER", "off")
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ROWS[0]))
    output = tmp_path / "out.jsonl"
    assert main(["--store", str(store), "screen", "--input", str(source), "--output", str(output), "--cases"]) == 2
    assert of(store) == []
