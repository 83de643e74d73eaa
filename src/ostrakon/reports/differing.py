"""Values cut into stretches that agree and that differ: words of names, letters of words, parts of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from ostrakon.match.notes import LEVEL_NOTES
from ostrakon.names.tokens import tokenise
from ostrakon.profile.name import profile_name
from ostrakon.screening.result import Evidence

Kind = Literal["plain", "same", "near", "differs"]
_WORDS = re.compile(r"(\s+)")
LETTERS_MAX = 120
"""Longer values are not compared letter by letter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a value.

    Attributes:
        kind: `same` and `near` agree, `differs` is only here or other than there, `plain` weighs nothing.
    """

    text: str
    kind: Kind = "plain"


def plain(text: str) -> tuple[Part, ...]:
    """A value that nothing is marked in."""
    return (Part(text),)


def name_parts(name: str, pieces: Sequence[Evidence], *, ours: bool) -> tuple[Part, ...]:
    """A name, each word marked by what the evidence says of it.

    Args:
        ours: whether it is the customer's name, else the listed party's.
    """
    agree: dict[str, tuple[str, str]] = {}
    apart: set[str] = set()
    for piece in pieces:
        mine, theirs = (piece.query, piece.listed) if ours else (piece.listed, piece.query)
        if piece.feature == "name" and mine and theirs:
            for word in mine.split():
                agree[word] = (theirs, piece.note)
        elif piece.feature in ("name_extra", "name_missing"):
            apart.update(mine.split())
    parts: list[Part] = []
    for word in _WORDS.split(name):
        found = _words_of(word)
        pairs = [agree[token] for token in found if token in agree]
        if not word.strip():
            parts.append(Part(word))
        elif pairs and all(note == LEVEL_NOTES["equal"] for _, note in pairs):
            parts.append(Part(word, "same"))
        elif pairs:
            parts += _letters(word, pairs[0][0]) if len(pairs) == 1 else (Part(word, "near"),)
        else:
            parts.append(Part(word, "differs" if found & apart else "plain"))
    return _joined(parts)


def letters_apart(value: str, pairs: Iterable[tuple[str, str]]) -> tuple[Part, ...]:
    """An identifier with the characters marked that differ from the one compared.

    Args:
        pairs: what was compared: this side, other side.
    """
    for mine, theirs in pairs:
        if _bare(value) in _bare(mine) or _bare(mine) in _bare(value):
            if _bare(value) in _bare(theirs) or _bare(theirs) in _bare(value):
                return (Part(value, "same"),)
            return tuple(_letters(value, theirs.rpartition(" ")[2] or theirs))
    return plain(value)


def dates_apart(value: str, others: Sequence[str]) -> tuple[Part, ...]:
    """A date with the year, month or day marked that no date of the other side shares at that place."""
    theirs = [other.split("-") for other in others]
    parts: list[Part] = []
    for place, mine in enumerate(value.split("-")):
        if place:
            parts.append(Part("-"))
        said = [other[place] for other in theirs if place < len(other)]
        parts.append(Part(mine, "plain" if not said else "same" if mine in said else "differs"))
    return tuple(parts)


def words_in_common(text: str, others: Sequence[str]) -> tuple[Part, ...]:
    """An address or another text with the words marked that the other side shares; where none is, all of it differs."""
    if not others:
        return plain(text)
    theirs = {token for other in others for token in _words_of(other)}
    parts = [Part(word, "same" if _words_of(word) & theirs else "plain") for word in _WORDS.split(text)]
    return _joined(parts) if any(part.kind == "same" for part in parts) else (Part(text, "differs"),)


@lru_cache(maxsize=4_000)
def _words_of(text: str) -> frozenset[str]:
    found = {token.text for token in tokenise(text).tokens}
    return frozenset(found | set(profile_name(text, "organisation").tokens)) if text.strip() else frozenset()


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _letters(word: str, other: str) -> tuple[Part, ...]:
    """A word that is nearly the other one, its letters told apart; one in another script is near as a whole."""
    if not (word.isascii() and other.isascii()) or len(word) > LETTERS_MAX or len(other) > LETTERS_MAX:
        return (Part(word, "near"),)
    matcher = SequenceMatcher(None, word.lower(), other.lower(), autojunk=False)
    parts = [
        Part(word[start:end], "near" if tag == "equal" else "differs")
        for tag, start, end, _, _ in matcher.get_opcodes()
        if end > start
    ]
    return tuple(parts)


def _joined(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbours of one kind as one, the blanks between them with them."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        blank = not part.text.strip()
        before = found[-1].kind if found else "plain"
        after = parts[place + 1].kind if place + 1 < len(parts) else "plain"
        kind = before if blank and before == after and before != "differs" else part.kind
        if found and found[-1].kind == kind:
            found[-1] = Part(found[-1].text + part.text, kind)
        elif part.text:
            found.append(Part(part.text, kind))
    return tuple(found)
