"""Words of any script → lower-case ASCII.

anyascii gives one romanisation of every script without ICU; where its choice differs from what lists use, the
tables here come first: Russian-style Cyrillic after BGN/PCGN (the romanisation that OFAC and the passports use most),
Arabic letters by their consonants, Hangul after the Revised Romanisation (2000).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from anyascii import anyascii

from ostrakon.names.cyrillic import romanised
from ostrakon.names.greek import elot
from ostrakon.names.semitic import arabic, hebrew

_NOT_WORD = re.compile(r"[^a-z0-9]+")

_LETTERS: dict[str, Callable[[str], str]] = {
    "Arabic": arabic,
    "Cyrillic": romanised,
    "Greek": elot,
    "Hebrew": hebrew,
}


@lru_cache(maxsize=100_000)
def romanise(word: str, script: str) -> str:
    """One word in lower-case ASCII; blanks inside separate words where the script's romanisation needs several."""
    if word.isascii():
        return word.lower()
    lowered = word.lower()
    if script in _LETTERS:
        lowered = _LETTERS[script](lowered)
    return _NOT_WORD.sub("", anyascii(lowered).lower())
