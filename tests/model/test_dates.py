"""Dates that lists and people give in part: what they are read as, and the days that they can stand for."""

from __future__ import annotations

from datetime import date

import pytest

from ostrakon.model.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "value", "precision", "earliest", "latest"),
    [
        ("1951", "1951", "year", date(1951, 1, 1), date(1951, 12, 31)),
        ("1951-05", "1951-05", "month", date(1951, 5, 1), date(1951, 5, 31)),
        ("2024-02", "2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("1951-05-03", "1951-05-03", "day", date(1951, 5, 3), date(1951, 5, 3)),
        (" 1951-05-03T10:00:00 ", "1951-05-03", "day", date(1951, 5, 3), date(1951, 5, 3)),
        ("1000", "1000", "year", date(1000, 1, 1), date(1000, 12, 31)),
        ("2200-12-31", "2200-12-31", "day", date(2200, 12, 31), date(2200, 12, 31)),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text: str, value: str, precision: str, earliest: date, latest: date) -> None:
    read = PartialDate.parse(text)
    assert (read.value, read.precision, read.earliest, read.latest) == (value, precision, earliest, latest)


@pytest.mark.parametrize(
    "text", ["", "51", "1951-13", "1951-00-01x", "1951-02-31", "0999", "2201", "3 May 1951", "1951/05/03", "19510503x"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_day_without_its_month_says_nothing() -> None:
    assert PartialDate.of(1951, None, 3).value == "1951"
    assert PartialDate.of(1951, 5, None).value == "1951-05"
    with pytest.raises(ValueError, match="month 13"):
        PartialDate.of(1951, 13)
    with pytest.raises(ValueError, match="year 2201"):
        PartialDate.of(2201)


def test_a_range_ends_with_the_last_day_of_its_end_and_is_told_as_one() -> None:
    span = PartialDate.of(1951, until="1953-02", approximate=True)
    assert (span.earliest, span.latest) == (date(1951, 1, 1), date(1953, 2, 28))
    assert str(span) == "circa 1951 to 1953-02"
    assert str(PartialDate.of(1951, 5, 3)) == "1951-05-03"
