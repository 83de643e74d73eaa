"""FollowTheMoney objects of other programs → entities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ostrakon.model.dates import PartialDate
from ostrakon.model.designation import Designation, Measure
from ostrakon.model.entity import Address, CountryLink, DatedFact, Entity, Property
from ostrakon.model.ftm_properties import (
    COUNTRIES_READ,
    DATE_PROPERTIES,
    DESIGNATION_TOPICS,
    IDENTIFIERS_READ,
    NAMES_READ,
    country_of,
    identifier_property,
)
from ostrakon.model.identifiers import Identifier
from ostrakon.model.names import Name
from ostrakon.model.origin import Origin

_DATES_READ = {name: kind for kind, name in DATE_PROPERTIES.items()}
_REGISTRATION = {"Airplane": "tail_number"}


@dataclass(slots=True)
class _Values:
    names: list[Name] = field(default_factory=list)
    dates: list[DatedFact] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    countries: list[CountryLink] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    birth_places: list[Address] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)


def read_foreign(data: Mapping[str, Any], *, source: str) -> Entity:
    """An entity from the properties of an object; see `ftm.from_ftm`.

    Raises:
        ValueError: the object has no id, no schema, or no properties.
    """
    id_, schema, properties = data.get("id"), data.get("schema"), data.get("properties")
    if not isinstance(id_, str) or not id_ or not isinstance(schema, str) or not isinstance(properties, Mapping):
        raise ValueError("no FollowTheMoney object: it needs id, schema and properties")
    values = _Values()
    for name, value in _flat(properties):
        _take(values, schema, name, value, Origin(source=source, record=id_, field=name))
    caption = data.get("caption")
    names = _captioned(values.names, caption if isinstance(caption, str) else "", source, id_)
    return Entity(
        id=id_,
        schema=schema,
        names=names,
        dates=tuple(values.dates),
        identifiers=tuple(values.identifiers),
        countries=tuple(values.countries),
        addresses=tuple(values.addresses),
        birth_places=tuple(values.birth_places),
        designations=_designations(data, values.properties, Origin(source=source, record=id_, field="topics")),
        properties=tuple(values.properties),
    )


def _flat(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Property and value, single values as well as lists; a nested object stands for itself elsewhere."""
    for name, given in properties.items():
        for value in given if isinstance(given, list) else [given]:
            if value is not None and not isinstance(value, Mapping | list):
                text = str(value).strip()
                if text:
                    yield name, text


def _take(values: _Values, schema: str, name: str, value: str, origin: Origin) -> None:
    if name in NAMES_READ:
        kind, weak = NAMES_READ[name]
        values.names.append(Name(value=value, kind=kind, weak=weak, origin=origin))
    elif name in _DATES_READ and (date := _date(value)) is not None:
        values.dates.append(DatedFact(date=date, kind=_DATES_READ[name], origin=origin))
    elif name in IDENTIFIERS_READ:
        type_ = IDENTIFIERS_READ[name]
        if name == "registrationNumber":
            type_ = _REGISTRATION.get(schema, type_)
        note = name if identifier_property(type_, "") != name else ""
        values.identifiers.append(Identifier(type=type_, value=value, note=note, origin=origin))
    elif name in COUNTRIES_READ:
        role = COUNTRIES_READ[name]
        values.countries.append(CountryLink(text=value, code=country_of(value), role=role, origin=origin))
    elif name == "address":
        values.addresses.append(Address(full=value, origin=origin))
    elif name == "birthPlace":
        values.birth_places.append(Address(full=value, origin=origin))
    else:
        values.properties.append(Property(name=name, value=value, origin=origin))


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def _captioned(names: list[Name], caption: str, source: str, record: str) -> tuple[Name, ...]:
    """Names with the one that the file shows first; a caption that stands nowhere else is a name too."""
    if caption and all(name.value != caption for name in names):
        shown = Name(value=caption, origin=Origin(source=source, record=record, field="caption"))
        return (shown, *names)
    return tuple(sorted(names, key=lambda name: (name.kind != "primary", name.value != caption)))


def _designations(data: Mapping[str, Any], properties: list[Property], origin: Origin) -> tuple[Designation, ...]:
    """One designation that says what topics, programmes and the target flag say.

    A party that the file marks as no target, without any topic of a listing, is kept with a designation that is
    not active: it is in the file because of its ties to a target.
    """
    topics = [extra.value for extra in properties if extra.name == "topics"]
    measures: dict[Measure, None] = {}
    for topic in topics:
        measures |= dict.fromkeys(DESIGNATION_TOPICS.get(topic, ()))
    listed = any(topic in DESIGNATION_TOPICS for topic in topics)
    designation = Designation(
        authority="",
        programmes=tuple(extra.value for extra in properties if extra.name == "programId"),
        measures=tuple(measures),
        active=listed or data.get("target") is not False,
        origin=origin,
    )
    return (designation,)
