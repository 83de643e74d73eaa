"""Ties that the lists themselves state: links between parties, never shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import msgspec

from ostrakon.app.owners.marking import regimes_of
from ostrakon.model import Entity
from ostrakon.names.running import fold_words
from ostrakon.ownership import Graph, Interest
from ostrakon.ownership.graph import Kind, Right

_RIGHTS: dict[str, Right] = {
    "director_of": "director",
    "leader_of": "manager",
    "family": "family",
    "associate": "associate",
}
"""Relation → what it is in a graph; every other one is a link and no more."""


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A listed party names somebody.

    Attributes:
        party, caption: id and name of the listed party.
        kind: of the relation.
        text: the publisher's words.
        regimes: that list it.
    """

    party: str
    caption: str
    kind: str
    text: str
    regimes: tuple[str, ...]


def folded(name: str) -> str:
    """The comparing form of a name."""
    return " ".join(fold_words(name))


def ties_of(entities: Iterable[Entity]) -> dict[str, tuple[Tie, ...]]:
    """Folded name → the listed parties that name it in their relations, those of a list that knows no id for it."""
    found: dict[str, list[Tie]] = {}
    for entity in entities:
        regimes: tuple[str, ...] | None = None
        for one in entity.relations:
            name = folded(one.target_name)
            if not name:
                continue
            if regimes is None:
                regimes = tuple(regimes_of([entity]))
            if regimes:
                text = one.text or f"{one.kind.replace('_', ' ')} {one.target_name}"
                tie = Tie(party=entity.id, caption=entity.caption, kind=one.kind, text=text, regimes=regimes)
                found.setdefault(name, []).append(tie)
    return {name: tuple(dict.fromkeys(ties)) for name, ties in found.items()}


def with_ties(graph: Graph, listed: Mapping[str, str], ties: Mapping[str, tuple[Tie, ...]]) -> Graph:
    """The graph with the lists' ties between its parties.

    Args:
        listed: party of the graph → id of the listed party that it is.
        ties: see `ties_of`.
    """
    holders: dict[str, list[str]] = {}
    for id_, entity in listed.items():
        holders.setdefault(entity, []).append(id_)
    made = []
    for party in graph.parties.values():
        for tie in ties.get(folded(party.name), ()):
            right = _RIGHTS.get(tie.kind, "linked")
            kind: Kind = "control" if right in ("director", "manager") else "link"
            made += [
                Interest(owner=holder, owned=party.id, kind=kind, right=right, source=f"{tie.party}: {tie.text}")
                for holder in holders.get(tie.party, ())
                if holder != party.id
            ]
    return replace(graph, interests=(*graph.interests, *made))
