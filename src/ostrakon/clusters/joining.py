"""Links → clusters: the strongest links first, and none that would bring a contradiction into a cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ostrakon.clusters.contradictions import contradiction
from ostrakon.clusters.exceptions import Exceptions
from ostrakon.clusters.links import STRENGTH, Link
from ostrakon.clusters.party import Order, Party

Pair = frozenset[str]


def join(parties: Sequence[Party], found: Iterable[Link], exceptions: Exceptions) -> list[tuple[str, ...]]:
    """Clusters of two members or more, preferred id first, in the order of their first members.

    Two records of one list are never joined unless the list itself or a reviewer says so, neither are two of which a
    reviewer says that they are two, or that contradict one another, however long the way between them is.
    """
    by_id = {party.id: party for party in parties}
    usable = [link for link in found if link.one in by_id and link.two in by_id]
    within = {frozenset((link.one, link.two)) for link in usable if link.within}
    reviewed = {frozenset((link.one, link.two)) for link in usable if link.rule == "reviewed"}
    members: dict[str, list[str]] = {}
    for link in sorted(usable, key=lambda link: _rank(link, by_id)):
        ours, theirs = members.get(link.one, [link.one]), members.get(link.two, [link.two])
        if ours is theirs:
            continue
        if any(
            _apart(by_id[a], by_id[b], within=within, reviewed=reviewed, exceptions=exceptions)
            for a in ours
            for b in theirs
        ):
            continue
        joined = ours + theirs
        members.update(dict.fromkeys(joined, joined))
    distinct = {id(group): group for group in members.values()}
    clusters = [tuple(sorted(group, key=lambda i: by_id[i].order)) for group in distinct.values()]
    return sorted(clusters, key=lambda group: by_id[group[0]].order)


def reasons(clusters: Iterable[Sequence[str]], found: Iterable[Link]) -> list[list[Link]]:
    """For each cluster the links between its members, strongest first."""
    place = {member: number for number, cluster in enumerate(clusters) for member in cluster}
    kept: defaultdict[int, list[Link]] = defaultdict(list)
    for link in found:
        number = place.get(link.one)
        if number is not None and place.get(link.two) == number:
            kept[number].append(link)
    count = len(set(place.values()))
    return [sorted(kept[n], key=lambda k: (-STRENGTH[k.rule], k.one, k.two, k.text)) for n in range(count)]


def _rank(link: Link, by_id: Mapping[str, Party]) -> tuple[int, float, list[Order], str]:
    ends = sorted((by_id[link.one].order, by_id[link.two].order))
    return -STRENGTH[link.rule], -link.bits, ends, link.rule


def _apart(one: Party, two: Party, *, within: set[Pair], reviewed: set[Pair], exceptions: Exceptions) -> bool:
    pair = frozenset((one.id, two.id))
    if pair in reviewed:
        return False
    if pair in exceptions.apart or (one.lists & two.lists and pair not in within):
        return True
    return bool(contradiction(one, two))
