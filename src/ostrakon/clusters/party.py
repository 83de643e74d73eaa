"""What of an entity decides whether it is the same party as another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ostrakon.clusters.identifiers import Strong, declared_keys, exclusive_numbers, strong_keys
from ostrakon.clusters.names import FullName, full_names, generations, name_words, patronymic_stems, profiles
from ostrakon.clusters.places import places_of
from ostrakon.model import Entity, PartialDate
from ostrakon.names.kinds import name_class

ONE_NUMBERING = {"ofac_sdn": "ofac", "ofac_cons": "ofac", "ofac_wallets": "ofac"}
"""Lists that number their parties together: another number there is another party."""
COLLECTION = "ftm"
"""Source whose files may hold several lists side by side; `ftm:NAME` is another such file."""
PREFERENCE = ("ofac", "un", "eu", "uk", "ch")
"""Whose id stands for the cluster, by the part of the id before the hyphen; the others follow by id."""

Order = tuple[int, str]


@dataclass(frozen=True)
class Party:
    """One entity, digested.

    Attributes:
        id: entity id.
        lists: the lists that hold it, those with one numbering as one.
        kind: `person`, `organisation`, `vessel`, `aircraft`, or `any` where the schema does not tell.
        names: its full names, weak aliases left out.
        words: skeletons of all distinguishing words of its names.
        births: its dates of birth.
        places: countries and subjects of its programmes.
        strong: numbers that belong to one party only.
        declared: keys by which a list itself says whom it means.
        referents: ids that the list itself names as the same party.
        numbers: kind of number → its numbers, where a party has one only.
        apart: the class of a party that stands only on notices or counter-sanctions; else empty.
    """

    id: str
    lists: frozenset[str]
    kind: str
    names: tuple[FullName, ...]
    words: frozenset[str]
    births: tuple[PartialDate, ...]
    places: frozenset[str]
    strong: tuple[Strong, ...]
    declared: frozenset[str]
    referents: frozenset[str]
    numbers: dict[str, frozenset[str]]
    patronymics: frozenset[str]
    generations: frozenset[str]
    genders: frozenset[str]
    apart: str = ""

    @cached_property
    def order(self) -> Order:
        """Sort key: the preferred id first."""
        prefix = self.id.split("-", 1)[0]
        return (PREFERENCE.index(prefix) if prefix in PREFERENCE else len(PREFERENCE), self.id)


def is_active(entity: Entity) -> bool:
    """Whether the entity is on a list now; the index leaves the others out too."""
    return not entity.designations or any(d.active for d in entity.designations)


def party_of(entity: Entity) -> Party:
    """Digest one entity."""
    kind = "aircraft" if entity.schema == "Airplane" else name_class(entity.schema)
    full, other = profiles(entity)
    values: dict[str, set[str]] = {"referent": set(), "gender": set()}
    for extra in entity.properties:
        if extra.name in values:
            values[extra.name].add(extra.value.strip().lower() if extra.name == "gender" else extra.value)
    person = kind in ("person", "any")
    return Party(
        id=entity.id,
        lists=frozenset(ONE_NUMBERING.get(s, s) for s in _sources(entity)),
        kind=kind,
        names=full_names(full, entity.caption),
        words=name_words((*full, *other)),
        births=tuple(d.date for d in entity.dates if d.kind == "birth") if person else (),
        places=places_of(entity),
        strong=strong_keys(entity, kind),
        declared=declared_keys(entity),
        referents=frozenset(values["referent"]),
        numbers=exclusive_numbers(entity, kind),
        patronymics=patronymic_stems(full) if kind == "person" else frozenset(),
        generations=generations(full) if kind == "person" else frozenset(),
        genders=frozenset(values["gender"] & {"male", "female"}),
        apart=entity.off_by_default(),
    )


def _sources(entity: Entity) -> tuple[str, ...]:
    """The lists that hold the party; of a collection in FollowTheMoney, the data sets that it says it took it from."""
    sources = entity.sources or tuple(dict.fromkeys(name.origin.source for name in entity.names))
    parts = tuple(
        f"{extra.origin.source}/{extra.value}"
        for extra in entity.properties
        if extra.name == "sourceDataset" and extra.origin.source.split(":", 1)[0] == COLLECTION
    )
    return tuple(s for s in sources if s.split(":", 1)[0] != COLLECTION) + parts if parts else sources
