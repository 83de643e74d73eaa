"""Words of names in every script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.keys import korean_fold, skeleton, sound_fold
from ostrakon.names.kinds import DISTINGUISHING, Kind, name_class, typed
from ostrakon.names.tokens import NAME_CHARS_MAX, TOKENS_MAX, tokenise


def words(name: str) -> list[str]:
    return [t.text for t in tokenise(name).tokens]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Владимир ПУТИН", ["vladimir", "putin"]),
        ("Kim Jong-un", ["kim", "jong", "un"]),
        ("김정은", ["gim", "jeong", "eun"]),
        ("习近平", ["xi", "jin", "ping"]),
        ("O’Brien d'Arc", ["obrien", "darc"]),
        ("Łukasz Šešelj", ["lukasz", "seselj"]),
        ("J.S.C. Rosneft & Co.", ["jsc", "rosneft", "and", "co"]),
        ("M/V WISE HONEST", ["mv", "wise", "honest"]),
        ("Pu\u200btin\u202e", ["putin"]),
        ("Ｖｌａｄｉｍｉｒ", ["vladimir"]),
        ("Rоsnеft", ["rosneft"]),  # two Cyrillic letters
        ("北京科技有限公司", ["beijing", "technology", "llc"]),
        ("٣٤", ["34"]),
    ],
)
def test_a_name_in_any_script_becomes_words_in_ascii(name: str, expected: list[str]) -> None:
    assert words(name) == expected


@given(st.text(max_size=300))
def test_any_text_is_folded_without_error_and_folding_again_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(st.text(min_size=1, max_size=40))
def test_keys_of_any_token_are_never_empty(text: str) -> None:
    for token in words(text):
        assert sound_fold(token)
        assert skeleton(token)
        assert korean_fold(token)


def test_names_beyond_the_limits_are_cut_and_say_so() -> None:
    assert not tokenise("Kim Jong Un").cut
    assert tokenise("x" * (NAME_CHARS_MAX + 1)).cut
    many = tokenise("ab " * (TOKENS_MAX + 1))
    assert many.cut
    assert len(many.tokens) == TOKENS_MAX


@pytest.mark.parametrize(
    ("one", "other"),
    [("sergey", "sergei"), ("yusuf", "yousuf"), ("khamenei", "hamenei"), ("shcherbakov", "scherbakov")],
)
def test_common_romanisations_share_their_sound(one: str, other: str) -> None:
    assert sound_fold(one) == sound_fold(other)


@pytest.mark.parametrize(("one", "other"), [("mhmd", "mohamed"), ("qasem", "kasim"), ("soleimani", "suleymani")])
def test_spellings_with_other_vowels_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("jeong", "jong"), ("jeong", "chong"), ("bak", "pak"), ("lee", "ri")])
def test_korean_romanisations_share_their_key(one: str, other: str) -> None:
    assert korean_fold(one) == korean_fold(other)


def kinds(name: str, schema: str) -> list[tuple[str, Kind]]:
    return [(t.text, k) for t, k in typed(tokenise(name).tokens, name_class(schema))]


@pytest.mark.parametrize("form", ["OOO", "LLC", "L.L.C.", "ООО", "Limited Liability Company", "GmbH"])
def test_legal_forms_of_one_kind_are_one_token(form: str) -> None:
    assert kinds(f"{form} Zenit", "Company") == [("llc", Kind.LEGAL), ("zenit", Kind.CORE)]


def test_a_misspelt_legal_form_is_still_one() -> None:
    assert kinds("LIMITEf LIABILITY COMPANY Zenit", "Company")[0] == ("llc", Kind.LEGAL)


def test_short_words_are_legal_forms_only_where_they_can_be() -> None:
    assert kinds("Ag Zenit", "Company")[0][1] in DISTINGUISHING
    assert kinds("Zenit AG", "Company")[1] == ("jsc", Kind.LEGAL)
    assert kinds("As Sadr", "Person")[0] == ("as", Kind.PARTICLE)


def test_a_name_made_only_of_ordinary_words_keeps_something_to_compare() -> None:
    assert DISTINGUISHING & {k for _, k in kinds("General Trading Company LLC", "Company")}


def test_roles_of_the_words_of_a_person() -> None:
    assert kinds("Sheikh Abdulaziz bin Saud Jr", "Person") == [
        ("sheikh", Kind.TITLE),
        ("abd", Kind.PARTICLE),
        ("aziz", Kind.CORE),
        ("bin", Kind.PARTICLE),
        ("saud", Kind.CORE),
        ("jr", Kind.TITLE),
    ]
    assert kinds("Ivan Petrovich Sidorov", "Person")[1] == ("petrovich", Kind.PATRONYMIC)


def test_numbers_of_companies_and_vessels_are_digits_however_written() -> None:
    assert kinds("Factory Number Two", "Company")[-1] == ("2", Kind.NUMBER)
    assert kinds("OCEAN STAR II", "Vessel")[-1] == ("2", Kind.NUMBER)
    assert kinds("Plant 007", "Company")[-1] == ("7", Kind.NUMBER)
