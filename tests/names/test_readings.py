"""Other readings of names written in somebody else's script."""

from __future__ import annotations

import pytest

from ostrakon.names.readings import other_readings


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("金正恩", "kim jong un"),
        ("金正日", "kim jong il"),
        ("朴槿惠", ""),  # a character that the table does not hold: no reading is made up
        ("Ким Чен Ын", "kim jong un"),
        ("Ким Чен Ир", "kim jong il"),
        ("Владимир Путин", ""),
        ("Kim Jong Un", ""),
        ("中国银行有限公司", ""),
    ],
)
def test_korean_names_have_a_korean_reading_and_others_none(name: str, reading: str) -> None:
    assert other_readings(name) == ((reading,) if reading else ())
