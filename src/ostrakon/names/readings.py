"""Other readings of a name: the same characters or sounds as another language would romanise them.

A Korean name in Chinese characters has a Korean reading beside the Chinese one (金正恩 is Kim Jong Un, not Jin
Zhengen), and Russian texts write Korean names by a system of their own (Ким Чен Ын). Several readings stand side by
side: each is compared, none replaces the name.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

SYLLABLES = range(2, 5)
"""A Korean name has so many syllables."""
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def other_readings(name: str) -> tuple[str, ...]:
    """Further romanisations of `name`; empty for nearly all names."""
    if name.isascii():
        return ()
    words = _WORD.findall(name.lower())
    han, cyrillic = _tables()
    letters = [letter for word in words for letter in word]
    for parts, table in ((letters, han), (words, cyrillic)):
        if len(parts) in SYLLABLES and all(part in table for part in parts):
            return (" ".join(table[part] for part in parts),)
    return ()


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    text = files("ostrakon.names").joinpath("data", "korean_readings.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    han = {letter: reading for reading, letters in data["han"].items() for letter in letters}
    cyrillic = {word: reading for reading, words in data["cyrillic"].items() for word in words.split()}
    return han, cyrillic
