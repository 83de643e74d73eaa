"""What stands beside a case: attachments, duties, exemptions, reviews, the clock."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ostrakon.app.casework import wake
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from tests.server.clients import Clients
from tests.server.test_cases import KIM, alerted, decide, opened

DETAILED = {"birth_date": "1984"}


def closed(clients: Clients, **body: Any) -> dict[str, Any]:
    """A case that two people decided."""
    case = alerted(clients, **DETAILED)["case"]
    waiting = decide(clients, case, "analyst", **body).json()["case"]
    same = {name: value for name, value in body.items() if name in {"outcome", "reason"}}
    found: dict[str, Any] = decide(clients, waiting, "approver", **same).json()["case"]
    assert found["state"] == "closed"
    return found


def test_a_file_is_attached_with_its_hash_and_given_back_to_be_saved(clients: Clients, store: Path) -> None:
    case = alerted(clients)["case"]
    path = f"/v1/cases/{case['id']}/attachments"
    content = b"<script>alert(1)</script> Ausweiskopie"
    headers = clients.headers("analyst") | {"content-type": "text/html"}
    kept = clients.client.post(f"{path}?version=1&name=copy.html", content=content, headers=headers).json()
    assert kept["attachment"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert [one["name"] for one in clients.get(path, "auditor").json()["attachments"]] == ["copy.html"]
    back = clients.get(f"{path}/{kept['attachment']['id']}", "auditor")
    assert back.content == content
    assert back.headers["content-type"] == "application/octet-stream"
    assert back.headers["content-disposition"].startswith("attachment")
    assert b"Ausweiskopie" not in b"".join(file.read_bytes() for file in store.glob("ostrakon.sqlite*"))
    assert clients.get(f"{path}/999", "auditor").status_code == 404
    assert clients.client.post(f"{path}?version=2&name=x", content=b"", headers=headers).status_code == 400


def test_a_confirmed_match_shows_its_duties_with_drafts(clients: Clients) -> None:
    case = closed(clients, outcome="block", reason="same_party")
    duties = clients.get(f"/v1/cases/{case['id']}/duties", "analyst").json()["duties"]
    assert "31 CFR 501.603(b)(1)" in {one["source"] for one in duties}
    assert all(one["draft"]["customer"]["name"] == "Kim Jong Un" for one in duties)
    text = clients.get(f"/v1/cases/{case['id']}/duties/0/draft.txt", "analyst")
    assert text.headers["content-type"].startswith("text/plain")
    assert "to be completed" in text.text
    assert clients.get(f"/v1/cases/{case['id']}/duties/99/draft.txt", "analyst").status_code == 404


def test_an_open_case_and_a_release_have_no_duties(clients: Clients) -> None:
    case = alerted(clients, **DETAILED)["case"]
    assert clients.get(f"/v1/cases/{case['id']}/duties", "analyst").json() == {"duties": []}
    waiting = decide(clients, case, "analyst").json()["case"]
    decide(clients, waiting, "approver")
    assert clients.get(f"/v1/cases/{case['id']}/duties", "analyst").json() == {"duties": []}


def test_an_exemption_holds_for_the_two_as_they_were_and_ends_with_the_decision(clients: Clients) -> None:
    until = (datetime.now(UTC) + timedelta(days=300)).date().isoformat()
    case = closed(clients, exempt_until=until)
    for _ in range(100):
        answered = clients.post("/v1/screen", KIM | DETAILED).json()
        if answered["status"] == "clear":
            break
    assert answered["status"] == "clear"
    assert answered["results"][0]["exemption"].startswith("exempted on")
    assert answered["cases"] == []
    other = clients.post("/v1/screen", KIM | DETAILED | {"country": "kp"}).json()
    assert other["status"] == "hit"
    assert opened(clients, case["id"])["case"]["state"] == "open"
    for _ in range(100):
        again = clients.post("/v1/screen", KIM | DETAILED).json()
        if again["status"] == "hit":
            break
    assert again["status"] == "hit"


def test_an_exemption_always_takes_two_and_only_for_the_cleared(clients: Clients) -> None:
    until = (datetime.now(UTC) + timedelta(days=300)).date().isoformat()
    case = alerted(clients, **DETAILED)["case"]
    refused = decide(clients, case, "analyst", outcome="block", reason="same_party", exempt_until=until)
    assert refused.status_code == 400
    assert decide(clients, case, "analyst", exempt_until="2020-01-01").status_code == 400
    assert decide(clients, case, "analyst", exempt_until="soon").status_code == 422
    assert decide(clients, case, "analyst", exempt_until=until).json()["case"]["state"] == "second_look"


def test_a_review_is_by_somebody_else_and_counts_into_the_agreement(clients: Clients, store: Path) -> None:
    case = closed(clients)
    path = f"/v1/cases/{case['id']}/review?version={case['version']}&outcome=clear"
    assert clients.post(path, None, "approver").status_code == 400
    assert clients.get("/v1/quality", "auditor").json()["cases"] == 0
    database = open_database(database_url(store))
    with database.write() as transaction:
        third = add_key(transaction, "third", "approver", actor="test").shown
    database.close()
    reviewed = clients.client.post(path, headers={"Authorization": f"Bearer {third}"})
    assert reviewed.status_code == 200
    assert clients.get("/v1/quality", "auditor").json()["pairs"] == {"clear/clear": 1}
    drawn = clients.get("/v1/quality/sample?share=1&seed=november", "auditor").json()
    assert drawn == {"cases": [case["id"]], "of": 1}


def test_what_waited_too_long_comes_back_and_what_nobody_looked_at_is_escalated_once(
    clients: Clients, store: Path
) -> None:
    case = alerted(clients)["case"]
    other = clients.post("/v1/screen", KIM | {"query_id": "C-2"}).json()["cases"][0]
    later = {"version": case["version"], "event": "postponed", "due": "2027-01-01T00:00:00.000Z"}
    clients.post(f"/v1/cases/{case['id']}/steps", later, "analyst")
    database = open_database(database_url(store))
    try:
        with database.write() as transaction:
            assert sorted(wake(transaction, now="2027-02-01T00:00:00.000Z")) == sorted([case["id"], other])
        with database.write() as transaction:
            assert wake(transaction, now="2027-02-01T01:00:00.000Z") == []
    finally:
        database.close()
    assert opened(clients, case["id"])["case"]["state"] == "open"
    assert opened(clients, case["id"])["history"][0]["event"] == "resumed"
    assert opened(clients, other)["history"][0]["event"] == "escalated"
