"""Many listed parties followed at once reach what each reaches for itself."""

from __future__ import annotations

import pytest

from ostrakon.ownership import Graph
from ostrakon.ownership.holdings import Holdings
from ostrakon.ownership.proof import Proof
from ostrakon.ownership.regimes import regime_on
from ostrakon.ownership.sides import Sides
from tests.ownership.test_worlds import DAY, drawn


def both(graph: Graph) -> tuple[Sides, Sides]:
    holdings, listed = Holdings.on(graph, DAY), graph.listed_by("uk")
    uk = regime_on("uk", DAY)
    return Sides.of(holdings, uk, listed), Sides.of(holdings, uk, listed, most=0)


@pytest.mark.parametrize("seeds", [range(1000), range(1000, 2000)])
def test_the_same_entities_are_reached(seeds: range) -> None:
    crowded = 0
    for seed in seeds:
        alone, together = both(drawn(seed))
        assert set(together.surely) == set(alone.surely), seed
        assert set(together.perhaps) == set(alone.perhaps), seed
        crowded += together.crowded
    assert crowded


def test_every_entity_has_a_proof_by_parties_that_were_reached_before_it() -> None:
    for seed in range(500):
        _, together = both(drawn(seed))
        for side in together.behind.get(next(iter(together.behind), ""), []):
            for reached in (side.least, side.largest):
                for entity, place in reached.order.items():
                    if entity not in reached.roots:
                        proof = reached.proofs[entity]
                        assert isinstance(proof, Proof)
                        assert any(reached.order[one] < place for one in proof.holders if one in reached.order)
