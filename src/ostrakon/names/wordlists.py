"""The reviewed words by their role in a name (`data/words.toml`), read once and folded as tokens are."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ostrakon.names.tokens import tokenise

_ROMAN = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xi": "11",
    "xii": "12",
}


@cache
def words() -> dict[str, Any]:
    """Role → its words."""
    data = load("words.toml")
    return {
        "title": frozenset(data["person"]["honorific"]),
        "address": frozenset(data["person"]["address"]),
        "after": frozenset(data["person"]["after"]),
        "generation": dict(data["person"]["generation"]),
        "person_particle": frozenset(data["person"]["particle"]),
        "person_scripts": _folded(data["person"]["scripts"]),
        "organisation_scripts": _folded(data["organisation"]["scripts"]),
        "noise": frozenset(data["organisation"]["noise"]),
        "legal_part": frozenset(data["organisation"]["legal_part"]),
        "leading": tuple(data["organisation"]["leading"]),
        "everyday": frozenset(data["organisation"]["everyday"]),
        "qualifying": frozenset(data["organisation"]["qualifying"]),
        "scattered": {word: form for form, held in data["scattered"].items() for word in held},
        "abbreviations": dict(data["abbreviations"]),
        "place": frozenset(data["organisation"]["place"]),
        "numbering": frozenset(data["organisation"]["numbering"]),
        "countries": _phrases(data["organisation"]["countries"]),
        "organisation_particle": frozenset(data["organisation"]["particle"]),
        "vessel_prefix": frozenset(data["vessel"]["prefix"]),
        "numbers": {**data["numbers"], **_ROMAN},
    }


def _phrases(table: dict[str, list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word → phrases that begin with it, the longest first, and the word that each stands for."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for word, spellings in table.items():
        for spelling in spellings:
            parts = tuple(spelling.split())
            found.setdefault(parts[0], []).append((parts, word))
    return {first: tuple(sorted(options, key=lambda o: -len(o[0]))) for first, options in found.items()}


def _folded(table: dict[str, str]) -> dict[str, frozenset[str]]:
    """Script → its words as tokens have them."""
    return {
        script: frozenset(token.text for word in text.split() for token in tokenise(word).tokens)
        for script, text in table.items()
    }


def load(name: str) -> dict[str, Any]:
    """One reviewed table of `data/`."""
    return tomllib.loads(files("ostrakon.names").joinpath("data", name).read_text(encoding="utf-8"))
