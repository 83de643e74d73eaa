"""The page of effectiveness: the newest report of the ledger, its age, and how to make one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.opening import open_database
from ostrakon.database.records import append
from ostrakon.ledger.record import Entry
from ostrakon.server.app import service
from tests.server import console_data
from tests.server.people import Person

Console = Callable[[str], Person]


def kept(store: Path, report: Any) -> int:
    database = open_database(database_url(store))
    with database.write() as transaction:
        number = append(transaction, Entry(kind="validation", actor="cli:test", body={"report": report})).n
    database.close()
    return number


def test_the_newest_report_shows_shares_with_their_intervals_and_what_a_step_costs(console: Console) -> None:
    page = console("auditor").get("/validation").text
    assert "97.5 %" in page
    assert "95.5 to 99.0" in page
    assert "finds 0.5 % more, costs 50 alerts a day" in page
    assert "Kim Jnog &lt;b&gt;" in page
    assert page.index("typing error") < page.index("words turned round")
    assert "about other lists" not in page


def test_a_report_about_other_lists_than_those_in_force_says_so(team: Path, console: Console) -> None:
    kept(team, {"basis": {"seed": 8, "snapshot": 99, "policy": "another"}, "classes": {"x": console_data.rate(1, 2)}})
    page = console("auditor").get("/validation").text
    assert "This report is about other lists or another policy" in page
    assert "seed 7" in console("auditor").get(f"/validation/{console_data.REPORT}").text


def test_a_report_in_a_form_that_is_not_known_is_named_and_the_page_stands(team: Path, console: Console) -> None:
    number = kept(team, {"basis": [], "classes": 5})
    assert f"The report of record {number} cannot be shown" in console("auditor").get("/validation").text


def test_without_a_report_the_page_says_how_to_make_one(store: Path) -> None:
    console_data.people(store)
    with TestClient(service(store, ServerSettings())) as client:
        auditor = Person(client, "auditor")
        auditor.log_in()
        page = auditor.get("/validation").text
    assert "No report yet" in page
    assert "<code>ostrakon validate</code>" in page


def test_a_record_of_another_kind_is_no_report(console: Console) -> None:
    assert console("auditor").get("/validation/1").status_code == 404
