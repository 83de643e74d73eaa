"""A graph of ownership against several regimes at once: what the API answers and the console shows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from ostrakon.app.owning import owned_by
from ostrakon.errors import InputError, UsageError
from ostrakon.intake.ownership import read_any
from ostrakon.ownership import REGIMES, Answer, Graph, Verdict
from ostrakon.ownership.regimes import regime_on
from ostrakon.reports.ownership_svg import ownership_svg
from ostrakon.reports.ownership_tree import words_of

AROUND_MAX = 60
"""Parties in the picture of one entity: those behind it, the nearest first."""
_STATUS = {"listed": "hit", "blocked": "hit", "undetermined": "review", "clear": "clear"}
_RANK = ("clear", "review", "hit")


@dataclass(frozen=True, slots=True)
class Owned:
    """One graph under several regimes.

    Attributes:
        graph: as it was given.
        sha256: of its bytes.
        subjects: the entities that were asked about; empty: all.
        answers: by regime.
    """

    graph: Graph
    sha256: str
    subjects: tuple[str, ...]
    answers: dict[str, Answer]

    @property
    def as_of(self) -> str:
        """The ISO day of the answers."""
        return next(iter(self.answers.values())).as_of

    @property
    def status(self) -> str:
        """`hit` where anything asked about is listed or blocked, `review` where undetermined or the law is open."""
        return max((self.status_under(regime) for regime in self.answers), key=_RANK.index)

    def status_under(self, regime: str) -> str:
        """The same under one regime."""
        found = self.verdicts(regime)
        return max((status_of(word, verdict) for word, verdict in found), key=_RANK.index, default="clear")

    def verdicts(self, regime: str) -> list[tuple[str, Verdict]]:
        """What a regime makes of the entities asked about, the gravest first; of all, where none was named."""
        answer = self.answers[regime]
        found = [(word, one) for word in ("blocked", "undetermined", "clear") for one in getattr(answer, word)]
        if not self.subjects:
            return found
        by_id = {one.id: (word, one) for word, one in found}
        return [by_id.get(one, ("listed", _listed(one, regime))) for one in self.subjects]


def status_of(word: str, verdict: Verdict) -> str:
    """The status of one verdict: a person must look where the law is open, whatever the count says."""
    return "review" if word == "clear" and not verdict.settled else _STATUS[word]


def read_graph_text(content: bytes, where: str) -> Graph:
    """The graph in the bytes of a file.

    Raises:
        InputError: it is none, or holds a number that nobody could have meant.
    """
    try:
        return read_any(content, where)
    except ArithmeticError as bad:
        raise InputError("a share is no percentage", where=where, remedy="Write a number from 0 to 100") from bad


def owned_under(
    content: bytes,
    where: str,
    *,
    regimes: Sequence[str],
    subjects: Iterable[str],
    as_of: str,
    mark: Callable[[Graph], Graph],
) -> Owned:
    """Who is blocked, by each of some regimes.

    Args:
        content: a graph file.
        where: what to call it in messages.
        regimes: ids; empty: all.
        subjects: ids or full names of entities; empty: all.
        as_of: ISO day; empty takes the file's, else today.
        mark: finds the listed parties of a graph that does not say who is listed.

    Raises:
        InputError: the file holds no graph.
        NotScreened: it does not say who is listed, and the lists cannot answer.
        UsageError: the day is none, a regime or an entity is not known.
    """
    graph = read_graph_text(content, where)
    if not graph.marked:
        graph = mark(graph)
    asked = tuple(dict.fromkeys(entity_named(graph, one) for one in subjects))
    answers = {one: owned_by(graph, one, as_of or None) for one in dict.fromkeys(regimes or REGIMES)}
    return Owned(graph, hashlib.sha256(content).hexdigest(), asked, answers)


def owned_object(owned: Owned) -> dict[str, Any]:
    """The answer for programs."""
    return {
        "as_of": owned.as_of,
        "status": owned.status,
        "regimes": {
            regime: {
                "title": regime_on(regime, answer.as_of).title,
                "status": owned.status_under(regime),
                "verdicts": [
                    {"word": word, "name": owned.graph.parties[one.id].name, **msgspec.to_builtins(one)}
                    for word, one in owned.verdicts(regime)
                ],
                "problems": list(answer.problems),
            }
            for regime, answer in owned.answers.items()
        },
    }


def record_object(owned: Owned) -> dict[str, Any]:
    """What the ledger keeps, sealed: which graph by its hash, and what was made of which entity."""
    return {
        "status": owned.status,
        "type": "ownership",
        "as_of": owned.as_of,
        "graph_sha256": owned.sha256,
        "subjects": list(owned.subjects),
        "regimes": {
            regime: {
                word: [one.id for found, one in owned.verdicts(regime) if found == word]
                for word in ("listed", "blocked", "undetermined")
            }
            for regime in owned.answers
        },
    }


def around(owned: Owned, regime: str) -> Graph:
    """The part of the graph that a picture shows: those asked about with everybody behind them, the nearest first.

    Where nobody was asked about: everything that is listed, blocked or undetermined, with what stands behind it.
    """
    answer = owned.answers[regime]
    words = words_of(answer)
    grave = [one for one in owned.graph.parties if words.get(one, "listed") != "clear"]
    return _behind(owned.graph, owned.subjects or grave or owned.graph.parties, answer.as_of)


def drawn_around(content: bytes, party: str, regime: str, mark: Callable[[Graph], Graph]) -> str:
    """The picture of one party of a graph file with everybody behind it: only those who are drawn are judged.

    Args:
        mark: as in `owned_under`.

    Raises:
        InputError, NotScreened, UsageError: as in `owned_under`.
    """
    graph = read_graph_text(content, "the kept graph")
    day = graph.as_of or datetime.now(UTC).date().isoformat()
    part = _behind(graph, (entity_named(graph, party),), day)
    part = part if graph.marked else mark(part)
    return ownership_svg(part, owned_by(part, regime, day))


def _behind(graph: Graph, first: Iterable[str], day: str) -> Graph:
    """The part of a graph with these parties and those behind them on a day, the nearest first, up to `AROUND_MAX`."""
    held: dict[str, list[str]] = defaultdict(list)
    for one in graph.interests:
        if one.counts_on(day):
            held[one.owned] += [end for end in (one.owner, one.holds_for) if end]
    shown = dict.fromkeys(first)
    for party in (waiting := list(shown)):
        if len(shown) >= AROUND_MAX:
            break
        fresh = [one for one in held.get(party, ()) if one not in shown]
        shown |= dict.fromkeys(fresh)
        waiting += fresh
    kept = dict.fromkeys(list(shown)[:AROUND_MAX])
    return replace(
        graph,
        parties={one: graph.parties[one] for one in graph.parties if one in kept},
        interests=tuple(one for one in graph.interests if one.owner in kept and one.owned in kept),
    )


def _listed(entity: str, regime: str) -> Verdict:
    return Verdict(id=entity, because=f"it stands on a list of the regime {regime} itself")


def entity_named(graph: Graph, named: str) -> str:
    """The id of an entity that is given by its id or its full name.

    Raises:
        UsageError: there is none, or several are called so.
    """
    if named in graph.parties:
        return named
    alike = [one.id for one in graph.parties.values() if one.name.casefold() == named.casefold()]
    if len(alike) == 1:
        return alike[0]
    what = f"{len(alike)} entities are called {named!r}" if alike else f"the graph has no entity {named!r}"
    raise UsageError(what, remedy="Name it by the `id` that it has in the graph")
