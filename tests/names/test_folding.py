"""Folding: the same name however it is encoded, nothing that ever raises, and limits that hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.names.readings import other_readings
from ostrakon.names.tokens import NAME_CHARS_MAX, TOKENS_MAX, tokenise

EVERY_CHARACTER = st.text(st.characters(), max_size=80)
"""Letters of every script, marks, controls, lone surrogates, private use, emoji."""

NAMES = ("Vladimir Putin", "Władysław Żółć", "José Núñez", "Владимир Путин", "Κυριάκος Μητσοτάκης", "김정은", "金正恩",
         "محمد علي", "בנימין נתניהו", "M/V Wise-Honest No. 7", "O'Brien & Sons Ltd.",
         "นายกรัฐมนตรี", "शाहरुख़ ख़ान")  # fmt: skip
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad"


def folded(name: str) -> list[str]:
    return [token.text for token in tokenise(name).tokens]


@given(EVERY_CHARACTER)
@settings(deadline=None, max_examples=300)
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    once = folded(name)

    assert folded(" ".join(once)) == once


@given(EVERY_CHARACTER)
@settings(deadline=None, max_examples=300)
def test_every_word_is_lower_case_latin_letters_and_digits(name: str) -> None:
    for word in folded(name):
        assert word
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_way_of_encoding_changes_nothing(name: str, form: str) -> None:
    assert folded(unicodedata.normalize(form, name)) == folded(name)  # type: ignore[arg-type]


@given(st.sampled_from(NAMES[:5]), st.data())
@settings(deadline=None)
def test_invisible_and_direction_marks_change_nothing(name: str, data: st.DataObject) -> None:
    for _ in range(3):
        at = data.draw(st.integers(0, len(name)))
        name = name[:at] + data.draw(st.sampled_from(INVISIBLE)) + name[at:]
    visible = "".join(letter for letter in name if letter not in INVISIBLE)

    assert folded(name) == folded(visible)


@pytest.mark.parametrize("name", [name for name in NAMES if name != name.upper() and not name.startswith("M/V")])
def test_capitals_change_nothing(name: str) -> None:
    assert folded(name.upper()) == folded(name.lower()) == folded(name)


@pytest.mark.parametrize(
    "name",
    ["a" * 10_000, "a " * 5_000, "Ivan " * 500, "金" * 10_000, "\u0301" * 10_000, "x\u0301" * 5_000, "A." * 5_000,
     "ﷺ" * 3_000, "&" * 10_000, "١" * 10_000, "\U0001f600" * 3_000, "M/" * 4_000, "ꙮ" * 10_000, "\udc80" * 10_000],
)  # fmt: skip
def test_a_name_of_any_length_gives_a_bounded_number_of_words_and_says_that_it_was_cut(name: str) -> None:
    found = tokenise(name)

    assert len(found.tokens) <= TOKENS_MAX
    assert sum(len(token.text) for token in found.tokens) <= 20 * NAME_CHARS_MAX
    assert found.cut
    assert len(other_readings(name)) <= 4
