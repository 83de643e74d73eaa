"""Listed parties made for the tests of clusters: the list and the id of each say where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ostrakon.clusters import Clusters, build
from ostrakon.clusters.exceptions import Exceptions
from ostrakon.model import (
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Name,
    Origin,
    PartialDate,
    Property,
)

LISTS = {"ofac": "ofac_sdn", "un": "un_sc", "eu": "eu_fsf", "uk": "uk_sl", "ch": "ch_seco", "ca": "ca_sema"}


def listed(
    entity_id: str,
    *names: str,
    source: str = "",
    schema: str = "Person",
    born: str | Iterable[str] = (),
    country: str = "",
    programme: str = "",
    weak: Iterable[str] = (),
    numbers: Iterable[tuple[str, str] | tuple[str, str, str]] = (),
    properties: Iterable[tuple[str, str]] = (),
    active: bool = True,
) -> Entity:
    """One record of one list; the list follows from the id unless `source` says otherwise."""
    origin = Origin(source=source or LISTS[entity_id.split("-", maxsplit=1)[0]], record=entity_id)
    dates = [born] if isinstance(born, str) else born
    return Entity(
        id=entity_id,
        schema=schema,
        names=tuple(Name(value=name, origin=origin) for name in names)
        + tuple(Name(value=name, kind="alias", weak=True, origin=origin) for name in weak),
        dates=tuple(DatedFact(date=PartialDate.parse(date), origin=origin) for date in dates if date),
        countries=(CountryLink(text=country, code=country, origin=origin),) if country else (),
        identifiers=tuple(
            Identifier(type=number[0], value=number[1], country=number[2] if len(number) > 2 else "", origin=origin)
            for number in numbers
        ),
        properties=tuple(Property(name=name, value=value, origin=origin) for name, value in properties),
        designations=(
            Designation(authority="", programmes=(programme,) if programme else (), active=active, origin=origin),
        ),
    )


def clusters_of(folder: Path, *entities: Entity, exceptions: Exceptions | None = None) -> Clusters:
    """The clusters of these records, written and read again."""
    build(entities, folder, exceptions=exceptions or Exceptions())
    return Clusters.load(folder)
