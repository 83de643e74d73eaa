"""The interests that count on a day, by the entity that is held and by the party that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ostrakon.ownership.edges import Edges
from ostrakon.ownership.graph import CONTROLLING, WHOLE, Graph, Interest

KEPT_MAX = 20_000
"""Entities whose holdings are kept laid out; beyond, they are laid out anew."""


@dataclass(slots=True)
class Stakes:
    """Shares or votes of one entity.

    Attributes:
        low: by holder, the least share.
        high: by holder, the largest that a record states.
        beside: by holder, what it holds indirectly, which never adds to the others' for sure.
        total: sum of the least.
    """

    low: dict[str, int] = field(default_factory=dict)
    high: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    total: int = 0

    def add(self, one: Interest) -> None:
        """Take in one stake; several of one holder add up."""
        holder, low = one.holder, 0 if one.indirect else one.low
        self.low[holder] = self.low.get(holder, 0) + low
        self.total += low
        if one.indirect:
            self.beside[holder] = self.beside.get(holder, 0) + one.high
        else:
            self.high[holder] = self.high.get(holder, 0) + one.high

    def most(self, holder: str) -> int:
        """What a holder has where stakes are as large as they may be, before anything unrecorded."""
        return self.low[holder] + self.beside.get(holder, 0)

    @property
    def spare(self) -> int:
        """What no record gives to anybody for sure."""
        return max(0, WHOLE - self.total)


@dataclass(slots=True)
class Held:
    """What others hold in one entity.

    Attributes:
        shares, votes: stakes.
        controllers: holders of a right that is control.
        partners: holder → all holders that are in a joint arrangement with it, itself among them.
        cautions: holders of rights and ties that by themselves are no control, with the right.
        interests: all that count, for proofs.
    """

    shares: Stakes = field(default_factory=Stakes)
    votes: Stakes = field(default_factory=Stakes)
    controllers: set[str] = field(default_factory=set)
    partners: dict[str, set[str]] = field(default_factory=dict)
    cautions: list[tuple[str, str]] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)

    @classmethod
    def of(cls, interests: Iterable[Interest]) -> Held:
        """What is held in the one entity that all of these interests are in."""
        held = cls()
        arrangements: dict[str, set[str]] = {}
        for one in interests:
            held.interests.append(one)
            if one.kind == "ownership":
                if one.high:
                    held.shares.add(one)
            elif one.right == "voting":
                if one.high:
                    held.votes.add(one)
            elif one.right in CONTROLLING:
                held.controllers.add(one.holder)
            else:
                held.cautions.append((one.holder, one.right))
            if one.arrangement:
                arrangements.setdefault(one.arrangement, set()).add(one.holder)
        for partners in arrangements.values():
            for holder in partners:
                held.partners.setdefault(holder, set()).update(partners)
        return held


class Laid(Mapping[str, Held]):
    """Entity → what others hold in it, laid out when it is asked for: most of a large graph never is."""

    def __init__(
        self, interests: Sequence[Interest], rows: Sequence[int], start: Sequence[int], number: dict[str, int]
    ):
        self._interests, self._rows, self._start, self._number = interests, rows, start, number
        self._kept: dict[str, Held] = {}

    def __getitem__(self, entity: str) -> Held:
        kept = self._kept.get(entity)
        if kept is None:
            at = self._number[entity]
            first, after = self._start[at], self._start[at + 1]
            if first == after:
                raise KeyError(entity)
            if len(self._kept) >= KEPT_MAX:
                self._kept.clear()
            kept = self._kept[entity] = Held.of(self._interests[row] for row in self._rows[first:after])
        return kept

    def __contains__(self, entity: object) -> bool:
        at = self._number.get(entity) if isinstance(entity, str) else None
        return at is not None and self._start[at] < self._start[at + 1]

    def __iter__(self) -> Iterator[str]:
        return (entity for entity, at in self._number.items() if self._start[at] < self._start[at + 1])

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that counts on one day.

    Attributes:
        number: party → its number in the arrays.
        names: the other way round.
        shares, votes, rights: stakes, and rights that are control (without numbers).
        arranged: numbers of the entities in which a joint arrangement counts.
        careful: numbers of the entities in which there is more than plain shares: rights, ties, votes, arrangements,
            shares of itself.
        held: entity → what others hold in it.
    """

    number: dict[str, int]
    names: list[str]
    shares: Edges
    votes: Edges
    rights: Edges
    arranged: frozenset[int]
    careful: frozenset[int]
    held: Laid

    @classmethod
    def on(cls, graph: Graph, day: str) -> Holdings:
        """The holdings on an ISO day."""
        number = {party: place for place, party in enumerate(graph.parties)}
        interests = [one for one in graph.interests if not (one.start or one.end) or one.counts_on(day)]
        count, parties = len(interests), len(number)
        owned = np.fromiter((number[one.owned] for one in interests), np.int64, count)
        holder = np.fromiter((number[one.holds_for or one.owner] for one in interests), np.int64, count)
        low = np.fromiter((0 if one.indirect else one.low for one in interests), np.int64, count)
        most = np.fromiter((one.high if one.indirect else one.low for one in interests), np.int64, count)
        there = np.fromiter((one.high > 0 for one in interests), np.bool_, count)
        kind = np.fromiter((_kind(one) for one in interests), np.int8, count)
        arranged = frozenset(number[one.owned] for one in interests if one.arrangement)

        def edges(chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Edges:
            return Edges.of(holder[chosen], owned[chosen], low[chosen], most[chosen], parties)

        rows = np.argsort(owned, kind="stable")
        start = np.searchsorted(owned[rows], np.arange(parties + 1))
        careful = frozenset(owned[(kind != _SHARE) | (owned == holder)].tolist()) | arranged
        return cls(
            number=number,
            names=list(number),
            shares=edges((kind == _SHARE) & there),
            votes=edges((kind == _VOTE) & there),
            rights=edges(kind == _CONTROL),
            arranged=arranged,
            careful=careful,
            held=Laid(interests, rows.tolist(), start.tolist(), number),
        )

    def holds(self, party: int) -> bool:
        """Whether a party holds anything that may block."""
        return any(of.start[party] < of.start[party + 1] for of in (self.shares, self.votes, self.rights))


_SHARE, _VOTE, _CONTROL, _OTHER = range(4)


def _kind(one: Interest) -> int:
    if one.kind == "ownership":
        return _SHARE
    if one.right == "voting":
        return _VOTE
    return _CONTROL if one.right in CONTROLLING else _OTHER
