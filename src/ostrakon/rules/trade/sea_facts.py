"""Facts of shipping that rules share (`data/trade/sea.toml`): areas, lanes, insurers, price caps."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Cap:
    """Price caps in USD a barrel from a day on; None where none was set."""

    start: date
    crude: float
    products: float | None
    discounted: float | None
    sure: bool


@cache
def _data() -> dict[str, Any]:
    text = files("ostrakon.rules").joinpath("data", "trade", "sea.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def watched_areas() -> re.Pattern[str]:
    """Names of areas where vessels meet or hide."""
    words = sorted(_data()["areas"]["words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


@cache
def hubs() -> frozenset[str]:
    """Ports of the main lanes by code."""
    return frozenset(_data()["lanes"]["hubs"])


def known_insurer(name: str) -> bool:
    """Whether a name is that of a club of the International Group of P&I Clubs."""
    folded = name.lower()
    return any(club in folded for club in _data()["insurers"]["clubs"])


@cache
def _flags_of_digits() -> dict[str, str]:
    words = _data()["digits"]["codes"].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def flag_of_mmsi(digits: str) -> str:
    """Flag that the first three digits of an MMSI stand for, alpha-2; empty where the table does not say."""
    return _flags_of_digits().get(digits[:3], "")


def cap_on(day: date) -> Cap | None:
    """The caps of a day; None before the first."""
    rows = [row for row in _data()["cap"] if row["from"] <= day]
    if not rows:
        return None
    row = max(rows, key=lambda r: r["from"])
    return Cap(row["from"], row["crude"], row.get("products"), row.get("discounted"), row["sure"])


def no_output(heading: str) -> frozenset[str]:
    """States without an output of the goods of a heading."""
    return frozenset(_data()["no_output"].get(heading, ()))
