"""`/v1/cases`: from the alert to the decision of two people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ostrakon.app.casework import may_withdraw, withdraw
from ostrakon.app.settings import database_url
from ostrakon.cases.case import Case
from ostrakon.cases.states import NotAllowed
from ostrakon.database.opening import open_database
from ostrakon.database.records import verify_ledger
from tests.server.clients import Clients

KIM = {"name": "Kim Jong Un", "query_id": "C-1"}


def alerted(clients: Clients, **more: Any) -> dict[str, Any]:
    """A case as the analyst finds it."""
    answered = clients.post("/v1/screen", KIM | more).json()
    return opened(clients, answered["cases"][0])


def opened(clients: Clients, number: int, role: str = "analyst") -> dict[str, Any]:
    found: dict[str, Any] = clients.get(f"/v1/cases/{number}", role).json()  # type: ignore[arg-type]
    return found


def decide(clients: Clients, case: dict[str, Any], role: str, **body: Any) -> Any:
    chosen = {"version": case["version"], "outcome": "clear", "reason": "other_birth_date"} | body
    return clients.post(f"/v1/cases/{case['id']}/decision", chosen, role)  # type: ignore[arg-type]


def test_a_match_opens_a_case_and_the_next_one_on_the_same_two_joins_it(clients: Clients) -> None:
    first = clients.post("/v1/screen", KIM).json()
    again = clients.post("/v1/screen", KIM | {"birth_date": "1984"}).json()
    other = clients.post("/v1/screen", KIM | {"query_id": "C-2"}).json()
    assert first["cases"] == again["cases"] != other["cases"]
    found = opened(clients, first["cases"][0])
    assert found["case"]["alerts"] == 2
    assert [one["record"] for one in found["alerts"]] == [again["record"], first["record"]]
    assert found["alerts"][0]["personal"]["subject"]["name"] == "Kim Jong Un"
    assert found["case"]["due"] > found["case"]["opened"]


def test_a_clear_name_opens_none(clients: Clients) -> None:
    assert clients.post("/v1/screen", {"name": "Anna Lindqvist"}).json()["cases"] == []


def test_the_release_of_a_hit_needs_two_people_who_decide_for_themselves(clients: Clients) -> None:
    case = alerted(clients, birth_date="1984")["case"]
    assert case["status"] == "hit"
    first = decide(clients, case, "analyst", words="born 1984 in Lyon")
    assert first.json()["case"]["state"] == "second_look"
    seen = opened(clients, case["id"], "approver")
    assert set(seen["case"]["proposed"]) == {"by", "at"}
    assert "Lyon" not in str(seen["history"])
    assert decide(clients, seen["case"], "analyst").status_code == 403
    closed = decide(clients, seen["case"], "approver", reason="other_country").json()
    assert (closed["case"]["state"], closed["case"]["outcome"]) == ("closed", "clear")
    assert "born 1984 in Lyon" in str(closed["history"])


def test_the_same_person_cannot_be_both(clients: Clients) -> None:
    case = alerted(clients, birth_date="1984")["case"]
    waiting = decide(clients, case, "approver").json()["case"]
    refused = decide(clients, waiting, "approver")
    assert refused.status_code == 400
    assert "four eyes" in refused.json()["detail"]


def test_who_saw_an_older_state_is_told_what_happened_and_changes_nothing(clients: Clients) -> None:
    case = alerted(clients)["case"]
    clients.post(f"/v1/cases/{case['id']}/steps", {"version": case["version"], "event": "assigned"}, "analyst")
    late = decide(clients, case, "approver")
    assert late.status_code == 409
    assert late.json()["case"]["version"] == case["version"] + 1
    assert "changed meanwhile" in late.json()["detail"]
    assert opened(clients, case["id"])["case"]["state"] == "open"


def test_a_decision_stands_on_the_same_grounds_and_the_case_opens_again_on_others(clients: Clients) -> None:
    case = alerted(clients, birth_date="1984")["case"]
    waiting = decide(clients, case, "analyst").json()["case"]
    decide(clients, waiting, "approver")
    clients.post("/v1/screen", KIM | {"birth_date": "1984"})
    assert opened(clients, case["id"])["case"]["state"] == "closed"
    clients.post("/v1/screen", KIM | {"birth_date": "1984", "country": "kp"})
    after = opened(clients, case["id"])
    assert after["case"]["state"] == "open"
    assert after["case"]["outcome"] == ""
    assert after["history"][0]["event"] == "reopened"


def test_steps_are_kept_in_the_history_and_words_in_the_sealed_part(clients: Clients, store: Path) -> None:
    case = alerted(clients)["case"]
    path = f"/v1/cases/{case['id']}/steps"
    noted = clients.post(
        path, {"version": case["version"], "event": "noted", "words": "Zürich branch knows"}, "analyst"
    )
    asked = {"version": noted.json()["case"]["version"], "event": "asked", "due": "2027-01-01T09:00:00.000Z"}
    waiting = clients.post(path, asked, "analyst").json()
    assert waiting["case"]["state"] == "waiting"
    assert [one["event"] for one in waiting["history"]] == ["asked", "noted", "opened"]
    assert waiting["history"][1]["words"] == "Zürich branch knows"
    assert "Zürich".encode() not in b"".join(file.read_bytes() for file in store.glob("ostrakon.sqlite*"))


def test_a_decision_is_taken_back_by_who_made_it(clients: Clients) -> None:
    case = alerted(clients)["case"]
    after = decide(clients, case, "analyst").json()["case"]
    path = f"/v1/cases/{case['id']}/withdrawal?version={after['version']}"
    assert clients.post(path, None, "approver").status_code == 400
    back = clients.post(path, None, "analyst").json()
    assert back["case"]["state"] == "open"
    assert back["history"][0]["event"] == "withdrawn"


def test_look_alikes_are_decided_together_and_a_late_one_is_named(clients: Clients) -> None:
    cases = [clients.post("/v1/screen", KIM | {"query_id": f"C-{n}"}).json()["cases"][0] for n in range(3)]
    listed = clients.get("/v1/cases?state=open&party=ofac-20157", "analyst").json()
    assert {one["id"] for one in listed["cases"]} == set(cases)
    assert len({one["signature"] for one in listed["cases"]}) == 1
    body = {"cases": {str(cases[0]): 1, str(cases[1]): 1, str(cases[2]): 7}, "outcome": "clear", "reason": "other_name"}
    decided = clients.post("/v1/cases/decisions", body, "analyst").json()["decided"]
    assert [one.get("state") for one in decided[:2]] == [decided[0]["state"]] * 2
    assert "changed meanwhile" in decided[2]["problem"]


@pytest.mark.parametrize("path", ["/v1/cases?state=lost", "/v1/cases?limit=0"])
def test_a_queue_that_does_not_exist_is_refused(clients: Clients, path: str) -> None:
    assert clients.get(path, "analyst").status_code == 422


def test_a_case_that_does_not_exist_is_not_found(clients: Clients) -> None:
    assert clients.get("/v1/cases/99", "analyst").status_code == 404


def test_the_chain_holds_after_all_of_it(clients: Clients, store: Path) -> None:
    case = alerted(clients)["case"]
    decide(clients, case, "analyst")
    database = open_database(database_url(store))
    assert verify_ledger(database).intact
    database.close()


def test_where_the_house_limits_it_a_closed_case_is_taken_back_within_that_time_only(
    store: Path, clients: Clients
) -> None:
    waiting = decide(clients, alerted(clients)["case"], "analyst").json()["case"]
    closed = decide(clients, waiting, "approver").json()["case"]
    assert closed["state"] == "closed"
    now = datetime.now(UTC)
    stands = Case(id=1, customer="C", party="p", caption="A", state="closed", decided_at=now.isoformat())
    waits = msgspec.structs.replace(stands, state="second_look")
    later = (now + timedelta(seconds=11)).isoformat()
    assert [may_withdraw(one, later, 10) for one in (stands, waits)] == [False, True]
    assert may_withdraw(stands, now.isoformat(), 10) and may_withdraw(stands, later, 0)
    database = open_database(database_url(store))
    with database.write() as transaction, pytest.raises(NotAllowed, match="10 seconds"):
        transaction.execute("UPDATE cases SET decided_at = ?", ("2026-01-01T00:00:00.000Z",))
        withdraw(transaction, closed["id"], by=closed["decided_by"], version=closed["version"], within_seconds=10)
    database.close()
    path = f"/v1/cases/{closed['id']}/withdrawal?version={closed['version']}"
    assert clients.post(path, None, "approver").json()["case"]["state"] == "open"
