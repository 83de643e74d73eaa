"""Why an entity is reached: the fewest holders that are enough, the chains behind them, the interests that decide."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import msgspec

from ostrakon.ownership.graph import CONTROLLING, Interest, percent
from ostrakon.ownership.holdings import Held, Holdings, Stakes
from ostrakon.ownership.regimes import HALF, Regime
from ostrakon.ownership.worlds import Proof, Reached, holders_of

PATHS_MAX = 8
"""Chains shown for one entity."""
CHAIN_MAX = 30
"""Steps of a chain that are shown, from the entity upwards."""
FACTS_MAX = 30
"""Interests shown that decide one entity, the nearest first; those of its holders stand with these, too."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One interest in a chain.

    Attributes:
        owner, owned: ids.
        share: least and largest percentage; None where a right has no number.
        right: of control, else empty.
        holds_for: the party for which a nominee holds it.
        indirect: whether the source counts it as held through others.
        source: where it was read.
    """

    owner: str
    owned: str
    share: tuple[float, float] | None
    right: str = ""
    holds_for: str = ""
    indirect: bool = False
    source: str = ""


def step(one: Interest) -> Step:
    """An interest as it is shown."""
    numbered = one.high > 0
    return Step(
        owner=one.owner,
        owned=one.owned,
        share=(percent(one.low), percent(one.high)) if numbered else None,
        right=one.right,
        holds_for=one.holds_for,
        indirect=one.indirect,
        source=one.source,
    )


class Proofs:
    """Why one side reaches what it reaches in one of the two worlds; what was found out once is kept."""

    def __init__(self, holdings: Holdings, regime: Regime, reached: Reached, *, largest: bool) -> None:
        self.holdings, self.regime, self.reached, self.largest = holdings, regime, reached, largest
        self._last: dict[str, tuple[Step, str] | None] = {}

    def decisive(self, entity: str) -> Proof:
        """The fewest holders by which the side reaches an entity; all of them were reached before it."""
        kept = self.reached.proofs.get(entity)
        if kept is None:
            kept = self.reached.proofs[entity] = self._decisive(self.holdings.held[entity], entity)
        return kept

    def facts(self, entity: str) -> list[Interest]:
        """The interests that decide: of the entity, and of each holder that is not listed itself, nearest first."""
        reached = self.reached
        found: list[Interest] = []
        waiting, met = deque([entity]), {entity}
        while waiting and len(found) < FACTS_MAX:
            current = waiting.popleft()
            proof = self.decisive(current)
            found += [one for one in self.holdings.held[current].interests if tells(one, proof)]
            for holder in proof.holders:
                if holder in reached.order and holder not in reached.roots and holder not in met:
                    met.add(holder)
                    waiting.append(holder)
        return found[:FACTS_MAX]

    def paths(self, entity: str, *, most: int = PATHS_MAX, steps: int = CHAIN_MAX) -> tuple[tuple[Step, ...], ...]:
        """Chains from listed parties to an entity, one for each deciding holder up to `most`.

        Args:
            steps: of a chain, from the entity upwards, that are shown at most.
        """
        proof, held = self.decisive(entity), self.holdings.held[entity]
        if most == 1:
            return (self._chain(entity, steps),)
        chains = []
        for holder in proof.holders[:most]:
            last = next(one for one in held.interests if one.holder == holder and tells(one, proof))
            chains.append((*self._chain(holder, steps - 1), step(last)))
        return tuple(chains)

    def before(self, holder: str, entity: str) -> bool:
        """Whether a holder was reached before an entity: partners in an arrangement may come later, or not at all."""
        order = self.reached.order
        return order.get(holder, len(order)) < order[entity]

    def _decisive(self, held: Held, entity: str) -> Proof:
        regime, order = self.regime, self.reached.order
        place = order[entity]
        holders = held.shares.low.keys() | held.votes.low.keys() | held.controllers
        before = {party: order[party] for party in holders if order.get(party, place) < place}
        shares = self._fewest(held.shares, held, before, regime.least)
        if shares is not None or not regime.control:
            return Proof("shares", shares or ())
        controllers = sorted(held.controllers & before.keys(), key=lambda party: before[party])
        if controllers:
            return Proof("control", (controllers[0],))
        return Proof("votes", self._fewest(held.votes, held, before, HALF + 1) or ())

    def _fewest(self, stakes: Stakes, held: Held, side: Mapping[str, int], needed: int) -> tuple[str, ...] | None:
        """The fewest holders whose shares reach what is needed, the largest first; None where they do not."""
        mine = sorted(holders_of(stakes, held, self.regime, side), key=lambda holder: (-stakes.most(holder), holder))
        if not mine:
            return None
        total, chosen = stakes.spare if self.largest else 0, []
        for holder in mine:
            total += stakes.most(holder) if self.largest else stakes.low[holder]
            chosen.append(holder)
            if total >= needed:
                return tuple(chosen)
        return None

    def _chain(self, party: str, most: int) -> tuple[Step, ...]:
        """The way from a listed party to a party, by the first deciding holder at each step."""
        steps: list[Step] = []
        current: str | None = party
        while current is not None and len(steps) < most:
            found = self._last_step(current)
            if found is None:
                break
            steps.append(found[0])
            current = found[1]
        return tuple(reversed(steps))

    def _last_step(self, entity: str) -> tuple[Step, str] | None:
        """The interest by which an entity is reached, and its holder; None for the listed, and beyond the side."""
        if entity not in self._last:
            self._last[entity] = self._found_step(entity)
        return self._last[entity]

    def _found_step(self, entity: str) -> tuple[Step, str] | None:
        if entity not in self.reached.order or entity in self.reached.roots:
            return None
        proof = self.decisive(entity)
        holder = next((one for one in proof.holders if self.before(one, entity)), None)
        if holder is None:
            return None
        mine = (one for one in self.holdings.held[entity].interests if one.holder == holder and tells(one, proof))
        return step(next(mine)), holder


def tells(one: Interest, proof: Proof) -> bool:
    """Whether an interest is one of those that a proof rests on."""
    if one.holder not in proof.holders:
        return False
    if proof.how == "shares":
        return one.kind == "ownership"
    return one.right in CONTROLLING if proof.how == "control" else one.right == "voting"
