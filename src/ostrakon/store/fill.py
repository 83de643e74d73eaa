"""How full a list is: how many of its entities carry a value of each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ostrakon.model import Entity


@dataclass(slots=True)
class Tally:
    """Counts while entities go by.

    Attributes:
        names: all names together.
        fill: number of entities with at least one value of the kind.
    """

    names: int = 0
    fill: Counter[str] = field(default_factory=Counter)

    def add(self, entity: Entity) -> None:
        """Count one entity."""
        self.names += len(entity.names)
        carried = {
            "name": bool(entity.names),
            "alias": len(entity.names) > 1,
            "weak_alias": any(name.weak for name in entity.names),
            "birth_date": any(fact.kind == "birth" for fact in entity.dates),
            "birth_place": bool(entity.birth_places),
            "country": any(link.code for link in entity.countries),
            "address": bool(entity.addresses),
            "identifier": bool(entity.identifiers),
            "programme": any(listing.programmes for listing in entity.designations),
            "relation": bool(entity.relations),
            "property": bool(entity.properties),
            "person": entity.schema == "Person",
            "vessel": entity.schema == "Vessel",
        }
        self.fill.update(kind for kind, there in carried.items() if there)
