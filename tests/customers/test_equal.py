"""An incremental rescreen is equal to a full one, match by match, whatever changes in the lists."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon import clusters
from ostrakon.app.monitoring.segment_screening import Found, current_footprints, screen_change, screen_whole
from ostrakon.clusters import Clusters
from ostrakon.customers.building import Builder
from ostrakon.customers.footprints import gone_or_changed, id_hash
from ostrakon.customers.segment import Segment
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.model import Entity, PartialDate
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.screening.policy import Policy, shipped_policy
from ostrakon.screening.result import Result
from ostrakon.screening.screener import Screener
from tests.parties import party

GIVEN = ("Ivan", "Iwan", "Sergey", "Mohammed", "Muhammad", "Kim", "Ali", "Olga", "Zindashti", "محمد", "Владимир")
FAMILY = ("Petrov", "Petroff", "Hassan", "Jong Un", "Zindashti", "Ivanova", "Khadr", "علي", "Путин", "al-Assad")
FIRMS = ("Zindashti Trading Company", "KOMID", "Bank Melli Iran", "Mechel PAO", "Korea Mining Development Corporation")
NAMES = st.one_of(
    st.builds(lambda given, family: f"{given} {family}", st.sampled_from(GIVEN), st.sampled_from(FAMILY)),
    st.sampled_from((*FIRMS, *FAMILY)),
)
BORN = st.sampled_from(["", "1952-10-07", "1952", "1984-01-08", "1971-03-04"])
NUMBERS = st.sampled_from([(), (("passport", "AB1234567"),), (("imo", "8905490"),)])
LISTED = st.builds(
    lambda number, name, alias, born, numbers, weak: party(
        f"t-{number}", name, *alias, born=born, identifiers=numbers, weak=weak, country="ru",
        schema="Organization" if name in FIRMS else "Person",
    ),
    st.integers(1, 12), NAMES, st.lists(NAMES, max_size=2), BORN, NUMBERS, st.lists(NAMES, max_size=1),
)  # fmt: skip
LISTS = st.lists(LISTED, max_size=12, unique_by=lambda one: one.id)
CUSTOMERS = st.lists(
    st.builds(
        lambda name, born, numbers, schema, aliases: Subject(
            name=name,
            schema=schema,
            aliases=tuple(aliases),
            birth_date=PartialDate.parse(born) if born else None,
            identifiers=tuple(GivenIdentifier(type=t, value=v) for t, v in numbers),
            countries=("ru",),
        ),
        NAMES, BORN, NUMBERS, st.sampled_from(["", "Person", "Organization"]), st.lists(NAMES, max_size=1),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@dataclass(eq=False)
class Lists:
    """What a run needs of an engine, over a few parties in memory."""

    parties: Sequence[Entity]
    policy: Policy = field(default_factory=shipped_policy)
    arrays: Arrays = field(init=False)
    clusters: Clusters = field(init=False)
    screener: Screener = field(init=False)

    def __post_init__(self) -> None:
        known = {one.id: one for one in self.parties}
        self.arrays = index_of(self.parties)
        with tempfile.TemporaryDirectory() as folder:
            clusters.build(self.parties, Path(folder))
            self.clusters = Clusters.load(Path(folder))
        self.screener = Screener(self.arrays, known.get, self.policy, clusters=self.clusters)


def segment_of(customers: Sequence[Subject]) -> Segment:
    builder = Builder()
    for number, customer in enumerate(customers):
        builder.add(msgspec.structs.replace(customer, query_id=f"C{number}"), 0)
    return builder.segment()


def whole(lists: Lists, segment: Segment) -> dict[int, tuple[Result, ...]]:
    return screen_whole(lists, segment, np.ones(segment.count, dtype=np.bool_)).matches  # type: ignore[arg-type]


def after(before: dict[int, tuple[Result, ...]], old: Lists, new: Lists, segment: Segment) -> dict[int, set[Result]]:
    """The matches after a change: those of parties that did not change stay, the others are what the run found."""
    prints = current_footprints(old)[0]  # type: ignore[arg-type]
    found: Found = screen_change(new, segment, prints, np.ones(segment.count, dtype=np.bool_))  # type: ignore[arg-type]
    gone = set(gone_or_changed(prints, current_footprints(new)[0]).tolist())  # type: ignore[arg-type]
    kept = {
        customer: {result for result in results if id_hash(result.id) not in gone}
        for customer, results in before.items()
        if customer not in found.anew
    }
    for customer, results in found.matches.items():
        kept.setdefault(customer, set()).update(results)
    return {customer: results for customer, results in kept.items() if results}


@given(CUSTOMERS, LISTS, LISTS, st.sets(st.integers(1, 12)))
@settings(deadline=None, max_examples=60)
def test_whatever_changes_in_the_lists_an_incremental_rescreen_gives_what_a_full_one_gives(
    customers: list[Subject], before: list[Entity], after_all: list[Entity], changed: set[int]
) -> None:
    """Parties are added, removed, renamed, get other facts, and make words of others more common or rarer."""
    fresh = {one.id: one for one in after_all}
    parties = [fresh.get(one.id, one) if int(one.id[2:]) in changed else one for one in before]
    parties += [one for one in after_all if one.id not in {p.id for p in before} and int(one.id[2:]) in changed]
    old, new, segment = Lists(before), Lists(parties), segment_of(customers)

    full = {customer: set(results) for customer, results in whole(new, segment).items()}
    assert after(whole(old, segment), old, new, segment) == full


def test_a_word_that_became_more_common_elsewhere_changes_the_score_of_a_match_that_nobody_touched() -> None:
    listed = [party(f"t-{n}", f"Grzegorz Brzeczyszczykiewicz{'abcdefghij'[n]}", born="1971-03-04") for n in range(2)]
    old = Lists([party("t-a", "Qwertz Zxcvbn"), *listed])
    new = Lists([party("t-a", "Qwertz Zxcvbn"), *listed, *(party(f"t-b{n}", f"Qwertz Other{n}") for n in range(60))])
    segment = segment_of([Subject(name="Qwertz Zxcvbn"), Subject(name="Somebody Else")])

    before, full = whole(old, segment), whole(new, segment)
    assert before[0][0].bits != full[0][0].bits
    assert after(before, old, new, segment) == {customer: set(results) for customer, results in full.items()}


@given(CUSTOMERS, LISTS)
@settings(deadline=None, max_examples=20)
def test_every_match_adds_up_and_an_explanation_of_the_two_finds_no_less(
    customers: list[Subject], listed: list[Entity]
) -> None:
    lists, segment = Lists(listed), segment_of(customers)
    for customer, results in whole(lists, segment).items():
        for result in results:
            told = lists.screener.explain(segment.subject(customer), result.id)
            assert told is not None
            assert sum(piece.bits for piece in result.evidence) == result.bits
            assert told.bits >= result.bits  # by names, too, that share no key with the customer's


@given(CUSTOMERS, LISTS)
@settings(deadline=None, max_examples=20)
def test_what_an_ordinary_screening_finds_by_name_or_number_the_base_finds_with_the_same_score(
    customers: list[Subject], listed: list[Entity]
) -> None:
    lists, segment = Lists(listed), segment_of(customers)
    found = whole(lists, segment)
    for customer in range(segment.count):
        answer = lists.screener.answer(segment.subject(customer), limit=50)
        here = {result.id: result for result in found.get(customer, ())}
        for result in answer.results:
            assert here[result.id] == result


def test_a_listed_name_of_one_consonant_is_found_like_in_an_ordinary_screening() -> None:
    lists = Lists([party("t-1", "علي", born="1952-10-07", country="ru"), party("t-2", "Qwertz Zxcvbn")])
    customer = Subject(name="Zindashti علي", birth_date=PartialDate.parse("1952-10-07"), countries=("ru",))
    segment = segment_of([customer])
    answer = lists.screener.answer(segment.subject(0), limit=50)

    assert [result.id for result in answer.results] == ["t-1"]
    assert whole(lists, segment)[0] == answer.results
