"""Random graphs against the definition: every world is made, and its blocked entities found step by step."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import msgspec
import pytest

from ostrakon.ownership import Graph, Interest, Party, resolve
from ostrakon.ownership.graph import CONTROLLING, UNIT, WHOLE
from ostrakon.ownership.regimes import HALF, REGIMES, Regime, regime_on

DAY = "2026-01-01"
GRAPHS = 2000
SHARES = (5, 10, 20, 25, 30, 40, 45, 50, 51, 60, 75)
UNSURE_MAX = 3
"""Ranges and unrecorded remainders in one graph, so that all its worlds can be made."""

World = dict[str, dict[str, int]]
"""Entity → holder → share."""


def drawn(seed: int) -> Graph:
    """A small graph with rings, ranges, remainders, nominees, arrangements and rights."""
    draw = random.Random(seed)
    names = [f"e{n}" for n in range(draw.randint(3, 12))]
    parties = [
        Party(id=name, listed=tuple(r for r in REGIMES if draw.random() < 0.6) if draw.random() < 0.3 else ())
        for name in names
    ]
    if draw.random() < 0.3:  # somebody may be listed, and nobody knows
        place = draw.randrange(len(parties))
        parties[place] = msgspec.structs.replace(parties[place], maybe=REGIMES)
    unsure = set(draw.sample(names, min(len(names), draw.randint(0, UNSURE_MAX))))
    interests = [one for owned in names for one in _owners(draw, names, owned, unsure=owned in unsure)]
    if draw.random() < 0.3:
        share = draw.choice(SHARES) * UNIT
        owner, owned = draw.choice(names), draw.choice(names)
        interests.append(Interest(owner=owner, owned=owned, low=share, high=share, indirect=True))
    for owned in names:
        if draw.random() < 0.15:
            right = draw.choice(["appoint_majority", "dominant_influence", "veto", "director"])
            interests.append(Interest(owner=draw.choice(names), owned=owned, kind="control", right=right))
    return Graph.of(parties, interests)


def _owners(draw: random.Random, names: list[str], owned: str, *, unsure: bool) -> Iterator[Interest]:
    """Owners of one entity: all of it and exact, or, where unsure, a range among them or a part unrecorded."""
    left, ranged = 100, unsure and draw.random() < 0.6
    owners = draw.sample(names, draw.randint(0, min(4, len(names))))
    for owner in owners:
        share = draw.choice(SHARES)
        if share > left:
            continue
        left -= share
        high = draw.choice([one for one in (*SHARES, 90, 100) if one >= share]) if ranged else share
        ranged = False
        yield Interest(
            owner=owner,
            owned=owned,
            low=share * UNIT,
            high=high * UNIT,
            holds_for=draw.choice(names) if draw.random() < 0.1 else "",
            arrangement="J" if draw.random() < 0.15 else "",
        )
    if left and left < 100 and not unsure:
        yield Interest(owner=draw.choice(names), owned=owned, low=left * UNIT, high=left * UNIT)


def worlds(graph: Graph, side: frozenset[str]) -> Iterator[World]:
    """Every world at the ends of the ranges, the remainder of each entity to nobody or to one holder of the side.

    More values in between add nothing: what is blocked depends on sums that these ends bound.
    """
    choices = _choices(graph, side)
    for picked in itertools.product(*(options for _, options in choices)):
        yield {entity: shares for (entity, _), shares in zip(choices, picked, strict=True)}


def _choices(graph: Graph, side: frozenset[str]) -> list[tuple[str, list[dict[str, int]]]]:
    """By entity, all that its owners may hold."""
    return [
        (
            entity,
            list(_shares([one for one in graph.interests if one.owned == entity and one.kind == "ownership"], side)),
        )
        for entity in graph.parties
    ]


def _shares(every: list[Interest], side: frozenset[str]) -> Iterator[dict[str, int]]:
    """What the direct stakes leave possible; stakes held indirectly count beside them, or not."""
    indirect = [one for one in every if one.indirect]
    for shares in _direct([one for one in every if not one.indirect], [one.holder for one in indirect], side):
        for counted in itertools.product((False, True), repeat=len(indirect)):
            made = dict(shares)
            for one, counts in zip(indirect, counted, strict=True):
                made[one.holder] += one.high if counts else 0
            yield made


def _direct(mine: list[Interest], more: list[str], side: frozenset[str]) -> Iterator[dict[str, int]]:
    for ends in itertools.product(*({one.low, one.high} for one in mine)):
        if sum(ends) > WHOLE and any(one.low != one.high for one in mine):
            # at the top of a range the whole must still fit: cut it to what is left
            for place, one in enumerate(mine):
                cut = list(ends)
                cut[place] = max(one.low, ends[place] - (sum(ends) - WHOLE))
                if sum(cut) <= WHOLE:
                    yield from _with_rest(mine, cut, more, side)
            continue
        yield from _with_rest(mine, list(ends), more, side)


def _with_rest(
    mine: list[Interest], ends: list[int], more: list[str], side: frozenset[str]
) -> Iterator[dict[str, int]]:
    shares = dict.fromkeys(more, 0)
    for one, share in zip(mine, ends, strict=True):
        shares[one.holder] = shares.get(one.holder, 0) + share
    yield dict(shares)
    rest = WHOLE - sum(ends)
    if rest > 0:
        for holder, share in shares.items():
            if holder in side:
                yield shares | {holder: share + rest}


def blocked_in(graph: Graph, world: World, regime: Regime, roots: list[str]) -> set[str]:
    """The least fixed point in one world, by the rule as it is written."""
    side = set(roots)
    while True:
        more = {
            entity for entity in graph.parties if entity not in side and _blocked(graph, world, regime, side, entity)
        }
        if not more:
            return side
        side |= more


def _blocked(graph: Graph, world: World, regime: Regime, side: set[str], entity: str) -> bool:
    mine = {holder for holder in world[entity] if holder in side}
    if regime.arrangements:
        joint = {one.holder for one in graph.interests if one.owned == entity and one.arrangement == "J"}
        if mine & joint:
            mine |= joint & world[entity].keys()
    if sum(world[entity][holder] for holder in mine) >= regime.least and mine:
        return True
    rights = [one for one in graph.interests if one.owned == entity and one.right in CONTROLLING]
    return regime.control and any(one.holder in side for one in rights)


def by_definition(graph: Graph, regime_id: str) -> tuple[set[str], set[str]]:
    """Entities blocked in every world, and in some."""
    regime = regime_on(regime_id, DAY)
    listed = graph.listed_by(regime_id)
    everybody = frozenset(graph.parties)
    always, sometimes = set(graph.parties), set()
    for world, really in itertools.product(worlds(graph, everybody), ([], graph.maybe_listed_by(regime_id))):
        in_it = [*listed, *really]
        roots = [in_it] if regime.adds_up else [[one] for one in in_it]
        found = set().union(*(blocked_in(graph, world, regime, one) for one in roots)) if roots else set()
        always &= found
        sometimes |= found
    return always - set(listed), sometimes - set(listed)


@pytest.mark.parametrize("regime", REGIMES)
def test_random_graphs_agree_with_an_enumeration_of_all_worlds(regime: str) -> None:
    assert HALF == 50 * UNIT
    for seed in range(GRAPHS):
        graph = drawn(seed)
        always, sometimes = by_definition(graph, regime)
        answer = resolve(graph, regime, DAY)
        assert {one.id for one in answer.blocked} == always, f"graph {seed}"
        assert {one.id for one in answer.undetermined} == sometimes - always, f"graph {seed}"
        assert {one.id for one in answer.clear} == set(graph.parties) - set(graph.listed_by(regime)) - sometimes
