"""How full a list is: how many of its entities carry a value of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Protocol

from ostrakon.model import Entity, Origin

_LAST_LATIN = "\u036f"
"""Latin letters with their marks end here."""
_LISTING = ("listed_on", "reference", "legal_basis", "reason", "measures")
"""Parts of a designation that share one origin, so that they are counted by name."""


class _Sourced(Protocol):
    """Any value that says where it was read."""

    @property
    def origin(self) -> Origin: ...


@dataclass(slots=True)
class Tally:
    """Counts while entities go by.

    Attributes:
        names: all names together.
        fill: number of entities with at least one value of the kind.
        fields: number of entities with at least one value read from the field (path as in `Origin.field`).
    """

    names: int = 0
    fill: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, entity: Entity) -> None:
        """Count one entity."""
        self.names += len(entity.names)
        carried = {
            "name": bool(entity.names),
            "alias": len(entity.names) > 1,
            "non_latin": any(_other_script(name.value) for name in entity.names),
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
        values: Iterable[_Sourced] = chain(
            entity.names,
            entity.dates,
            entity.identifiers,
            entity.countries,
            entity.addresses,
            entity.birth_places,
            entity.designations,
            entity.relations,
            entity.properties,
        )
        paths = {value.origin.field for value in values}
        paths.update(f"designation {part}" for d in entity.designations for part in _LISTING if getattr(d, part))
        self.fields.update(paths)


def _other_script(name: str) -> bool:
    return not name.isascii() and any(letter > _LAST_LATIN for letter in name)
