"""The policy over HTTP and in the console: proposed, tried out on the past, put in force by another, used at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ostrakon.app.policy_trials import run, start
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.database.users import add_user
from tests.database.test_policies import other
from tests.server.browser import PASSWORD
from tests.server.clients import Clients
from tests.server.people import Person
from tests.server.test_console_pages import PAYLOADS, Page

Console = Callable[[str], Person]


def stricter(version: str) -> str:
    """A policy under which nearly nothing is an alert."""
    return other(version, 0.9999999).replace("hit = 0.95", "hit = 0.99999999")


@pytest.fixture
def second(store: Path) -> str:
    """The key of a second approver."""
    database = open_database(database_url(store))
    with database.write() as transaction:
        shown = add_key(transaction, "second", "approver", actor="test").shown
    database.close()
    return shown


def propose(clients: Clients, source: str) -> Any:
    return clients.post("/v1/policies", {"source": source, "reason": "fewer alerts"}, "approver")


def test_a_policy_put_in_force_by_a_second_person_decides_from_the_next_answer_on(
    clients: Clients, second: str, store: Path
) -> None:
    asked = {"name": "Kim Jong Un"}
    assert clients.post("/v1/screen", asked).json()["status"] == "hit"
    number = propose(clients, other("2027-a", 0.9).replace("hit = 0.95", "hit = 0.99999")).json()["id"]
    assert clients.post("/v1/screen", asked).json()["status"] == "hit"
    refused = clients.post(f"/v1/policies/{number}/approval", {}, "approver")
    assert refused.status_code == 400
    assert "does not put it in force" in refused.json()["detail"]
    headers = {"Authorization": f"ApiKey {second}"}
    approved = clients.client.post(f"/v1/policies/{number}/approval", json={"words": "looked"}, headers=headers)
    assert approved.json()["state"] == "approved"
    answered = clients.post("/v1/screen", asked).json()
    assert answered["status"] == "review"
    record = clients.get(f"/v1/ledger/{answered['record']}", "auditor").json()
    assert record["body"]["policy"] == "2027-a"
    assert record["body"]["policy_sha256"] == approved.json()["sha256"]
    assert clients.post(f"/v1/ledger/{answered['record']}/replay", None, "auditor").json()["same"]
    assert clients.get("/v1/policies", "viewer").json()["in_force"]["number"] == number
    again = clients.client.post(f"/v1/policies/{number}/approval", json={}, headers=headers)
    assert again.status_code == 409
    assert clients.get("/v1/ledger/verification", "auditor").json()["intact"]


def test_what_is_proposed_is_shown_with_what_it_changes_and_refusals_say_why(clients: Clients) -> None:
    number = propose(clients, other("a")).json()["id"]
    shown = clients.get(f"/v1/policies/{number}", "viewer").json()
    assert shown["changes"] == [{"name": "review", "old": 0.5, "new": 0.6}]
    assert shown["source"].startswith("# The policy")
    assert propose(clients, "nothing").status_code == 400
    assert clients.get("/v1/policies/99", "viewer").status_code == 404
    assert clients.post(f"/v1/policies/{number}/rejection", {}, "approver").status_code == 400
    rejected = clients.post(f"/v1/policies/{number}/rejection", {"words": "too early"}, "approver").json()
    assert (rejected["state"], rejected["words"]) == ("rejected", "too early")
    assert len(clients.get("/v1/policies", "viewer").json()["policies"]) == 1


def test_a_what_if_runs_beside_the_service_and_says_which_confirmed_matches_would_be_lost(
    clients: Clients, second: str
) -> None:
    person = {"name": "Sergei Lavrov", "query_id": "C-1"}
    number = clients.post("/v1/screen", person).json()["cases"][0]
    clients.post("/v1/screen", person | {"query_id": "C-2"})
    clients.post("/v1/screen", {"name": "Anna Lindqvist"})
    for role in ("analyst", "approver"):
        seen = clients.get(f"/v1/cases/{number}", role).json()["case"]
        body = {"version": seen["version"], "outcome": "block", "reason": "same_party"}
        assert clients.post(f"/v1/cases/{number}/decision", body, role).status_code == 200
    policy = propose(clients, stricter("a")).json()["id"]
    trial = clients.post(f"/v1/policies/{policy}/trials", {"most": 100}, "approver").json()
    assert trial["state"] == "running"
    assert clients.post(f"/v1/policies/{policy}/trials", {}, "approver").status_code == 400, "one at a time"
    until = time.monotonic() + 120
    while trial["state"] == "running" and time.monotonic() < until:
        time.sleep(0.2)
        trial = clients.get(f"/v1/policies/{policy}/trials", "auditor").json()["trials"][0]
    assert trial["state"] == "done"
    found = trial["result"]
    assert (found["screenings"], found["subjects"]) == (3, 3)
    assert found["vanishes"]["alerts"] == 2
    assert found["vanishes"]["dispositions"] == {"confirmed": 1, "open": 1, "cleared": 0, "none": 0}
    assert found["vanishes"]["examples"][0]["case"] == number
    assert found["appears"]["alerts"] == 0
    assert sum(found["answers"].values()) == 2


def second_approver(team: Path) -> None:
    database = open_database(database_url(team))
    with database.write() as transaction:
        add_user(transaction, "paula", "approver", full_name="Paula Pohl", password=PASSWORD, actor="test")
    database.close()


def test_the_console_leads_from_a_proposal_over_the_what_if_to_the_second_person(team: Path, console: Console) -> None:
    second_approver(team)
    first, other_one = console("approver"), console("paula")
    made = first.post("/policy/propose", {"source": stricter("a"), "reason": "fewer alerts <b>"})
    assert made.status_code == 303
    path = made.headers["location"]
    page = first.get(path).text
    assert "0.5" in page and "0.9999999" in page
    assert "Put in force" not in page
    assert "Nobody looked yet" in page
    assert first.post(f"{path}/decision", {"what": "approve", "trial": "0"}).status_code == 422
    database = open_database(database_url(team))
    with database.write() as transaction:
        trial = start(transaction, int(path.rpartition("/")[2]), most=1000, since="", by="user:approver")
    assert "0 of 0 subjects" in other_one.get(path).text
    run(database, team, trial)
    database.close()
    page = other_one.get(path).text
    assert "would vanish" in page
    assert "Put in force" in page
    assert Page(page).alive == []
    assert other_one.post(f"{path}/decision", {"what": "approve", "trial": str(trial)}).status_code == 303
    assert "in force since" in other_one.get("/policy").text
    assert "Version a waits" not in other_one.get("/policy").text
    assert first.post(f"{path}/decision", {"what": "reject", "words": "no"}).status_code == 409
    assert console("viewer").get(path).status_code == 200


def test_confirmed_matches_that_would_vanish_stand_out_in_red(team: Path, console: Console) -> None:
    analyst, approver = console("analyst"), console("approver")
    for person in (analyst, approver):
        seen = person.get("/cases/3").text.split('name="version" value="')[1].split('"')[0]
        sent = {"outcome": "block", "reason": "same_party", "version": seen}
        assert person.post("/cases/3/decision", sent).status_code == 303
    path = approver.post("/policy/propose", {"source": stricter("a"), "reason": "x"}).headers["location"]
    database = open_database(database_url(team))
    with database.write() as transaction:
        trial = start(transaction, int(path.rpartition("/")[2]), most=1000, since="", by="user:approver")
    run(database, team, trial)
    database.close()
    page = approver.get(path).text
    assert "banner hit" in page
    assert "were confirmed true matches" in page


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_in_a_policy_are_shown_and_do_nothing(payload: str, team: Path, console: Console) -> None:
    approver = console("approver")
    source = other("x") + "\n# " + payload.replace("\n", " ")
    for sent in ({"source": payload, "reason": payload}, {"source": source, "reason": payload}):
        answer = approver.post("/policy/propose", sent)
        assert answer.status_code in {303, 422}
        assert Page(answer.text).alive == []
    page = approver.get("/policy/2")
    assert page.status_code == 200
    assert Page(page.text).alive == [] and Page(approver.get("/policy").text).alive == []
    assert approver.post("/policy/2/decision", {"what": "reject", "words": payload}).status_code == 303
    assert Page(approver.get("/policy/2").text).alive == []


def test_a_form_that_is_refused_keeps_what_was_written(console: Console) -> None:
    answer = console("approver").post("/policy/propose", {"source": "version = ", "reason": "mine"})
    assert answer.status_code == 422
    assert "version =" in answer.text and 'value="mine"' in answer.text
