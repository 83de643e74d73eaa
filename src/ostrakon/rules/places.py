"""Embargoed places in codes, towns and free text (`data/places.toml`)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ostrakon.names.places import country_mentions, phrases

_GLUED_STREETS = re.compile(r"\d*(?:대?로|길|가|거리|路|街|通り)")
"""Words of streets that are written without a blank: Teheran-ro is a street in Seoul."""
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_BEFORE = re.compile(r"([^\W\d_]+)[^\w,;/\n]*\Z")
_AFTER = re.compile(r"[^\w,;/\n]*([^\W\d_]+)")

REMEMBERED = 20_000
"""Texts whose places are remembered: towns, streets and banks repeat."""


@dataclass(frozen=True, slots=True)
class Embargo:
    """An embargoed place as a text names it.

    Attributes:
        code: ISO 3166-1 alpha-2 of the country, or the region's key (`crimea`).
        name, law: for a person. word: the words in the text. start, end: where they stand in it.
    """

    code: str
    name: str
    law: str
    word: str
    start: int
    end: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("ostrakon.rules").joinpath("data", "places.toml").read_text(encoding="utf-8"))


def embargoed_countries() -> dict[str, str]:
    """Countries under a comprehensive embargo: code → why."""
    found: dict[str, str] = _data()["countries"]
    return found


@cache
def sanctioned_states() -> frozenset[str]:
    """Codes of states that are embargoed or heavily sanctioned."""
    return frozenset(_data()["countries"]) | frozenset(_data()["heavy"])


@cache
def transit_places() -> frozenset[str]:
    """Codes of places through which restricted goods and funds are known to be led."""
    return frozenset(_data()["transit"]["named"]) | frozenset(_data()["transit"]["own"])


@cache
def _towns() -> dict[str, list[tuple[tuple[str, ...], str, str, str]]]:
    """First word → (words, code, name, law), longest first."""
    data = _data()
    rows = [(town, code, data["countries"][code].split(":")[0], data["countries"][code])
            for code, towns in data["towns"].items() for town in towns]  # fmt: skip
    rows += [(town, key, r["name"], r["law"]) for key, r in data["regions"].items() for town in r["towns"]]
    table: dict[str, list[tuple[tuple[str, ...], str, str, str]]] = {}
    for town, code, name, law in rows:
        words = tuple(town.split())
        table.setdefault(words[0], []).append((words, code, name, law))
    for options in table.values():
        options.sort(key=lambda option: -len(option[0]))
    return table


@cache
def embargo_openers() -> frozenset[str]:
    """Words of which a text must hold one to name an embargoed town or region."""
    return frozenset(_towns())


@cache
def country_openers() -> frozenset[str]:
    """Words and numbers of which a text in plain letters must hold one to name a country (`country_mentions`)."""
    return frozenset(found[0] for word in phrases(()) if (found := _PIECE.findall(word)))


@cache
def state_openers() -> frozenset[str]:
    """The same of sanctioned states alone."""
    states = {code.lower() for code in sanctioned_states()}
    return frozenset(
        found[0]
        for word, options in phrases(()).items()
        if any(option.code in states for option in options) and (found := _PIECE.findall(word))
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A country that a text names: its code (ISO 3166-1 alpha-2, capitals) and where the words stand."""

    code: str
    start: int
    end: int


@lru_cache(maxsize=REMEMBERED)
def countries_named(text: str) -> tuple[Named, ...]:
    """Countries that a text names in words."""
    return tuple(Named(found.code.upper(), found.start, found.end) for found in country_mentions(text))


@lru_cache(maxsize=REMEMBERED)
def embargoes(text: str, *, street: bool = True) -> tuple[Embargo, ...]:
    """Embargoed towns and regions that a text names.

    Args:
        street: whether the text may hold streets, so that a place beside a street word is a street's name.
    """
    words = list(_WORD.finditer(text))
    folded = [word.group().lower() for word in words]
    states = frozenset(_data()["masks"]["states"])
    found = []
    for i in range(len(folded)):
        for wanted, code, name, law in _towns().get(folded[i], ()):
            last = i + len(wanted)
            if tuple(folded[i:last]) != wanted:
                continue
            start, end = words[i].start(), words[last - 1].end()
            if (street and beside_street(text, start, end)) or set(folded[last : last + 1]) & states:
                break
            found.append(Embargo(code, name, law, text[start:end], start, end))
            break
    return tuple(found)


def embargoed_regions(text: str) -> list[Embargo]:
    """Embargoed parts of countries that a text names; whole countries are left out."""
    regions = _data()["regions"]
    return [one for one in embargoes(text) if one.code in regions]


def beside_street(text: str, start: int, end: int) -> bool:
    """Whether a word of streets stands beside a place in a text, so that it is a street's name (`Iran Street`).

    A comma or a line's end parts the two: `12 Revolution Ave, Tehran` names the town.
    """
    streets = frozenset(_data()["masks"]["street"])
    if _GLUED_STREETS.match(text, end):
        return True
    before, after = _BEFORE.search(text[:start]), _AFTER.match(text[end:])
    return bool((before and before[1].lower() in streets) or (after and after[1].lower() in streets))
