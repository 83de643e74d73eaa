"""Words that tell an organisation where nothing else says what is named (`Gazprom Neft`, `Ural Zavod`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ostrakon.names.keys import tells_place
from ostrakon.names.org_words import org_word
from ostrakon.names.scripts import ABJADS
from ostrakon.names.tokens import Token

LENGTH_MIN = 4
"""Shorter words of organisations are parts of names of persons in some language."""


def tells_organisation(token: Token) -> bool:
    """Whether a word stands in names of organisations, in any language, and is nobody's name.

    Words without vowels are left out: what is a word of one language is a name in another.
    """
    text = token.text
    if len(text) < LENGTH_MIN or token.script in ABJADS or text in _persons_words():
        return False
    return bool(org_word(text, token.script)) and not tells_place(text)


@cache
def _persons_words() -> frozenset[str]:
    """Words of organisations that are names of persons as well."""
    text = files("ostrakon.names").joinpath("data", "person_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
