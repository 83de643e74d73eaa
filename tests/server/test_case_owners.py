"""The page of a case whose customer is owned by somebody listed: chain, rule and a picture of the kept graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.cli.main import main
from ostrakon.server.app import service
from tests.server import console_data
from tests.server.people import Person
from tests.server.test_console_pages import Page

NAME = "FTB Foreign Trade Bank Consulting AG"


def kept(store: Path, folder: Path) -> None:
    """A register in which somebody listed has most of the customer."""
    lines = (
        {"id": "P", "schema": "Person", "properties": {"name": ["Kim Jong Un"], "birthDate": ["1984-01-08"],
                                                       "country": ["kp"]}},
        {"id": "A", "schema": "Company", "properties": {"name": [f"{NAME}"], "country": ["ch"]}},
        {"id": "X", "schema": "Company", "properties": {"name": ["Nothing Of It Ltd"]}},
        {"id": "O", "schema": "Ownership", "properties": {"owner": ["P"], "asset": ["A"], "percentage": ["60"]}},
    )  # fmt: skip
    file = folder / "graph.ftm.json"
    file.write_text("\n".join(json.dumps(line) for line in lines))
    assert main(["--store", str(store), "ownership", str(file), "--keep"]) in (0, 1)


def test_a_case_shows_who_stands_behind_its_customer_with_chain_rule_and_picture(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(store, tmp_path)
    capsys.readouterr()
    console_data.people(store)
    customer = {"query_id": "C-1", "name": NAME, "schema": "Company", "country": "ch"}
    numbers = console_data.alerts(store, (customer,))
    with TestClient(service(store, ServerSettings())) as client:
        analyst = Person(client, "analyst")
        analyst.log_in()
        page = analyst.get(f"/cases/{numbers[0]}").text
        paper = analyst.get(f"/cases/{numbers[0]}/print").text
        (store / "ownership" / "graph").write_text("damaged")
        without = analyst.get(f"/cases/{numbers[0]}")
    for text in (page, paper):
        assert "Who stands behind the customer" in text
        assert "50 Percent Rule" in text
        assert '<g class="n listed">' in text
        assert "60 %" in text
        assert "Nothing Of It" not in text
        assert Page(text).alive == []
    assert without.status_code == 200
    assert "Who stands behind the customer" in without.text
    assert '<g class="n' not in without.text
