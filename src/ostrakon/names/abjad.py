"""Arabic and Hebrew words against their Latin spellings.

A word written without short vowels stands for many spellings: each letter is a small choice, long vowels must appear,
short ones may. Consonants alone would make every short name agree with every other; this is what tells `Salim` (سليم)
from `Salam` (سلام). Idea and gain: the matching study of this project.

The word comes in the romanised form of `romanise.py`, where `a`, `w` and `y` are the long vowels and every other letter
is a consonant. The comparison walks through both words at once and keeps the places of the Latin one that can be
reached; it takes some microseconds, where compiling a pattern for each word took a thousand.
"""

from __future__ import annotations

import re
from functools import lru_cache

VOWELS = frozenset("aeiou")
SHORT_MAX = 2
"""So many vowels may stand between two letters unwritten."""

_LETTERS: dict[str, tuple[str, ...]] = {
    "a": ("aa", "a", "e", "o", "ae", "ea"),
    "w": ("u", "uu", "uo", "o", "oo", "ou", "w", "v", "aw", "au", "ow", "uw", "wu", "wa", "ev", "av", "oe"),
    "y": (
        "y",
        "i",
        "ee",
        "ie",
        "ii",
        "iy",
        "ai",
        "ay",
        "ei",
        "ey",
        "e",
        "j",
        "ye",
        "ya",
        "yi",
        "yu",
        "ia",
        "iyy",
        "yy",
    ),
    "b": ("bb", "b", "p", "v"),
    "p": ("pp", "p", "b", "f", "ph"),
    "t": ("tt", "t", "th", "d"),
    "th": ("th", "t", "s", "c"),
    "j": ("jj", "j", "dj", "g", "zh", "dzh", "y", "ch"),
    "ch": ("ch", "tch", "j", "c", "tsch", "sh"),
    "h": ("hh", "h", "kh", "ch", "a", "ah", "eh", "e", ""),
    "kh": ("kh", "h", "ch", "x", "k", "q"),
    "d": ("dd", "d", "dh", "z", "th", "t"),
    "dh": ("dh", "d", "z", "th"),
    "z": ("zz", "z", "dh", "d", "s", "th", "dz"),
    "r": ("rr", "r"),
    "zh": ("zh", "j", "g", "z"),
    "s": ("ss", "s", "c", "z", "sh", "ts", "tz"),
    "sh": ("sh", "ch", "sch", "s"),
    "f": ("ff", "f", "ph", "v", "p"),
    "q": ("qq", "q", "k", "g", "gh", "c", "kh"),
    "k": ("kk", "k", "c", "q", "ck", "kh", "ch", "g", "x"),
    "g": ("gg", "g", "gh", "q", "k", "j"),
    "gh": ("gh", "g", "q", "r"),
    "l": ("ll", "l"),
    "m": ("mm", "m"),
    "n": ("nn", "n"),
    "v": ("v", "w", "b", "o", "u", "ou", "oo", "ov", "uv", ""),
    "ts": ("ts", "tz", "tts", "z", "zz", "s", "c", "cz", "ch", "tch", "tas", "tes", "tis", "tos", "tus"),
    "x": ("x", "ks"),
    "c": ("c", "k", "s", "ts"),
    "e": ("",),  # set by the romanisation to keep two letters apart
}
_LAST_Y = ("y", "i", "ee", "ie", "ii", "iy", "ai", "ay", "ei", "ey", "e", "j", "ya", "ia", "iyy", "a", "aa", "ah")
"""ی and ى end many words that end in a."""
_ENDING = ("", "h", "e", "a", "i", "y")
_SUN_LETTERS = frozenset({"t", "th", "d", "dh", "r", "z", "s", "sh", "n", "l"})
_SPLIT = re.compile("th|kh|sh|ch|dh|gh|zh|ts|.")


@lru_cache(maxsize=50_000)
def choices(romanised: str) -> tuple[tuple[str, ...], ...]:
    """For each letter of the word the Latin letters that can stand for it."""
    parts = _SPLIT.findall(romanised)
    found = [_LETTERS.get(part, (part,)) for part in parts]
    if parts and parts[-1] == "y":
        found[-1] = _LAST_Y
    if parts and parts[0] == "a":
        found[0] = (*found[0], "i", "u", "")  # at the beginning the alef only carries a vowel
    for place, part in enumerate(parts[1:], 1):
        if part == "w" and parts[place - 1] == "kh":
            found[place] += ("",)  # silent in Persian: khwaja, khaja
        if part == "l" and parts[place - 1] == "a" and place > 1 and place + 1 < len(parts):
            # The article inside a compound: its vowel follows the word before, its l the letter after (Seifeddine).
            found[place - 1] += ("u", "i", "")
            if parts[place + 1] in _SUN_LETTERS:
                found[place] += ("",)
    if parts and parts[-1] in ("a", "w", "y"):
        found.append(_ENDING)
    return tuple(found)


@lru_cache(maxsize=200_000)
def spells(romanised: str, latin: str) -> bool:
    """Whether `latin` (folded, lower-case) can be a spelling of the Arabic or Hebrew word."""
    reached = {0}
    for options in choices(romanised):
        after: set[int] = set()
        for start in _skipping(latin, reached):
            after.update(start + len(option) for option in options if latin.startswith(option, start))
        if not after:
            return False
        reached = after
    return len(latin) in _skipping(latin, reached)


def _skipping(latin: str, reached: set[int]) -> set[int]:
    """The places reached, and those after up to `SHORT_MAX` vowels more."""
    found = set(reached)
    for start in reached:
        for place in range(start, min(start + SHORT_MAX, len(latin))):
            if latin[place] not in VOWELS:
                break
            found.add(place + 1)
    return found
