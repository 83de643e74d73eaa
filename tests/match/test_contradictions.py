"""Words of a closed kind that differ tell namesakes apart: countries, sides, numbers, business, initials."""

from __future__ import annotations

import pytest

from tests.match.pairs import ORGANISATION, PERSON, VESSEL, compared


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Bank Melli Iran", "Bank Melli Iraq", ORGANISATION),
        ("Kavosh Sanat Iran", "Kavosh Sanat Iraq", ORGANISATION),
        ("Alfa Bank Ukraine", "Alfa Bank Russia", ORGANISATION),
        ("North Drilling Company", "South Drilling Company", ORGANISATION),
        ("Severny Torgovy Bank", "Southern Trading Bank", ORGANISATION),
        ("Eastern Petrochemical Company", "Western Petrochemical Company", ORGANISATION),
        ("Bank of North Korea", "Bank of South Korea", ORGANISATION),
        ("Alpha Fund VII", "Alpha Fund VIII", ORGANISATION),
        ("Plant No. 5", "Plant 7", ORGANISATION),
        ("Brigade Forty-Four", "Brigade 45", ORGANISATION),
        ("Ocean Star Twenty One", "Ocean Star 22", VESSEL),
        ("Berliner Motoren Werke AG", "Bayerische Motoren Werke AG", ORGANISATION),
        ("SRL Con Traffic", "SRL Pro Traffic", ORGANISATION),
    ],
)
def test_namesakes_that_differ_in_country_side_or_number_are_no_match(query: str, listed: str, schema: str) -> None:
    assert not compared(query, listed, schema).match
    assert not compared(listed, query, schema).match


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Bank Melli", "Bank Melli Iran", ORGANISATION),
        ("Alfa Bank Russia", "Alfa-Bank Rossiya", ORGANISATION),
        ("National Iranian Oil Company", "National Oil Company of Iran", ORGANISATION),
        ("Bank of the United States", "Bank of USA", ORGANISATION),
        ("U.S. Department of State", "United States Department of State", ORGANISATION),
        ("Brigade Forty-Four", "Brigade 44", ORGANISATION),
        ("Plant No. 5", "Plant 5", ORGANISATION),
        ("Ocean Star Twenty One", "Ocean Star 21", VESSEL),
    ],
)
def test_a_country_left_out_or_written_in_another_way_is_no_contradiction(query: str, listed: str, schema: str) -> None:
    assert compared(query, listed, schema).match


@pytest.mark.parametrize(
    ("query", "same", "other", "schema"),
    [
        ("Sanat Machine Oil", "Sanat Machine", "Sanat Machine Gas", ORGANISATION),
        ("Sanat Gostar Moscow", "Sanat Gostar", "Sanat Gostar Minsk", ORGANISATION),
        ("Hans O Friedrich", "Hans Friedrich", "Hans Joachim Friedrich", PERSON),
        ("William G Frost", "William Frost", "William W Frost", PERSON),
    ],
)
def test_what_differs_is_worth_less_than_what_is_missing(query: str, same: str, other: str, schema: str) -> None:
    assert compared(query, other, schema).bits < compared(query, same, schema).bits


@pytest.mark.parametrize("title", ["Mr", "Dr.", "President", "Prime Minister", "General", "Господин"])
def test_a_title_before_a_single_word_leaves_a_family_name_alone(title: str) -> None:
    asked = compared(f"{title} Putin", "Vladimir Putin", PERSON)
    assert asked.match
    assert asked.status == "review"


def test_a_title_that_is_a_given_name_too_stays_one_before_a_single_word() -> None:
    assert compared("Col. Said Ali", "Said Ali", PERSON).match
    assert not compared("Said Ali", "Omar Ali", PERSON).match


@pytest.mark.parametrize("name", ["V.V. Putin", "VV Putin", "Putin V.V.", "Путин В.В.", "Путин ВВ", "V V Putin"])
def test_initials_written_together_are_initials(name: str) -> None:
    assert compared(name, "Vladimir Vladimirovich Putin", PERSON).match


@pytest.mark.parametrize(
    ("query", "listed", "other", "schema"),
    [
        ("JSC VZM", "JSC VMZ", "JSC VZX", ORGANISATION),
        ("Crhisla", "Chrisla", "Crhosla", VESSEL),
        ("Sergey Lavorv", "Sergey Lavrov", "Sergey Latorv", PERSON),
    ],
)
def test_two_letters_exchanged_are_nearer_than_a_letter_replaced(
    query: str, listed: str, other: str, schema: str
) -> None:
    assert compared(query, listed, schema).bits > compared(query, other, schema).bits


def test_generations_of_one_name_contradict_each_other() -> None:
    son, father = compared("John King Jr", "John King Sr"), compared("John King Junior", "John King Jr.")
    assert son.bits < compared("John King", "John King Sr").bits < father.bits


def test_a_name_written_as_one_word_is_the_same_though_a_part_of_it_looks_like_another_word() -> None:
    assert compared("Vanderbilt Corp", "Van der Bilt Corp", ORGANISATION).match
