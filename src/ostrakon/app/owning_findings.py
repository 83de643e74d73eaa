"""The findings of a graph: its parties screened, its entities judged by every regime."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.finding import Owners, identifier_key
from ostrakon.app.owners.marking import Decided, marked
from ostrakon.app.owners.relations import folded, ties_of, with_ties
from ostrakon.intake.ownership import read_any
from ostrakon.ownership import REGIMES, Graph, Party, Verdict, resolve
from ostrakon.ownership.holdings import Holdings
from ostrakon.ownership.proof import Step
from ostrakon.screening.result import Finding

_NOBODY: Decided = lambda _customer, _party: ""  # noqa: E731  # nobody decided anything


def owners_of(content: bytes, where: str, engine: Ostrakon, *, decided: Decided = _NOBODY, day: str = "") -> Owners:
    """The findings of a graph's file by the lists and the policy of an engine.

    Args:
        where: what to call the file in messages.
        decided: outcomes of cases.
        day: ISO day of facts and law; empty: the file's, else today.

    Raises:
        InputError: it is no graph.
        NotScreened: the lists cannot answer.
    """
    ties = ties_of(engine.snapshot.entities())
    given = read_any(content, where)
    graph, listed = marked(engine, given, decided)
    graph = with_ties(graph, listed, ties)
    on = day or graph.as_of or datetime.now(UTC).date().isoformat()
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    holdings = Holdings.on(graph, on)
    for regime in REGIMES:
        for one in _findings(graph, regime, on, holdings):
            findings[one.party].append(one)
    names = {party.id: tuple(dict.fromkeys(_names(party))) for party in graph.parties.values()}
    concerned = {party: names[party] for party in findings}
    return Owners(
        sha256=hashlib.sha256(content).hexdigest(),
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        day=on,
        names=concerned,
        by_name=_turned((name, party) for party, every in concerned.items() for name in every),
        by_identifier=_turned(_identifiers(graph.parties[party] for party in findings)),
        findings={party: tuple(found) for party, found in findings.items()},
        ties=ties,
        problems=graph.problems,
    )


def _findings(graph: Graph, regime: str, day: str, holdings: Holdings) -> Iterator[Finding]:
    answer = resolve(graph, regime, day, holdings)
    for word in ("blocked", "undetermined", "clear"):
        for verdict in getattr(answer, word):
            if word != "clear" or verdict.notes or not verdict.settled:
                yield _finding(graph.parties, regime, word, verdict)


def _finding(parties: Mapping[str, Party], regime: str, word: str, verdict: Verdict) -> Finding:
    roots = dict.fromkeys(parties[path[0].holds_for or path[0].owner] for path in verdict.paths if path)
    return Finding(
        kind="ownership",
        regime=regime,
        verdict=word,
        party=verdict.id,
        name=parties[verdict.id].name or verdict.id,
        matched="id",
        because=verdict.because,
        share=verdict.share,
        paths=tuple(path_words(parties, path) for path in verdict.paths),
        listed=tuple(one.known or f"{one.name or one.id}: as the file says" for one in roots),
        would_decide=verdict.would_decide.what if verdict.would_decide else "",
        notes=verdict.notes,
        settled=verdict.settled,
    )


def path_words(parties: Mapping[str, Party], path: Iterable[Step]) -> str:
    """A chain in words: `A ─60%→ B ─55%→ C`."""
    steps = list(path)
    if not steps:
        return ""
    return " ".join(
        [_shown(parties, steps[0].owner), *(f"─{stake_of(one)}→ {_shown(parties, one.owned)}" for one in steps)]
    )


def stake_of(one: Step) -> str:
    """Share or right of a step, in words."""
    numbers = ""
    if one.share is not None:
        low, high = one.share
        numbers = f"{low:g}%" if low == high else f"{low:g}-{high:g}%"
    words = (numbers, one.right.replace("_", " "), "indirectly" if one.indirect else "")
    return " ".join(part for part in (*words, f"for {one.holds_for}" if one.holds_for else "") if part)


def _shown(parties: Mapping[str, Party], party: str) -> str:
    return parties[party].name or party


def _names(party: Party) -> Iterator[str]:
    facts = party.facts
    for name in (party.name, *(facts.aliases if facts else ())):
        if made := folded(name):
            yield made


def _identifiers(parties: Iterable[Party]) -> Iterator[tuple[str, str]]:
    for party in parties:
        for one in party.facts.identifiers if party.facts else ():
            yield identifier_key(one.type, one.value), party.id


def _turned(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, party in pairs:
        found[key][party] = None
    return {key: tuple(every) for key, every in found.items()}
