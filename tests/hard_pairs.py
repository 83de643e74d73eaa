"""The pairs of `golden/hard_pairs.toml`, judged."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.app.comparing import Compared, compare_pair, listed_party
from ostrakon.intake.records import subject_from
from ostrakon.model import Entity, Name, Origin
from ostrakon.model.subject import Subject
from ostrakon.screening.policy import shipped_policy

FILE = Path(__file__).parent / "golden" / "hard_pairs.toml"


@dataclass(frozen=True, slots=True)
class HardPair:
    """One pair: what is asked, what is listed, what an officer would do, and which of our verdicts are right."""

    title: str
    query: Subject
    listed: Entity
    officer: str
    right: tuple[str, ...]

    def judged(self) -> Compared:
        """Our verdict."""
        return compare_pair(self.query, self.listed, shipped_policy())


def hard_pairs() -> list[HardPair]:
    """All of the file."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [
        HardPair(p["title"], subject_from(p["query"]), listed_side(p["listed"]), p["officer"], tuple(p["right"]))
        for p in data["pair"]
    ]


def listed_side(record: dict[str, Any]) -> Entity:
    """A listed party from the fields of a customer file, and `weak` for weak aliases."""
    weak = record.pop("weak", [])
    entity = listed_party(subject_from(record))
    origin = Origin(source="pair", record=entity.id)
    names = tuple(Name(value=alias, kind="alias", weak=True, origin=origin) for alias in weak)
    return msgspec.structs.replace(entity, names=entity.names + names)
