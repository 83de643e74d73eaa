"""States, second persons, duties, agreement."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.cases.case import Case, Decision, decided, seconded, withdrawn
from ostrakon.cases.drafts import MISSING, as_text, draft
from ostrakon.cases.duties import business_days_after, duties
from ostrakon.cases.quality import agreement, in_sample, signature
from ostrakon.cases.states import EVENTS, STATES, TRANSITIONS, NotAllowed, after

CASE = Case(id=7, customer="C-1", party="ofac-20157", caption="KIM Jong Un", opened="2026-11-01T09:00:00.000Z")


def by(name: str, outcome: str = "clear", reason: str = "other_birth_date", words: str = "") -> Decision:
    return Decision(outcome=outcome, reason=reason, by=name, at="2026-11-27T09:00:00.000Z", words=words)  # type: ignore[arg-type]


def test_every_state_can_be_left_and_reached_and_every_event_happens_somewhere() -> None:
    assert {state for state, _ in TRANSITIONS} == set(STATES)
    assert set(TRANSITIONS.values()) == set(STATES)
    assert {event for _, event in TRANSITIONS} == set(EVENTS)


@given(st.lists(st.sampled_from(EVENTS), max_size=12))
def test_no_way_leads_to_closed_but_a_decision(events: list[str]) -> None:
    state = "open"
    for event in events:
        try:
            new = after(state, event)  # type: ignore[arg-type]
        except NotAllowed:
            continue
        if new == "closed" and state != "closed":
            assert event in {"cleared", "agreed"}
        state = new


def test_what_cannot_happen_is_refused_with_what_can() -> None:
    with pytest.raises(NotAllowed, match=r"second look cannot be cleared.*Possible:.*agreed"):
        after("second_look", "cleared")


def test_one_person_closes_what_needs_one() -> None:
    closed, event = decided(CASE, by("ann"), two_persons=False)
    assert (closed.state, closed.outcome, closed.decided_by, event) == ("closed", "clear", "ann", "cleared")
    assert closed.version == CASE.version + 1


def test_a_second_person_must_be_another_and_come_to_the_same() -> None:
    waiting, _ = decided(CASE, by("ann"), two_persons=True)
    assert waiting.state == "second_look"
    assert waiting.outcome == ""
    with pytest.raises(NotAllowed, match="four eyes"):
        seconded(waiting, by("ann"))
    agreed, event = seconded(waiting, by("bob", reason="other_country"))
    assert (agreed.state, agreed.outcome, agreed.reason, event) == ("closed", "clear", "other_birth_date", "agreed")
    disputed, event = seconded(waiting, by("bob", "block", "same_party"))
    assert (disputed.state, disputed.proposed, event) == ("open", None, "disagreed")


def test_only_who_decided_takes_it_back() -> None:
    closed, _ = decided(CASE, by("ann"), two_persons=False)
    with pytest.raises(NotAllowed, match="only who made"):
        withdrawn(closed, by="bob", at="t")
    again = withdrawn(closed, by="ann", at="t")
    assert (again.state, again.outcome, again.assigned) == ("open", "", "ann")


@pytest.mark.parametrize(
    ("decision", "words"),
    [(by("ann", ""), "outcome"), (by("ann", reason=""), "no reason"), (by("ann", reason="other"), "needs words")],
)
def test_a_decision_that_says_too_little_is_none(decision: Decision, words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        decided(CASE, decision, two_persons=False)


def test_ofac_reports_are_due_ten_business_days_after_without_weekends_and_holidays() -> None:
    assert business_days_after(date(2026, 11, 20), 10) == date(2026, 12, 7)  # Thanksgiving on 26 November
    assert business_days_after(date(2024, 6, 18), 1) == date(2024, 6, 20)  # Juneteenth
    assert business_days_after(date(2021, 12, 30), 1) == date(2022, 1, 3)  # New Year observed on 31 December
    found = duties("block", ("ofac", "eu", "uk"), date(2026, 11, 20))
    assert [(one.regime, one.due) for one in found] == [
        ("ofac", "2026-12-07"),
        ("ofac", "2027-09-30"),
        ("eu", ""),
        ("uk", ""),
    ]
    assert [one.source for one in duties("reject", ("ofac",), date(2026, 1, 5))] == ["31 CFR 501.604"]
    assert duties("clear", ("ofac", "eu"), date(2026, 1, 5)) == ()


def test_property_blocked_before_july_is_in_that_year_s_annual_report() -> None:
    annual = {d: duties("block", ("ofac",), d)[1].due for d in (date(2026, 6, 30), date(2026, 7, 1))}
    assert annual == {date(2026, 6, 30): "2026-09-30", date(2026, 7, 1): "2027-09-30"}


def test_a_draft_says_what_is_known_and_marks_what_is_not() -> None:
    closed = msgspec.structs.replace(
        CASE, state="closed", outcome="block", reason="same_party", decided_at="2026-11-20T10:00:00Z"
    )
    duty = duties("block", ("ofac",), date(2026, 11, 20))[0]
    report = draft(closed, duty, subject={"name": "K. Jong Un"}, party={"id": "ofac-20157", "caption": "KIM Jong Un"})
    text = as_text(report)
    assert "Due: 2026-12-07" in text
    assert "31 CFR 501.603" in text
    assert "K. Jong Un" in text
    assert text.count(MISSING) >= 4
    assert MISSING in as_text(draft(closed, duty, subject=None, party={}))


def test_the_sample_for_review_has_its_size_and_is_the_same_for_everybody() -> None:
    drawn = [number for number in range(10_000) if in_sample(number, 0.1, seed="2026-11")]
    assert 900 < len(drawn) < 1100
    assert drawn == [number for number in range(10_000) if in_sample(number, 0.1, seed="2026-11")]
    assert drawn != [number for number in range(10_000) if in_sample(number, 0.1, seed="2026-12")]


def test_agreement_beyond_chance_is_cohen_s_kappa() -> None:
    pairs = [("clear", "clear")] * 20 + [("clear", "block")] * 5 + [("block", "clear")] * 10 + [("block", "block")] * 15
    found = agreement(pairs)
    assert found.share == pytest.approx(0.7)
    assert found.kappa == pytest.approx(0.4)
    assert agreement([("clear", "clear")]).kappa is None
    assert agreement([]).cases == 0


def test_look_alikes_share_what_their_evidence_turns_on() -> None:
    one = signature([("prior", -6.4), ("name", 7.0), ("birth_date", -3.0), ("country", 0.01)])
    assert one == signature([("birth_date", -2.1), ("name", 5.5), ("prior", -6.4)]) == "birth_date- name+"
    assert one != signature([("birth_date", 2.1), ("name", 5.5)])
