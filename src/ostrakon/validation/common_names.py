"""Ordinary names of persons and firms of 44 countries, of whom nobody is meant."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

FIRMS, SHIPS, MIDDLE = 0.2, 0.02, 0.15
"""Shares of firms and vessels among the controls, of persons with a second given name."""
_TRADES = (
    "Trading", "Foods", "Textiles", "Consulting", "Logistics", "Engineering", "Services", "Design", "Motors", "Pharma",
    "Travel", "Electronics", "Construction", "Marine Services", "Import Export", "Software", "Dental", "Timber",
)  # fmt: skip
_FORMS = ("Ltd", "LLC", "GmbH", "S.A.", "S.r.l.", "B.V.", "Inc.", "AB", "Oy", "Pty Ltd", "Co., Ltd.", "SARL", "A/S")
_FIRST = (
    "Blue", "North", "Silver", "Green", "Atlas", "Delta", "Nova", "Prime", "Harbour", "Summit", "Maple", "Union",
    "Coastal", "Metro", "Golden", "Orion", "Rapid", "Vista", "Pioneer",
)  # fmt: skip
_SECOND = (
    "River",
    "Star",
    "Bridge",
    "Field",
    "Point",
    "Gate",
    "Stone",
    "Line",
    "Wave",
    "Peak",
    "Tech",
    "Home",
    "Trade",
)


@cache
def _countries() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Given and family names by country."""
    text = files("ostrakon.validation").joinpath("common_names.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((tuple(given.split()), tuple(family.split("|"))) for _, given, family in rows)


def controls_of(seed: str, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Names with their FollowTheMoney schema, without end, the same for the same seed.

    Args:
        taken: names that are listed (`plain`), which are left out.
    """
    draw = random.Random(seed)
    while True:
        name, schema = _made(draw)
        if plain(name) not in taken:
            yield name, schema


def plain(name: str) -> str:
    """A name by its words alone: no case, no accents, in alphabetical order."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char if char.isalnum() else " " for char in apart if not unicodedata.combining(char))
    return " ".join(sorted(letters.split()))


def _made(draw: random.Random) -> tuple[str, str]:
    given, family = draw.choice(_countries())
    chance = draw.random()
    if chance < FIRMS / 2:
        return f"{draw.choice(family)} {draw.choice(_TRADES)} {draw.choice(_FORMS)}", "Organization"
    if chance < FIRMS:
        return f"{draw.choice(_FIRST)} {draw.choice(_SECOND)} {draw.choice(_TRADES)} {draw.choice(_FORMS)}", "Company"
    if chance < FIRMS + SHIPS:
        return f"{draw.choice(_FIRST)} {draw.choice(_SECOND)}".upper(), "Vessel"
    middle = f" {draw.choice(given)}" if draw.random() < MIDDLE else ""
    return f"{draw.choice(given)}{middle} {draw.choice(family)}", "Person"
