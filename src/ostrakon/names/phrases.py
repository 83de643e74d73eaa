"""Neighbouring words of a name that are one: `forty four` = 44, `No 5` = 5, `United States` = USA.

Only what comes before a word gets its role (`kinds.py`); which words are meant stands in `data/words.toml`.
"""

from __future__ import annotations

import re

from ostrakon.names.tokens import Token
from ostrakon.names.wordlists import words

_ORDINAL = re.compile(r"0*(\d+?)(?:st|nd|rd|th|eme|ieme|os|o|lea|ya|iy|oy|go|y)?")
"""A number, with the endings that make it an ordinal in English, French, Spanish, Greek, Romanian and Russian."""
_TENS = range(20, 100, 10)
_UNITS = range(1, 10)


def number_of(text: str) -> str:
    """The digits of a number or ordinal; empty for any other word."""
    found = _ORDINAL.fullmatch(text) if text[0].isdigit() else None
    return found[1] if found else ""


def counted(tokens: list[Token]) -> list[Token]:
    """Numbers of two words as one (`forty four`), without the words that only say that a number follows (`No 5`)."""
    known, numbering = words()["numbers"], words()["numbering"]
    values = [number_of(t.text) or known.get(t.text, "") for t in tokens]
    if not any(values):
        return tokens
    found: list[Token] = []
    joined = False
    for place, token in enumerate(tokens):
        after = values[place + 1] if place + 1 < len(tokens) else ""
        if joined:
            joined = False
        elif token.text in numbering and after:
            continue
        elif after and values[place] and int(values[place]) in _TENS and int(after) in _UNITS:
            found.append(Token(str(int(values[place]) + int(after)), ""))
            joined = True
        else:
            found.append(token)
    return found


def country_at(tokens: list[Token], position: int) -> tuple[str, int]:
    """The country that words from `position` on name in several words or by its letters, and how many they are."""
    for phrase, country in words()["countries"].get(tokens[position].text, ()):
        if tuple(t.text for t in tokens[position : position + len(phrase)]) == phrase:
            return country, len(phrase)
    return "", 0
