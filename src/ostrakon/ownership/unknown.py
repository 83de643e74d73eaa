"""What is not known of an entity, and would decide it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ostrakon.ownership.graph import Party, percent
from ostrakon.ownership.holdings import Held
from ostrakon.ownership.proof import Proofs, tells
from ostrakon.ownership.regimes import HALF, Regime
from ostrakon.ownership.worlds import Proof, Reached, holders_of


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


def unknown_listing(party: Party, regime: Regime) -> Unknown:
    """That it is not known whether a party is somebody whom a regime lists."""
    what = f"whether {party.called} is the listed party ({party.known})"
    return Unknown(owned=party.id, owner="", share=(0.0, 0.0), needed=percent(regime.least), what=what)


class Unknowns:
    """What would decide the entities that a side reaches in the world of the largest stakes and not of the least."""

    def __init__(self, proofs: Proofs, least: Reached, parties: Mapping[str, Party]) -> None:
        self._proofs, self._least, self._parties = proofs, least, parties
        self._kept: dict[str, Unknown] = {}

    def of(self, entity: str) -> Unknown:
        """What would decide one.

        Where its own stakes would do if a holder were blocked for sure, the holder's stakes are what is not known.
        """
        passed: list[str] = []
        current = entity
        while current not in self._kept:
            passed.append(current)
            if current in self._proofs.reached.roots:  # reached in no other way: it may be listed itself
                self._kept[current] = unknown_listing(self._parties[current], self._proofs.regime)
                break
            held, proof = self._proofs.holdings.held[current], self._proofs.decisive(current)
            before = self._proofs.before
            unsure = [one for one in proof.holders if before(one, current) and one not in self._least.order]
            if not unsure or not self._surely(held, proof):
                self._kept[current] = self._own(held, proof, current)
            else:
                current = unsure[0]
        found = self._kept[current]
        for one in passed:
            self._kept[one] = found
        return found

    def _surely(self, held: Held, proof: Proof) -> bool:
        """Whether the least stakes of the deciding holders would do, were all of them blocked."""
        if proof.how == "control":
            return True
        regime = self._proofs.regime
        stakes, needed = (held.shares, regime.least) if proof.how == "shares" else (held.votes, HALF + 1)
        side = {holder: 0 for holder in proof.holders if holder in self._proofs.reached.order}
        return sum(stakes.low[holder] for holder in holders_of(stakes, held, regime, side)) >= needed

    def _own(self, held: Held, proof: Proof, entity: str) -> Unknown:
        least = self._proofs.regime.least
        stakes, needed = (held.shares, least) if proof.how == "shares" else (held.votes, HALF + 1)
        wanted = percent(needed)
        whom = self._parties[entity].called
        for one in held.interests:
            if tells(one, proof) and (one.low < one.high or one.indirect):
                known = (percent(one.low), percent(one.high))
                who = self._parties[one.owner].called
                what = f"whether {who} has enough of {whom}: {_said(known)} is known"
                if one.indirect:
                    what = f"through whom {who} holds {_said(known)} of {whom} indirectly"
                return Unknown(owned=entity, owner=one.holder, share=known, needed=wanted, what=what)
        for one in held.interests:
            if one.low < one.high and one.kind == "ownership" and not one.indirect:
                known = (percent(one.low), percent(one.high))
                what = f"how much of {whom} {self._parties[one.owner].called} leaves to others: it has {_said(known)}"
                return Unknown(owned=entity, owner=one.holder, share=known, needed=wanted, what=what)
        spare = percent(stakes.spare)
        what = f"who holds the {spare:g} % of {whom} that no record names"
        return Unknown(owned=entity, owner="", share=(0.0, spare), needed=wanted, what=what)


def _said(share: tuple[float, float]) -> str:
    return f"{share[0]:g} %" if share[0] == share[1] else f"{share[0]:g} to {share[1]:g} %"
