"""Ordinary words of organisations' names are known by their concept in every language that lists publish."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ostrakon.names.org_words import org_word
from ostrakon.names.tokens import tokenise

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "src" / "ostrakon" / "names" / "data" / "org_words.tsv"


def concepts(name: str) -> list[str]:
    return [org_word(token.text, token.script) for token in tokenise(name).tokens]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ministry of Defence", ["ministry", "", "defence"]),
        ("Министерство обороны Российской Федерации", ["ministry", "defence", "russia", "federation"]),
        ("Ministerstvo oborony Rossiyskoy Federatsii", ["ministry", "defence", "russia", "federation"]),
        ("Міністерство оборони України", ["ministry", "defence", "ukraine"]),
        ("Міністэрства абароны Рэспублікі Беларусь", ["ministry", "defence", "republic", "belarus"]),
        ("وزارة الدفاع", ["ministry", "defence"]),
        ("وزارت دفاع", ["ministry", "defence"]),
        ("Υπουργείο Άμυνας", ["ministry", "defence"]),
        ("Puolustusministeriö", ["defence"]),
        ("Ministère de la défense", ["ministry", "", "", "defence"]),
        ("Banco Central de Venezuela", ["bank", "central", "", "venezuela"]),
        ("Центральный банк", ["central", "bank"]),
        ("Centrální banka Sýrie", ["central", "bank", "syria"]),
        ("بانک مرکزی ایران", ["bank", "central", "iran"]),
        ("بنك سوريا", ["bank", "syria"]),
        ("Türkiye Bankası", ["turkey", "bank"]),
        ("научно-исследовательский институт", ["scientific", "research", "institute"]),
        ("Nauchno-issledovatelskii institut", ["scientific", "research", "institute"]),
        ("Instytut Badawczy", ["institute", "research"]),
        ("Kutatóintézet", ["research"]),
        ("Государственный университет", ["state", "university"]),
        ("Gosudarstvenny universitet", ["state", "university"]),
        ("دانشگاه علوم پزشکی", ["university", "scientific", "medical"]),
        ("Движение народного фронта", ["movement", "people", "front"]),
        ("Kansan vapautuksen liike", ["people", "liberation", "movement"]),
        ("سپاه پاسداران انقلاب اسلامی", ["corps", "guard", "revolution", "islamic"]),
        ("Islámské revoluční gardy", ["islamic", "revolution", "guard"]),
        ("Iszlám Forradalmi Gárda", ["islamic", "revolution", "guard"]),
        ("Islamitische Revolutionaire Garde", ["islamic", "revolution", "guard"]),
        ("Machinefabriek", ["machine"]),
        ("Завод радиотехнического оборудования", ["factory", "radio", "equipment"]),
        ("Holovne upravlinnia rozvidky", ["main", "directorate", "intelligence"]),
        ("Valstybės saugumo komitetas", ["state", "security", "committee"]),
        ("Savezna uprava", ["", "directorate"]),
        ("Aizsardzības ministrija", ["defence", "ministry"]),
        ("Brigăzile martirilor", ["brigade", "martyrs"]),
        ("كتائب الشهداء", ["battalion", "martyrs"]),
        ("משרד הביטחון", ["ministry", "security"]),
    ],
)
def test_a_name_reads_the_same_in_every_language(name: str, expected: list[str]) -> None:
    assert concepts(name) == expected


def test_consonants_of_arabic_words_are_no_latin_words() -> None:
    assert org_word("nft", "Arabic") == "oil"
    assert org_word("nft", "Latin") == ""
    assert org_word("neft", "Latin") == "oil"
    assert org_word("neft", "Arabic") == ""


@pytest.mark.parametrize(
    "word",
    [
        "rosneft",
        "wagner",
        "ivanov",
        "mohammed",
        "fatima",
        "maria",
        "anna",
        "ali",
        "gaza",
        "luka",
        "labor",
        "set",
        "x",
        "",
    ],
)
def test_what_distinguishes_a_party_is_no_ordinary_word(word: str) -> None:
    assert org_word(word, "Latin") == ""


@pytest.mark.parametrize("name", ["محمد", "حسن", "علي", "کریم", "فاطمة", "البنا", "عسكري"])
def test_names_of_persons_in_arabic_script_are_no_ordinary_words(name: str) -> None:
    assert concepts(name) == [""]


@pytest.mark.parametrize("column", [1, 2])
def test_a_word_stands_for_one_concept_only(column: int) -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    words = [word for row in rows for word in row[column].split()]
    assert len(words) == len(set(words)) > 500
    assert len(rows) > 200


def test_every_concept_is_its_own_english_word() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert [row[0] for row in rows if org_word(row[0], "Latin") != row[0]] == []


def test_the_folded_table_is_what_the_written_words_give() -> None:
    build = ROOT / "tools" / "org_words" / "build.py"
    done = subprocess.run([sys.executable, build, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
