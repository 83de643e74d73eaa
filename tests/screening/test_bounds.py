"""What is asked of a screener and what it gives back at the bounds: thresholds, how many, which status, which name."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from ostrakon.match.weights import weights
from ostrakon.model.subject import GivenIdentifier
from ostrakon.profile.name import profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.score import TAIL_BITS, bits_of, probability
from ostrakon.screening.screener import Screener
from ostrakon.screening.thin import thin_reason
from tests.parties import party, screener, subject

POLICY = shipped_policy()
IMO = ("imo", "8905490")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Screener:
    """Seven namesakes, one of them by a weak alias, one a ship."""
    listed = [party(f"t-{n}", "Kazem Zindashti", born=f"19{50 + n}-03-04") for n in range(6)]
    listed += [party("t-weak", "Omar Sharifi", "Zindashti", weak=["Kazem Zindashti"])]
    listed += [party("t-ship", "KAZEM ZINDASHTI", schema="Vessel", identifiers=[IMO])]
    return screener(tmp_path_factory.mktemp("bounds"), listed)


def test_five_results_are_given_where_nobody_says_how_many(many: Screener) -> None:
    assert len(many.answer(subject("Kazem Zindashti", schema="Person")).results) == 5
    assert len(many.answer(subject("Kazem Zindashti", schema="Person"), limit=2).results) == 2
    [compared] = many.compared([subject("Kazem Zindashti")])
    assert compared.limit == 5


def test_equally_good_results_come_by_their_ids(many: Screener) -> None:
    results = many.answer(subject("Kazem Zindashti", schema="Person")).results
    assert [result.id for result in results] == [f"t-{n}" for n in range(5)]
    assert {(result.status, result.note, result.exemption) for result in results} == {("hit", "", "")}
    assert {(result.caption, result.schema) for result in results} == {("Kazem Zindashti", "Person")}


def test_a_weak_alias_and_another_kind_cost_what_their_weights_say(many: Screener) -> None:
    found = {r.id: r.bits for r in many.answer(subject("Kazem Zindashti", schema="Person"), limit=9).results}
    assert found["t-weak"] == found["t-0"] + weights().weak
    explained = many.explain(subject("Kazem Zindashti", schema="Person"), "t-ship")
    assert explained is not None
    assert [p.bits for p in explained.evidence if p.feature == "schema"] == [weights().schema_other]


def test_a_result_needs_the_threshold_and_the_status_does_not(many: Screener) -> None:
    asked = subject("Kazem Zindashti", schema="Person")
    [first, *_] = many.answer(asked, limit=1).results
    below = many.answer(asked, limit=1, threshold=probability(first.bits - 0.01))
    above = many.answer(asked, limit=1, threshold=probability(first.bits + 0.01))
    assert [result.id for result in below.results] == ["t-0"]
    assert above.results == ()
    assert above.status == below.status == "hit"


def test_a_lower_threshold_reports_more_and_calls_it_no_match(many: Screener) -> None:
    asked = subject("Beatrix Zindashti", schema="Person")
    assert many.answer(asked).status == "clear"
    low = many.answer(asked, threshold=1e-6)
    assert low.status == "clear"
    assert low.results
    assert not any(result.match for result in low.results if result.bits < 0)
    assert {result.status for result in low.results if result.bits < 0} == {"clear"}


def test_evidence_is_left_out_on_demand(many: Screener) -> None:
    asked = subject("Kazem Zindashti")
    without, told = many.answer(asked, evidence=False).results, many.answer(asked).results
    assert [r.evidence for r in without] == [()] * len(without)
    assert [r.bits for r in without] == [r.bits for r in told] == [sum(p.bits for p in r.evidence) for r in told]


def test_chosen_listed_names_are_confirmed_without_a_search(many: Screener) -> None:
    asked = subject("Kazem Zindashti", schema="Person")
    everything = range(4)
    confirmed = many.confirm(asked, everything, limit=3)
    assert [r.id for r in confirmed] == ["t-0", "t-1", "t-2"]
    assert confirmed == many.answer(asked, limit=3).results
    every = many.every(asked, everything)
    assert {r.id for r in every} == {f"t-{n}" for n in range(6)} | {"t-weak", "t-ship"}


@pytest.mark.parametrize("bits", [-1e9, -40.0, -1.0, 0.0, 1.0, 4.25, 19.0, TAIL_BITS, 21.0, 60.0])
def test_score_and_bits_say_the_same(bits: float) -> None:
    score = probability(bits)
    assert 0.0 <= score < 1.0
    if bits > -1000:
        assert bits_of(score) == pytest.approx(bits, rel=1e-6, abs=1e-9)


def test_scores_of_known_bits() -> None:
    assert probability(0.0) == 0.5
    assert probability(1.0) == pytest.approx(2 / 3)
    assert probability(-1.0) == pytest.approx(1 / 3)
    assert probability(TAIL_BITS) == pytest.approx(1 - 1 / (1 + 2**20))
    assert 1 - probability(2 * TAIL_BITS) == pytest.approx((1 - probability(TAIL_BITS)) / 2)
    assert bits_of(0.5) == 0.0
    assert bits_of(0.0) == bits_of(-0.5) == -math.inf
    assert math.isfinite(bits_of(1.0))
    assert bits_of(1e-9) < -29


@pytest.mark.parametrize(
    ("name", "of", "facts", "reason"),
    [
        ("Kazem Zindashti", "person", {}, ""),
        ("Kazem Zindashti", "person", {"weak": True}, "the listed name is a weak alias"),
        ("Kazem Zindashti", "person", {"acronym": True}, "only the first letters of the listed name agree"),
        ("12345 67890", "organisation", {}, "the name consists of numbers"),
        ("12345 Zindashti", "organisation", {}, ""),
        ("Dr Zindashti", "person", {}, "a single word is given for a person"),
        ("Zindashti LLC", "organisation", {}, ""),
        ("Li Na", "person", {}, "the name has no more than 4 distinguishing letters"),
        ("Li Nan", "person", {}, ""),
        ("VTBX LLC", "organisation", {}, "the name has no more than 4 distinguishing letters"),
        ("VTBXY LLC", "organisation", {}, ""),
    ],
)
def test_names_that_are_too_thin_say_why(name: str, of: str, facts: dict[str, bool], reason: str) -> None:
    given = {"weak": False, "acronym": False} | facts
    profile = profile_name(name, of)  # type: ignore[arg-type]
    assert thin_reason(profile, of, POLICY, **given) == reason  # type: ignore[arg-type]


def test_a_policy_may_let_thin_names_stop() -> None:
    thin = profile_name("Zindashti", "person")
    off = replace(POLICY, thin_needs_second=False)
    assert thin_reason(thin, "person", off, weak=False, acronym=True) == ""
    assert thin_reason(thin, "person", off, weak=True, acronym=True) == "the listed name is a weak alias"
    weak_too = replace(POLICY, weak_needs_second=False)
    assert thin_reason(profile_name("Kazem Zindashti", "person"), "person", weak_too, weak=True, acronym=False) == ""


def test_a_number_leads_to_a_party_whatever_its_name(tmp_path: Path) -> None:
    listed = [party(f"t-{n}", f"Vessel Zarya {n}", schema="Vessel") for n in range(3)]
    screen = screener(tmp_path, [*listed, party("t-imo", "WISE HONEST", schema="Vessel", identifiers=[IMO])])
    number = GivenIdentifier(type=IMO[0], value=IMO[1])
    answer = screen.answer(subject("Polema", schema="Vessel", identifiers=(number,)))
    assert answer.status == "hit"
    assert [r.id for r in answer.results] == ["t-imo"]
    assert answer.results[0].note == ""
    assert sum(p.bits for p in answer.results[0].evidence) == answer.results[0].bits


@pytest.mark.parametrize(("words", "status"), [(200, "not_screened"), (3, "clear")])
def test_what_could_not_be_compared_in_full_is_never_clear(many: Screener, words: int, status: str) -> None:
    answer = many.answer(subject(" ".join(f"Polema{n}" for n in range(words))))
    assert answer.status == status
    assert bool(answer.reason) == (status == "not_screened")


def test_a_name_without_letters_is_not_screened(many: Screener) -> None:
    answer = many.answer(subject("...", query_id="q-1"))
    assert (answer.status, answer.query_id, answer.results) == ("not_screened", "q-1", ())
    assert "no letter or digit" in answer.reason
