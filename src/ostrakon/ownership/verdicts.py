"""The answer: every entity that a regime does not list is blocked, undetermined or clear, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from ostrakon.ownership.graph import Graph, percent
from ostrakon.ownership.holdings import Held, Holdings
from ostrakon.ownership.open_law import Doubt, doubts, sold
from ostrakon.ownership.proof import PATHS_MAX, Step, Unknown, decisive, facts_of, paths_of, step, unknown_of
from ostrakon.ownership.regimes import Regime, regime_on
from ostrakon.ownership.worlds import Reached, reach, span

Word = Literal["blocked", "undetermined", "clear"]


THOROUGH_MAX = 100_000
"""Up to so many interests each verdict shows all of its paths and facts; beyond, one path, from which the facts of the
parties on it lead on."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a regime makes of one entity.

    Attributes:
        id: of the entity.
        because: the rule, or why nothing is known against it.
        settled: false where the law is open.
        share: least and largest percentage that the listed side has of it.
        paths: chains from listed parties.
        facts: all interests that decide.
        would_decide: for the undetermined, what is not known and would decide.
        notes: cautions and red flags.
    """

    id: str
    because: str
    settled: bool = True
    share: tuple[float, float] = (0.0, 0.0)
    paths: tuple[tuple[Step, ...], ...] = ()
    facts: tuple[Step, ...] = ()
    would_decide: Unknown | None = None
    notes: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The partition of all entities that a regime does not list.

    Attributes:
        regime, as_of: whose law, on which ISO day.
        problems: contradictions in the graph.
    """

    regime: str
    as_of: str
    blocked: tuple[Verdict, ...]
    undetermined: tuple[Verdict, ...]
    clear: tuple[Verdict, ...]
    problems: tuple[str, ...] = ()


class _Side(msgspec.Struct, frozen=True):
    """What one side reaches in the two worlds."""

    least: Reached
    largest: Reached


def resolve(graph: Graph, regime_id: str, day: str) -> Answer:
    """Who is blocked, by the facts and the law of an ISO day.

    Raises:
        UsageError: there is no such regime.
    """
    regime = regime_on(regime_id, day)
    holdings = Holdings.on(graph.interests, day)
    listed = graph.listed_by(regime_id)
    sides = list(_sides(holdings, regime, listed))
    left = _left(graph, sides, day)
    found: dict[Word, list[Verdict]] = {"blocked": [], "undetermined": [], "clear": []}
    unlisted = graph.parties.keys() - set(listed)
    surely = {one: side for side in reversed(sides) for one in side.least.order}
    perhaps = {one: side for side in reversed(sides) for one in side.largest.order}
    thorough = len(graph.interests) <= THOROUGH_MAX
    reaching: dict[str, list[_Side]] = {}
    for side in sides:
        for party in side.largest.order:
            reaching.setdefault(party, []).append(side)
    for entity in graph.parties:
        if entity not in unlisted:
            continue
        word: Word = "blocked" if entity in surely else "undetermined" if entity in perhaps else "clear"
        by = surely.get(entity) or perhaps.get(entity)
        found[word].append(
            _verdict(holdings, regime, reaching, by, entity, word, left.get(entity, []), thorough=thorough)
        )
    return Answer(
        regime=regime_id,
        as_of=day,
        blocked=tuple(found["blocked"]),
        undetermined=tuple(found["undetermined"]),
        clear=tuple(found["clear"]),
        problems=tuple(_problems(holdings)),
    )


def _sides(holdings: Holdings, regime: Regime, listed: list[str]) -> Iterable[_Side]:
    """All listed parties together, or each for itself where a regime does not add up."""
    for roots in [listed] if regime.adds_up else [[one] for one in listed]:
        yield _Side(
            reach(holdings, regime, roots, largest=False),
            reach(holdings, regime, roots, largest=True),
        )


def _left(graph: Graph, sides: list[_Side], day: str) -> dict[str, list[Doubt]]:
    found: dict[str, list[Doubt]] = {}
    ended = [one for one in graph.interests if one.end and one.end <= day]
    for side in sides if ended else ():
        for entity, flags in sold(ended, side.largest, day).items():
            found.setdefault(entity, []).extend(flags)
    return found


def _verdict(
    holdings: Holdings,
    regime: Regime,
    reaching: dict[str, list[_Side]],
    side: _Side | None,
    entity: str,
    word: Word,
    left: list[Doubt],
    *,
    thorough: bool,
) -> Verdict:
    held = holdings.held.get(entity)
    if held is None:
        because = "no owner is recorded: a person, or not looked into"
        return _with(Verdict(id=entity, because=because), left, word)
    if side is None:
        return _clear(held, regime, reaching, entity, left)
    reached = side.least if word == "blocked" else side.largest
    largest = word != "blocked"
    proof = decisive(held, regime, reached, entity, largest=largest)
    direct = all(holder in reached.roots for holder in proof.holders if holder in reached.order)
    because = regime.by_control if proof.how != "shares" else regime.ownership
    low, high = span(held.shares, held, regime, reached.order)
    verdict = Verdict(
        id=entity,
        because=because if direct else f"{because}; {regime.chain}",
        share=(percent(low), percent(high)),
        paths=paths_of(holdings, regime, reached, entity, largest=largest, most=PATHS_MAX if thorough else 1),
        facts=tuple(step(one) for one in facts_of(holdings, regime, reached, entity, largest=largest))
        if thorough
        else (),
        would_decide=unknown_of(holdings, regime, side.least, side.largest, entity) if largest else None,
    )
    found = [*doubts(held, regime, side.largest, entity, blocked=word == "blocked"), *left]
    return _with(verdict, found, word)


def _clear(held: Held, regime: Regime, reaching: dict[str, list[_Side]], entity: str, left: list[Doubt]) -> Verdict:
    """An entity that no side reaches, with the largest share that one has of it."""
    holders = dict.fromkeys(one.holder for one in held.interests)
    near = {id(side): side for holder in holders for side in reaching.get(holder, ())}
    if not near:
        return _with(Verdict(id=entity, because="no listed party stands behind it in what is recorded"), left, "clear")
    spans = [(*span(held.shares, held, regime, side.largest.order), side) for side in near.values()]
    low, high, side = max(spans, key=lambda one: one[:2])
    because = f"less than the threshold: {regime.ownership}"
    verdict = Verdict(id=entity, because=because, share=(percent(low), percent(high)))
    return _with(verdict, [*doubts(held, regime, side.largest, entity, blocked=False), *left], "clear")


def _with(verdict: Verdict, found: list[Doubt], word: Word) -> Verdict:
    """The verdict with what is open about it; a sale casts no doubt on what is blocked by what is left."""
    return msgspec.structs.replace(
        verdict,
        settled=word == "undetermined" or not any(one.unsettled for one in found),
        notes=tuple(dict.fromkeys(one.text for one in found)),
    )


def _problems(holdings: Holdings) -> Iterable[str]:
    for entity, held in holdings.held.items():
        for word, stakes in (("shares", held.shares), ("votes", held.votes)):
            if percent(stakes.total) > 100:
                yield f"{word} of {entity} add to {percent(stakes.total):g} %: more than the whole"
