"""FollowTheMoney JSON out and in: the language at the border.

FollowTheMoney has no place for some of what we keep: measures, origins, relations whose other side is only a name,
the order and parts of names. All of it travels in one more key, `ostrakon`, which other programs ignore. On the way
in the key is believed only as long as it still says the same as the properties beside it: whoever edits the
properties is heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from ostrakon.model.dates import PartialDate
from ostrakon.model.entity import Entity
from ostrakon.model.ftm_properties import (
    COUNTRY_PROPERTIES,
    DATE_PROPERTIES,
    NAME_PROPERTIES,
    TOPICS,
    identifier_property,
)
from ostrakon.model.ftm_read import read_foreign

EXTENSION = "ostrakon"
RANGE_YEARS_MAX = 20
"""A range of more years goes out as its two ends, a shorter one as every year in it."""
_YEAR = re.compile(r"^\d{4}$")


def to_ftm(entity: Entity, *, referents: Sequence[str] = (), extension: bool = True) -> dict[str, Any]:
    """The entity as a FollowTheMoney JSON object (`id`, `schema`, `caption`, `properties`, `datasets`, …).

    Args:
        entity: the party.
        referents: ids of the same party elsewhere.
        extension: whether to add the key `ostrakon`, without which the way back loses what the border language
            cannot say.
    """
    data: dict[str, Any] = {
        "id": entity.id,
        "schema": entity.schema,
        "caption": entity.caption,
        "properties": _properties(entity),
        "datasets": list(entity.sources),
        "referents": list(referents),
        "target": any(designation.active for designation in entity.designations),
    }
    if extension:
        data[EXTENSION] = msgspec.to_builtins(entity)
    return data


def from_ftm(data: Mapping[str, Any], *, source: str) -> Entity:
    """An entity from one FollowTheMoney JSON object, ours or anybody's.

    Ids are kept as they are. A value that is no date where one belongs is kept as a property of that name.

    Args:
        data: the object; `properties` may hold lists or single values.
        source: source id for the origin of every value; an object of our own keeps the origins it carries.

    Raises:
        ValueError: the object has no id, no schema, or no properties.
    """
    if own := data.get(EXTENSION):
        entity = _own(own)
        if entity is not None and _says_the_same(entity, data):
            return entity
    return read_foreign(data, source=source)


def _own(own: object) -> Entity | None:
    try:
        return msgspec.convert(own, Entity)
    except msgspec.ValidationError:
        return None


def _says_the_same(entity: Entity, data: Mapping[str, Any]) -> bool:
    return (entity.id, entity.schema, _properties(entity)) == (
        data.get("id"),
        data.get("schema"),
        data.get("properties"),
    )


def _properties(entity: Entity) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for name, value in _pairs(entity):
        if value:
            found.setdefault(name, {})[value] = None
    return {name: list(values) for name, values in found.items()}


def _pairs(entity: Entity) -> Iterator[tuple[str, str]]:
    yield from _name_pairs(entity)
    for fact in entity.dates:
        for text in _date_texts(fact.date):
            yield DATE_PROPERTIES[fact.kind], text
    for identifier in entity.identifiers:
        yield identifier_property(identifier.type, identifier.note), identifier.value
    for link in entity.countries:
        yield COUNTRY_PROPERTIES[link.role], link.code
    for address in entity.addresses:
        yield "address", address.full
        yield "country", address.country
    for place in entity.birth_places:
        yield "birthPlace", place.full
        yield "birthCountry", place.country
    for designation in entity.designations:
        for programme in designation.programmes:
            yield "programId", programme
        if designation.active:
            for topic in {TOPICS.get(measure, "sanction"): None for measure in designation.measures} or ("sanction",):
                yield "topics", topic
    for extra in entity.properties:
        yield extra.name, extra.value


def _name_pairs(entity: Entity) -> Iterator[tuple[str, str]]:
    for name in entity.names:
        yield "weakAlias" if name.weak and name.kind != "primary" else NAME_PROPERTIES[name.kind], name.value
        if entity.schema == "Person":
            yield "firstName", name.given
            yield "middleName", name.middle
            yield "fatherName", name.patronymic
            yield "lastName", name.family


def _date_texts(date: PartialDate) -> list[str]:
    if not date.until:
        return [date.value]
    if _YEAR.match(date.value) and _YEAR.match(date.until):
        first, last = int(date.value), int(date.until)
        if 0 <= last - first <= RANGE_YEARS_MAX:
            return [f"{year:04d}" for year in range(first, last + 1)]
    return [date.value, date.until]
