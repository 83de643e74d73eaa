"""Listed parties in yente's shape: one FollowTheMoney object for all records of a party."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from typing import Any

from ostrakon.app.engine import Ostrakon
from ostrakon.model import Entity
from ostrakon.model.ftm import to_ftm
from ostrakon.screening.result import Result


def party(engine: Ostrakon, entity_id: str) -> Entity | None:
    """All records of a party as one, under the id of the first; None where no list holds it."""
    records = engine.records(entity_id)
    return reduce(Entity.merged, records) if records else None


def entity_object(engine: Ostrakon, entity: Entity, *, referents: tuple[str, ...] = ()) -> dict[str, Any]:
    """A party as `/entities` and `/search` give it."""
    seen = engine.snapshot.manifest.created[:19]
    found = to_ftm(entity, referents=referents, extension=False)
    return found | {"first_seen": seen, "last_seen": seen, "last_change": seen}


def scored_object(engine: Ostrakon, result: Result) -> dict[str, Any]:
    """A result of `/match`."""
    entity = party(engine, result.id)
    assert entity is not None, "a result names a party of the same snapshot"
    return entity_object(engine, entity, referents=result.referents) | {
        "id": result.id,
        "caption": result.caption,
        "score": result.score,
        "match": result.match,
        "explanations": explanations(result),
    }


def explanations(result: Result) -> dict[str, dict[str, Any]]:
    """Evidence by feature: `score` is what the feature alone makes of even odds; the bits stand in the detail."""
    pieces = defaultdict(list)
    for piece in result.evidence:
        pieces[piece.feature].append(piece)
    return {
        feature: {
            "score": 1 / (1 + 2.0 ** -sum(one.bits for one in found)),
            "detail": "; ".join(f"{one.bits:+.2f} bits {one.note}".strip() for one in found),
            "query": found[0].query,
            "candidate": found[0].listed,
        }
        for feature, found in pieces.items()
    }
