"""The reviewed facts of the starter lists: parties, and on which list each one stands under which reference.

A listing takes the facts of its party and may replace any of them, since lists differ in what they print.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FACTS = Path(__file__).parent / "facts"
FILES = ("people", "organisations", "assets")
PERSON, VESSEL, AIRCRAFT = "person", "vessel", "aircraft"


@dataclass(frozen=True, slots=True)
class Birth:
    """A date as written in the facts: `1951`, `1951-05-03`, `circa 1977`, `1973/1974`."""

    start: str
    end: str = ""
    circa: bool = False

    @classmethod
    def parse(cls, text: str) -> Birth:
        circa = text.startswith("circa ")
        start, _, end = text.removeprefix("circa ").partition("/")
        return cls(start, end, circa)


@dataclass(frozen=True, slots=True)
class Row:
    """One listing of one party."""

    key: str
    source: str
    data: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.data.get(name, "")

    def all(self, name: str) -> list[Any]:
        """A value that is a list; empty where absent."""
        return list(self.data.get(name) or [])

    @property
    def is_person(self) -> bool:
        return self.data["kind"] == PERSON

    @property
    def births(self) -> list[Birth]:
        return [Birth.parse(text) for text in self.all("born")]

    @property
    def originals(self) -> dict[str, str]:
        """Language → name in its own script, where this list prints it."""
        default = self.source not in ("un_sc", "ofac_sdn", "ofac_cons", "us_csl", "us_dpl", "ch_seco")
        return dict(self.data.get("original") or {}) if self.data.get("native", default) else {}

    def reading(self, *, family_upper: bool = False) -> str:
        """The name in reading order."""
        if not self.is_person or not self.family:
            return str(self.name)
        family = self.family.upper() if family_upper else self.family
        return " ".join(part for part in (self.given, self.patronymic, family) if part)

    def numbers(self, *types: str) -> list[tuple[str, str]]:
        """(note, value) of the identifiers of these types."""
        return [(note, value) for kind, note, value in self.all("ids") if kind in types]


def parties() -> list[dict[str, Any]]:
    """All parties in file order, as written."""
    found: list[dict[str, Any]] = []
    for name in FILES:
        found += tomllib.loads((FACTS / f"{name}.toml").read_text(encoding="utf-8"))["party"]
    return found


def sources() -> dict[str, Any]:
    """The editions that the facts were compared with, and what is still to be checked."""
    return tomllib.loads((FACTS / "sources.toml").read_text(encoding="utf-8"))


def rows(source: str) -> list[Row]:
    """The listings of one source in the order of the facts."""
    return [row for row in _all_rows() if row.source == source]


def _all_rows() -> Iterator[Row]:
    for party in parties():
        shared = {key: value for key, value in party.items() if key != "on"}
        for source, listing in party["on"].items():
            yield Row(party["key"], source, {**shared, **listing})


COUNTRIES: dict[str, str] = {
    "AF": "Afghanistan", "AM": "Armenia", "BY": "Belarus", "CD": "Democratic Republic of the Congo",
    "CF": "Central African Republic", "CN": "China", "CZ": "Czech Republic", "EG": "Egypt", "HK": "Hong Kong",
    "IL": "Israel", "IR": "Iran", "KP": "Democratic People's Republic of Korea", "LB": "Lebanon",
    "LR": "Liberia", "MM": "Myanmar", "MX": "Mexico", "NG": "Nigeria", "NI": "Nicaragua", "PK": "Pakistan",
    "RU": "Russia", "RW": "Rwanda", "SO": "Somalia", "SY": "Syria", "TJ": "Tajikistan", "UG": "Uganda",
    "VE": "Venezuela", "YE": "Yemen",
}  # fmt: skip
"""Code → name; publishers that spell some differently say so in their own writer."""
