"""The answer: every entity that a regime does not list is blocked, undetermined or clear, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

import msgspec

from ostrakon.ownership.graph import WHOLE, Graph, percent
from ostrakon.ownership.holdings import Held, Holdings
from ostrakon.ownership.open_law import Doubt, doubts, judged, sold
from ostrakon.ownership.proof import CHAIN_MAX, PATHS_MAX, Proofs, Step, step
from ostrakon.ownership.regimes import Regime, regime_on
from ostrakon.ownership.sides import Side, Sides
from ostrakon.ownership.unknown import Unknown, Unknowns, unknown_listing
from ostrakon.ownership.worlds import holders_of, span

Word = Literal["blocked", "undetermined", "clear"]


THOROUGH_MAX = 100_000
"""Up to so many interests each verdict shows all of its paths and facts; beyond, the end of one path, from which those
of the parties on it lead on."""
SHORT_CHAIN = 6
"""Steps of that path."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a regime makes of one entity.

    Attributes:
        id: of the entity.
        because: the rule, or why nothing is known against it.
        settled: false where the law is open.
        share: least and largest percentage that the listed side may have of it.
        recorded: the same by what is recorded of its holders, before anything that no record names.
        unrecorded: percentage of it that no record gives to anybody for sure, and that may be the listed side's.
        paths: chains from listed parties.
        facts: all interests that decide.
        would_decide: for the undetermined, what is not known and would decide.
        notes: cautions and red flags.
    """

    id: str
    because: str
    settled: bool = True
    share: tuple[float, float] = (0.0, 0.0)
    recorded: tuple[float, float] = (0.0, 0.0)
    unrecorded: float = 0.0
    paths: tuple[tuple[Step, ...], ...] = ()
    facts: tuple[Step, ...] = ()
    would_decide: Unknown | None = None
    notes: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The partition of all entities that a regime does not list.

    Attributes:
        regime, as_of: whose law, on which ISO day.
        problems: contradictions in the graph, and what of it could not be read.
    """

    regime: str
    as_of: str
    blocked: tuple[Verdict, ...]
    undetermined: tuple[Verdict, ...]
    clear: tuple[Verdict, ...]
    problems: tuple[str, ...] = ()


def resolve(graph: Graph, regime_id: str, day: str, holdings: Holdings | None = None) -> Answer:
    """Who is blocked, by the facts and the law of an ISO day.

    Args:
        holdings: those of the day, where they are asked for several regimes.

    Raises:
        UsageError: there is no such regime.
    """
    regime = regime_on(regime_id, day)
    holdings = holdings or Holdings.on(graph, day)
    listed = graph.listed_by(regime_id)
    sides = Sides.of(holdings, regime, listed, maybe=graph.maybe_listed_by(regime_id))
    judge = _Judge(graph, regime, holdings, sides, day)
    found: dict[Word, list[Verdict]] = {"blocked": [], "undetermined": [], "clear": []}
    unlisted = graph.parties.keys() - set(listed)
    for entity in graph.parties:
        if entity in unlisted:
            word = judge.word(entity)
            found[word].append(judge.verdict(entity, word))
    return Answer(
        regime=regime_id,
        as_of=day,
        blocked=tuple(found["blocked"]),
        undetermined=tuple(found["undetermined"]),
        clear=tuple(found["clear"]),
        problems=(*graph.problems, *_problems(holdings)),
    )


class _Judge:
    """What is the same for all entities."""

    def __init__(self, graph: Graph, regime: Regime, holdings: Holdings, sides: Sides, day: str) -> None:
        self._regime, self._holdings, self._sides = regime, holdings, sides
        self._parties = graph.parties
        self._left = sold(graph, sides.perhaps, regime.id, day)
        self._thorough = len(graph.interests) <= THOROUGH_MAX and not sides.crowded
        self._touched = _touched(holdings, sides.perhaps)
        self._kept: dict[int, Proofs] = {}
        self._unknowns: dict[int, Unknowns] = {}

    def word(self, entity: str) -> Word:
        """Its place in the partition."""
        if entity in self._sides.surely:
            return "blocked"
        return "undetermined" if entity in self._sides.perhaps else "clear"

    def verdict(self, entity: str, word: Word) -> Verdict:
        """Why it stands there."""
        left = self._left.get(entity, [])
        if word == "undetermined" and self._regime.id in (party := self._parties[entity]).maybe:
            unknown = unknown_listing(party, self._regime)
            return Verdict(id=entity, because=f"it may be listed itself: {party.known}", would_decide=unknown)
        number = self._holdings.number[entity]
        if number not in self._touched and number not in self._holdings.careful:
            because = _NOBODY_LISTED if entity in self._holdings.held else _NO_OWNER
            return _with(Verdict(id=entity, because=because), left, word)
        held = self._holdings.held[entity]
        if word == "clear":
            return self._clear(held, entity, left)
        return self._reached(held, entity, word, left)

    def _reached(self, held: Held, entity: str, word: Word, left: list[Doubt]) -> Verdict:
        regime = self._regime
        blocked = word == "blocked"
        side = (self._sides.surely if blocked else self._sides.perhaps)[entity]
        proofs = self._proofs(side, blocked=blocked)
        reached, proof = proofs.reached, proofs.decisive(entity)
        direct = all(holder in reached.roots for holder in proof.holders if holder in reached.order)
        because = regime.by_control if proof.how != "shares" else regime.ownership
        most, steps = (PATHS_MAX, CHAIN_MAX) if self._thorough else (1, SHORT_CHAIN)
        verdict = Verdict(
            id=entity,
            because=because if direct else f"{because}; {regime.chain}",
            paths=proofs.paths(entity, most=most, steps=steps),
            facts=tuple(step(one) for one in proofs.facts(entity)) if self._thorough else (),
            would_decide=None if blocked else self._unknowns[id(side)].of(entity),
        )
        verdict = _with_shares(verdict, held, regime, self._sides.alone(reached, entity))
        open_ = [*doubts(self._parties, held, regime, side.largest, entity, blocked=blocked)]
        if proof.how == "control":
            open_ += judged(held, proof.holders, self._parties)
        if blocked:
            left = [replace(one, unsettled=False) for one in left]
        return _with(verdict, [*open_, *left], word)

    def _proofs(self, side: Side, *, blocked: bool) -> Proofs:
        reached = side.least if blocked else side.largest
        kept = self._kept.get(id(reached))
        if kept is None:
            kept = Proofs(self._holdings, self._regime, reached, largest=not blocked)
            self._kept[id(reached)] = kept
            if not blocked:
                self._unknowns[id(side)] = Unknowns(kept, side.least, self._parties)
        return kept

    def _clear(self, held: Held, entity: str, left: list[Doubt]) -> Verdict:
        """An entity that no side reaches, with the largest share that one has of it."""
        near = self._sides.near(held)
        if not near:
            return _with(Verdict(id=entity, because=_NOBODY_LISTED), left, "clear")
        because = f"less than the threshold: {self._regime.ownership}"
        if self._sides.crowded:
            return _with(Verdict(id=entity, because=because), left, "clear")
        side = max(near, key=lambda one: span(held.shares, held, self._regime, one.largest.order))
        verdict = _with_shares(Verdict(id=entity, because=because), held, self._regime, side.largest.order)
        open_ = doubts(self._parties, held, self._regime, side.largest, entity, blocked=False)
        return _with(verdict, [*open_, *left], "clear")


_NO_OWNER = "no owner is recorded: a person, or not looked into"
_NOBODY_LISTED = "no listed party stands behind it in what is recorded"


def _touched(holdings: Holdings, reached: Iterable[str]) -> set[int]:
    """Entities in which a party of a side holds something that may block."""
    found: set[int] = set()
    for party in reached:
        at = holdings.number[party]
        for edges in (holdings.shares, holdings.votes, holdings.rights):
            found.update(edges.to[edges.start[at] : edges.start[at + 1]])
    return found


def _with_shares(verdict: Verdict, held: Held, regime: Regime, side: Mapping[str, object]) -> Verdict:
    """The verdict with what a side has of the shares: as recorded, and at most."""
    stakes = held.shares
    mine = holders_of(stakes, held, regime, side)
    low, high = span(stakes, held, regime, side)
    stated = sum(stakes.high.get(holder, 0) + stakes.beside.get(holder, 0) for holder in mine)
    recorded = min(stated, max(low, WHOLE - (stakes.total - low)))
    return msgspec.structs.replace(
        verdict,
        share=(percent(low), percent(high)),
        recorded=(percent(low), percent(recorded)),
        unrecorded=percent(high - recorded) if mine else 0.0,
    )


def _with(verdict: Verdict, found: list[Doubt], word: Word) -> Verdict:
    """The verdict with what is open about it; a sale casts no doubt on what is blocked by what is left."""
    if not found:
        return verdict
    return msgspec.structs.replace(
        verdict,
        settled=word == "undetermined" or not any(one.unsettled for one in found),
        notes=tuple(dict.fromkeys(one.text for one in found)),
    )


def _problems(holdings: Holdings) -> Iterator[str]:
    for word, edges in (("shares", holdings.shares), ("votes", holdings.votes)):
        for entity in (edges.total > WHOLE).nonzero()[0].tolist():
            sum_ = percent(int(edges.total[entity]))
            yield f"{word} of {holdings.names[entity]} add to {sum_:g} %: more than the whole"
