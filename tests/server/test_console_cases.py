"""Cases in the console: three steps clear one, two people decide a hit, nobody overwrites anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from ostrakon.app.settings import database_url
from ostrakon.database import cases as stored
from ostrakon.database.opening import open_database
from tests.server import console_data
from tests.server.people import Person, version

Console = Callable[[str], Person]
REVIEW, HIT = 1, 3
"""Cases of the data: one that a single person may clear, one that needs two."""


def case_of(team: Path, number: int) -> stored.Case:
    database = open_database(database_url(team))
    with database.read() as transaction:
        found = stored.case(transaction, number)
    database.close()
    assert found is not None
    return found


def decide(person: Person, number: int, outcome: str = "clear", **more: Any) -> httpx.Response:
    data = {"outcome": outcome, "reason": "other_country", "version": version(person.get(f"/cases/{number}").text)}
    return person.post(f"/cases/{number}/decision", data | more)


def test_the_queue_shows_what_each_case_turns_on_and_look_alikes_as_one_row(console: Console) -> None:
    page = console("analyst").get("/cases").text
    assert "address and country differ" in page
    assert "and 2 alike" in page
    assert page.count("<tr data-row>") == 9


def test_the_page_of_a_case_has_the_sentence_both_sides_what_follows_and_what_would_settle_it(console: Console) -> None:
    page = console("analyst").get(f"/cases/{REVIEW}").text
    assert re.search(r"<strong>Country \(Switzerland, listed North Korea\) and address differ\.</strong>", page)
    assert "<mark>Foreign Trade Bank</mark>" in page
    assert "<ins>Consulting</ins>" in page
    assert "Ask for <b>bic</b>" in page
    assert "without delay" in page
    assert '<svg class="waterfall"' in page


def test_nothing_is_preselected_and_no_decision_looks_better_than_another(console: Console) -> None:
    page = console("analyst").get(f"/cases/{REVIEW}").text
    bar = page[page.index('aria-label="Decision"') :]
    assert "checked" not in bar
    assert 'class="' not in " ".join(re.findall(r"<button[^>]*>", bar))


def test_a_clear_closes_the_case_takes_the_next_and_can_be_taken_back(console: Console, team: Path) -> None:
    analyst = console("analyst")
    answer = decide(analyst, REVIEW)
    assert answer.status_code == 303
    following = re.match(r"/cases/(\d+)\?done=1$", answer.headers["location"])
    assert following is not None
    assert case_of(team, int(following[1])).assigned == "user:analyst"
    assert case_of(team, REVIEW).outcome == "clear"
    page = analyst.get(answer.headers["location"]).text
    assert 'action="/cases/1/undo"' in page
    undone = analyst.post("/cases/1/undo", {"version": str(case_of(team, REVIEW).version)})
    assert undone.status_code == 303
    assert case_of(team, REVIEW).state == "open"
    events = console("auditor").get("/ledger?about=case:1").text
    assert "cleared" in events
    assert "withdrawn" in events


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "other", "words": ""},
        {"reason": "because"},
        {"outcome": "released"},
        {"version": "x"},
    ],
)
def test_a_decision_that_says_too_little_is_refused_and_what_was_typed_stays(
    wrong: dict[str, str], console: Console, team: Path
) -> None:
    answer = decide(console("analyst"), REVIEW, **({"words": "my own words"} | wrong))
    assert answer.status_code in (403, 422)
    assert case_of(team, REVIEW).state == "open"
    if "reason" in wrong and wrong["reason"] != "other":
        assert "my own words" in answer.text
        assert 'role="alert"' in answer.text


def test_a_hit_needs_a_second_person_who_does_not_see_the_first_one_s_reason(console: Console, team: Path) -> None:
    analyst, approver = console("analyst"), console("approver")
    decide(analyst, HIT, "block", reason="same_party", words="seen in the register")
    assert case_of(team, HIT).state == "second_look"
    page = approver.get(f"/cases/{HIT}").text
    assert "seen in the register" not in page
    assert "it is the listed party" not in page.split('aria-label="Decision"')[0]
    assert "decide for yourself" in page
    assert "it waits for another person" in analyst.get(f"/cases/{HIT}").text
    assert decide(approver, HIT, "block", reason="same_party").status_code == 303
    closed = case_of(team, HIT)
    assert (closed.state, closed.outcome) == ("closed", "block")
    assert "seen in the register" in approver.get(f"/cases/{HIT}").text


def test_a_second_person_who_decides_otherwise_opens_the_case_again(console: Console, team: Path) -> None:
    decide(console("analyst"), HIT, "block", reason="same_party")
    decide(console("approver"), HIT, "clear", reason="other_birth_date")
    assert case_of(team, HIT).state == "open"


def test_the_first_person_cannot_be_the_second_and_an_analyst_cannot_be_it_at_all(console: Console, team: Path) -> None:
    approver = console("approver")
    decide(approver, HIT, "block", reason="same_party")
    seen = {"outcome": "block", "reason": "same_party", "version": str(case_of(team, HIT).version)}
    assert approver.post(f"/cases/{HIT}/decision", seen).status_code == 422
    assert console("analyst").post(f"/cases/{HIT}/decision", seen).status_code == 403
    assert "Roles that may be it: approver" in console("analyst").get(f"/cases/{HIT}").text


def test_two_people_who_decide_at_once_see_each_other_s_decision_and_only_one_counts(
    console: Console, team: Path
) -> None:
    analyst, approver = console("analyst"), console("approver")
    seen = version(approver.get(f"/cases/{REVIEW}").text)
    decide(analyst, REVIEW)
    late = approver.post(
        f"/cases/{REVIEW}/decision",
        {"outcome": "clear", "reason": "other_identifier", "words": "my words", "version": seen},
    )
    assert late.status_code == 409
    for shown in (
        "user:analyst",
        "country or nationality differs",
        "an identifier that cannot be shared differs",
        "my words",
    ):
        assert shown in late.text
    assert case_of(team, REVIEW).decided_by == "user:analyst"


def test_who_only_reads_sees_no_button_and_is_told_who_may(console: Console) -> None:
    page = console("auditor").get(f"/cases/{REVIEW}").text
    assert "<button name=" not in page
    assert "Roles that decide cases: analyst, approver" in page
    assert console("auditor").post(f"/cases/{REVIEW}/decision", {"outcome": "clear"}).status_code == 403


@pytest.mark.parametrize(
    ("outcome", "state"), [("noted", "open"), ("escalated", "open"), ("asked", "waiting"), ("assigned", "open")]
)
def test_steps_that_decide_nothing_lead_back_to_the_case(
    outcome: str, state: str, console: Console, team: Path
) -> None:
    answer = decide(console("analyst"), REVIEW, outcome, reason="", words="a few words")
    assert answer.headers["location"] == f"/cases/{REVIEW}"
    assert case_of(team, REVIEW).state == state


def test_look_alikes_are_decided_together_and_the_odd_ones_are_named_and_left(console: Console, team: Path) -> None:
    analyst = console("analyst")
    page = analyst.get("/cases/bulk?ids=5,6,7,1").text
    assert "another listed party" in page
    versions = re.search(r'name="versions" value="([^"]+)"', page)
    assert versions is not None
    data = {"ids": "5,6,7", "versions": versions[1], "outcome": "clear", "reason": "other_country"}
    assert analyst.post("/cases/bulk", data).status_code == 422
    done = analyst.post("/cases/bulk", data | {"sure": "yes"}).text
    assert "3 of 3 decided" in done
    assert {case_of(team, number).state for number in (5, 6, 7)} == {"second_look"}
    assert case_of(team, 1).state == "open"
    # where the first one chosen cannot be decided any more, the page shows what still can, or says that nothing can
    assert "another listed party" not in analyst.get("/cases/bulk?ids=5,1").text
    assert analyst.get("/cases/bulk?ids=5,1").status_code == 200
    assert analyst.get("/cases/bulk?ids=5,6").status_code == 409


def test_a_case_that_changed_meanwhile_is_not_decided_with_the_others(console: Console, team: Path) -> None:
    analyst = console("analyst")
    data = {"ids": "5,6", "versions": "5:1,6:1", "outcome": "clear", "reason": "other_country", "sure": "yes"}
    decide(console("approver"), 6, "noted", words="look here")
    assert "1 of 2 decided" in analyst.post("/cases/bulk", data).text


def test_a_filter_goes_along_from_case_to_case_and_next_takes_what_nobody_has(console: Console, team: Path) -> None:
    analyst, approver = console("analyst"), console("approver")
    first = approver.post("/cases/next", {"filter": "sort=bits"}).headers["location"]
    second = analyst.post("/cases/next", {"filter": "sort=bits"}).headers["location"]
    assert first != second
    assert second.endswith("?in=sort%3Dbits")
    number = int(re.findall(r"\d+", second)[0])
    assert case_of(team, number).assigned == "user:analyst"
    answer = decide(analyst, number, filter="sort=bits")
    assert "in=sort%3Dbits" in answer.headers["location"]


def test_a_customer_whose_data_were_deleted_is_shown_as_deleted(console: Console, team: Path) -> None:
    from ostrakon.database.records import shred  # noqa: PLC0415  # only here

    database = open_database(database_url(team))
    with database.write() as transaction:
        shred(transaction, "customer:C-0412", actor="test", reason="asked for")
    database.close()
    page = console("analyst").get(f"/cases/{REVIEW}").text
    assert "[deleted customer]" in page
    assert "FTB" not in page.split("<main")[1].split("may be")[0]


def test_a_search_opens_a_case_with_the_person_s_name_in_its_history(console: Console, team: Path) -> None:
    analyst = console("analyst")
    answer = analyst.post("/search/case", {"q": "Kim Jong Un", "country": "kp", "party": "ofac-20157"})
    assert answer.status_code == 303
    page = analyst.get(answer.headers["location"]).text
    assert "opened <span" in page
    assert "user:analyst" in page


def test_a_new_alert_on_the_same_two_joins_and_the_page_says_so(console: Console, team: Path) -> None:
    console_data.alerts(team, (console_data.CUSTOMERS[0],))
    assert "2 alerts" in console("analyst").get(f"/cases/{REVIEW}").text


def test_a_blocked_case_has_its_duties_with_drafts_and_an_open_one_has_none(console: Console, team: Path) -> None:
    analyst, approver = console("analyst"), console("approver")
    assert "obliges to nothing" in analyst.get(f"/cases/{HIT}/drafts").text
    decide(analyst, HIT, "block", reason="same_party")
    decide(approver, HIT, "block", reason="same_party")
    assert f"/cases/{HIT}/drafts" in analyst.get(f"/cases/{HIT}").text
    page = analyst.get(f"/cases/{HIT}/drafts").text
    assert "31 CFR 501.603" in page
    assert "DRAFT: check, complete, sign" in page
    assert "Alexandr Lukaschenko" in page


def test_a_customer_s_page_holds_every_case_on_them(console: Console) -> None:
    page = console("analyst").get("/customers/C-0412").text
    assert page.count("<tr data-row>") == 2
    assert "Musterstrasse 1" in page
    assert console("analyst").get("/customers/unknown").status_code == 404


def test_an_exemption_needs_a_second_person_even_where_a_clear_does_not(console: Console, team: Path) -> None:
    decide(console("analyst"), REVIEW, exempt_until="2099-01-01")
    assert case_of(team, REVIEW).state == "second_look"
    decide(console("approver"), REVIEW, exempt_until="2099-01-01")
    assert case_of(team, REVIEW).state == "closed"
    assert decide(console("analyst"), 2, exempt_until="tomorrow").status_code == 422
    assert decide(console("analyst"), 2, exempt_until="2001-01-01").status_code == 422
    assert case_of(team, 2).state == "open"


def test_a_file_is_attached_with_its_hash_and_given_back_to_be_saved_only(console: Console, team: Path) -> None:
    analyst = console("analyst")
    seen = version(analyst.get(f"/cases/{REVIEW}").text)
    file = {"file": ('<img src=x>".html', b"<script>alert(1)</script>", "text/html")}
    assert analyst.post(f"/cases/{REVIEW}/attachments", {"version": seen}, files=file).status_code == 303
    page = analyst.get(f"/cases/{REVIEW}").text
    assert "&lt;img src=x&gt;" in page
    path = re.search(rf"/cases/{REVIEW}/attachments/\d+", page)
    assert path is not None
    given = analyst.get(path[0])
    assert given.content == b"<script>alert(1)</script>"
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith("attachment")
    assert analyst.get(path[0].replace(f"/{REVIEW}/", "/2/")).status_code == 404
    assert analyst.post(f"/cases/{REVIEW}/attachments", {"version": seen}, files=file).status_code == 409


def test_a_closed_case_gets_a_second_opinion_of_another_person_and_figures_count_it(
    console: Console, team: Path
) -> None:
    analyst, approver = console("analyst"), console("approver")
    decide(analyst, REVIEW)
    seen = str(case_of(team, REVIEW).version)
    assert analyst.post(f"/cases/{REVIEW}/review", {"outcome": "hold", "version": seen}).status_code == 403
    assert approver.post(f"/cases/{REVIEW}/review", {"outcome": "hold", "version": seen}).status_code == 303
    assert case_of(team, REVIEW).outcome == "clear"
    page = approver.get("/quality?seed=7&share=1").text
    assert "clear, then hold" in page
    assert f'href="/cases/{REVIEW}"' in page
