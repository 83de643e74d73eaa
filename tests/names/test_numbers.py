"""Check digits and comparing forms of identifying numbers, and numbers that stand in a text."""

from __future__ import annotations

import pytest

from ostrakon.names.numbers import check_digit_fits, plain_number, russian_number
from ostrakon.names.numbers_in_text import numbers_in_text


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("imo", "9187629"),
        ("lei", "5493001KJTIIGC8Y1R12"),
        ("isin", "US0378331005"),
        ("iban", "DE89370400440532013000"),
        ("ogrn", "1027700035769"),
        ("inn", "7707083893"),
        ("bic", "VTBRRUMM"),
    ],
)
def test_a_sound_number_passes_and_any_other_last_character_does_not(kind: str, number: str) -> None:
    assert check_digit_fits(kind, number) is True
    if kind not in ("bic", "imo"):  # an IMO number may pass as a company's
        others = {number[:-1] + digit for digit in "0123456789"} - {number}
        assert not any(check_digit_fits(kind, other) for other in others)


def test_types_without_check_digit_say_so() -> None:
    assert check_digit_fits("passport", "A1234567") is None


def test_russian_numbers_are_known_by_their_check_digits() -> None:
    assert (russian_number("1027700035769"), russian_number("7707083893"), russian_number("7707083894")) == (
        "ogrn",
        "inn",
        "",
    )


def test_writing_does_not_count_in_a_number() -> None:
    assert plain_number("imo", "IMO 918-7629") == plain_number("imo", "imo no. 9187629") == "9187629"
    assert plain_number("passport", " a 12-34 ") == "A1234"


def test_a_wallet_and_an_imo_number_are_seen_in_a_text() -> None:
    wallet = "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"

    assert numbers_in_text(f"payment to {wallet}, thank you") == [("wallet", wallet)]
    assert numbers_in_text("MT PACIFIC DAWN (IMO: 8905490)") == [("imo", "8905490")]


@pytest.mark.parametrize(
    "text", ["Donaudampfschifffahrtsgesellschaftskapitaen", "Ivan Petrov", "PRIMO 1234567", "", "8905490"]
)
def test_words_are_no_numbers(text: str) -> None:
    assert numbers_in_text(text) == []
