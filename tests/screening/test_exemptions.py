"""Exemptions: bound to one customer and to the listed records as they stood, visible, and gone when either changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ostrakon.errors import InputError
from ostrakon.model import Entity
from ostrakon.screening.exemptions import (
    Applied,
    Exemption,
    Exemptions,
    content_hash,
    customer_hash,
    lapse,
    read_exemptions,
)
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.subject import Subject
from tests.parties import party, screener, subject

TODAY = date(2026, 11, 27)
LISTED = party("t-1", "Ivan Petrov", born="1951-03-04")
CUSTOMER = msgspec.structs.replace(subject("Ivan Petrov"), query_id="C-1001")


def exemption(customer: Subject = CUSTOMER, records: Sequence[Entity] = (LISTED,), **changed: str) -> Exemption:
    values = {
        "entity": records[0].id,
        "content": content_hash(records),
        "customer": customer_hash(customer),
        "name": customer.name,
        "listed": records[0].caption,
        "reason": "seen with a passport of another person",
        "reviewer": "A. Kern",
        "second_reviewer": "B. Roth",
        "date": "2026-11-01",
        "expires": "2027-10-31",
        "query_id": customer.query_id,
    }
    return Exemption(**(values | changed))


def applied(entry: Exemption, customer: Subject = CUSTOMER, records: Sequence[Entity] = (LISTED,)) -> Applied:
    return Exemptions([entry]).applied(customer, lambda _: records, shipped_policy(), TODAY)


def test_an_exempted_result_stays_visible_with_its_own_status(tmp_path: Path) -> None:
    screen = screener(tmp_path, [LISTED])
    before = screen.answer(CUSTOMER)
    after = screen.answer(CUSTOMER, applied=applied(exemption()))

    assert before.status == "hit"
    assert after.status == "clear"
    assert [r.id for r in after.results] == ["t-1"]
    assert after.results[0].status == "hit"
    assert "A. Kern and B. Roth" in after.results[0].exemption
    assert any("exemption" in note for note in after.notes)
    assert after.results[0].bits == before.results[0].bits


def test_an_exemption_covers_no_other_party(tmp_path: Path) -> None:
    screen = screener(tmp_path, [LISTED, party("t-2", "Ivan Petrov")])

    assert screen.answer(CUSTOMER, applied=applied(exemption())).status == "hit"


def test_a_changed_record_ends_the_exemption_and_the_answer_says_so(tmp_path: Path) -> None:
    changed = party("t-1", "Ivan Petrov", born="1951-03-04", country="ru")
    found = applied(exemption(), records=[changed])

    assert not found.exempt
    assert "changed" in found.lapsed[0]
    answer = screener(tmp_path, [changed]).answer(CUSTOMER, applied=found)
    assert answer.status == "hit"
    assert any("lapsed" in note for note in answer.notes)


def test_a_record_of_another_list_that_joins_the_party_ends_the_exemption() -> None:
    assert "changed" in applied(exemption(), records=[LISTED, party("u-1", "Ivan Petrov")]).lapsed[0]


def test_where_a_value_stands_in_its_file_is_no_change() -> None:
    moved = msgspec.structs.replace(
        LISTED,
        names=tuple(
            msgspec.structs.replace(n, origin=msgspec.structs.replace(n.origin, field="elsewhere"))
            for n in LISTED.names
        ),
    )

    assert applied(exemption(), records=[moved]).exempt


def test_changed_data_of_the_customer_end_the_exemption() -> None:
    now_dated = msgspec.structs.replace(subject("Ivan Petrov", born="1951-03-04"), query_id="C-1001")

    assert "customer's data" in applied(exemption(), customer=now_dated).lapsed[0]


def test_an_exemption_of_one_key_is_none_of_another_customer_with_the_same_name() -> None:
    other = msgspec.structs.replace(CUSTOMER, query_id="C-2002")

    assert applied(exemption(), customer=other) == Applied({}, ())


def test_without_a_key_it_binds_whoever_has_exactly_these_data() -> None:
    entry = exemption(query_id="")

    assert applied(entry).exempt
    assert applied(entry, customer=msgspec.structs.replace(CUSTOMER, query_id="C-2002")).exempt
    assert not applied(entry, customer=subject("Ivan Petrov", born="1990")).exempt


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"expires": "2026-11-26"}, "expired"),
        ({"date": "2026-12-01"}, "begins"),
        ({"second_reviewer": ""}, "second reviewer"),
        ({"second_reviewer": " a. kern"}, "second reviewer"),
    ],
)
def test_an_exemption_holds_only_in_its_time_and_with_two_reviewers(changed: dict[str, str], word: str) -> None:
    assert word in lapse(exemption(**changed), [LISTED], shipped_policy(), TODAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"expires": "2026-11-27"},
        {"date": "2026-11-27"},
        {"date": "2026-11-27", "expires": "2026-11-27"},
        {"second_reviewer": "A. Kernel"},
    ],
)
def test_it_holds_on_its_first_and_on_its_last_day(changed: dict[str, str]) -> None:
    assert lapse(exemption(**changed), [LISTED], shipped_policy(), TODAY) == ""


def test_a_policy_may_be_content_with_one_reviewer() -> None:
    alone = exemption(second_reviewer="")
    policy = replace(shipped_policy(), two_reviewers=False)

    assert lapse(alone, [LISTED], policy, TODAY) == ""
    found = Exemptions([alone]).applied(CUSTOMER, lambda _: [LISTED], policy, TODAY)
    assert found.exempt["t-1"] == (
        "exempted on 2026-11-01 by A. Kern until 2027-10-31: seen with a passport of another person"
    )


def test_it_covers_every_record_of_the_party_and_none_else() -> None:
    records = [LISTED, party("u-1", "Ivan Petrov")]
    found = applied(exemption(records=records), records=records)

    assert found.lapsed == ()
    assert found.exempt == dict.fromkeys(
        ("t-1", "u-1"),
        "exempted on 2026-11-01 by A. Kern and B. Roth until 2027-10-31: seen with a passport of another person",
    )


def test_one_that_lapsed_says_which_and_does_not_end_the_others() -> None:
    old, good = exemption(expires="2026-11-26"), exemption(query_id="")
    found = Exemptions([old, good]).applied(CUSTOMER, lambda _: [LISTED], shipped_policy(), TODAY)

    assert list(found.exempt) == ["t-1"]
    assert found.lapsed == ("the exemption from t-1 (Ivan Petrov) of 2026-11-01 has lapsed: it expired on 2026-11-26",)


def test_the_customer_is_not_looked_at_where_its_data_are_not_at_hand() -> None:
    assert lapse(exemption(customer=subject("Another")), [LISTED], shipped_policy(), TODAY) == ""
    now = customer_hash(subject("Ivan Petrov", born="1951"))
    assert "customer's data" in lapse(exemption(), [LISTED], shipped_policy(), TODAY, customer=now)


def test_the_order_of_records_and_the_key_of_a_customer_are_no_content() -> None:
    other = party("u-1", "Ivan Petrov")
    assert content_hash([LISTED, other]) == content_hash([other, LISTED])
    assert content_hash([LISTED]) != content_hash([other])
    assert customer_hash(CUSTOMER) == customer_hash(subject("Ivan Petrov"))
    assert customer_hash(CUSTOMER) != customer_hash(subject("Ivan Petrow"))
    # Files of exemptions hold these, so they stay the same from one version to the next.
    assert content_hash([LISTED]) == "sha256:add05c30cdb7ce60d4cb8a56fb66058c8e15f6796f39cffb1c7f1144cbafa2e5"
    assert customer_hash(CUSTOMER) == "sha256:c94c1d525ef714653b42ceca82f30fecf29799fce97ff6d492df688dc0d8247e"


def test_a_set_of_exemptions_is_told_from_another() -> None:
    one, same = Exemptions([exemption()]), Exemptions([exemption()])
    assert one.digest == same.digest
    assert one.digest.startswith("sha256:")
    assert one.digest != Exemptions([exemption(reason="another")]).digest
    assert Exemptions().digest == ""
    assert bool(one) and not Exemptions()


def test_a_customer_without_a_key_is_not_bound_by_one_with_a_key() -> None:
    assert applied(exemption(), customer=subject("Ivan Petrov")) == Applied({}, ())


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"entity": " "}, "entity is empty"),
        ({"reason": ""}, "reason is empty"),
        ({"reviewer": " "}, "reviewer is empty"),
        ({"name": ""}, "name is empty"),
        ({"content": "abc"}, "content is no hash"),
        ({"customer": "abc"}, "customer is no hash"),
        ({"expires": "2026-10-31"}, "it expires before it begins"),
        ({"date": "yesterday"}, "yesterday"),
    ],
)
def test_a_line_that_is_no_exemption_says_why(changed: dict[str, str], problem: str) -> None:
    line = msgspec.json.encode(msgspec.structs.replace(exemption(), **changed)).decode()
    with pytest.raises(InputError, match=problem) as refused:
        read_exemptions(["", line], where="some.jsonl")
    assert "line 2 is no exemption" in str(refused.value)
    assert "some.jsonl" in str(refused.value)


def test_a_day_is_enough_and_lines_that_say_nothing_are_passed_over() -> None:
    entry = exemption(date="2026-11-27", expires="2026-11-27", listed="", second_reviewer="")
    line = msgspec.json.encode(entry).decode()
    assert read_exemptions(["  # a comment", "   ", line, line], where="f").entries == (entry, entry)


def test_a_party_that_left_the_lists_ends_the_exemption() -> None:
    assert "no list" in lapse(exemption(), [], shipped_policy(), TODAY)


def test_a_file_gives_back_what_was_written_and_refuses_what_is_none() -> None:
    line = msgspec.json.encode(exemption()).decode()

    assert read_exemptions(["# a comment", "", line], where="f").entries == (exemption(),)
    for bad in ("{}", "no json", line.replace('"reason":', '"raison":'), line.replace("2027-10-31", "2026-10-31")):
        with pytest.raises(InputError, match="line 2"):
            read_exemptions([line, bad], where="f")
