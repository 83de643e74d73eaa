"""How foreign names sound in Hangul: consonants and what stands between them, for Hangul and for Latin letters.

Hangul tells fewer consonants apart than Latin letters do (ㅍ is p, f and v), puts vowels between those that touch
(로소보로넥스포르트) and leaves out an r before another consonant; so both sides are brought to what Hangul can write.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from ostrakon.names.hangul import FINALS, FIRST, LAST, VOWELS

Sound = tuple[str, tuple[str, ...]]
"""Consonant classes, and the vowels before the first, between each two, and after the last."""

VARIANTS_MAX = 12
_INITIAL = tuple("KKNTTLMPPSS-JJJKTPH")
_VOWEL = tuple("aeaeOeOeoAEeouOeiu-ii")
"""Capitals: ㅓ, ㅘ and ㅙ, which are heard in several ways (see `_HEARD`); `-`: put in only to be spoken."""
_FINAL = tuple("-KKKNNNTLKMLLLPLMPPTTNTTKTPH")
_HEARD = {
    "a": "au",
    "e": "eai",
    "O": "oeua",
    "o": "o",
    "A": "aow",
    "E": "ea",
    "u": "uow",
    "i": "iey",
    "w": "uw",
    "y": "iy",
}
_PUT_IN = frozenset({"", "e", "u", "eu", "ue"})
"""Latin vowels that the vowel which is only put in (ㅡ) may stand for."""
_VOWELS = frozenset("aeiouwy")
_SPELT = re.compile("sch|tch|dzh|kh|sh|ch|zh|ts|tz|dj|dz|th|ph|gh|ck|ng|qu|[a-z]")
_CONSONANTS = {
    consonant: letters_class
    for letters_class, spellings in {
        "H": "h",
        "H|K": "kh",
        "J": "tch dzh zh ts tz dj dz j z",
        "J|K": "ch",
        "K": "gh ck qu c g k",
        "K|J": "q",
        "KS": "x",
        "L": "l r",
        "M": "m",
        "N": "n",
        "N|NK": "ng",
        "P": "ph b f p v",
        "S": "sch sh s",
        "T": "d t",
        "T|S": "th",
    }.items()
    for consonant in spellings.split()
}
"""What Latin letters may become in Hangul, alternatives by `|`."""


@lru_cache(maxsize=50_000)
def hangul_sound(text: str) -> Sound:
    """The sound of Hangul syllables, with Latin letters among them (`WT마린`)."""
    units: list[str] = []
    for part in re.findall("[가-힣]|[a-z]+", text.lower()):
        if not FIRST <= ord(part[0]) <= LAST:
            units += next(iter(_latin_units(part)))
            continue
        initial, rest = divmod(ord(part) - FIRST, VOWELS * FINALS)
        vowel, final = divmod(rest, FINALS)
        spoken = "ui" if vowel == _WI else "iO" if vowel in _IOTED else _VOWEL[vowel]
        units += (unit for unit in (_INITIAL[initial], *spoken, _FINAL[final]) if unit != "-")
    return _sound(units)


_WI, _IOTED = 16, frozenset({6, 12})


@lru_cache(maxsize=4096)
def latin_sounds(words: tuple[str, ...]) -> frozenset[Sound]:
    """The sounds that Hangul may give to folded words; empty for words that are not letters."""
    joined = "".join(words)
    if not (joined.isascii() and joined.isalpha()):
        return frozenset()
    parts = [sorted(_latin_units(word)) for word in words]
    found: set[Sound] = set()
    for chosen in product(*parts):
        found.add(_sound([unit for units in chosen for unit in units]))
        if len(found) >= VARIANTS_MAX:
            break
    return frozenset(found)


@lru_cache(maxsize=200_000)
def _latin_units(word: str) -> frozenset[tuple[str, ...]]:
    """Units of one word: consonant classes in capitals, vowels small."""
    spelt = _SPELT.findall(word)
    cells: list[list[str]] = []
    for place, letters in enumerate(spelt):
        after = spelt[place + 1][0] if place + 1 < len(spelt) else ""
        cells.append(_heard(letters, after, first=place == 0))
    found = {tuple(unit for cell in chosen for unit in cell) for chosen in _some(cells)}
    return frozenset(found)


def _some(cells: list[list[str]]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for cell in cells:
        kept = cell if len(found) * len(cell) <= VARIANTS_MAX else cell[:1]
        found = [(*one, other) for one in found for other in kept]
    return found


def _heard(letters: str, after: str, *, first: bool) -> list[str]:
    """What one letter or group of letters may be in Hangul."""
    if letters in _VOWELS:
        return [letters]
    soft = bool(after) and after in "eiy"
    if letters == "c" and soft:
        return ["S"]
    if letters == "g" and soft:
        return ["K", "J"]
    if letters == "x" and first:
        return ["S", "J"]
    if letters in {"r", "h"} and after not in _VOWELS:
        return [_CONSONANTS[letters], ""]
    return _CONSONANTS[letters].split("|")


def _sound(units: list[str]) -> Sound:
    consonants = ""
    slots = [""]
    for unit in units:
        if unit.islower() or unit in {"O", "A", "E"}:
            slots[-1] += unit
        elif not (consonants and consonants[-1] == unit and not slots[-1]):
            consonants += unit
            slots.append("")
    return consonants, tuple(slots)


def same_sound(hangul: Sound, latin: Sound) -> bool:
    """Whether Hangul of this sound may write Latin letters of that one: consonants equal, vowels alike everywhere."""
    if hangul[0] != latin[0]:
        return False
    before = ("", *hangul[0])
    last = len(before) - 1
    return all(
        _alike(one, other, before[place], end=place == last)
        for place, (one, other) in enumerate(zip(hangul[1], latin[1], strict=True))
    )


def _alike(hangul: str, latin: str, before: str, *, end: bool) -> bool:
    if not hangul:
        return latin in _PUT_IN
    if not latin:
        return hangul == "i" and before in {"S", "J"}
    if end and latin == "e" and hangul != "i":
        return True
    return any(letter in latin for vowel in hangul for letter in _HEARD[vowel])
