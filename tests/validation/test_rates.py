"""Shares with their uncertainty mean what they say."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.validation.curves import steps
from ostrakon.validation.rates import Rate, mcnemar
from ostrakon.validation.record import Outcome, TestRecord


@given(st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(counts: tuple[int, int]) -> None:
    rate = Rate(*counts)
    low, high = rate.interval
    assert 0 <= low <= rate.share + 1e-12 <= high + 2e-12
    assert high <= 1


def test_intervals_are_those_of_the_paper() -> None:
    low, high = Rate(8, 10).interval  # Wilson 1927, in every textbook: 0.490 to 0.943
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Rate(0, 0).interval == (0.0, 1.0)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60))
def test_two_filters_compared_either_way_differ_by_the_same_chance(pairs: list[tuple[bool, bool]]) -> None:
    first, second = [Outcome(found=a) for a, _ in pairs], [Outcome(found=b) for _, b in pairs]
    one, other, chance = mcnemar(first, second)
    assert mcnemar(second, first) == (other, one, chance)
    assert 0 <= chance <= 1
    assert (chance == 1) == (abs(one - other) <= (one + other) % 2 or one + other == 0) or chance < 1


def test_ten_found_by_one_alone_are_no_chance() -> None:
    first, second = [Outcome(found=True)] * 10, [Outcome()] * 10
    assert mcnemar(first, second) == (10, 0, 2 / 2**10)


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=50))
def test_a_lower_threshold_never_finds_less_and_never_alerts_less(made: list[tuple[bool, float]]) -> None:
    answered = [
        (
            TestRecord(id=str(n), channel="name", written="A", schema="", kind="", entity_id="x" * planted),
            Outcome(score=s),
        )
        for n, (planted, s) in enumerate(made)
    ]
    every = steps(answered)
    assert all(a.threshold > b.threshold for a, b in pairwise(every))
    assert all(a.found.hits <= b.found.hits for a, b in pairwise(every))
    assert all(a.alerts.hits <= b.alerts.hits for a, b in pairwise(every))
