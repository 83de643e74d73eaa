"""Files of registers that something went wrong with: refused in words, or read with the damage named; nothing else."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from ostrakon.errors import InputError
from ostrakon.intake.ownership import read_any
from ostrakon.ownership import REGIMES, resolve

GOLDEN = Path(__file__).with_name("golden")
ROUNDS = 500
ODD: tuple[Any, ...] = (
    None, 0, -1, 1e400, 10**30, "", "\x00", "x" * 500, "2024-13-45", True, [], {}, [[]], [None], {"a": 1}, "999 %",
)  # fmt: skip


def _changed(value: Any, draw: random.Random) -> Any:
    """A copy with one value, somewhere inside, replaced by another kind of value, or lost."""
    whole = copy.deepcopy(value)
    inner = whole
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        if not keys:
            return whole
        key = draw.choice(keys)
        if isinstance(inner[key], dict | list) and inner[key] and draw.random() < 0.8:
            inner = inner[key]
            continue
        if draw.random() < 0.2:
            del inner[key]
        else:
            inner[key] = draw.choice(ODD)
        return whole


def _read(content: bytes) -> None:
    try:
        graph = read_any(content, "x")
    except InputError as refused:
        assert refused.what
        return
    for regime in REGIMES:
        resolve(graph, regime, "2024-01-01")


@pytest.mark.parametrize("name", ["statements.json", "entities.ftm.json"])
def test_a_value_of_another_kind_is_named_and_breaks_nothing(name: str) -> None:
    draw = random.Random(7)
    text = (GOLDEN / name).read_text()
    lines = [line for line in text.splitlines() if not line.endswith('"Ownership"')]
    records = json.loads(text) if name.endswith("statements.json") else [json.loads(line) for line in lines]
    for _ in range(ROUNDS):
        made = _changed(records, draw)
        if name.endswith("statements.json"):
            _read(json.dumps(made).encode())
        else:
            _read("\n".join(map(json.dumps, made)).encode())


@pytest.mark.parametrize("name", ["stakes.csv", "relationships.csv", "statements.json", "entities.ftm.json"])
def test_bytes_lost_or_changed_break_nothing(name: str) -> None:
    draw = random.Random(11)
    content = (GOLDEN / name).read_bytes()
    for _ in range(ROUNDS):
        broken = bytearray(content)
        first = draw.randrange(len(broken))
        if draw.random() < 0.5:
            del broken[first : first + draw.randint(1, 40)]
        else:
            broken[first] = draw.randrange(256)
        _read(bytes(broken))
