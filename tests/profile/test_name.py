"""One name analysed: the same for both sides, with everything that comparison needs to know of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.names.kinds import Kind, NameClass
from ostrakon.profile.name import hash64, profile_name

CLASSES = ("person", "organisation", "vessel", "any")


@given(st.text(st.characters(), max_size=60), st.sampled_from(CLASSES))
@settings(deadline=None, max_examples=200)
def test_any_text_has_a_profile_whose_parts_fit_together(name: str, of: NameClass) -> None:
    found = profile_name(name, of)

    for part in (found.kinds, found.abjad, found.hangul, found.syllable):
        assert len(part) == len(found.tokens)
    assert all(token.isascii() and token for token in found.tokens)
    assert set(found.core) <= set(found.tokens)
    assert found == profile_name(name, of)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Romashka LLC", "ООО Ромашка"),
        ("Muster GmbH", "Muster G.m.b.H."),
        ("VTB Bank PJSC", "VTB Bank Public Joint Stock Company"),
    ],
)
def test_legal_forms_are_one_concept_in_every_language(a: str, b: str) -> None:
    def forms(name: str) -> set[str]:
        found = profile_name(name, "organisation")
        return {t for t, k in zip(found.tokens, found.kinds, strict=True) if k == Kind.LEGAL}

    assert forms(a) & forms(b)


def test_words_get_the_role_that_they_have_in_a_name_of_that_kind() -> None:
    def roles(name: str, of: NameClass) -> dict[str, Kind]:
        found = profile_name(name, of)
        return dict(zip(found.tokens, found.kinds, strict=True))

    assert roles("Vladimir Vladimirovich Putin", "person")["vladimirovich"] == Kind.PATRONYMIC
    assert roles("Osama bin Laden", "person")["bin"] == Kind.PARTICLE
    assert roles("George W Bush", "person")["w"] == Kind.INITIAL
    assert roles("Dr. Bashar Assad", "person")["dr"] == Kind.TITLE
    assert roles("MV Ocean Pearl 7", "vessel")["7"] == Kind.NUMBER
    assert roles("Rosneft Trading", "organisation")["rosneft"] == Kind.CORE


def test_scripts_without_vowels_and_without_spaces_are_marked() -> None:
    assert all(profile_name("محمد علي", "person").abjad)
    assert all(profile_name("金正恩", "person").syllable)
    assert all(profile_name("김정은", "person").hangul)
    assert not any(profile_name("Kim Jong Un", "person").hangul)


@pytest.mark.parametrize(("length", "cut"), [(33, False), (34, True), (35, True), (36, False)])
def test_a_name_as_long_as_a_payment_field_may_have_been_cut_by_it(length: int, cut: bool) -> None:
    assert profile_name(("INTERNATIONAL PETROLEUM TRADING COMPANY")[:length], "organisation").truncated == cut


def test_only_a_name_longer_than_can_be_compared_is_cut() -> None:
    assert profile_name("Ivan " * 500, "person").cut
    assert not profile_name("Ivan Petrov", "person").cut


def test_nothing_comparable_gives_no_word() -> None:
    assert profile_name(" \u200b --- ", "any").tokens == ()


def test_hashes_are_the_same_in_every_process_and_on_every_machine() -> None:
    assert hash64("petrov") == 0xE91690F8F5E0F498
