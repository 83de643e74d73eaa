"""What is blocked in every possible world, and what in some.

A world gives each recorded range a value, and each unrecorded remainder to somebody: to a blocked party only where such
a party has a recorded share in that entity. All shares of one entity add to at most 100. A stake held indirectly counts
or, since it may be the same shares as those of a holder in between, does not. An entity's stakes do not depend on
another's, and more blocked holders never make an entity less blocked, so that two worlds decide everything: the one in
which all stakes are least, and the one in which those of blocked parties are largest. In each, the blocked entities are
the least fixed point that starts from the listed parties (a ring nobody listed stands behind stays clear). It is found
in one walk: a party that is reached adds its stakes to what the side has of each entity, once, and an entity is reached
when that is enough. All numbers are integers, so that nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ostrakon.ownership.edges import Edges
from ostrakon.ownership.graph import WHOLE
from ostrakon.ownership.holdings import Held, Holdings, Stakes
from ostrakon.ownership.regimes import HALF, Regime


@dataclass(frozen=True, slots=True)
class Proof:
    """How a side reaches an entity: by `shares`, `votes` or `control`, held by these holders."""

    how: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """What one side (one listed party, or all together) reaches in one world.

    Attributes:
        order: entity → its place in the order of being reached, listed parties first; facts that reach an entity are
            held by parties with a smaller place.
        roots: the listed parties.
        proofs: how each entity is reached, kept by `proof` once it was asked for.
    """

    order: dict[str, int]
    roots: frozenset[str]
    proofs: dict[str, Proof] = field(default_factory=dict)

    def __contains__(self, party: str) -> bool:
        return party in self.order


class Budget:
    """How many stakes may still be looked at; `spent` once it was not enough."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, stakes: int) -> None:
        """Use some of it up."""
        self._left -= stakes

    @property
    def spent(self) -> bool:
        """Whether more was looked at than allowed."""
        return self._left < 0


def reach(
    holdings: Holdings, regime: Regime, roots: Iterable[str], *, largest: bool, budget: Budget | None = None
) -> Reached:
    """What listed parties reach.

    Args:
        roots: where it starts: all listed parties where a regime adds up, else one.
        largest: in the world of the largest stakes, else in that of the least.
        budget: where it runs out, the answer is incomplete and must not be used.
    """
    start = list(dict.fromkeys(roots))
    order = {holdings.number[party]: place for place, party in enumerate(start)}
    walks = [_Walk(holdings.shares, regime.least, order, largest=largest)]
    if regime.control:
        walks += [_Walk(edges, least, order, largest=largest) for edges, least in _control(holdings) if len(edges)]
    reached = list(order)
    arranged = holdings.arranged if regime.arrangements else frozenset()
    for party in reached:  # grows while it is walked
        for walk in walks:
            for entity in walk.step(party, arranged):
                if entity in arranged and not _arranged(holdings, regime, order, entity, largest=largest):
                    continue
                order[entity] = len(order)
                reached.append(entity)
        if budget is not None:
            budget.take(1 + sum(walk.edges.start[party + 1] - walk.edges.start[party] for walk in walks))
            if budget.spent:
                break
    names = holdings.names
    return Reached({names[party]: place for party, place in order.items()}, frozenset(start))


@dataclass(slots=True)
class _Walk:
    """Stakes of one kind, and what the side has of them so far."""

    edges: Edges
    order: dict[int, int]
    add: Sequence[int]
    needs: Sequence[int]
    has: dict[int, int]

    def __init__(self, edges: Edges, least: int, order: dict[int, int], *, largest: bool) -> None:
        self.edges, self.order, self.has = edges, order, {}
        self.add = edges.high if largest else edges.low
        self.needs = edges.needs(least, largest=largest)

    def step(self, party: int, arranged: frozenset[int]) -> Iterable[int]:
        """Entities of which the side has enough, now that it has reached a party; some are to be looked at closer."""
        to, add, needs, has, order = self.edges.to, self.add, self.needs, self.has, self.order
        for at in range(self.edges.start[party], self.edges.start[party + 1]):
            entity = to[at]
            if entity not in order:
                sum_ = has[entity] = has.get(entity, 0) + add[at]
                if sum_ >= needs[entity] or entity in arranged:
                    yield entity


def _control(holdings: Holdings) -> Iterable[tuple[Edges, int]]:
    return (holdings.votes, HALF + 1), (holdings.rights, 0)


def _arranged(holdings: Holdings, regime: Regime, order: dict[int, int], entity: int, *, largest: bool) -> bool:
    held = holdings.held[holdings.names[entity]]
    holders = held.shares.low.keys() | held.votes.low.keys() | held.controllers
    side = {holder: 0 for holder in holders if holdings.number[holder] in order}
    return blocks(held, regime, side, largest=largest)


def blocks(held: Held, regime: Regime, side: Mapping[str, object], *, largest: bool) -> bool:
    """Whether what a side holds in an entity is enough, in one of the two worlds."""
    low, high = span(held.shares, held, regime, side)
    if (high if largest else low) >= regime.least:
        return True
    if not regime.control:
        return False
    if any(holder in side for holder in held.controllers):
        return True
    low, high = span(held.votes, held, regime, side)
    return (high if largest else low) > HALF


def span(stakes: Stakes, held: Held, regime: Regime, side: Mapping[str, object]) -> tuple[int, int]:
    """The least and the largest that a side may have of the shares or votes of an entity."""
    mine = holders_of(stakes, held, regime, side)
    if not mine:
        return 0, 0
    low = sum(stakes.low[holder] for holder in mine)
    beside = sum(stakes.beside.get(holder, 0) for holder in mine)
    return low, max(low, min(WHOLE, low + stakes.spare + beside))


def holders_of(stakes: Stakes, held: Held, regime: Regime, side: Mapping[str, object]) -> list[str]:
    """Holders whose shares or votes count for a side, those in a joint arrangement with it among them."""
    mine = [holder for holder in stakes.low if holder in side]
    if not mine or not regime.arrangements or not held.partners:
        return mine
    joined = set(mine).union(*(held.partners.get(holder, ()) for holder in mine))
    return [holder for holder in stakes.low if holder in joined]
