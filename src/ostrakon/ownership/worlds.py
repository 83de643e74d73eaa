"""What is blocked in every possible world, and what in some.

A world gives each recorded range a value, and each unrecorded remainder to somebody: to a blocked party only where such
a party has a recorded share in that entity. All shares of one entity add to at most 100. An entity's stakes do not
depend on another's, and more blocked holders never make an entity less blocked, so that two worlds decide everything:
the one in which all stakes are least, and the one in which those of blocked parties are largest. In each, the blocked
entities are the least fixed point that starts from the listed parties (a ring nobody listed stands behind stays
clear). Each stake is looked at once for each world and, where a regime counts one person at a time, once a person.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ostrakon.ownership.graph import WHOLE
from ostrakon.ownership.holdings import Held, Holdings, Stakes
from ostrakon.ownership.regimes import HALF, Regime


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
    proofs: dict[str, object] = field(default_factory=dict)

    def __contains__(self, party: str) -> bool:
        return party in self.order


def reach(holdings: Holdings, regime: Regime, roots: Iterable[str], *, largest: bool) -> Reached:
    """What listed parties reach.

    Args:
        roots: where it starts: all listed parties where a regime adds up, else one.
        largest: in the world of the largest stakes, else in that of the least.
    """
    start = list(dict.fromkeys(roots))
    order = {party: place for place, party in enumerate(start)}
    waiting = deque(start)
    while waiting:
        for entity in holdings.holds.get(waiting.popleft(), ()):
            if entity not in order and blocks(holdings.held[entity], regime, order, largest=largest):
                order[entity] = len(order)
                waiting.append(entity)
    return Reached(order, frozenset(start))


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
    return low, max(low, WHOLE - (stakes.total - low))


def holders_of(stakes: Stakes, held: Held, regime: Regime, side: Mapping[str, object]) -> list[str]:
    """Holders whose shares or votes count for a side, those in a joint arrangement with it among them."""
    mine = [holder for holder in stakes.low if holder in side]
    if not mine or not regime.arrangements or not held.partners:
        return mine
    joined = set(mine).union(*(held.partners.get(holder, ()) for holder in mine))
    return [holder for holder in stakes.low if holder in joined]
