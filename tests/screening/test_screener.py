"""Screening as an analyst sees it: who is found, how surely, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.screening.facts import PartyFacts
from ostrakon.screening.score import bits_of, probability
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import GivenIdentifier
from tests.clusters.parties import clusters_of, listed
from tests.parties import PARTIES, party, screener, subject


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    return screener(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vladimir Putin", "t-putin"),
        ("PUTIN, Vladimir", "t-putin"),
        ("Путин Владимир Владимирович", "t-putin"),
        ("Kim Jong-un", "t-kim"),
        ("Alexander Lukashenko", "t-lukashenko"),
        ("Qassem Suleimani", "t-soleimani"),
        ("Bank Melli", "t-melli"),
        ("M/V WISE HONEST", "t-vessel"),
        ("WISEHONEST", "t-vessel"),
        ("VTB Bank PJSC", "t-vtb"),
        ("金正恩", "t-kim"),
        ("Ким Чен Ын", "t-kim"),
        ("김정은", "t-kim"),
    ],
)
def test_a_listed_party_is_found_first_however_its_name_is_written(screen: Screener, name: str, expected: str) -> None:
    answer = screen.answer(subject(name), threshold=0.0)

    assert answer.results[0].id == expected


@pytest.mark.parametrize("name", ["Maria Fernanda Oliveira", "Thomas Müller GmbH", "Nguyễn Văn Minh", "Ocean Pearl"])
def test_other_parties_are_clear(screen: Screener, name: str) -> None:
    assert screen.answer(subject(name)).status == "clear"


def test_the_evidence_adds_up_to_the_bits_exactly(screen: Screener) -> None:
    for entity in PARTIES:
        facts = subject(f"{entity.caption} Trading", born="1952-10-07", countries=("ru",))
        for result in screen.answer(facts, threshold=0.0, limit=12).results:
            assert sum(e.bits for e in result.evidence) == result.bits


def test_results_come_by_falling_bits_then_by_id(screen: Screener) -> None:
    results = screen.answer(subject("Kim"), threshold=0.0, limit=10).results
    keys = [(-r.bits, r.id) for r in results]

    assert keys == sorted(keys)


def test_an_equal_identifier_finds_a_party_under_another_name(screen: Screener) -> None:
    vessel = screen.answer(subject("PACIFIC DAWN", identifiers=(GivenIdentifier(type="imo", value="IMO 8905490"),)))
    bank = screen.answer(subject("Some bank", identifiers=(GivenIdentifier(type="bic", value="VTBRRUMM"),)))

    assert (vessel.status, vessel.results[0].id) == ("hit", "t-vessel")
    assert (bank.status, bank.results[0].id) == ("hit", "t-vtb")


def test_the_letters_of_an_ethereum_address_match_in_any_case(screen: Screener) -> None:
    address = "0x098b716b8aaf21512996dc57eb0615e2383e2f96"
    answer = screen.answer(subject("unknown", identifiers=(GivenIdentifier(type="wallet", value=address),)))

    assert answer.results[0].id == "t-wallet"


def test_a_weak_alias_alone_is_never_a_hit(screen: Screener) -> None:
    alone = screen.answer(subject("The Commander", schema="Person"), threshold=0.0)
    with_date = screen.answer(subject("The Commander", schema="Person", born="1957-03-11"), threshold=0.0)

    assert alone.status in {"clear", "review"}
    assert with_date.results[0].id == "t-soleimani"
    assert with_date.results[0].bits > alone.results[0].bits


def test_another_birth_date_lowers_and_the_same_raises(screen: Screener) -> None:
    def bits(born: str) -> float:
        return screen.answer(subject("Vladimir Putin", born=born), threshold=0.0).results[0].bits

    assert bits("1952-10-07") > bits("") > bits("1981-02-03")
    assert bits("1952-10-08") > bits("1981-02-03")


def test_a_person_is_not_a_vessel(screen: Screener) -> None:
    person = screen.answer(subject("Wise Honest", schema="Person"), threshold=0.0).results[0]
    vessel = screen.answer(subject("Wise Honest", schema="Vessel"), threshold=0.0).results[0]

    assert person.bits < vessel.bits


@pytest.mark.parametrize("name", ["", "  ", "---", "\u200b", "!!!"])
def test_what_cannot_be_compared_is_not_screened(screen: Screener, name: str) -> None:
    answer = screen.answer(subject(name))

    assert answer.status == "not_screened"
    assert answer.reason


def test_a_name_too_long_to_compare_is_never_clear(screen: Screener) -> None:
    answer = screen.answer(subject("Lorem " * 2_000))

    assert answer.status == "not_screened"
    assert "longer" in answer.reason


def test_the_explanation_says_which_step_loses_a_party(screen: Screener) -> None:
    found = screen.explain(subject("Maria Fernanda Oliveira"), "t-vtb")
    assert found is not None

    assert found.lost_at.startswith("candidates")
    assert found.status == "clear"
    assert sum(e.bits for e in found.evidence) == found.bits


@given(st.text(max_size=120))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
def test_any_text_gets_an_answer(screen: Screener, text: str) -> None:
    answer = screen.answer(subject(text), threshold=0.0)

    assert answer.status in {"clear", "review", "hit", "not_screened"}
    assert all(0.0 < r.score < 1.0 for r in answer.results)


@given(st.lists(st.floats(-900, 900), min_size=2, max_size=2, unique=True))
def test_the_score_rises_with_the_bits_and_never_reaches_one(pair: list[float]) -> None:
    low, high = sorted(pair)
    if high - low > 1e-6 and low > -40:
        assert probability(low) < probability(high) < 1.0
    if -30 < low < 30:
        assert bits_of(probability(low)) == pytest.approx(low, abs=1e-4)


@given(st.permutations(PARTIES))
@settings(deadline=None, max_examples=8)
def test_the_order_of_the_list_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[object]) -> None:
    shuffled = screener(tmp_path_factory.mktemp("order"), order)  # type: ignore[arg-type]
    straight = screener(tmp_path_factory.mktemp("straight"))

    for name in ("Vladimir Putin", "Kim Jong Un", "Bank Melli", "Ali Hassan"):
        assert shuffled.answer(subject(name), threshold=0.0) == straight.answer(subject(name), threshold=0.0)


def test_an_added_alias_never_loses_a_match(tmp_path: Path) -> None:
    before = screener(tmp_path / "before", [party("t-1", "Ivan Petrov"), party("t-2", "Oleg Sidorov")])
    after = screener(tmp_path / "after", [party("t-1", "Ivan Petrov", "Iwan Petroff"), party("t-2", "Oleg Sidorov")])

    assert before.answer(subject("Ivan Petrov")).results[0].id == "t-1"
    assert after.answer(subject("Ivan Petrov")).results[0].id == "t-1"
    assert after.answer(subject("Iwan Petroff")).results[0].id == "t-1"


def test_a_date_on_one_list_speaks_for_the_record_of_another(tmp_path: Path) -> None:
    """A record without a date is no way around the date that another list gives for the same party."""
    name = "Zurab Kakhaberovich Tsikhelashvili"
    records = [
        listed("ofac-1", name, born="1961-02-03", country="ge", numbers=[("inn", "7707083893")]),
        listed("uk-1", name, country="ge", numbers=[("inn", "7707083893")]),
    ]
    build_index(records, tmp_path)
    facts = PartyFacts(Arrays.load(tmp_path), clusters_of(tmp_path, *records))

    assert facts.dates(0) == facts.dates(1) == [[1961, 2, 3, 0, 0]]
