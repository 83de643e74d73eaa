"""Identifiers: what agrees by type, country and check digit, what is a slip, and what contradicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.identifiers import Number, compare_identifiers, numbers_agree

IMO, IMO_OTHER = "8905490", "9187629"
OGRN, LEI = "1027700035769", "5493001KJTIIGC8Y1R12"
WEIGHTS = fact_weights()


def bits(*pairs: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    """Sum of the evidence of all first numbers against all second ones."""
    return sum(
        e.bits
        for e in compare_identifiers([Number.of(*a) for a, _ in pairs], [Number.of(*b) for _, b in pairs], WEIGHTS)
    )


def rule(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    found = compare_identifiers([Number.of(*ours)], [Number.of(*theirs)], WEIGHTS)
    return found[0].note if found else ""


def test_one_number_is_the_same_however_it_is_written() -> None:
    assert bits((("imo", "IMO 8905490"), ("imo", IMO))) == WEIGHTS.identifier["same_checked"]
    assert bits((("lei", "5493 001K JTII GC8Y 1R12"), ("lei", LEI.lower()))) == WEIGHTS.identifier["same_checked"]


def test_a_number_under_a_general_name_is_known_by_its_check_digits() -> None:
    assert bits((("registration", OGRN), ("ogrn", OGRN))) == WEIGHTS.identifier["same_checked"]
    assert bits((("other", "AB-771204"), ("registration", "AB771204"))) == WEIGHTS.identifier["same_generic"]


@pytest.mark.parametrize("typed", ["8905491", "8950490", "8805490"])
def test_a_slip_that_the_check_digit_shows_speaks_for_a_match(typed: str) -> None:
    assert "slip" in rule(("imo", typed), ("imo", IMO))
    assert 0 < bits((("imo", typed), ("imo", IMO))) < bits((("imo", IMO), ("imo", IMO)))


def test_two_sound_numbers_of_a_kind_of_which_there_is_one_contradict() -> None:
    assert bits((("imo", IMO_OTHER), ("imo", IMO))) == WEIGHTS.identifier["other_unique"]
    assert bits((("imo", "1234560"), ("imo", IMO))) == 0


def test_a_national_number_that_differs_contradicts_mildly_and_only_within_its_country() -> None:
    assert -5 < bits((("national_id", "7700112233", "ir"), ("national_id", "4410998877", "ir"))) < 0
    assert bits((("national_id", "7700112233", "ir"), ("national_id", "4410998877", "iq"))) == 0
    assert bits((("national_id", "7700112233"), ("national_id", "4410998877", "ir"))) == 0


def test_the_same_passport_number_of_two_countries_is_little() -> None:
    same = bits((("passport", "A1234567", "sy"), ("passport", "A1234567", "sy")))
    unknown = bits((("passport", "A1234567"), ("passport", "A1234567", "sy")))
    other = bits((("passport", "A1234567", "lb"), ("passport", "A1234567", "sy")))

    assert same > unknown > other > 0


def test_a_passport_that_was_renewed_hardly_contradicts() -> None:
    assert -1 < bits((("passport", "A1234567", "sy"), ("passport", "N0099881", "sy"))) < 0


def test_a_bank_is_the_same_at_its_branches() -> None:
    assert bits((("bic", "VTBRRUMM"), ("bic", "VTBRRUMMXXX"))) == WEIGHTS.identifier["same_checked"]
    assert bits((("bic", "VTBRRUMMSP2"), ("bic", "VTBRRUMM"))) == WEIGHTS.identifier["bank"]
    assert bits((("bic", "SABRRUMM"), ("bic", "VTBRRUMM"))) < 0


def test_case_tells_wallets_apart_only_where_the_chain_knows_case() -> None:
    ether = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"
    base58 = "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"

    assert bits((("wallet", ether.lower()), ("wallet", ether))) == WEIGHTS.identifier["same_checked"]
    assert bits((("wallet", base58), ("wallet", f"bitcoin:{base58}"))) == WEIGHTS.identifier["same_checked"]
    assert 0 < bits((("wallet", base58.upper()), ("wallet", base58))) < WEIGHTS.identifier["same"]


def test_a_number_that_agrees_outweighs_others_that_do_not() -> None:
    passports = (("passport", "A1234567", "sy"), ("passport", "A1234567", "sy"))
    renewed = (("passport", "N0099881", "sy"), ("passport", "K5550001", "sy"))

    assert bits(passports, renewed) >= bits(passports)


def test_short_numbers_do_not_make_a_party() -> None:
    assert not numbers_agree([Number.of("registration", "12345")], [Number.of("registration", "12345")])


STEPS = [
    ("registration", "BB990011"),
    ("passport", "X9988776", "sy"),
    ("passport", "A1234567", "lb"),
    ("passport", "A1234568", "sy"),
    ("passport", "A1234567"),
    ("passport", "A1234567", "sy"),
]
"""Numbers against passport A1234567 of Syria, from saying nothing or against it to surely the same."""


@given(st.lists(st.sampled_from(STEPS), max_size=3), st.sampled_from(STEPS))
def test_a_stronger_number_never_lowers_and_a_contradiction_never_raises(
    given_: list[tuple[str, ...]], added: tuple[str, ...]
) -> None:
    listed = [Number.of("passport", "A1234567", "sy")]
    ours = [Number.of(*n) for n in given_]
    before = sum(e.bits for e in compare_identifiers(ours, listed, WEIGHTS))
    alone = sum(e.bits for e in compare_identifiers([Number.of(*added)], listed, WEIGHTS))
    after = sum(e.bits for e in compare_identifiers([*ours, Number.of(*added)], listed, WEIGHTS))

    if alone > 0:
        assert after >= before
    else:
        assert after <= before


@given(
    st.text(max_size=40), st.text(max_size=40), st.sampled_from(["imo", "wallet", "lei", "bic", "passport", "other"])
)
def test_any_text_can_be_compared_as_a_number(one: str, two: str, kind: str) -> None:
    compare_identifiers([Number.of(kind, one)], [Number.of(kind, two)], WEIGHTS)
