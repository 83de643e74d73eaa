"""The weights of `weights.toml`, read once into arrays."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.names.kinds import Kind

LEVELS = (
    "none",
    "equal",
    "sound",
    "typo",
    "close",
    "near",
    "far",
    "joined",
    "initial",
    "consonants",
    "consonants_near",
    "cut",
    "abbreviation",
    "equivalent",
    "syllable",
    "pattern",
)
"""How two tokens can agree; the number of a level is its place here."""
LEVEL = {name: number for number, name in enumerate(LEVELS)}
NONE_BITS = -1000.0
STEP = 1024
"""Bits are kept in steps of 1/1024, so that sums are exact."""

F64 = NDArray[np.float64]


def quantise(bits: float) -> float:
    """The nearest multiple of 1/1024."""
    return round(bits * STEP) / STEP


def quantised(bits: F64) -> F64:
    """The nearest multiples of 1/1024."""
    return np.asarray(np.rint(bits * STEP) / STEP)


@dataclass(frozen=True, slots=True)
class Weights:
    """Bits by feature; arrays are indexed by level or by `Kind`."""

    version: int
    prior: float
    level_base: F64
    level_slope: F64
    rarity_cap: F64
    syllable_cap: float
    extra_base: F64
    extra_slope: F64
    missing_base: F64
    missing_slope: F64
    whole: dict[str, float]
    proportions: dict[str, F64]
    weak: float
    lone: float
    schema_other: float


def from_table(data: dict[str, Any]) -> Weights:
    """Weights from the parsed TOML; every number is rounded to a multiple of 1/1024."""
    kinds = [k.name.lower() for k in sorted(Kind)]

    def column(table: str, part: str, names: list[str]) -> F64:
        return quantised(np.array([data[table][n][part] for n in names], dtype=np.float64))

    levels = list(LEVELS[1:])
    return Weights(
        version=int(data["version"]),
        prior=quantise(data["prior"]["bits"]),
        level_base=np.concatenate([[NONE_BITS], column("level", "base", levels)]),
        level_slope=np.concatenate([[0.0], column("level", "slope", levels)]),
        rarity_cap=np.array([data["rarity_cap"][k] for k in kinds], dtype=np.float64),
        syllable_cap=float(data["rarity_cap"]["syllable"]),
        extra_base=column("extra", "base", kinds),
        extra_slope=column("extra", "slope", kinds),
        missing_base=column("missing", "base", kinds),
        missing_slope=column("missing", "slope", kinds),
        whole={k: quantise(v) for k, v in data["whole"].items()},
        proportions={k: quantised(np.array(v, dtype=np.float64)) for k, v in data["proportion"].items()},
        weak=quantise(data["name"]["weak"]),
        lone=quantise(data["name"]["lone"]),
        schema_other=quantise(data["schema"]["other"]),
    )


@cache
def weights() -> Weights:
    """The weights that this version ships."""
    text = files("ostrakon.match").joinpath("weights.toml").read_text(encoding="utf-8")
    return from_table(tomllib.loads(text))
