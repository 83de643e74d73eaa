"""What two names say for and against each other, in the words that an examiner reads."""

from __future__ import annotations

import pytest

from ostrakon.index.build import index_of
from ostrakon.model import Entity
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.match.pairs import ORGANISATION, PERSON, VESSEL, compared, features, notes
from tests.parties import party, subject


@pytest.mark.parametrize(
    ("query", "listed", "schema", "word", "note"),
    [
        ("Vladimir Putin", "Vladimir Putin", PERSON, "putin", "same word"),
        ("V. Putin", "Vladimir Putin", PERSON, "v", "initial"),
        ("Sasha Petrov", "Alexander Petrov", PERSON, "sasha", "forms of one given name"),
        ("WISEHONEST", "WISE HONEST", VESSEL, "wisehonest", "words joined or split"),
        ("van der bilt corp", "vanderbilt corp", ORGANISATION, "bilt", "words joined or split"),
        ("Muhammad Aly", "محمد علي", PERSON, "muhammad", "a Latin spelling of the same word"),
        ("Ocean Star VII", "Ocean Star 7", VESSEL, "7", "same word"),
        ("Ivan Sokolovsky", "Ivan Sokolowski", PERSON, "sokolovsky", "same word in another romanisation"),
    ],
)
def test_words_agree_in_the_way_that_a_reader_would_name(
    query: str, listed: str, schema: str, word: str, note: str
) -> None:
    assert note in notes(compared(query, listed, schema), word)


def test_what_is_left_over_is_said_of_its_side() -> None:
    extra = compared("Vladimir Semyonovich Putin", "Vladimir Putin")
    missing = compared("Vladimir Putin", "Vladimir Semyonovich Putin")

    assert "name_extra" in features(extra)
    assert "name_missing" in features(missing)
    assert [e.query for e in extra.evidence if e.feature == "name_extra"] == ["semyonovich"]
    assert [e.listed for e in missing.evidence if e.feature == "name_missing"] == ["semyonovich"]


def test_every_word_answers_at_most_one_word() -> None:
    found = compared("Zindashti Zindashti Naji", "Naji Zindashti")
    answered = [e for e in found.evidence if e.feature == "name" and e.listed == "zindashti"]

    assert len(answered) == 1


@pytest.mark.parametrize(
    ("query", "nearer", "farther", "schema"),
    [
        ("Vladimir Putin", "Vladimir Putin", "Vladimir Pugin", PERSON),
        ("Vladimir Putin", "Putin Vladimir", "Putin Sergey", PERSON),
        ("Ali Zindashti", "Naji Zindashti", "Ali Sharifi", PERSON),  # the rare word tells more
        ("Vladimir Ivanovich Putin", "Vladimir Putin", "Vladimir Petrovich Putin", PERSON),  # contradicted, not omitted
        ("Anna Ivanovna Petrova", "Anna Petrova", "Ivan Ivanovich Petrov", PERSON),
        ("Ocean Star 7", "Ocean Star", "Ocean Star 8", VESSEL),
        ("Rosneft", "Rosneft Trading", "Rosneft Sokolovsky", ORGANISATION),
        ("Muster GmbH", "Muster LLC", "Meister GmbH", ORGANISATION),
    ],
)
def test_of_two_listed_names_the_nearer_one_is_worth_more(query: str, nearer: str, farther: str, schema: str) -> None:
    assert compared(query, nearer, schema).bits > compared(query, farther, schema).bits


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Ocean Star 7", "Ocean Star 8", VESSEL),
        ("Kim Jong Un", "Kim Jong Il", PERSON),
        ("Vladimir Ivanovich Putin", "Vladimir Petrovich Putin", PERSON),
        ("Anna Ivanovna Petrova", "Ivan Ivanovich Petrov", PERSON),
        ("Li Wei", "Li Wen", PERSON),
        ("Volkswagen Aktiengesellschaft", "Siemens Aktiengesellschaft", ORGANISATION),
        ("Ali", "Ali Hassan", PERSON),
    ],
)
def test_other_parties_with_a_like_name_are_no_match(query: str, listed: str, schema: str) -> None:
    assert not compared(query, listed, schema).match


@pytest.mark.parametrize(
    ("query", "listed", "schema"),
    [
        ("Jon Smith", "John Smith", PERSON),
        ("Dr. Bashar al-Assad", "Bashar Assad", PERSON),
        ("ООО Ромашка", "Romashka LLC", ORGANISATION),
        ("Mohammad Al Hassan", "Mohammed Alhassan", PERSON),
        ("IRISL", "Islamic Republic of Iran Shipping Lines", ORGANISATION),
        ("M/V WISE HONEST", "WISE HONEST", VESSEL),
    ],
)
def test_another_way_of_writing_the_same_party_is_a_match(query: str, listed: str, schema: str) -> None:
    assert compared(query, listed, schema).match


def test_a_name_that_fills_a_payment_field_may_end_in_the_middle_of_a_word() -> None:
    listed = "KHATAM AL ANBIYA CONSTRUCTION HEADQUARTERS"
    cut, torn = compared(listed[:35], listed, ORGANISATION), compared(listed[:33], listed, ORGANISATION)

    assert cut.bits > torn.bits


def test_a_weak_alias_says_so_and_costs() -> None:
    def explained(one: Entity) -> tuple[float, set[str]]:
        found = Screener(index_of([one]), lambda _: one, shipped_policy()).explain(subject("Hajj Qasem"), one.id)
        assert found is not None
        return found.bits, {piece.feature for piece in found.evidence}

    strong, strong_features = explained(party("t-1", "Qasem Soleimani", "Hajj Qasem"))
    weak, weak_features = explained(party("t-1", "Qasem Soleimani", weak=["Hajj Qasem"]))

    assert weak < strong
    assert weak_features - strong_features == {"alias"}
