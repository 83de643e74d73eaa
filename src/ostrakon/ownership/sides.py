"""Whose stakes count together: all listed parties', or each one's for itself, and what each side reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ostrakon.ownership.crowd import crowd
from ostrakon.ownership.holdings import Held, Holdings
from ostrakon.ownership.regimes import Regime
from ostrakon.ownership.worlds import Budget, Reached, reach

STAKES_MAX = 3_000_000
"""Stakes that may be looked at for one side after the other; beyond, all sides are followed at once (`crowd`)."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side reaches in the two worlds."""

    least: Reached
    largest: Reached


@dataclass(frozen=True, slots=True)
class Sides:
    """All sides, by what they reach.

    Attributes:
        surely, perhaps: entity → the first side that reaches it in the world of the least, and of the largest stakes.
        behind: party → all sides that reach it with the largest stakes.
        crowded: whether sides were followed all at once: then the one side here stands for many, each entity's proof is
            one of them, and what else is recorded of it must not be added to that.
    """

    surely: Mapping[str, Side]
    perhaps: Mapping[str, Side]
    behind: Mapping[str, list[Side]]
    crowded: bool = False

    @classmethod
    def of(
        cls,
        holdings: Holdings,
        regime: Regime,
        listed: list[str],
        *,
        maybe: Sequence[str] = (),
        most: int = STAKES_MAX,
    ) -> Sides:
        """All listed parties together, or each for itself where a regime does not add up.

        Args:
            maybe: parties that are listed in some possible worlds.
            most: stakes looked at for one side after the other.
        """
        every = [*listed, *maybe]
        if regime.adds_up:
            return cls._by([_side(holdings, regime, listed, every)])
        alone = _each(holdings, regime, listed, maybe, Budget(most))
        if alone is not None:
            return cls._by(alone)
        least = crowd(holdings, regime, listed, largest=False)
        return cls._by([Side(least, crowd(holdings, regime, every, largest=True))], crowded=True)

    @classmethod
    def _by(cls, sides: list[Side], *, crowded: bool = False) -> Sides:
        behind: dict[str, list[Side]] = {}
        for side in sides:
            for party in side.largest.order:
                behind.setdefault(party, []).append(side)
        return cls(
            {one: side for side in reversed(sides) for one in side.least.order},
            {party: found[0] for party, found in behind.items()},
            behind,
            crowded,
        )

    def near(self, held: Held) -> list[Side]:
        """The sides that hold something in an entity, with the largest stakes."""
        holders = dict.fromkeys(one.holder for one in held.interests)
        return list({id(side): side for holder in holders for side in self.behind.get(holder, ())}.values())

    def alone(self, reached: Reached, entity: str) -> Mapping[str, int]:
        """The parties whose stakes in an entity count together."""
        proof = reached.proofs.get(entity)
        if not self.crowded or proof is None:
            return reached.order
        return {holder: reached.order[holder] for holder in proof.holders if holder in reached.order}


def _side(
    holdings: Holdings, regime: Regime, listed: Iterable[str], every: Iterable[str], budget: Budget | None = None
) -> Side:
    return Side(
        reach(holdings, regime, listed, largest=False, budget=budget),
        reach(holdings, regime, every, largest=True, budget=budget),
    )


def _each(
    holdings: Holdings, regime: Regime, listed: list[str], maybe: Sequence[str], budget: Budget
) -> list[Side] | None:
    sides = []
    for surely, one in (*((True, one) for one in listed), *((False, one) for one in maybe)):
        sides.append(_side(holdings, regime, [one] if surely else [], [one], budget))
        if budget.spent:
            return None
    return sides
