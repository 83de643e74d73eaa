"""What each of many listed parties reaches for itself, followed for thousands of them at once.

Where a regime counts one party at a time and much of a large graph is open, each of thousands of parties may reach most
of it. Then a set of parties, as the bits of one number, is moved along the stakes in place of one after the other: a
stake that alone is enough hands on all of them; where only several stakes together are enough, the parties that stand
behind each selection of holders are told apart. The answer is the same (tests compare the two).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from ostrakon.ownership.edges import Edges
from ostrakon.ownership.holdings import Holdings
from ostrakon.ownership.regimes import HALF, Regime
from ostrakon.ownership.worlds import Proof, Reached, blocks

TOGETHER = 4096
"""Listed parties followed at once."""

Bits = int
"""A set of listed parties."""


def crowd(holdings: Holdings, regime: Regime, listed: Sequence[str], *, largest: bool) -> Reached:
    """What listed parties reach, each for itself, with one proof for each entity."""
    found: dict[int, Proof | None] = {holdings.number[party]: None for party in listed}
    for first in range(0, len(listed), TOGETHER):
        for entity, proof in _Crowd(holdings, regime, listed[first : first + TOGETHER], largest=largest).walk():
            found.setdefault(entity, proof)
    names = holdings.names
    proofs = {names[entity]: proof for entity, proof in found.items() if proof is not None}
    return Reached({names[entity]: place for place, entity in enumerate(found)}, frozenset(listed), proofs)


class _Crowd:
    def __init__(self, holdings: Holdings, regime: Regime, roots: Sequence[str], *, largest: bool) -> None:
        self._holdings, self._regime, self._largest = holdings, regime, largest
        self._behind: dict[int, Bits] = {}
        self._handed: dict[int, Bits] = {}
        self._waiting: deque[int] = deque()
        self._arranged = holdings.arranged if regime.arrangements else frozenset()
        stakes = [("shares", holdings.shares, regime.least)]
        if regime.control:
            stakes += [("votes", holdings.votes, HALF + 1), ("control", holdings.rights, 0)]
        self._kinds = [_Kind(how, edges, least, largest=largest) for how, edges, least in stakes if len(edges)]
        self._closer: dict[int, None] = {}
        for place, root in enumerate(roots):
            self._gain(holdings.number[root], 1 << place)

    def walk(self) -> Iterator[tuple[int, Proof]]:
        """Each entity when it is reached for the first time, with how."""
        while self._waiting or self._closer:
            if self._waiting:
                yield from self._hand_on(self._waiting.popleft())
            else:
                entity = next(iter(self._closer))
                del self._closer[entity]
                yield from self._look(entity)

    def _gain(self, entity: int, bits: Bits) -> bool:
        """Add parties behind an entity; whether it is the first time."""
        had = self._behind.get(entity, 0)
        if bits & ~had:
            self._behind[entity] = had | bits
            self._waiting.append(entity)
        return not had

    def _hand_on(self, party: int) -> Iterator[tuple[int, Proof]]:
        new = self._behind[party] & ~self._handed.get(party, 0)
        if not new:
            return
        self._handed[party] = self._behind[party]
        name = self._holdings.names[party]
        for kind in self._kinds:
            for entity, add in kind.of(party):
                if entity in self._arranged:
                    kind.noted(entity, party, add)
                    self._closer[entity] = None
                elif add >= kind.needs[entity]:
                    if self._gain(entity, new):
                        yield entity, Proof(kind.how, (name,))
                elif kind.noted(entity, party, add) >= kind.needs[entity]:
                    self._closer[entity] = None

    def _look(self, entity: int) -> Iterator[tuple[int, Proof]]:
        """Parties that stand behind several holders of an entity who together have enough."""
        if entity in self._arranged:
            kinds = [kind for kind in self._kinds if entity in kind.weak]
            weak = {holder: add for kind in kinds for holder, add in kind.weak[entity].items()}
            for bits, holders in self._selected(entity, weak):
                if self._arrangement(entity, holders) and self._gain(entity, bits):
                    yield entity, self._proof(kinds[0].how, holders)
            return
        for kind in self._kinds:
            weak = kind.weak.get(entity, {})
            for bits, holders in self._selected(entity, weak):
                if sum(weak[one] for one in holders) >= kind.needs[entity] and self._gain(entity, bits):
                    yield entity, self._proof(kind.how, holders)

    def _proof(self, how: str, holders: Iterable[int]) -> Proof:
        return Proof(how, tuple(self._holdings.names[holder] for holder in holders))

    def _selected(self, entity: int, holders: Iterable[int]) -> Iterator[tuple[Bits, tuple[int, ...]]]:
        """Parties not yet found behind an entity, by which of its holders they stand behind."""
        rest = 0
        for holder in holders:
            rest |= self._behind[holder]
        rest &= ~self._behind.get(entity, 0)
        parts: list[tuple[Bits, tuple[int, ...]]] = [(rest, ())] if rest else []
        for holder in holders:
            split: list[tuple[Bits, tuple[int, ...]]] = []
            for part, chosen in parts:
                if inside := part & self._behind[holder]:
                    split.append((inside, (*chosen, holder)))
                if outside := part & ~self._behind[holder]:
                    split.append((outside, chosen))
            parts = split
        yield from parts

    def _arrangement(self, entity: int, holders: Iterable[int]) -> bool:
        held = self._holdings.held[self._holdings.names[entity]]
        side = {self._holdings.names[holder]: 0 for holder in holders}
        return blocks(held, self._regime, side, largest=self._largest)


class _Kind:
    """Stakes of one kind, and the holders reached so far that alone have too little."""

    def __init__(self, how: str, edges: Edges, least: int, *, largest: bool) -> None:
        self.how, self._edges = how, edges
        self._add = edges.high if largest else edges.low
        self.needs = edges.needs(least, largest=largest)
        self.weak: dict[int, dict[int, int]] = {}
        self._sums: dict[int, int] = {}

    def of(self, party: int) -> Iterable[tuple[int, int]]:
        """What a party holds: entity, stake."""
        first, after = self._edges.start[party], self._edges.start[party + 1]
        return zip(self._edges.to[first:after], self._add[first:after], strict=True)

    def noted(self, entity: int, party: int, add: int) -> int:
        """Remember a holder that alone has too little; what all of these have together."""
        weak = self.weak.setdefault(entity, {})
        if party not in weak:
            weak[party] = add
            self._sums[entity] = self._sums.get(entity, 0) + add
        return self._sums[entity]
