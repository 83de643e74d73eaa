"""Dates of birth: one wrong digit is no acquittal, another year is."""

from __future__ import annotations

import pytest

from ostrakon.match.birth_date import compare_dates
from ostrakon.match.fact_weights import fact_weights
from ostrakon.model import PartialDate

PUTIN = (1952, 10, 7, 0, 0)


def bits(date: str, *rows: tuple[int, ...]) -> float:
    verdict = compare_dates(PartialDate.parse(date), rows, fact_weights().birth_date)
    assert verdict is not None
    return verdict.bits


def test_agreement_is_worth_the_more_the_more_exact_it_is() -> None:
    ordered = ["1952-10-07", "1952-07-10", "1952-10-08", "1952", "1953", "1956", "1971-03-04"]
    found = [bits(d, PUTIN) for d in ordered]

    assert found == sorted(found, reverse=True)
    assert bits("1952-10-08", PUTIN) > 0
    assert bits("1971-03-04", PUTIN) < -10


@pytest.mark.parametrize("date", ["1962-10-07", "1952-11-07", "1952-10-17"])
def test_one_wrong_digit_still_speaks_for_a_match(date: str) -> None:
    assert bits(date, PUTIN) > 0


def test_the_best_of_several_listed_dates_counts() -> None:
    assert bits("1952-10-07", (1970, 0, 0, 0, 0), PUTIN) == bits("1952-10-07", PUTIN)


def test_an_approximate_date_and_a_range_reach_further() -> None:
    assert bits("1953", (1951, 0, 0, 0, 1)) > bits("1953", (1951, 0, 0, 0, 0))
    assert bits("1960", (1958, 0, 0, 1962, 0)) > 0
    assert bits("1975", (1958, 0, 0, 1962, 0)) < 0


def test_a_list_without_dates_says_nothing() -> None:
    assert compare_dates(PartialDate.parse("1952"), (), fact_weights().birth_date) is None


def test_dates_that_stand_for_no_date_say_nothing() -> None:
    assert compare_dates(PartialDate.parse("1900-01-01"), (PUTIN,), fact_weights().birth_date) is None


def test_the_first_of_january_may_stand_for_the_year() -> None:
    assert bits("1952-01-01", PUTIN) == bits("1952", PUTIN)
    assert bits("1952-10-07", (1952, 1, 1, 0, 0)) == bits("1952", PUTIN)
    assert bits("1952-01-01", (1952, 1, 1, 0, 0)) > bits("1952", PUTIN)
