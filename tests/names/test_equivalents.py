"""Forms of one given name count as one; the reviewed table holds each form once."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from ostrakon.names.keys import equivalence_key, sound_fold

DATA = Path(__file__).resolve().parents[2] / "src" / "ostrakon" / "names" / "data"
GROUPS: dict[str, list[str]] = tomllib.loads((DATA / "equivalents.toml").read_text(encoding="utf-8"))["groups"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sasha", "oleksandr"),
        ("jewgenij", "yevhen"),
        ("nadezhda", "nadiya"),
        ("yusuf", "giuseppe"),
        ("mohammed", "mehmet"),
        ("abdurrahman", "abderrahmane"),
        ("wenceslas", "waclaw"),
        ("svyatoslav", "sviataslau"),
        ("frederick", "federico"),
        ("margarita", "malgorzata"),
        ("ayoub", "eyup"),
        ("jawad", "javad"),
        ("ubaidullah", "obeidollah"),
        ("yehuda", "judah"),
        ("kadhim", "kazem"),
        ("cheung", "zhang"),
        ("wong", "huang"),
        ("kwok", "guo"),
        ("hsieh", "xie"),
        ("tsai", "cai"),
    ],
)
def test_forms_of_one_name_share_their_key(one: str, other: str) -> None:
    assert equivalence_key(one) == equivalence_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hassan", "hussein"),
        ("ali", "alia"),
        ("salih", "salim"),
        ("martin", "marina"),
        ("alina", "albina"),
        ("yang", "zhang"),
        ("hassan", "ghassan"),
        ("oleg", "olga"),
        ("daria", "darius"),
        ("roman", "ramon"),
    ],
)
def test_names_that_only_look_alike_do_not(one: str, other: str) -> None:
    assert equivalence_key(one) != equivalence_key(other)


def test_no_form_stands_in_two_groups_and_all_are_in_order() -> None:
    owners = Counter((sound, group) for group, forms in GROUPS.items() for sound in {sound_fold(f) for f in forms})
    sounds = Counter(sound for sound, _ in owners)
    assert [sound for sound, count in sounds.items() if count > 1] == []
    assert list(GROUPS) == sorted(GROUPS)
    assert [g for g, forms in GROUPS.items() if forms != sorted(set(forms))] == []


@pytest.mark.parametrize(
    "name",
    [
        "equivalents.toml",
        "han_readings.toml",
        "korean_readings.toml",
        "legal_forms.toml",
        "org_words_scripts.toml",
        "script_words.toml",
        "words.toml",
    ],
)
def test_reference_tables_name_their_source(name: str) -> None:
    head = (DATA / name).read_text(encoding="utf-8").partition("\n[")[0].lower()
    assert "source" in head or "written from" in head
