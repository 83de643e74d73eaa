"""What a search filters and counts by, of all parties of one snapshot; made once, when somebody first asks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ostrakon.app.engine import Ostrakon
from ostrakon.server.yente.entities import party
from ostrakon.server.yente.filters import topics_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One party: all of its records together."""

    id: str
    caption: str
    schema: str
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    datasets: tuple[str, ...]
    members: tuple[str, ...]


_made: WeakKeyDictionary[Ostrakon, dict[str, Entry]] = WeakKeyDictionary()
_guard = threading.Lock()


def directory(engine: Ostrakon) -> dict[str, Entry]:
    """All parties in force, by their id, in the order of the lists."""
    with _guard:
        found = _made.get(engine)
        if found is None:
            found = {}
            for entity in engine.snapshot.entities():
                canonical = engine.clusters.canonical(entity.id)
                if canonical not in found and (entry := entry_of(engine, canonical)) is not None:
                    found[canonical] = entry
            _made[engine] = found
    return found


def entry_of(engine: Ostrakon, entity_id: str) -> Entry | None:
    """One party; None where no list holds it."""
    whole = party(engine, entity_id)
    if whole is None:
        return None
    return Entry(
        id=entity_id,
        caption=whole.caption,
        schema=whole.schema,
        countries=whole.country_codes,
        topics=tuple(sorted(topics_of(whole))),
        datasets=whole.sources,
        members=tuple(engine.clusters.members(entity_id)),
    )
