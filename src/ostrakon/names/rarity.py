"""How common a word is in listed names at large, whatever lists are in force.

Rarity weighs agreement: `Zindashti` tells more than `Ali`. Counted in the lists in force alone it would depend on their
size, and in a short list every word would be rare; so the table `data/rarity.tsv`, counted once over the official
lists (`tools/matching/background.py`), sets an upper bound.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

RARITY_MAX_BITS = 15.0
"""Rarity of a word that is not in the table: at most one name in 32,768."""


@cache
def background() -> dict[str, float]:
    """Token → rarity in bits, log2(names / names that hold it), for all tokens that are not very rare."""
    text = files("ostrakon.names").joinpath("data", "rarity.tsv").read_text(encoding="ascii")
    table: dict[str, float] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            token, bits = line.split("\t")
            table[token] = float(bits)
    return table


def rarity_bits(token: str) -> float:
    """Rarity of one token by the table alone."""
    return background().get(token, RARITY_MAX_BITS)
