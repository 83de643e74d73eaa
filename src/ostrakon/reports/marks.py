"""A text cut into marked and plain pieces, for showing mentions, claims and triggers of events in place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ostrakon.reading.findings import Claim, Event

TITLE_LENGTH_MAX = 140
LINE_LENGTH_WRAPPED = 100
"""Longest line of text that is wrapped by hand; longer lines without blank ones between are paragraphs."""
_KIND_RANK = {"party": 0, "identifier": 1, "programme": 2, "goods": 3, "country": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text.

    Attributes:
        mention: what is marked here, None for plain text.
        number: running number of the mention in the text from 1, 0 for plain text.
        claims, events: numbers of the claims that the piece belongs to and of the events whose trigger it is.
        opens, closes: numbers of the claims that begin or end with the piece.
        triggers: numbers of the events whose trigger begins with the piece.
    """

    text: str
    mention: Mapping[str, Any] | None = None
    number: int = 0
    claims: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()
    triggers: tuple[int, ...] = ()


def paragraphs(
    text: str, mentions: Sequence[Mapping[str, Any]], claims: Sequence[Claim] = (), events: Sequence[Event] = ()
) -> list[list[Piece]]:
    """The text by paragraphs, each as pieces that give the text back.

    Paragraphs end at blank lines, in a text without any that has long lines at each line. Where mentions overlap, the
    more important kind stays (a party before a country), then the longer one; a mention is never cut by a claim.
    Mentions outside the text are left out.
    """
    kept = _without_overlaps(text, mentions)
    edges = {edge for claim in claims for edge in (claim.start, claim.end)}
    edges |= {edge for event in events for edge in (event.cue.start, event.cue.end)}
    layers = _Layers(claims, events)
    between = _between(text)
    result: list[list[Piece]] = []
    current: list[Piece] = []
    for start, end, number in _atoms(len(text), kept, sorted(edges)):
        piece = layers.on(start, end, text[start:end])
        if number:
            current.append(replace(piece, mention=kept[number - 1], number=number))
        else:
            current = _plain(piece, between, current, result)
    if current:
        result.append(current)
    return result


def runs(pieces: Iterable[Piece]) -> Iterator[tuple[tuple[int, ...], list[Piece]]]:
    """Neighbouring pieces that belong to the same claims, with the numbers of these."""
    for claims, group in groupby(pieces, key=lambda piece: piece.claims):
        yield claims, list(group)


def title_apart(cut: list[list[Piece]]) -> tuple[list[Piece], list[list[Piece]]]:
    """The title (a short first line that is no sentence) and the rest; an empty title where there is none."""
    if not cut:
        return [], []
    first: list[Piece] = []
    for place, piece in enumerate(cut[0]):
        line, ended, after = piece.text.partition("\n")
        if piece.mention is None and ended:
            rest = [*([_tail(piece, after)] if after else []), *cut[0][place + 1 :]]
            head = _head(piece, line) if after else replace(piece, text=line)
            return _if_title([*first, head], [rest, *cut[1:]] if rest else cut[1:], cut)
        first.append(piece)
    return _if_title(first, cut[1:], cut)


def _if_title(
    line: list[Piece], rest: list[list[Piece]], whole: list[list[Piece]]
) -> tuple[list[Piece], list[list[Piece]]]:
    text = "".join(piece.text for piece in line).strip()
    is_title = (
        rest and any(map(str.isalpha, text)) and len(text) <= TITLE_LENGTH_MAX and not text.endswith((".", ":", ","))
    )
    return (line, rest) if is_title else ([], whole)


def _without_overlaps(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    sound = [m for m in mentions if 0 <= m["start"] < m["end"] <= len(text)]
    sound.sort(key=lambda m: (_KIND_RANK.get(m["kind"], 9), m["start"] - m["end"], m["start"]))
    taken: list[Mapping[str, Any]] = []
    free = bytearray(len(text))
    for mention in sound:
        start, end = mention["start"], mention["end"]
        if not any(free[start:end]):
            free[start:end] = b"\x01" * (end - start)
            taken.append(mention)
    return sorted(taken, key=lambda m: int(m["start"]))


def _atoms(length: int, mentions: Sequence[Mapping[str, Any]], edges: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of the mention (0 for none) of stretches that no edge outside of a mention cuts."""
    position = 0
    bounds = [(int(m["start"]), int(m["end"]), number) for number, m in enumerate(mentions, 1)]
    for start, end, number in (*bounds, (length, length, 0)):
        for edge in edges[bisect_right(edges, position) : bisect_left(edges, start)]:
            yield position, edge, 0
            position = edge
        if position < start:
            yield position, start, 0
        if number:
            yield start, end, number
        position = max(position, end)


class _Spans:
    """Spans by number, looked up in text order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted((start, end, number) for number, (start, end) in enumerate(spans))
        self._done = 0

    def on(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Start, end and number of those that overlap a stretch."""
        while self._done < len(self._spans) and self._spans[self._done][1] <= start:
            self._done += 1
        near = self._spans[self._done : bisect_left(self._spans, (end,))]
        return [span for span in near if span[1] > start]


class _Layers:
    """Which claims and triggers lie on a stretch; asked in text order."""

    def __init__(self, claims: Sequence[Claim], events: Sequence[Event]) -> None:
        self._claims = _Spans((claim.start, claim.end) for claim in claims)
        self._cues = _Spans((event.cue.start, event.cue.end) for event in events)

    def on(self, start: int, end: int, text: str) -> Piece:
        claims, cues = self._claims.on(start, end), self._cues.on(start, end)
        return Piece(
            text=text,
            claims=tuple(sorted(number for _, _, number in claims)),
            events=tuple(sorted(number for _, _, number in cues)),
            opens=tuple(number for first, _, number in claims if start <= first),
            closes=tuple(number for _, last, number in claims if last <= end),
            triggers=tuple(number for first, _, number in cues if start <= first),
        )


def _between(text: str) -> str:
    """What parts paragraphs in this text."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    long = max(map(len, lines)) > LINE_LENGTH_WRAPPED
    return "\n" if long and all(line.strip() for line in lines) else "\n\n"


def _head(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text, closes=())


def _tail(piece: Piece, text: str) -> Piece:
    return replace(piece, text=text, opens=(), triggers=())


def _plain(piece: Piece, between: str, current: list[Piece], result: list[list[Piece]]) -> list[Piece]:
    """Add plain text; at each end of a paragraph the one before goes to `result`. Returns the open paragraph."""
    first, *rest = piece.text.replace("\r\n", "\n").split(between)
    if first:
        current.append(_head(piece, first) if rest else piece)
    for place, part in enumerate(rest, 1):
        if current:
            result.append(current)
        tail = _tail(piece, part.lstrip("\n"))
        current = [tail if place == len(rest) else _head(tail, tail.text)] if part.strip("\n") else []
    return current
