"""The words of an address or a place, and how common each is in the addresses of the official lists.

Tables: `data/address_terms.toml` (reviewed) and `data/address_words.tsv` (counted by `tools/matching/facts.py`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from ostrakon.names.countries import country_code
from ostrakon.names.keys import sound_fold
from ostrakon.names.tokens import tokenise

RARITY_MAX_BITS = 15.0
"""Rarity of a word that is not in the table: at most one address in 32,768."""
WORDS_MAX = 40
"""Words of an address beyond these are not compared."""
CHARS_MAX = 500

_PARTS = re.compile(r"[,;()/\n]")
_NUMBER_AND_LETTER = re.compile(r"^(\d+)[a-z]$")


@lru_cache(maxsize=20_000)
def place_words(text: str) -> frozenset[str]:
    """The comparing forms of the words that tell the place: country, kinds of street and the like left out."""
    kinds, other_names = _terms()
    found: set[str] = set()
    parts = [part for part in _parts(text) if not country_code(part)]
    for token in tokenise(" , ".join(parts)).tokens[:WORDS_MAX]:
        word = token.text
        if word in kinds or (len(word) == 1 and not word.isdigit()):
            continue
        if joined := _NUMBER_AND_LETTER.match(word):
            found.add(joined.group(1))
        else:
            found.add(word if any(c.isdigit() for c in word) else sound_fold(other_names.get(word, word)))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def place_countries(text: str) -> frozenset[str]:
    """Codes of the countries that the parts of an address name."""
    return frozenset(code for part in _parts(text) if (code := country_code(part)))


def _parts(text: str) -> list[str]:
    """What stands between commas and the like, inverted names of countries (`Korea, North`) in one piece."""
    parts = [part.strip() for part in _PARTS.split(text[:CHARS_MAX]) if part.strip()]
    found: list[str] = []
    while parts:
        one = parts.pop(0)
        if parts and not country_code(one) and country_code(inverted := f"{one}, {parts[0]}"):
            found.append(inverted)
            parts.pop(0)
        else:
            found.append(one)
    return found


def place_rarity(word: str) -> float:
    """How rare a word of `place_words` is in addresses, in bits."""
    return _table().get(word, RARITY_MAX_BITS)


@cache
def _table() -> dict[str, float]:
    text = files("ostrakon.names").joinpath("data", "address_words.tsv").read_text(encoding="ascii")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: float(bits) for word, bits in rows}


@cache
def _terms() -> tuple[frozenset[str], dict[str, str]]:
    text = files("ostrakon.names").joinpath("data", "address_terms.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    other = {form: name for part in ("renamed", "exonyms") for name, forms in data[part].items() for form in forms}
    return frozenset(data["kinds"].split()), other
