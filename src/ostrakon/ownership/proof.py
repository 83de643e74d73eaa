"""Why an entity is blocked, and what would decide where it cannot be told: the fewest facts that say so."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from ostrakon.ownership.graph import CONTROLLING, UNIT, Interest, percent
from ostrakon.ownership.holdings import Held, Holdings, Stakes
from ostrakon.ownership.regimes import HALF, Regime
from ostrakon.ownership.worlds import Reached, holders_of

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
    """

    owner: str
    owned: str
    share: tuple[float, float] | None
    right: str = ""
    holds_for: str = ""


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """What is not known, and would decide.

    Attributes:
        owned: the entity whose owners are not known well enough.
        owner: of the stake that is a range; empty where shares are unrecorded.
        share: what is known of it, in percent.
        needed: percentage of the listed side from which the entity is blocked; below it, it is not.
        what: the same in words.
    """

    owned: str
    owner: str
    share: tuple[float, float]
    needed: float
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How a side reaches an entity: by `shares`, `votes` or `control`, held by these holders."""

    how: str
    holders: tuple[str, ...]


def step(one: Interest) -> Step:
    """An interest as it is shown."""
    numbered = one.high > 0
    return Step(
        owner=one.owner,
        owned=one.owned,
        share=(percent(one.low), percent(one.high)) if numbered else None,
        right=one.right,
        holds_for=one.holds_for,
    )


def decisive(held: Held, regime: Regime, reached: Reached, entity: str, *, largest: bool) -> Proof:
    """The fewest holders by which a side reaches an entity; all of them were reached before it."""
    kept = reached.proofs.get(entity)
    if isinstance(kept, Proof):
        return kept
    made = _decisive(held, regime, reached, entity, largest=largest)
    reached.proofs[entity] = made
    return made


def _decisive(held: Held, regime: Regime, reached: Reached, entity: str, *, largest: bool) -> Proof:
    place = reached.order[entity]
    before = {party: at for party, at in _relevant(held, reached).items() if at < place}
    shares = _fewest(held.shares, held, regime, before, regime.least, largest=largest)
    if shares is not None or not regime.control:
        return Proof("shares", shares or ())
    controllers = sorted(held.controllers & before.keys(), key=lambda party: before[party])
    if controllers:
        return Proof("control", (controllers[0],))
    return Proof("votes", _fewest(held.votes, held, regime, before, HALF + 1, largest=largest) or ())


def facts_of(holdings: Holdings, regime: Regime, reached: Reached, entity: str, *, largest: bool) -> list[Interest]:
    """The interests that decide: of the entity, and of each holder that is not listed itself, nearest first."""
    found: list[Interest] = []
    waiting, met = deque([entity]), {entity}
    while waiting and len(found) < FACTS_MAX:
        current = waiting.popleft()
        held = holdings.held[current]
        proof = decisive(held, regime, reached, current, largest=largest)
        found += [one for one in held.interests if _tells(one, proof)]
        for holder in proof.holders:
            if holder in reached.order and holder not in reached.roots and holder not in met:
                met.add(holder)
                waiting.append(holder)
    return found[:FACTS_MAX]


def paths_of(
    holdings: Holdings, regime: Regime, reached: Reached, entity: str, *, largest: bool, most: int = PATHS_MAX
) -> tuple[tuple[Step, ...], ...]:
    """Chains from listed parties to an entity, one for each deciding holder up to `most`."""
    held = holdings.held[entity]
    proof = decisive(held, regime, reached, entity, largest=largest)
    chains = []
    for holder in proof.holders[:most]:
        last = next(one for one in held.interests if one.holder == holder and _tells(one, proof))
        chains.append((*_chain(holdings, regime, reached, holder, largest=largest), step(last)))
    return tuple(chains)


def unknown_of(holdings: Holdings, regime: Regime, least: Reached, largest: Reached, entity: str) -> Unknown:
    """What would decide an entity that is reached in the world of the largest stakes and not in that of the least.

    Where its own stakes would do if a holder were blocked for sure, the holder's stakes are what is not known.
    """
    current = entity
    while True:
        held = holdings.held[current]
        proof = decisive(held, regime, largest, current, largest=True)
        unsure = [one for one in proof.holders if _before(largest, one, current) and one not in least.order]
        if not unsure or not _surely(held, regime, proof, largest):
            return _own_unknown(held, regime, proof, current)
        current = unsure[0]


def _relevant(held: Held, reached: Reached) -> dict[str, int]:
    holders = held.shares.low.keys() | held.votes.low.keys() | held.controllers
    return {party: reached.order[party] for party in holders if party in reached.order}


def _fewest(
    stakes: Stakes, held: Held, regime: Regime, side: Mapping[str, int], needed: int, *, largest: bool
) -> tuple[str, ...] | None:
    """The fewest holders whose shares reach what is needed, the largest first; None where they do not."""
    mine = sorted(holders_of(stakes, held, regime, side), key=lambda holder: (-stakes.low[holder], holder))
    if not mine:
        return None
    if largest:  # the remainder may be anybody's of the side: all of its holders matter
        low = sum(stakes.low[holder] for holder in mine)
        spare = 100 * UNIT - stakes.total
        return tuple(mine) if low + max(0, spare) >= needed else None
    total, chosen = 0, []
    for holder in mine:
        total += stakes.low[holder]
        chosen.append(holder)
        if total >= needed:
            return tuple(chosen)
    return None


def _tells(one: Interest, proof: Proof) -> bool:
    if one.holder not in proof.holders:
        return False
    if proof.how == "shares":
        return one.kind == "ownership"
    return one.right in CONTROLLING if proof.how == "control" else one.right == "voting"


def _chain(holdings: Holdings, regime: Regime, reached: Reached, party: str, *, largest: bool) -> tuple[Step, ...]:
    """The way from a listed party to a holder, by its first deciding holder at each step."""
    steps: list[Step] = []
    current = party
    while current in reached.order and current not in reached.roots and len(steps) < CHAIN_MAX:
        held = holdings.held[current]
        proof = decisive(held, regime, reached, current, largest=largest)
        inside = next((holder for holder in proof.holders if _before(reached, holder, current)), None)
        if inside is None:
            break
        steps.append(step(next(one for one in held.interests if one.holder == inside and _tells(one, proof))))
        current = inside
    return tuple(reversed(steps))


def _before(reached: Reached, holder: str, entity: str) -> bool:
    """Whether a holder was reached before an entity: partners in an arrangement may come later, or not at all."""
    return reached.order.get(holder, len(reached.order)) < reached.order[entity]


def _surely(held: Held, regime: Regime, proof: Proof, largest: Reached) -> bool:
    """Whether the least stakes of the deciding holders would do, were all of them blocked."""
    if proof.how == "control":
        return True
    stakes, needed = (held.shares, regime.least) if proof.how == "shares" else (held.votes, HALF + 1)
    side = {holder: 0 for holder in proof.holders if holder in largest.order}
    return sum(stakes.low[holder] for holder in holders_of(stakes, held, regime, side)) >= needed


def _own_unknown(held: Held, regime: Regime, proof: Proof, entity: str) -> Unknown:
    stakes, needed = (held.shares, regime.least) if proof.how == "shares" else (held.votes, HALF + 1)
    wanted = percent(needed)
    for one in held.interests:
        if _tells(one, proof) and one.low < one.high:
            known = (percent(one.low), percent(one.high))
            what = f"whether {one.holder} has enough of {entity}: {known[0]:g} to {known[1]:g} % is known"
            return Unknown(owned=entity, owner=one.holder, share=known, needed=wanted, what=what)
    for one in held.interests:
        if one.low < one.high:
            known = (percent(one.low), percent(one.high))
            what = f"how much of {entity} {one.holder} leaves to others: it has {known[0]:g} to {known[1]:g} %"
            return Unknown(owned=entity, owner=one.holder, share=known, needed=wanted, what=what)
    spare = percent(max(0, 100 * UNIT - stakes.total))
    what = f"who holds the {spare:g} % of {entity} that no record names"
    return Unknown(owned=entity, owner="", share=(0.0, spare), needed=wanted, what=what)
