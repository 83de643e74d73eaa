"""What may leave the team, and to whom."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.cases.case import Case, Decision
from ostrakon.cases.drafts import draft
from ostrakon.cases.duties import Duty
from ostrakon.cases.leaving import OUTSIDE, Recipient, cut, table
from ostrakon.database.cases import Alert

PROPOSED = Decision(
    outcome="block", reason="same_party", by="user:first", at="2026-11-27T09:00:00.000Z", words="Secret"
)
CASE = Case(id=7, customer="C-1", party="ofac-20157", caption="KIM Jong Un", outcome="block", proposed=PROPOSED)
PLAIN = msgspec.to_builtins(CASE)
DUTY = Duty(regime="ofac", what="report", due="2026-12-11", source="31 CFR 501.603(b)(1)")
SUBJECT = {"name": "Kim Jong Un", "birth_date": "1984", "countries": ["kp"], "address": "Pyongyang"}
PARTY = {"id": "ofac-20157", "caption": "KIM Jong Un", "programmes": ["DPRK3"], "lists": ["ofac_sdn"]}


def test_every_field_of_a_case_is_in_the_table_so_that_a_new_one_needs_a_decision() -> None:
    known = table().fields
    decision = {f"proposed.{name}" for name in Decision.__struct_fields__}
    assert set(known["case"]) == (set(Case.__struct_fields__) - {"proposed"}) | decision
    alert = {path.split(".")[0] for path in known["alert"]}
    assert alert == set(Alert.__struct_fields__)
    report = draft(CASE, DUTY, subject=SUBJECT, party=PARTY)
    assert cut(report, "draft", "team").left_out == ()


def test_every_class_has_a_source_and_names_recipients_that_there_are() -> None:
    known = table()
    for name, one in known.classes.items():
        assert one.source and one.what, name
        assert set(one.to) <= set(known.recipients), name
        assert "customer" not in one.to, name
    assert {name for fields in known.fields.values() for name in fields.values()} <= set(known.classes)
    assert set(OUTSIDE) == set(known.recipients) - {"team", "customer"}


def test_the_team_sees_all_and_the_customer_nothing() -> None:
    assert cut(PLAIN, "case", "team").value == PLAIN
    nothing = cut(PLAIN, "case", "customer")
    assert nothing.value == {}
    assert set(nothing.left_out) == {name for name in PLAIN if name != "proposed"} | {
        f"proposed.{name}" for name in PLAIN["proposed"]
    }


def test_colleagues_learn_what_to_do_and_not_why() -> None:
    found = cut(PLAIN, "case", "house").value
    assert (found["customer"], found["outcome"]) == ("C-1", "block")
    assert not {"party", "caption", "reason", "bits", "status", "decided_by", "proposed"} & set(found)


def test_who_only_carries_a_message_learns_of_nobody() -> None:
    assert set(cut(PLAIN, "case", "carrier").value) == {"id", "opened", "changed"}
    alert = {"case_id": 7, "bits": 4.0, "personal": {"subject": SUBJECT, "result": {"id": "ofac-20157"}}}
    assert cut(alert, "alert", "carrier").value == {"case_id": 7}


def test_a_report_to_an_authority_says_who_it_is_and_keeps_words_and_colleagues_back() -> None:
    report = draft(CASE, DUTY, subject=SUBJECT, party=PARTY)
    assert cut(report, "draft", "authority").value == report
    found = cut(PLAIN, "case", "authority")
    assert "Secret" not in str(found) and "user:first" not in str(found)


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=5), st.sampled_from(OUTSIDE))
def test_a_field_that_nobody_reviewed_leaves_to_nobody(more: dict[str, str], recipient: Recipient) -> None:
    for kind, fields in table().fields.items():
        fresh = {name: value for name, value in more.items() if name not in fields}
        assert cut({"new": fresh} | fresh, kind, recipient).value == {}


@pytest.mark.parametrize("recipient", OUTSIDE)
def test_elements_of_lists_are_cut_like_their_list(recipient: Recipient) -> None:
    many = {"proposed": [PLAIN["proposed"], PLAIN["proposed"] | {"hidden": "Secret"}]}
    assert ("Secret" in str(cut(many, "case", recipient).value)) == (recipient == "auditor")
    assert "hidden" not in str(cut(many, "case", recipient).value)
