"""Texts that stand for a country, as the lists and their readers write them."""

from __future__ import annotations

import csv
import lzma
import re
from collections import Counter

import pytest

from ostrakon.names.countries import country_code, country_codes
from tests.shared import shared


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Democratic Republic of the Congo", "cd"),
        ("CONGO, Democratic Republic of (was Zaire)", "cd"),
        ("Congo, Republic of the", "cg"),
        ("Korea, Democratic People's Republic of", "kp"),
        ("Democratic People’s Republic of Korea", "kp"),
        ("Korea, North", "kp"),
        ("Korea, Republic of", "kr"),
        ("Iran (Islamic Republic of)", "ir"),
        ("IRAN (ISLAMIC REPUBLIC OF)", "ir"),
        ("Burma", "mm"),
        ("Region: Crimea", "ua"),
        ("Russian", "ru"),
        ("Russia / Russie", "ru"),
        ("Myanmar (Burma) / Myanmar (Birmanie)", "mm"),
        ("Virgin Islands, British", "vg"),
        ("North Macedonia, The Republic of", "mk"),
        ("PALESTINIAN TERRITORY, Occupied", "ps"),
        ("CÔTE D’IVOIRE", "ci"),
        ("Türkiye", "tr"),
        ("RU", "ru"),
        ("rus", "ru"),
        ("UK", "gb"),
        ("Россия", "ru"),
        ("Corée du Nord", "kp"),
        ("Nordkorea", "kp"),
        ("북한", "kp"),
        ("Georgia", "ge"),
        ("Guinea", "gn"),
        ("Niger", "ne"),
        ("Kosovo", "xk"),
        ("Kuwaiti citizenship", "kw"),
        ("Libya (previous location in 2004)", "ly"),
        ("(1)-(2) Indonesia", "id"),
    ],
)
def test_a_country_is_known_in_the_spellings_of_the_publishers(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(("text", "code"), [("USSR", "su"), ("Zaire", "cd"), ("Yugoslavia", "yu"), ("RSFSR", "ru")])
def test_a_former_state_has_its_successor_or_its_withdrawn_code(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "Korea", "Congo", "Congolese", "Sudan/South Sudan", "Atlantis", "-0-", "00", "EU"]
)
def test_nothing_is_guessed_where_two_countries_or_none_could_be_meant(text: str) -> None:
    assert country_code(text) == ""


def test_prose_and_attacks_in_a_country_field_are_not_read() -> None:
    assert country_code("region: " * 100_000) == ""
    assert country_codes("(1) " * 100_000) == ()


def test_an_enumeration_gives_every_country_once_and_in_order() -> None:
    assert country_codes("(1)-(2) Tunisia (3) Libya (4) Tunisia") == ("tn", "ly")
    assert country_codes("Sudan/South Sudan") == ("sd", "ss")
    assert country_codes("Korea, North") == ("kp",)


def test_nearly_every_country_text_of_the_real_lists_is_understood() -> None:
    texts: Counter[str] = Counter()
    for edition in ("2024-01", "2026-06"):
        rows = lzma.decompress(shared("data/lists/ofac", edition, "add.csv.xz").read_bytes()).decode("latin-1")
        texts.update(row[4].strip() for row in csv.reader(rows.splitlines()) if len(row) > 4)
    xml = lzma.decompress(shared("data/lists/ca/sema-lmes.xml.xz").read_bytes()).decode()
    texts.update(re.findall(r"<Country>([^<]*)<", xml))
    rows = lzma.decompress(shared("data/lists/uk/2014/sanctionsconlist.csv.xz").read_bytes()).decode("cp1252")
    for row in csv.DictReader(rows.splitlines()[1:]):
        texts.update((row["Country of Birth"], row["Nationality"], row["Country"]))
    # Canada files a few measures under a theme ("Hamas Terrorist Attacks"), which is no country.
    named = {t: n for t, n in texts.items() if t not in ("", "-0-") and not re.search("Justice|Attacks|Violence", t)}
    understood = sum(n for t, n in named.items() if country_codes(t))
    assert understood / sum(named.values()) > 0.995
