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


@pytest.mark.parametrize(
    ("date", "row", "rule"),
    [
        ("1952-10-07", PUTIN, "same date"),
        ("1952-07-10", PUTIN, "same date with day and month exchanged"),
        ("1952-10-17", PUTIN, "same date but for one digit"),
        ("1952-11-07", PUTIN, "same date but for one digit"),
        ("1952-10-10", (1952, 10, 9, 0, 0), "same date but for one digit"),
        ("1962-10-07", PUTIN, "same date but for one digit"),
        ("1952-10", PUTIN, "same year and month"),
        ("1952-11", PUTIN, "one year apart, or within an approximate date or range"),
        ("1952-12-25", PUTIN, "one year apart, or within an approximate date or range"),
        ("1952", PUTIN, "same year"),
        ("1952-10-07", (1952, 0, 0, 0, 0), "same year"),
        ("1953", PUTIN, "one year apart, or within an approximate date or range"),
        ("1959", (1957, 0, 0, 0, 1), "one year apart, or within an approximate date or range"),
        ("1960", (1957, 0, 0, 0, 1), "at most 5 years apart"),
        ("1963", (1957, 0, 0, 0, 1), "another date"),
        ("1960", (1955, 0, 0, 0, 0), "at most 5 years apart"),
        ("1961", (1955, 0, 0, 0, 0), "another date"),
        ("1962", (1958, 0, 0, 1962, 0), "one year apart, or within an approximate date or range"),
        ("1958", (1958, 0, 0, 1962, 0), "one year apart, or within an approximate date or range"),
        ("1963", (1958, 0, 0, 1962, 0), "at most 5 years apart"),
        ("1968", (1958, 0, 0, 1962, 0), "another date"),
        ("1957-03-04", PUTIN, "at most 5 years apart"),
        ("1971-03-04", PUTIN, "another date, both known to the day and years apart"),
        ("1971-03-04", (1952, 10, 7, 0, 1), "another date"),
        ("1971", PUTIN, "another date"),
    ],
)
def test_each_way_to_agree_or_differ_is_told_by_its_name(date: str, row: tuple[int, ...], rule: str) -> None:
    verdict = compare_dates(PartialDate.parse(date), [row], fact_weights().birth_date)
    assert verdict is not None
    assert verdict.rule == rule


def test_a_date_that_is_known_roughly_reaches_as_far_on_the_side_of_the_query() -> None:
    table = fact_weights().birth_date
    row = [(1957, 3, 4, 0, 0)]
    near = compare_dates(PartialDate.of(1959, 8, 9, approximate=True), row, table)
    far = compare_dates(PartialDate.of(1985, 8, 9, approximate=True), row, table)
    span = compare_dates(PartialDate.of(1950, until="1958"), row, table)
    assert near is not None
    assert far is not None
    assert span is not None
    assert near.rule == span.rule == "one year apart, or within an approximate date or range"
    assert far.rule == "another date", "a date known roughly contradicts less than one known to the day"
