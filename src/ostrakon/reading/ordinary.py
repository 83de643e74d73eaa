"""Words that say little about who is meant: vocabulary, countries, and what companies and ships are named after."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ostrakon.names.common import common_words
from ostrakon.names.places import phrases


@cache
def place_words() -> frozenset[str]:
    """First words of the names and adjectives of countries, folded."""
    return frozenset(phrases(()))


def is_ordinary(folded: str) -> bool:
    """Whether a word says little about who is meant: vocabulary, countries, numbers, single letters."""
    return (
        (len(folded) < 2 and folded.isascii())
        or folded.isdigit()
        or folded in common_words()
        or folded in _namesakes()
        or folded in place_words()
    )


@cache
def _namesakes() -> frozenset[str]:
    """Words of the sky, of stones, animals, gods and virtues, after which companies and ships are named."""
    lines = files("ostrakon.reading").joinpath("namesakes.txt").read_text(encoding="ascii").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
