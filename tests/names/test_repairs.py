"""What systems did to a name is undone; what a writer meant stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.initials import initials_apart
from ostrakon.names.repairs import repaired
from ostrakon.names.several import names_within
from tests.match.pairs import ORGANISATION, PERSON, VESSEL, compared


@pytest.mark.parametrize(
    ("damaged", "name"),
    [
        ("JosÃ© GarcÃ­a", "José García"),
        ("Ð˜Ð²Ð°Ð½", "Иван"),
        ("Melli Ag?ochemical", "Melli Agochemical"),
        ("Tools &amp; Dies", "Tools & Dies"),
        ("P U T I N", "PUTIN"),
        ("S A R I T  M A R I N E", "SARIT  MARINE"),
        ("STAR FOREST IMO 9187629", "STAR FOREST"),
        ("Rafiq Chahada, DOB 12 Mar 1965", "Rafiq Chahada"),
        ("Rafiq Chahada (born: 1965-03-12)", "Rafiq Chahada"),
        ("BBC Spain V.0123E", "BBC Spain"),
    ],
)
def test_damage_is_undone(damaged: str, name: str) -> None:
    assert repaired(damaged).strip() == name


@pytest.mark.parametrize(
    "name",
    [
        "Who?",
        "V. V. Putin",
        "A B C D",
        "Jan Born",
        "Vega 2000",
        "Ocean V 7",
        "Müller & Söhne",
        "Ñandú",
        "IMO 9187629",
        "?",
    ],
)
def test_what_is_no_damage_stays(name: str) -> None:
    assert repaired(name) == name


@given(st.text(max_size=60))
def test_repairing_never_fails_and_leaves_something(text: str) -> None:
    assert any(c.isalnum() for c in repaired(text)) == any(c.isalnum() for c in text)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("U Khin Maung Yi alias Abu Tariq", ("U Khin Maung Yi", "Abu Tariq")),
        ("Crude Gamma ex SEA BIRD", ("Crude Gamma", "SEA BIRD")),
        ("Ivan Petrov (a.k.a. Vanya Kain)", ("Ivan Petrov", "Vanya Kain")),
        ("Norden Trade formerly known as Suden Trade", ("Norden Trade", "Suden Trade")),
        ("Anna Rusakova née Schmidt", ("Anna Rusakova",)),
        ("Al-Qa'ida/Islamic Army", ("Al-Qa'ida", "Islamic Army")),
        ("A/S Norden", ()),
        ("Alexander Exner", ()),
        ("Anna-Alias Petrova", ()),
    ],
)
def test_the_names_within_one_field(field: str, names: tuple[str, ...]) -> None:
    assert names_within(field) == names


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        ("J.R.R. Tolkien", "J R R Tolkien"),
        ("Putin VV", "Putin V V"),
        ("H.E. President Putin", "H.E. President Putin"),
        ("Jing LI", "Jing LI"),
        ("John NG", "John NG"),
        ("Bashar AL-ASSAD", "Bashar AL-ASSAD"),
        ("VTB", "VTB"),
    ],
)
def test_initials_are_set_apart_where_they_are_no_word(name: str, apart: str) -> None:
    assert initials_apart(name).replace(".", " ").split() == apart.replace(".", " ").split()


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Khin Maung Zin alias Abu Tariq", "Khin Maung Zin", PERSON),
        ("V L A D I M I R  P U T I N", "Vladimir Putin", PERSON),
        ("Rafiq Chahada DOB 12 Mar 1965", "Rafiq Chahada", PERSON),
        ("Prof. Dr. Rafiq Chahada, PhD", "Rafiq Chahada", PERSON),
        ("Estate of Rafiq Chahada", "Rafiq Chahada", PERSON),
        ("M.V. Crude Gamma ex Sea Bird", "Crude Gamma", VESSEL),
        ("BBC Spain V.0123E", "BBC Spain", VESSEL),
        ("PROMSPETSÃ‰RVIS LLC", "Promspetservis LLC", ORGANISATION),
        ("Rosmash?ort Zavod", "Rosmashport Zavod", ORGANISATION),
    ],
)
def test_a_listed_name_is_found_under_what_a_system_made_of_it(query: str, listed: str, schema: str) -> None:
    assert compared(query, listed, schema).match
