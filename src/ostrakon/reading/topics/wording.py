"""Patterns of the lexicon over a text, as places in code points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.phrases import Marks, Match, Phrases, longest
from ostrakon.reading.grammar.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of the text with what the lexicon says of them; tokens `first` to `last`."""

    first: int
    last: int
    start: int
    end: int
    value: str


def wordings(tokens: Tokens, phrases: Phrases, marks: Marks | None = None) -> list[Wording]:
    """The longest matches, in text order; none runs across a sentence."""
    return [_placed(tokens, match) for match in longest(_whole(tokens, phrases, marks or {}))]


def every(tokens: Tokens, phrases: Phrases, marks: Marks | None = None) -> list[Wording]:
    """All matches, overlapping ones included."""
    return [_placed(tokens, match) for match in _whole(tokens, phrases, marks or {})]


def barred(tokens: Tokens, pack: Pack, table: str) -> frozenset[int]:
    """Tokens that stand in a phrase of a table of exceptions."""
    return frozenset(
        place for match in pack.phrases(table).find(tokens.tokens, {}) for place in range(match.first, match.last)
    )


def _whole(tokens: Tokens, phrases: Phrases, marks: Marks) -> Iterator[Match]:
    for sentence in tokens.sentences:
        for match in phrases.find(tokens.tokens, marks, sentence.first, sentence.last):
            if match.last <= sentence.last:
                yield match


def _placed(tokens: Tokens, match: Match) -> Wording:
    return Wording(
        match.first, match.last, tokens.tokens[match.first].start, tokens.tokens[match.last - 1].end, match.value
    )
