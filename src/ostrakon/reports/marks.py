"""A text cut into marked and plain pieces, for showing mentions in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE_LENGTH_MAX = 140
_KIND_RANK = {"party": 0, "identifier": 1, "programme": 2, "goods": 3, "country": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text.

    Attributes:
        mention: what is marked here, None for plain text.
        number: running number of the mention in the text from 1, 0 for plain text.
    """

    text: str
    mention: Mapping[str, Any] | None = None
    number: int = 0


def paragraphs(text: str, mentions: Sequence[Mapping[str, Any]]) -> list[list[Piece]]:
    """The text by paragraphs (cut at blank lines), each as pieces that give the text back.

    Where mentions overlap, the more important kind stays (a party before a country), then the longer one. Mentions
    outside the text are left out.
    """
    kept = _without_overlaps(text, mentions)
    result: list[list[Piece]] = []
    current: list[Piece] = []
    position = 0
    for number, mention in enumerate(kept, 1):
        start, end = mention["start"], mention["end"]
        current = _plain(text[position:start], current, result)
        current.append(Piece(text=text[start:end], mention=mention, number=number))
        position = end
    current = _plain(text[position:], current, result)
    if current:
        result.append(current)
    return result


def title_apart(cut: list[list[Piece]]) -> tuple[list[Piece], list[list[Piece]]]:
    """The title (a short first line that is no sentence) and the rest; an empty title where there is none."""
    if not cut:
        return [], []
    first: list[Piece] = []
    for place, piece in enumerate(cut[0]):
        line, ended, after = piece.text.partition("\n")
        if piece.mention is None and ended:
            rest = [Piece(text=after), *cut[0][place + 1 :]] if after else cut[0][place + 1 :]
            return _if_title([*first, Piece(text=line)], [rest, *cut[1:]] if rest else cut[1:], cut)
        first.append(piece)
    return _if_title(first, cut[1:], cut)


def _if_title(
    line: list[Piece], rest: list[list[Piece]], whole: list[list[Piece]]
) -> tuple[list[Piece], list[list[Piece]]]:
    text = "".join(piece.text for piece in line).strip()
    is_title = rest and len(text) <= TITLE_LENGTH_MAX and not text.endswith((".", ":", ","))
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


def _plain(text: str, current: list[Piece], result: list[list[Piece]]) -> list[Piece]:
    """Add plain text; at each blank line the paragraph before goes to `result`. Returns the open paragraph."""
    first, *rest = text.replace("\r\n", "\n").split("\n\n")
    if first:
        current.append(Piece(text=first))
    for part in rest:
        if current:
            result.append(current)
        current = [Piece(text=part.lstrip("\n"))] if part.strip("\n") else []
    return current
