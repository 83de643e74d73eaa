"""Measures, goods, identifiers and red flags."""

from __future__ import annotations

import pytest

from ostrakon.reading.topics.identifiers import identifiers, imo_number
from tests.reading.saying import Said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Said:
    return Said(tmp_path_factory.mktemp("gazetteer"))


def test_an_act_is_known_by_its_number_or_name(said: Said) -> None:
    text = "Under Executive Order 14024, resolution 1718 and the Caesar Act new listings followed."
    assert said.mentions(text, "programme") == [
        ("Executive Order 14024", "r:RUSSIA"),
        ("resolution 1718", "r:DPRK"),
        ("Caesar Act", "r:SYRIA"),
    ]


def test_a_bare_measure_is_about_whom_it_names_or_the_text_is_about(said: Said) -> None:
    assert said.mentions("New U.S. sanctions on Iran took effect.", "programme") == [
        ("U.S. sanctions on Iran", "r:IRAN")
    ]
    assert said.mentions("Pyongyang complained. The sanctions bite North Korea.", "programme") == [
        ("sanctions", "r:DPRK")
    ]
    assert said.mentions("Sanctions were discussed at length by them.", "programme") == [("Sanctions", "r:GENERIC")]


def test_a_country_within_a_measure_is_no_country(said: Said) -> None:
    assert said.mentions("U.S. sanctions on Iran hit Sberbank.", "country") == []


def test_goods_have_a_key_of_the_scheme(said: Said) -> None:
    text = "Iran sold crude oil and ballistic missiles; the arms embargo forbade it."
    assert said.mentions(text, "goods") == [("crude oil", "g:oil"), ("ballistic missiles", "g:missile")]


def test_red_flags_come_with_their_words_and_the_rule_behind(said: Said) -> None:
    text = "The Iranian tanker switched off its transponder and changed its flag to Gabon."
    flags = {flag.code: flag for flag in said(text).red_flags}
    assert flags["ais_gap"].rule == ("VES-AIS",)
    words = {text[span.start : span.end] for span in flags["ais_gap"].because}
    assert any("transponder" in one for one in words)
    assert "flag_hopping" in flags


def test_identifiers_are_told_by_form_and_check_digit() -> None:
    text = (
        "IMO 9074729, IMO number 9074728, IBAN DE89 3704 0044 0532 0130 00, wallet 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa,"
        " 0x52908400098527886E0F7030069857D2E4169EE7, BIC: SABRRUMM, passport no. AB1234567."
    )
    found = {mention.key: mention for mention in identifiers(text)}
    assert list(found) == [
        "imo:9074729",
        "imo:9074728",
        "iban:DE89370400440532013000",
        "wallet:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "wallet:0x52908400098527886E0F7030069857D2E4169EE7",
        "bic:SABRRUMM",
        "passport:AB1234567",
    ]
    assert "wrong" in found["imo:9074728"].evidence
    assert all(text[m.start : m.end] == m.text for m in found.values())


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("passport\n  number: 12345678", "passport:12345678"),
        ("SWIFT code SABRRUMM", "bic:SABRRUMM"),
        ("DEUTDEFFXXX", "bic:DEUTDEFFXXX"),
        ("IMO9074729", "imo:9074729"),
        ("여권 번호 M12345678", "passport:M12345678"),
        ("GB29 NWBK 6016 1331 9268 19", "iban:GB29NWBK60161331926819"),
    ],
)
def test_an_identifier_is_found_wherever_it_stands_in_a_long_text(words: str, key: str) -> None:
    prose = "Nothing of note was said in all of these long hours. " * 40
    for text in (words, f"{prose}{words} {prose}", f"{words}. {prose}", f"{prose}{words}"):
        (found,) = identifiers(text)
        assert found.key == key
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    ["DE89 3704 0044 0532 0130 01", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "The MEETINGS took place", "order 1234567"],
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert identifiers(text) == []


def test_the_check_digit_of_a_ship_number() -> None:
    assert imo_number("9074729")
    assert not imo_number("9074728")
