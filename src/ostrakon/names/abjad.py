"""Arabic and Hebrew words against their Latin spellings.

A word written without short vowels is turned into the pattern of all spellings that can stand for it: each letter a
small choice, long vowels must appear, short ones may. Consonants alone would make every short name agree with every
other; the pattern is what tells `Salim` (سليم) from `Salam` (سلام). Idea and gain: the matching study of this project.

The patterns work on the romanised form of `romanise.py`, where `a`, `w` and `y` are the long vowels and every other
letter is a consonant.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = "[aeiou]{0,2}"
"""What may stand between two consonants unwritten."""

_LETTERS = {
    "a": "(?:aa?|e|i|o|u|ae|ea)",
    "w": "(?:[uo]{1,2}|ou|w|v|aw|au|ow|uw|wu|wa|o|ev|av|oe)",
    "y": "(?:y|i|ee|ie|ii|iy|ai|ay|ei|ey|e|j|ye|ya|yi|yu|ia|iyy?|yy)",
    "b": "(?:bb?|p|v)",
    "p": "(?:pp?|b|f|ph)",
    "t": "(?:tt?|th|d)",
    "th": "(?:th|t|s|c)",
    "j": "(?:jj?|dj|g|zh|dzh|y|ch)",
    "ch": "(?:ch|tch|j|c|tsch|sh)",
    "h": "(?:hh?|kh|ch|a|ah|eh|e)?",
    "kh": "(?:kh|h|ch|x|k|q)",
    "d": "(?:dd?|dh|z|th|t)",
    "dh": "(?:dh|d|z|th)",
    "z": "(?:zz?|dh|d|s|th|dz)",
    "r": "(?:rr?)",
    "zh": "(?:zh|j|g|z)",
    "s": "(?:ss?|c|z|sh|ts|tz)",
    "sh": "(?:sh|ch|sch|s)",
    "f": "(?:ff?|ph|v|p)",
    "q": "(?:qq?|k|g|gh|c|kh)",
    "k": "(?:kk?|c|q|ck|kh|ch|g|x)",
    "g": "(?:gg?|gh|q|k|j)",
    "gh": "(?:gh|g|q|r)",
    "l": "(?:ll?)",
    "m": "(?:mm?)",
    "n": "(?:nn?)",
    "v": "(?:v|w|b|o|u|ou|oo|ov|uv)?",
    "e": "",  # set by the romanisation to keep two letters apart
    "x": "(?:x|ks)",
    "c": "(?:c|k|s|ts)",
}
_SPLIT = re.compile("th|kh|sh|ch|dh|gh|zh|.")


@lru_cache(maxsize=50_000)
def pattern(romanised: str) -> re.Pattern[str]:
    """Matches every Latin spelling, folded to lower-case ASCII, of a word given in its romanised form."""
    parts = _SPLIT.findall(romanised)
    choices = [_LETTERS.get(part, re.escape(part)) for part in parts]
    last = parts[-1] if parts else ""
    if last == "y":
        choices[-1] = "(?:y|i|ee|ie|ii|iy|ai|ay|ei|ey|e|j|ya|ia|iyy?|a|aa|ah)"  # ی ends many words that end in a
    if len(parts) > 1 and parts[0] == "a" and parts[1] in ("w", "y"):
        choices[0] += "?"  # the alef only carries the vowel
    for place, part in enumerate(parts[1:], 1):
        if part == "w" and parts[place - 1] == "kh":
            choices[place] += "?"  # silent in Persian: khwaja, khaja
    ending = SHORT if last not in ("a", "w", "y") else "(?:h|e|a|i|y)?"
    return re.compile(SHORT + SHORT.join(choices) + ending)


@lru_cache(maxsize=200_000)
def spells(romanised: str, latin: str) -> bool:
    """Whether `latin` can be a spelling of the Arabic or Hebrew word."""
    return pattern(romanised).fullmatch(latin) is not None
