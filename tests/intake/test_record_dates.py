"""A birth date read the wrong way round would hide a true match, so only certain forms are read."""

from __future__ import annotations

import pytest

from ostrakon.intake.records import read_date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1961", "1961"),
        ("1961-05", "1961-05"),
        ("1961-05-03", "1961-05-03"),
        ("1961-05-03T00:00:00Z", "1961-05-03"),
        ("1961/5/3", "1961-05-03"),
        ("19610503", "1961-05-03"),
        ("31.12.1961", "1961-12-31"),
        ("31/12/1961", "1961-12-31"),
        ("12/31/1961", "1961-12-31"),
        ("03/03/1961", "1961-03-03"),
        ("05/1961", "1961-05"),
        ("3 May 1961", "1961-05-03"),
        ("May 3, 1961", "1961-05-03"),
        ("3-Sep-1961", "1961-09-03"),
        ("Sept 1961", "1961-09"),
        ("1961-00-00", "1961"),
    ],
)
def test_certain_forms_are_read(text: str, value: str) -> None:
    assert read_date(text).value == value


@pytest.mark.parametrize("text", ["03/05/1961", "3.5.1961", "11-12-1961"])
def test_ambiguous_order_is_refused_and_names_the_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="--date-order"):
        read_date(text)


def test_the_user_settles_the_order() -> None:
    assert read_date("03/05/1961", order="dmy").value == "1961-05-03"
    assert read_date("03/05/1961", order="mdy").value == "1961-03-05"


def test_a_date_against_the_named_order_is_refused_rather_than_turned_round() -> None:
    with pytest.raises(ValueError, match="no date"):
        read_date("12/31/1961", order="dmy")


@pytest.mark.parametrize(
    "text", ["61", "1.2.61", "32.01.1961", "1961-13", "soon", "30 Feb 1961", "Ma 1961", "0000", "1-1"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write YYYY"):
        read_date(text)


def test_circa_is_kept() -> None:
    assert read_date("circa 1961").approximate
