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


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سيف الدين", "seifeddine"),
        ("سيف الدين", "saifuldin"),
        ("صلاح الدين", "salahuddin"),
        ("نصر الله", "nasrallah"),
        ("هدایت الله", "hedayatollah"),
        ("علی زاده", "alizadeh"),
        ("ایمانی نژاد", "imaninejad"),
        ("محيي الدين", "mohieddin"),
    ],
)
def test_compounds_fit_their_latin_spelling_with_the_article_as_it_is_spoken(arabic: str, latin: str) -> None:
    (token,) = tokenise(arabic).tokens
    assert spells(token.text, latin)


def test_the_article_may_not_hide_a_letter_of_the_word_itself() -> None:
    (token,) = tokenise("جمال").tokens
    assert not spells(token.text, "jama")
