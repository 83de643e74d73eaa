"""Arabic, Persian and Hebrew words and their Latin spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.abjad import spells
from ostrakon.names.tokens import tokenise


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("محمد", "mohammed"),
        ("محمود", "mahmoud"),
        ("سليم", "salim"),
        ("سلام", "salam"),
        ("مصطفی", "mustafa"),
        ("عيسى", "issa"),
        ("عیسی", "isa"),
        ("يوسف", "youssef"),
        ("اسحاق", "ishaq"),
        ("خواجه", "khaja"),
        ("قاسم", "kassem"),
        ("ינון", "ynon"),
        ("נתניהו", "netanyahu"),
    ],
)
def test_a_word_is_spelt_by_its_usual_latin_forms(word: str, latin: str) -> None:
    assert spells(tokenise(word).tokens[0].text, latin)


@pytest.mark.parametrize(
    ("word", "latin"),
    [("سليم", "salam"), ("سلام", "salim"), ("محمود", "muhammad"), ("كريم", "karam")],
)
def test_a_written_long_vowel_must_appear(word: str, latin: str) -> None:
    assert not spells(tokenise(word).tokens[0].text, latin)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=30), st.text("abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_any_two_words_can_be_compared(romanised: str, latin: str) -> None:
    assert spells(romanised, latin) in {True, False}
