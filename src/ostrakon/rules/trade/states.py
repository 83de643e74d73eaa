"""Groups of states that rules over trade speak of (`data/trade/states.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _data() -> dict[str, Any]:
    text = files("ostrakon.rules").joinpath("data", "trade", "states.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def target_states() -> frozenset[str]:
    """Russia and Belarus, against which the Common High Priority List is made."""
    return frozenset(_data()["target"])


@cache
def allied_states() -> frozenset[str]:
    """States with like controls; trade among them is no sign of diversion."""
    return frozenset(_data()["allied"]["codes"])


@cache
def open_registries() -> frozenset[str]:
    """States whose flag owners from anywhere may buy."""
    return frozenset(_data()["open_registry"]["codes"])


def false_flags() -> dict[str, str]:
    """Flags that no ship at sea bears by right, or that ships were found to bear without right: code → why."""
    found: dict[str, str] = _data()["false_flag"]
    return found
