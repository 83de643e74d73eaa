"""Korean syllables in Latin letters beside the Revised Romanisation.

The North writes McCune-Reischauer without its marks and parts the syllables (김정은, Kim Jong Un); in the South
families have spellings of their own (박, Park) and given names are written in one word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from anyascii import anyascii

FIRST, LAST = 0xAC00, 0xD7A3
"""Hangul syllables; each is initial, vowel and final by arithmetic (The Unicode Standard, chapter 3.12)."""
VOWELS, FINALS = 21, 28

_NORTH_INITIALS = [
    "k",
    "kk",
    "n",
    "t",
    "tt",
    "r",
    "m",
    "p",
    "pp",
    "s",
    "ss",
    "",
    "j",
    "jj",
    "ch",
    "kh",
    "th",
    "ph",
    "h",
]
_NORTH_VOWELS = ["a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi"]
_NORTH_VOWELS += ["yu", "u", "ui", "i"]
_NORTH_FINALS = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t"]
_NORTH_FINALS += ["ng", "t", "t", "k", "t", "p", "t"]


def north(syllable: str) -> str:
    """One Hangul syllable after the North's usage; empty for other letters."""
    number = ord(syllable) - FIRST
    if not 0 <= number <= LAST - FIRST:
        return ""
    initial, rest = divmod(number, VOWELS * FINALS)
    vowel, final = divmod(rest, FINALS)
    return _NORTH_INITIALS[initial] + _NORTH_VOWELS[vowel] + _NORTH_FINALS[final]


def hangul_readings(name: str) -> Iterator[str]:
    """Readings of a name of two to four syllables, after the usages of North and South."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) not in range(2, 5) or not all(FIRST <= ord(letter) <= LAST for letter in letters):
        return
    yield " ".join(north(letter) for letter in letters)
    family = _families().get(letters[0])
    if family:
        yield f"{family} {''.join(anyascii(letter).lower() for letter in letters[1:])}"


@cache
def _families() -> dict[str, str]:
    """Families as South Koreans mostly write them."""
    text = files("ostrakon.names").joinpath("data", "korean_readings.toml").read_text(encoding="utf-8")
    return {letter: reading for reading, letters in tomllib.loads(text)["south"].items() for letter in letters}
