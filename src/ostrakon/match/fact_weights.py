"""The bits of facts beside the name, of `facts.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from ostrakon.match.weights import quantise

Table = dict[str, float]
"""Rule → bits."""

_SINGLE = ("birth_date", "nationality", "birth_place", "gender", "identifier", "other_name", "address", "phone",
           "email", "website")  # fmt: skip
"""Features with one table for every kind of party."""


@dataclass(frozen=True, slots=True)
class FactWeights:
    """Bits by feature and rule; those that differ by kind of party under the class of its name."""

    version: int
    birth_date: Table
    country: dict[str, Table]
    nationality: Table
    birth_place: Table
    gender: Table
    identifier: Table
    other_name: Table
    address: Table
    phone: Table
    email: Table
    website: Table
    most: Table = field(init=False, compare=False)
    """The most bits that each feature gives, a country those of no certain kind of party."""

    def __post_init__(self) -> None:
        single = {name: getattr(self, name) for name in _SINGLE} | {"country": self.country["any"]}
        object.__setattr__(self, "most", {name: max(table.values()) for name, table in single.items()})


def fact_weights_from(data: dict[str, Any]) -> FactWeights:
    """The table of a parsed TOML file; every number is rounded to a multiple of 1/1024."""

    def table(name: str) -> Table:
        return {rule: quantise(bits) for rule, bits in data[name].items()}

    country = {kind: {rule: quantise(b) for rule, b in rules.items()} for kind, rules in data["country"].items()}
    return FactWeights(version=int(data["version"]), country=country, **{name: table(name) for name in _SINGLE})


@cache
def fact_weights() -> FactWeights:
    """The bits that this version ships."""
    text = files("ostrakon.match").joinpath("facts.toml").read_text(encoding="utf-8")
    return fact_weights_from(tomllib.loads(text))
