"""Names in machine-readable lines of travel documents; the lines follow the specimens' layout in ICAO Doc 9303."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.names.mrz import arabic_letters, machine_name, unexpanded
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import profile_name

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<")


@pytest.mark.parametrize(
    "line",
    [
        PASSPORT,
        PASSPORT + "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        "I<UTOERIKSSON<<ANNA<MARIA".ljust(36, "<"),
        "ERIKSSON<<ANNA<MARIA".ljust(30, "<"),
        "p<utoeriksson<<anna<maria<<<",
        "ERIKSSON<<ANNA<MARIA",
    ],
)
def test_family_and_given_names_are_read_from_documents_of_every_size(line: str) -> None:
    found = machine_name(line)
    assert found is not None
    assert (found.family, found.given, found.cut) == ("ERIKSSON", "ANNA MARIA", False)


def test_a_field_filled_to_its_end_was_cut() -> None:
    found = machine_name("P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K")
    assert found is not None
    assert found.cut
    assert profile_name("P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "person").truncated


def test_a_state_of_one_letter_and_a_name_without_given_name() -> None:
    german, alone = machine_name("P<D<<MUELLER<<HANS".ljust(44, "<")), machine_name("P<UTOARKFREITH".ljust(44, "<"))
    assert german is not None
    assert alone is not None
    assert (german.text, alone.text, alone.given) == ("MUELLER HANS", "ARKFREITH", "")


@pytest.mark.parametrize("text", ["a < b", "<<", "<b>Putin</b>", "P<", "Anna Maria Eriksson", "x<y<<z!", "5<<6"])
def test_other_texts_with_angle_brackets_are_no_machine_readable_names(text: str) -> None:
    assert machine_name(text) is None


def test_the_profile_of_the_line_is_that_of_the_name() -> None:
    assert profile_name(PASSPORT, "person").tokens == ("eriksson", "anna", "maria")


def test_umlauts_and_arabic_letters_are_given_back() -> None:
    assert unexpanded("GOETHE MUELLER AABERG") == "GOTHE MULLER ABERG"
    assert arabic_letters("XHSN MXHMD") == "حسن محمد"
    assert arabic_letters("ERIKSSON ANNA") == ""
    assert other_readings("XHSN<<MXHMD") == ("حسن محمد",)
    assert other_readings("GOETHE<<HANS<<<") == ("GOTHE HANS",)


@given(st.text(alphabet="PAXUTO<ERIK\n 1", max_size=60))
def test_any_line_is_read_or_left_alone(text: str) -> None:
    found = machine_name(text)
    assert found is None or (found.family and "<" not in found.text)
