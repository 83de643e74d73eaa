"""Which parties of a graph are listed: each is screened like a customer, and how sure that is stays with it.

A match that a person decided to be true, or a strong one (a hit in which more than the name agrees), makes a party
listed. A name-alike may be the listed party or not: then nobody knows, and what it holds is undetermined. A match that
a person decided to be false, or that an exemption covers, counts for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

import msgspec

from ostrakon.errors import NotScreened
from ostrakon.model import Entity
from ostrakon.model.designation import Measure
from ostrakon.model.subject import Subject
from ostrakon.ownership import Graph, Party
from ostrakon.reports.counting import counted
from ostrakon.screening.result import Answer, Result

REGIME_OF = {"US": "ofac", "EU": "eu", "UK": "uk", "CH": "ch"}
"""Authority of a designation → regime."""
BESIDE_NAMES = frozenset({"birth_date", "identifier", "birth_place", "address", "country", "nationality", "contact",
                          "phone", "email", "website"})  # fmt: skip
"""Features of evidence beside names."""
SUPPORT_BITS = 1.0
"""Bits that facts beside the name must give together, so that a match is more than a name-alike."""
RESULTS_MAX = 10
DECIDED_TRUE = frozenset({"block", "reject", "hold"})
"""Outcomes of a case in which a person took the two for one, or could not part them."""

Decided = Callable[[str, str], str]
"""Customer and listed party → the outcome of their closed case; empty where there is none."""


class Engine(Protocol):
    """What is needed of an open engine."""

    def answers(
        self, subjects: Iterable[Subject], *, limit: int = 5, threshold: float | None = None, evidence: bool = True
    ) -> Iterator[Answer]:
        """Answers in the order of the subjects."""

    def records(self, entity_id: str) -> tuple[Entity, ...]:
        """All records of a listed party."""


def marked(
    engine: Engine, graph: Graph, decided: Decided = lambda _customer, _party: ""
) -> tuple[Graph, dict[str, str]]:
    """The graph with its listed parties marked, and party → id of the listed party that it is, or may be.

    Raises:
        NotScreened: the lists cannot answer.
    """
    asked = [party for party in graph.parties.values() if _subject(party).name or _subject(party).identifiers]
    unasked = len(graph.parties) - len(asked)
    parties = dict(graph.parties)
    found: dict[str, str] = {}
    for party, answer in zip(asked, engine.answers(map(_subject, asked), limit=RESULTS_MAX), strict=True):
        if answer.status == "not_screened":
            raise NotScreened(answer.reason or "the parties of the graph cannot be screened")
        for result in answer.results:
            if result.match and not result.exemption:
                outcome = decided(party.id, result.id)
                if outcome != "clear":
                    parties[party.id] = _with(parties[party.id], result, engine.records(result.id), outcome)
                    found.setdefault(party.id, result.id)
    problems = graph.problems
    if unasked:
        problems = (*problems, f"not screened, without a name and a number: {counted(unasked, 'party')}")
    return replace(graph, parties=parties, problems=problems, marked=True), found


def _subject(party: Party) -> Subject:
    return party.facts or Subject(name=party.name, query_id=party.id)


def _with(party: Party, result: Result, records: Iterable[Entity], outcome: str) -> Party:
    days = {regime: day for regime, day in regimes_of(records).items() if regime not in party.listed}
    caption = f"{result.caption} ({result.id})"
    if outcome in DECIDED_TRUE:
        known, sure = f"{party.called} is {caption}: a person decided so", True
    elif result.status == "hit" and strong(result):
        known, sure = f"{party.called} is {caption}: strong match, score {result.score:.3f}", True
    else:
        known, sure = f"{party.called} may be {caption}: name-alike, score {result.score:.3f}", False
    if not sure:
        days = {regime: day for regime, day in days.items() if regime not in party.maybe}
    if not days:  # a nearer match has said it of every regime
        return party
    known = "; ".join(part for part in (party.known, known) if part)
    if sure:
        since = dict(days) | dict(party.since)
        return msgspec.structs.replace(
            party,
            listed=tuple(dict.fromkeys((*party.listed, *days))),
            since=tuple((regime, day) for regime, day in since.items() if day),
            known=known,
        )
    return msgspec.structs.replace(party, maybe=tuple(dict.fromkeys((*party.maybe, *days))), known=known)


def strong(result: Result) -> bool:
    """Whether facts beside the name speak for a match."""
    return sum(one.bits for one in result.evidence if one.feature in BESIDE_NAMES) >= SUPPORT_BITS


def regimes_of(records: Iterable[Entity]) -> dict[str, str]:
    """Regimes under which a party's property is frozen, with the day of the first such listing where it is known.

    Other measures (debt of banks, exports, visas) make no property blocked, so nothing that it owns is.
    """
    found: dict[str, str] = {}
    for record in records:
        for one in record.designations:
            regime = REGIME_OF.get(one.authority, "")
            freezes = Measure.ASSET_FREEZE in one.measures if one.measures else _frozen(one.origin.source)
            if regime and one.active and freezes:
                day = one.listed_on.value if one.listed_on is not None and len(one.listed_on.value) == 10 else ""
                found[regime] = min(filter(None, (found.get(regime, ""), day)), default="")
    return found


def _frozen(source: str) -> bool:
    """Whether a list says by itself that property is frozen, where it names no measure."""
    return not source.startswith(("us_", "bis"))
