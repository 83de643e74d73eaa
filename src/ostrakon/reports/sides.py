"""The values of one field on either side: the customer's, and those of all records of the listed party."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ostrakon.model import Entity
from ostrakon.model.subject import Subject
from ostrakon.names.countries import country_name
from ostrakon.reports.differing import Part, letters_apart, name_parts, plain, words_in_common
from ostrakon.screening.result import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of one side.

    Attributes:
        parts: its text, cut where it agrees and differs.
        note: what kind of value it is.
        source: the list that it stands on.
        lang: ISO 639 code, where known.
    """

    parts: tuple[Part, ...]
    note: str = ""
    source: str = ""
    lang: str = ""

    @property
    def text(self) -> str:
        """The whole value."""
        return "".join(part.text for part in self.parts)

    @property
    def agreeing(self) -> float:
        """The share of it that agrees, 0 to 1."""
        agreeing = sum(len(part.text) for part in self.parts if part.kind in ("same", "near"))
        return agreeing / max(1, len(self.text))


def our_values(field: str, subject: Subject, pieces: Sequence[Evidence]) -> tuple[Value, ...]:
    """The customer's values of a row, cut by what the evidence says."""
    pairs = [(piece.query, piece.listed) for piece in pieces if piece.query and piece.listed]
    if field == "name":
        return (Value(parts=name_parts(subject.name, pieces, ours=True)),) if subject.name else ()
    if field == "alias":
        return tuple(Value(parts=name_parts(alias, pieces, ours=True)) for alias in subject.aliases)
    if field == "schema":
        return (Value(parts=plain(subject.schema)),) if subject.schema else ()
    if field == "birth_date":
        return (Value(parts=plain(str(subject.birth_date))),) if subject.birth_date else ()
    if field == "country":
        codes = dict.fromkeys((*subject.nationalities, *subject.countries))
        return tuple(_country(code, pieces, "nationality" if code in subject.nationalities else "") for code in codes)
    if field == "identifier":
        return tuple(
            Value(parts=letters_apart(given.value, pairs), note=given.type.replace("_", " "))
            for given in subject.identifiers
        )
    texts = {
        "address": (subject.address,),
        "birth_place": (subject.birth_place,),
        "gender": (subject.gender,),
        "contact": (*subject.phones, *subject.emails, *subject.websites),
    }.get(field, ())
    others = [theirs for _, theirs in pairs]
    return tuple(Value(parts=words_in_common(text, others)) for text in texts if text)


def listed_values(field: str, records: Sequence[Entity], pieces: Sequence[Evidence]) -> tuple[Value, ...]:
    """The values of all records of the listed party, each text once."""
    read = _READERS.get(field)
    found: dict[str, Value] = {}
    for record in records:
        for value in read(record, pieces) if read else _properties(field, record, pieces):
            found.setdefault(value.text.casefold(), value)
    values = tuple(value for text, value in found.items() if text)
    return tuple(value for value in values if value.agreeing) if field == "alias" else values


def _names(record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    for name in record.names:
        note = "weak alias" if name.weak else name.kind if name.kind != "primary" else ""
        parts = name_parts(name.value, pieces, ours=False)
        yield Value(parts=parts, source=name.origin.source, note=note, lang=name.language)


def _kind(record: Entity, _pieces: Sequence[Evidence]) -> Iterator[Value]:
    yield Value(parts=plain(record.schema), source=next(iter(record.sources), ""))


def _dates(record: Entity, _pieces: Sequence[Evidence]) -> Iterator[Value]:
    for fact in record.dates:
        if fact.kind in ("birth", "incorporation", "build"):
            note = fact.kind if fact.kind != "birth" else ""
            yield Value(parts=plain(str(fact.date)), source=fact.origin.source, note=note)


def _countries(record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    for link in record.countries:
        value = _country(link.code, pieces, link.role if link.role != "country" else "")
        parts = value.parts if link.code else plain(link.text)
        yield Value(parts=parts, source=link.origin.source, note=value.note)
    for address in record.addresses:
        if address.country:
            parts = _country(address.country, pieces, "").parts
            yield Value(parts=parts, source=address.origin.source, note="address")


def _identifiers(record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    pairs = [(piece.listed, piece.query) for piece in pieces if piece.query and piece.listed]
    for number in record.identifiers:
        note = number.type.replace("_", " ")
        yield Value(parts=letters_apart(number.value, pairs), source=number.origin.source, note=note)


def _places(record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    for place in record.birth_places:
        yield Value(parts=words_in_common(place.full, _queries(pieces)), source=place.origin.source)


def _addresses(record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    for address in record.addresses:
        yield Value(parts=words_in_common(address.full, _queries(pieces)), source=address.origin.source)


def _properties(field: str, record: Entity, pieces: Sequence[Evidence]) -> Iterator[Value]:
    names = {"contact": ("phone", "email", "website")}.get(field, (field,))
    for extra in record.properties:
        if extra.name in names:
            yield Value(parts=words_in_common(extra.value, _queries(pieces)), source=extra.origin.source)


def _queries(pieces: Sequence[Evidence]) -> list[str]:
    return [piece.query for piece in pieces if piece.query and piece.listed]


_READERS: dict[str, Callable[[Entity, Sequence[Evidence]], Iterator[Value]]] = {
    "name": _names,
    "alias": _names,
    "schema": _kind,
    "birth_date": _dates,
    "country": _countries,
    "identifier": _identifiers,
    "birth_place": _places,
    "address": _addresses,
}


def _country(code: str, pieces: Sequence[Evidence], note: str) -> Value:
    name = country_name(code) or code.upper()
    agreeing = any(piece.bits > 0 and code and code in f"{piece.query} {piece.listed}".split() for piece in pieces)
    differing = any(piece.bits < 0 for piece in pieces)
    kind: Literal["same", "differs", "plain"] = "same" if agreeing else "differs" if differing else "plain"
    return Value(parts=(Part(name, kind),), note=note)
