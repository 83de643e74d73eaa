"""Words of any script → lower-case ASCII.

anyascii gives one romanisation of every script without ICU; where its choice differs from what lists use, the
tables of each script come first (`cyrillic`, `greek`, `semitic`, `brahmic`). Chinese, Japanese and Korean text is the
matter of `syllabic`; what another language or country would make of the same letters, of `readings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii

from ostrakon.names.brahmic import burmese, indian, thai
from ostrakon.names.cyrillic import romanised
from ostrakon.names.greek import elot
from ostrakon.names.semitic import arabic, hebrew

_NOT_WORD = re.compile(r"[^a-z0-9]+")

_ARMENIAN = (
    (re.compile("ու"), "u"),
    (re.compile("և|եւ"), "ev"),
    (re.compile("^ե"), "ye"),
    (re.compile("^ո(?!վ)"), "vo"),
    (re.compile("ռ"), "r"),
)
"""Where Armenian names are spelt otherwise than letter by letter (BGN/PCGN 1981)."""


def _armenian(word: str) -> str:
    for pattern, latin in _ARMENIAN:
        word = pattern.sub(latin, word)
    return word


_INDIAN = ("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Kannada")
_LETTERS: dict[str, Callable[[str], str]] = {
    "Arabic": arabic,
    "Armenian": _armenian,
    "Cyrillic": romanised,
    "Greek": elot,
    "Hebrew": hebrew,
    "Myanmar": burmese,
    "Thai": thai,
    **dict.fromkeys(_INDIAN, indian),
}


@lru_cache(maxsize=100_000)
def romanise(word: str, script: str) -> str:
    """One word in lower-case ASCII; blanks inside separate words where the script's romanisation needs several."""
    if word.isascii():
        return word.lower()
    lowered = word.lower()
    if script in _LETTERS:
        lowered = _LETTERS[script](lowered)
    latin = anyascii(lowered).lower()
    parts = latin.split() if script == "Myanmar" else [latin]
    return " ".join(text for part in parts if (text := _NOT_WORD.sub("", part)))
