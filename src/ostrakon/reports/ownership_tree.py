"""Who stands behind an entity, as the lines of a tree: for a terminal, and for pages that show it as it is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from ostrakon.ownership import Answer, Graph, Interest
from ostrakon.ownership.graph import percent

LINES_MAX = 200
"""Lines of one tree; beyond, nobody reads it."""
DEPTH_MAX = 30
"""Steps upwards from the entity."""


class TreeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One party in its place.

    Attributes:
        branch: the lines that lead to it, in box drawing characters; empty for the entity itself.
        stake: share or right by which it stands there, in words.
        party, name: its id and name.
        word: `listed`, `blocked`, `undetermined` or `clear`.
        again: whether it stands further up with all that is behind it, as in a ring.
    """

    branch: str
    stake: str
    party: str
    name: str
    word: str
    again: bool = False


def tree_lines(graph: Graph, answer: Answer, entity: str) -> list[TreeLine]:
    """The entity with everybody behind it, on the day of the answer, up to `LINES_MAX` lines."""
    held: dict[str, list[Interest]] = defaultdict(list)
    for one in graph.interests:
        if one.counts_on(answer.as_of):
            held[one.owned].append(one)
    found = words_of(answer)
    lines: list[TreeLine] = []
    for line in _lines(graph, held, found, entity, "", "", "", set(), 0):
        lines.append(line)
        if len(lines) == LINES_MAX:
            break
    return lines


def words_of(answer: Answer) -> dict[str, str]:
    """What the answer makes of each entity; who is not in it is listed."""
    return {one.id: word for word in ("blocked", "undetermined", "clear") for one in getattr(answer, word)}


def stake_words(one: Interest) -> str:
    """Share or right of an interest, in words."""
    parts = []
    if one.high:
        low, high = percent(one.low), percent(one.high)
        parts.append(f"{low:g} %" if low == high else f"{low:g} to {high:g} %")
    parts.append(one.right.replace("_", " "))
    parts.append("indirectly" if one.indirect else "")
    parts.append(f"for {one.holds_for}" if one.holds_for else "")
    return " ".join(part for part in parts if part)


def _lines(
    graph: Graph,
    held: dict[str, list[Interest]],
    found: dict[str, str],
    party: str,
    branch: str,
    below: str,
    stake: str,
    seen: set[str],
    depth: int,
) -> Iterator[TreeLine]:
    behind: Sequence[Interest] = held.get(party, ())
    again = bool(behind) and (party in seen or depth >= DEPTH_MAX)
    name = graph.parties[party].name or party
    word = found.get(party, "listed")
    yield TreeLine(branch=branch, stake=stake, party=party, name=name, word=word, again=again)
    if again:
        return
    seen.add(party)
    for place, one in enumerate(behind):
        last = place == len(behind) - 1
        yield from _lines(
            graph,
            held,
            found,
            one.owner,
            below + ("└─ " if last else "├─ "),
            below + ("   " if last else "│  "),
            stake_words(one),
            seen,
            depth + 1,
        )
