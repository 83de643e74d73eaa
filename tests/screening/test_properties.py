"""What holds for any subject and any list: monotone evidence, exact sums, bounded work, and no order that matters."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import pairwise
from types import FrameType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.index.build import index_of
from ostrakon.model import CountryLink, Entity, Origin, PartialDate
from ostrakon.model.entity import Address, Property
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.score import probability
from ostrakon.screening.screener import Screener
from tests.parties import PARTIES, WALLET, party, subject

GIVEN = ("Ivan", "Iwan", "Sergey", "Mohammed", "Kim", "Ali", "Qasem", "Olga", "محمد", "Владимир")
FAMILY = ("Petrov", "Petroff", "Hassan", "Soleimani", "Jong Un", "Zindashti", "Ivanova", "علي", "Путин")
NAMES = st.builds(lambda given, family: f"{given} {family}", st.sampled_from(GIVEN), st.sampled_from(FAMILY))
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "birth_date": st.sampled_from(
            ["1952-10-07", "1952-07-10", "1952", "1984-01-08", "1971-03-04", "1900-01-01"]
        ).map(PartialDate.parse),
        "countries": st.lists(st.sampled_from(["ru", "kp", "ir", "us"]), max_size=2, unique=True).map(tuple),
        "schema": st.sampled_from(["", "Person", "Organization", "Vessel"]),
        "identifiers": st.lists(
            st.sampled_from(
                [
                    GivenIdentifier(type="imo", value="8905490"),
                    GivenIdentifier(type="bic", value="VTBRRUMM"),
                    GivenIdentifier(type="wallet", value=WALLET),
                    GivenIdentifier(type="passport", value="AB1234567"),
                ]
            ),
            max_size=2,
            unique=True,
        ).map(tuple),
        "aliases": st.lists(NAMES, max_size=2).map(tuple),
    },
)
SUBJECTS = st.builds(lambda name, facts: Subject(name=name, **facts), st.one_of(NAMES, st.text(max_size=30)), FACTS)


def screening(parties: Iterable[Entity]) -> Screener:
    """A screener over `parties`, its index in memory."""
    listed = {one.id: one for one in parties}
    return Screener(index_of(list(listed.values())), listed.get, shipped_policy())


SCREENER = screening(PARTIES)
ORIGIN = Origin(source="test", record="t-id")


def bits(screener: Screener, asked: Subject, entity_id: str) -> float:
    found = screener.explain(asked, entity_id)
    assert found is not None
    return found.bits


@given(SUBJECTS)
@settings(deadline=None, max_examples=120)
def test_the_evidence_of_any_subject_adds_up_exactly_and_results_fall_strictly_with_their_bits(asked: Subject) -> None:
    found = SCREENER.answer(asked, threshold=0.0, limit=20).results

    for result in found:
        assert sum(piece.bits for piece in result.evidence) == result.bits
        assert result.score == probability(result.bits)
        assert sum(reversed([piece.bits for piece in result.evidence])) == result.bits
    for one, two in pairwise(found):
        assert one.bits >= two.bits
        assert (one.score > two.score) == (one.bits > two.bits)


@given(SUBJECTS, st.sampled_from(PARTIES))
@settings(deadline=None, max_examples=80)
def test_a_search_and_an_explanation_of_one_pair_say_the_same(asked: Subject, one: Entity) -> None:
    found = {result.id: result for result in SCREENER.answer(asked, threshold=0.0, limit=50).results}
    explained = SCREENER.explain(asked, one.id)
    assert explained is not None

    assert sum(piece.bits for piece in explained.evidence) == explained.bits
    if one.id in found and found[one.id].match:
        assert found[one.id].bits == explained.bits
        assert found[one.id].evidence == explained.evidence
    elif one.id in found:  # far from a match a search compares only those of the party's names that it fetched
        assert found[one.id].bits <= explained.bits


IDENTIFIED = msgspec.structs.replace(
    party(
        "t-id", "Ivan Petrov", born="1971-03-04", country="ru",
        identifiers=[("passport", "AB1234567"), ("inn", "500100732259"), ("wallet", WALLET)],
    ),
    countries=(CountryLink(text="Russia", code="ru", role="nationality", origin=ORIGIN),),
    birth_places=(Address(full="Ryazan, Russia", origin=ORIGIN),),
    properties=(Property(name="gender", value="male", origin=ORIGIN),),
)  # fmt: skip


@given(st.one_of(NAMES, st.just("Ivan Petrov")), st.sampled_from(IDENTIFIED.identifiers))
@settings(deadline=None, max_examples=40)
def test_an_agreeing_identifier_never_lowers_the_score(name: str, identifier: object) -> None:
    screener = screening([IDENTIFIED])
    given_one = GivenIdentifier(type=identifier.type, value=identifier.value)  # type: ignore[attr-defined]
    without = Subject(name=name)

    assert bits(screener, Subject(name=name, identifiers=(given_one,)), "t-id") > bits(screener, without, "t-id")


@given(st.one_of(NAMES, st.just("Ivan Petrov")))
@settings(deadline=None, max_examples=40)
def test_more_identifiers_that_agree_never_lower_the_score(name: str) -> None:
    screener = screening([IDENTIFIED])
    every = tuple(GivenIdentifier(type=i.type, value=i.value) for i in IDENTIFIED.identifiers)
    rising = [bits(screener, Subject(name=name, identifiers=every[:count]), "t-id") for count in range(len(every) + 1)]

    assert rising == sorted(rising)


CONTRADICTIONS = (
    {"birth_date": PartialDate.parse("1938-11-25")},
    {"birth_date": PartialDate.parse("1999")},
    {"countries": ("br",)},
    {"schema": "Vessel"},
    {"schema": "Organization"},
    {"identifiers": (GivenIdentifier(type="passport", value="ZZ7654321"),)},
    {"identifiers": (GivenIdentifier(type="inn", value="7707083893"),)},
    {"nationalities": ("br",)},
    {"gender": "female"},
    {"birth_place": "Valparaiso, Chile"},
)


@given(st.one_of(NAMES, st.just("Ivan Petrov")), st.sampled_from(CONTRADICTIONS))
@settings(deadline=None, max_examples=60)
def test_a_contradiction_never_raises_the_score(name: str, contradiction: dict[str, object]) -> None:
    screener = screening([IDENTIFIED])
    # Whether a kind is given changes how the name is read; so the kind that fits stands in the place of "unsaid".
    base = {"schema": "Person"} if "schema" in contradiction else {}
    contradicted = Subject(name=name, **contradiction)  # type: ignore[arg-type]

    assert bits(screener, contradicted, "t-id") <= bits(screener, Subject(name=name, **base), "t-id")


@given(st.lists(NAMES, min_size=2, max_size=4, unique=True), NAMES, NAMES)
@settings(deadline=None, max_examples=60)
def test_an_added_alias_never_loses_a_match(listed: list[str], alias: str, asked: str) -> None:
    def found(*aliases: str) -> set[str]:
        parties = [party(f"t-{number}", name, *(aliases if number == 0 else ())) for number, name in enumerate(listed)]
        return {r.id for r in screening(parties).answer(subject(asked, schema="Person"), limit=20).results}

    assert found() <= found(alias)


@given(st.permutations([*PARTIES[:6]]), SUBJECTS)
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_list_changes_no_answer(order: list[Entity], asked: Subject) -> None:
    straight, shuffled = screening(PARTIES[:6]), screening(order)

    assert shuffled.answer(asked, threshold=0.0) == straight.answer(asked, threshold=0.0)


@given(st.lists(SUBJECTS, min_size=2, max_size=6), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_queries_changes_no_answer(asked: list[Subject], draw: object) -> None:
    numbered = list(enumerate(asked))
    shuffled = list(numbered)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    fresh, other = screening(PARTIES), screening(PARTIES)

    forth = {number: fresh.answer(one, threshold=0.0) for number, one in numbered}
    back = {number: other.answer(one, threshold=0.0) for number, one in shuffled}

    assert forth == back


ENDLESS = {
    "letters": "a" * 10_000,
    "words": " ".join(f"Ivan{chr(97 + number % 26)}" for number in range(500)),
    "one word again and again": "Kim " * 500,
    "Han": "金正恩" * 3_400,
    "Arabic": "محمد " * 2_000,
    "marks": "a\u0301" * 5_000,
    "every character": "".join(map(chr, range(0x20, 0x2800))),
    "initials": "A. " * 3_400,
    "lone surrogates": "\udc80" * 10_000,
}
WORK_MAX = 400_000
"""Calls of functions that one answer may take. An ordinary name takes a few hundred."""


@pytest.mark.parametrize("name", list(ENDLESS.values()), ids=list(ENDLESS))
def test_a_name_without_end_costs_a_bounded_amount_of_work(name: str) -> None:
    once, twice = _calls(Subject(name=name)), _calls(Subject(name=name + name[::-1]))

    assert once < WORK_MAX
    assert twice < 1.5 * once + 20_000


def _calls(asked: Subject) -> int:
    """How many functions are called to answer, in Python and in C."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        answer = SCREENER.answer(asked)
    finally:
        sys.setprofile(before)
    assert answer.status == "not_screened"
    return count


@pytest.mark.parametrize(
    "contradiction",
    [{"birth_date": PartialDate.parse("1938-11-25")}, {"nationalities": ("br",)}, {"gender": "female"},
     {"birth_place": "Valparaiso, Chile"}, {"schema": "Vessel"}],
    ids=lambda contradiction: next(iter(contradiction)),
)  # fmt: skip
def test_a_contradiction_is_told_and_lowers_the_score(contradiction: dict[str, object]) -> None:
    screener = screening([IDENTIFIED])
    plain = Subject(name="Ivan Petrov", schema="Person")
    contradicted = msgspec.structs.replace(plain, **contradiction)

    assert bits(screener, contradicted, "t-id") < bits(screener, plain, "t-id")
