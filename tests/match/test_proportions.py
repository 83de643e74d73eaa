"""The whole of two names: ordinary words of companies, doubt, words left over; judged as `ostrakon compare` does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.app.comparing import Compared, compare_pair, listed_party
from ostrakon.match.proportions import CHAINS, NEUTRAL, SIZES
from ostrakon.match.weights import weights
from ostrakon.model.subject import Subject
from ostrakon.screening.policy import shipped_policy

POLICY = shipped_policy()
WORDS = ("mohammed", "ali", "zindashti", "kazem", "volkov", "sergei", "trading", "bank", "kronstadt", "ltd", "ooo", "7")


def compared(query: str, listed: str, schema: str) -> Compared:
    return compare_pair(
        Subject(query_id="1", name=query, schema=schema),
        listed_party(Subject(query_id="2", name=listed, schema=schema)),
        POLICY,
    )


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("COMPANY JOINT POLEMA STOCK", "JOINT STOCK COMPANY POLEMA"),  # the words of the legal form scattered
        ("OPEN JOINT COMPANY VERKHNEVOLZHSKY", "OPEN JOINT STOCK COMPANY VERKHNEVOLZHSKY"),  # one of them lost
        ("PBLIC JOINT STOCK COMPANY ZVEZDOCHKA", "PUBLIC JOINT STOCK COMPANY ZVEZDOCHKA"),
        ("MARO SANATCOMPANY", "MARO SANAT COMPANY"),
        ("DIO MarineIndustries Group", "DIO Marine Industries Group"),
        ("Siemens AG", "Siemens Aktiengesellschaft"),
        ("Pro Traffic SRL", "Societatea cu Răspundere Limitată Pro Traffic"),
        ("Orbital Horizons Corp., Damascus", "Orbital Horizons Corp."),
        ("KEREMET Bk", "KEREMET BANK"),
    ],
)
def test_a_company_is_the_same_however_its_ordinary_words_are_written(query: str, listed: str) -> None:
    assert compared(query, listed, "Company").match


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Zamaat Pet", "Zamaat Ltd", "Company"),  # a trade that the listed name does not have
        ("Fadas Bakery", "Fadas Trade LLC", "Company"),
        ("LADY MAPLE", "LADY M", "Vessel"),  # a letter in a ship's name begins no other word
        ("Yang Zhou", "Jianshu Zhou", "Person"),  # one syllable is no spelling of two
    ],
)
def test_another_party_is_another_party(query: str, listed: str, schema: str) -> None:
    assert not compared(query, listed, schema).match


def test_a_family_name_in_doubt_gains_less_from_a_common_given_name_than_a_rare_one_would_give() -> None:
    doubtful = compared("Mohamed Wallis", "Mohammad Wali", "Person")
    sure = compared("Mohamed Wali", "Mohammad Wali", "Person")
    assert doubtful.bits < sure.bits - 3


def test_different_given_names_left_over_on_both_sides_speak_against_a_match() -> None:
    listed = "Noureddine Ben Mohamed Ben Belkassem al-Drissi"
    notes = [e.note for e in compared("Noureddine Ben Ali Ben Belkassem al-Drissi", listed, "Person").evidence]
    assert "different given names, countries or sides" in notes


def test_patronymics_in_nordic_spelling_are_the_same_words() -> None:
    assert compared("Sergej Vladimirovitj SJTJERBAKOV", "Sergei Vladimirovich SHCHERBAKOV", "Person").match


def test_words_in_another_order_keep_their_letters_in_common() -> None:
    one = compared("Kronstadt Marine Verkhnevolzhsky", "Kronstadt Marine Verkhnevolzhsky", "Company")
    other = compared("Verkhnevolzhsky Marine Kronstadt", "Kronstadt Marine Verkhnevolzhsky", "Company")
    assert other.match
    letters = "how much alike the letters of both whole names are"
    assert {e.bits for e in one.evidence if e.note == letters} == {e.bits for e in other.evidence if e.note == letters}


def test_more_agreement_is_never_worth_less() -> None:
    tables = weights().proportions
    assert {name: len(table) for name, table in tables.items()} == SIZES
    for name, chains in CHAINS.items():
        for chain in chains:
            assert all(tables[name][a] <= tables[name][b] for a, b in pairwise(chain)), name
    for name, entries in NEUTRAL.items():
        assert not tables[name][list(entries)].any(), name


def test_contradictions_never_raise_the_score() -> None:
    against = {n: b for n, b in weights().whole.items() if n.startswith(("contradiction", "extra", "missing"))}
    assert against
    assert all(bits <= 0 for bits in against.values())


@settings(max_examples=40, deadline=None)
@given(
    query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    listed=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    schema=st.sampled_from(["Person", "Company", "Vessel"]),
)
def test_words_agree_at_the_same_level_from_either_side(query: list[str], listed: list[str], schema: str) -> None:
    there = compared(" ".join(query), " ".join(listed), schema)
    back = compared(" ".join(listed), " ".join(query), schema)

    def agreed(pair: Compared, *, swapped: bool) -> set[tuple[str, str, str]]:
        found = [e for e in pair.evidence if e.feature == "name" and e.bits]
        return {(e.listed, e.query, e.note) if swapped else (e.query, e.listed, e.note) for e in found}

    assert agreed(there, swapped=False) == agreed(back, swapped=True)


def test_the_order_of_entries_of_each_table() -> None:
    """What `more agreement` means, spelt out: fewer words left over, surer words, rarer ones."""
    assert CHAINS["letters"] == CHAINS["unvowelled"] == (tuple(range(12)),)
    assert CHAINS["answered"] == CHAINS["answered_listed"] == ((0, 1, 2, 3),)
    assert CHAINS["complete"] == (
        (18, 5, 4, 3, 2, 1, 0),
        (18, 11, 10, 9, 8, 7, 6),
        (18, 17, 16, 15, 14, 13, 12),
    )
    assert CHAINS["anchor"] == tuple(tuple(range(8 * n, 8 * n + 8)) for n in range(4))
    for name in ("added", "omitted", "differing"):
        assert CHAINS[name] == ((3, 2, 1, 0), (7, 6, 5, 4), (11, 10, 9, 8))
        assert NEUTRAL[name] == (0, 4, 8)
    assert NEUTRAL["unvowelled"] == (12,)
    assert NEUTRAL["complete"] == (18,)
    assert SIZES["words"] == 9
    assert SIZES["length"] == 11
