"""Countries in running text."""

from __future__ import annotations

import json

import pytest

from ostrakon.names.places import country_mentions
from tests.shared import shared


def found(text: str, *languages: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.code) for m in country_mentions(text, languages=languages)]


def test_names_adjectives_and_seats_stand_for_the_state() -> None:
    text = "Moscow and the Kremlin met North Korean envoys; the U.S. and Iran’s banks; N. Korea. DPRK."
    assert found(text) == [
        ("Moscow", "ru"),
        ("Kremlin", "ru"),
        ("North Korean", "kp"),
        ("U.S.", "us"),
        ("Iran", "ir"),
        ("N. Korea", "kp"),
        ("DPRK", "kp"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The turkey was served on china.",
        "Michael Jordan and George Washington",
        "He moved to Savannah, Georgia last year.",
        "It was towed to American Samoa in the Gulf of Mexico.",
        "Tell us more about it.",
        "COME WITH US NOW",
        "Korea and Congo alone say nothing.",
    ],
)
def test_homonyms_and_phrases_that_only_hold_a_country_are_silent(text: str) -> None:
    assert found(text) == []


def test_a_homonym_that_stands_alone_is_the_country() -> None:
    assert found("Talks between Jordan and Washington about Tbilisi, Georgia.") == [
        ("Jordan", "jo"),
        ("Washington", "us"),
        ("Tbilisi", "ge"),
        ("Georgia", "ge"),
    ]


def test_other_scripts_are_read_without_being_told_the_language() -> None:
    assert found("Президент России прибыл в Пхеньян с российской делегацией") == [
        ("России", "ru"),
        ("Пхеньян", "kp"),
        ("российской", "ru"),
    ]
    assert found("朝鲜和俄罗斯") == [("朝鲜", "kp"), ("俄罗斯", "ru")]


def test_other_languages_in_latin_letters_are_read_when_named() -> None:
    assert found("Die Schweiz und Weißrussland") == []
    assert found("Die Schweiz und Österreich", "de") == [("Schweiz", "ch"), ("Österreich", "at")]


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "\ufeff𝒳\r\n  e\u0301… \U0001f1f7 Russia’s"
    assert [text[m.start : m.end] for m in country_mentions(text)] == ["Russia"]


def test_countries_of_the_development_texts_are_found() -> None:
    right = wrong = missed = 0
    for gold in sorted(shared("data/news/dev").glob("*.gold.json")):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        mentions = json.loads(gold.read_text(encoding="utf-8"))["mentions"]
        wanted = {(m["start"], m["end"], m["key"]) for m in mentions if m["kind"] == "country"}
        seen = {(m.start, m.end, f"c:{m.code.upper()}") for m in country_mentions(text)}
        right, wrong, missed = right + len(wanted & seen), wrong + len(seen - wanted), missed + len(wanted - seen)
    assert 2 * right / (2 * right + wrong + missed) >= 0.95
