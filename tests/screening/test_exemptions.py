"""Exemptions: bound to one customer and to the listed records as they stood, visible, and gone when either changes."""

from __future__ import annotations

from collections.abc import Sequence
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


def test_a_party_that_left_the_lists_ends_the_exemption() -> None:
    assert "no list" in lapse(exemption(), [], shipped_policy(), TODAY)


def test_a_file_gives_back_what_was_written_and_refuses_what_is_none() -> None:
    line = msgspec.json.encode(exemption()).decode()

    assert read_exemptions(["# a comment", "", line], where="f").entries == (exemption(),)
    for bad in ("{}", "no json", line.replace('"reason":', '"raison":'), line.replace("2027-10-31", "2026-10-31")):
        with pytest.raises(InputError, match="line 2"):
            read_exemptions([line, bad], where="f")
