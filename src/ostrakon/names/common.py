"""Ordinary words, which say little about who is meant."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent / "data"


@cache
def common_words() -> frozenset[str]:
    """Lower-case English words that stand in ordinary prose and in hundreds of company names."""
    lines = (_DATA / "common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
