"""Cases for somebody outside the team."""

from __future__ import annotations

from tests.server.clients import Clients
from tests.server.test_beside import closed
from tests.server.test_cases import alerted, decide, opened


def test_an_export_holds_what_its_recipient_may_receive_and_stands_in_the_ledger(clients: Clients) -> None:
    case = closed(clients, outcome="block", reason="same_party", words="told by Ms Secret")
    path = f"/v1/cases/{case['id']}/exports"
    house = clients.post(path, {"version": case["version"], "recipient": "house"}, "analyst").json()
    assert house["export"]["case"]["outcome"] == "block"
    assert "Kim Jong Un" not in str(house["export"]) and "Secret" not in str(house["export"])
    assert "case.caption" in house["left_out"]
    authority = clients.post(path, {"version": house["version"], "recipient": "authority"}, "analyst").json()
    assert authority["export"]["alerts"][0]["personal"]["subject"]["name"] == "Kim Jong Un"
    assert "Secret" not in str(authority)
    history = opened(clients, case["id"])["history"]
    assert [one["recipient"] for one in history if one["event"] == "shared"] == ["authority", "house"]


def test_nobody_exports_to_a_customer_or_a_case_that_has_changed(clients: Clients) -> None:
    case = alerted(clients)["case"]
    path = f"/v1/cases/{case['id']}/exports"
    assert clients.post(path, {"version": case["version"], "recipient": "customer"}, "analyst").status_code == 422
    assert clients.post(path, {"version": case["version"], "recipient": "house"}, "auditor").status_code == 403
    late = clients.post(path, {"version": 99, "recipient": "house"}, "analyst")
    assert (late.status_code, late.json()["case"]["version"]) == (409, case["version"])


def test_what_the_first_person_decided_leaves_only_after_the_second_one(clients: Clients) -> None:
    case = alerted(clients, birth_date="1984")["case"]
    waiting = decide(clients, case, "analyst", words="born in Lyon").json()["case"]
    body = {"version": waiting["version"], "recipient": "auditor"}
    assert "Lyon" not in clients.post(f"/v1/cases/{case['id']}/exports", body, "approver").text


def test_the_table_can_be_read_by_whoever_reads_cases(clients: Clients) -> None:
    assert clients.get("/v1/leaving", "auditor").json()["classes"]["words"]["to"] == ["team", "auditor"]


def test_a_conflict_does_not_tell_the_second_person_the_first_ones_reason(clients: Clients) -> None:
    case = alerted(clients, birth_date="1984")["case"]
    decide(clients, case, "analyst", words="born in Lyon")
    late = decide(clients, case, "approver")
    assert late.status_code == 409
    assert set(late.json()["case"]["proposed"]) == {"by", "at"}


def test_a_file_for_a_case_that_has_changed_is_refused_with_the_case_as_it_is(clients: Clients) -> None:
    case = alerted(clients)["case"]
    path = f"/v1/cases/{case['id']}/attachments?version=99&name=copy.txt"
    late = clients.client.post(path, content=b"copy", headers=clients.headers("analyst"))
    assert (late.status_code, late.json()["case"]["version"]) == (409, case["version"])
