"""An entity while it is being read: what XML and table formats collect before the frozen value is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ostrakon.model import (
    Address,
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Name,
    NameKind,
    Origin,
    PartialDate,
    Property,
    Relation,
)
from ostrakon.model.entity import CountryRole, DateKind
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Report

T = TypeVar("T")


def squash(text: str | None) -> str:
    """The text with every run of blanks and line ends made one blank; empty for None."""
    return " ".join(text.split()) if text else ""


@dataclass(slots=True)
class Draft:
    """Collects the values of one record, each with its origin; `entity` freezes them.

    Names are kept in order and with their doubles, since a format decides itself which of them are the same; of
    all other values equal ones are kept once.
    """

    id: str
    schema: str
    source: str
    record: str
    report: Report
    names: list[Name] = field(default_factory=list)
    dates: list[DatedFact] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    countries: list[CountryLink] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    birth_places: list[Address] = field(default_factory=list)
    designations: list[Designation] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    properties: list[Property] = field(default_factory=list)

    def origin(self, path: str) -> Origin:
        """Where a value of this record was read."""
        return Origin(source=self.source, record=self.record, field=path)

    def issue(self, code: str, message: str, *, path: str, example: str = "", info: bool = False) -> None:
        """Write down what could not be used; `info` when nothing was lost."""
        self.report.issue(
            code,
            message,
            severity="info" if info else "warning",
            where=f"record {self.record}, field {path}",
            field=path,
            example=example,
        )

    def unknown_value(self, value: str, path: str, *, taken_as: str) -> None:
        """Report a value outside of the format's enumeration."""
        self.issue(
            "unknown_value",
            f"the value is outside of what the format is known to use; taken as {taken_as}",
            path=path,
            example=value,
        )

    def name(
        self,
        value: str,
        path: str,
        *,
        kind: NameKind = "alias",
        weak: bool = False,
        language: str = "",
        given: str = "",
        middle: str = "",
        family: str = "",
    ) -> None:
        """Add a name; an empty one is left out."""
        if value:
            origin = self.origin(path)
            self.names.append(
                Name(
                    value=value,
                    origin=origin,
                    kind=kind,
                    weak=weak,
                    language=language,
                    given=given,
                    middle=middle,
                    family=family,
                )
            )

    def date(self, date: PartialDate | None, path: str, *, kind: DateKind = "birth") -> None:
        """Add a date in the life of the party, if there is one."""
        if date is not None:
            self.dates.append(DatedFact(date=date, kind=kind, origin=self.origin(path)))

    def identifier(self, type_: str, value: str, path: str, *, country: str = "", note: str = "") -> None:
        """Add an identifying number; an empty one is left out."""
        if value:
            origin = self.origin(path)
            self.identifiers.append(Identifier(type=type_, value=value, country=country, note=note, origin=origin))

    def code(self, text: str, path: str) -> str:
        """The country code that `text` stands for; an unresolved text is reported and keeps standing as text."""
        code = country_code(text) if text else ""
        if text and not code:
            self.issue(
                "unknown_country",
                "the text stands for no single country that is known; kept as text only",
                path=path,
                example=text,
                info=True,
            )
        return code

    def country(self, text: str, path: str, *, role: CountryRole, code: str | None = None) -> None:
        """Add a tie to a country; `code` where the list itself gives one."""
        if text or code:
            found = self.code(text, path) if code is None else code
            self.countries.append(CountryLink(text=text, code=found, role=role, origin=self.origin(path)))

    def property(self, name: str, value: str, path: str) -> None:
        """Add any other value under its FollowTheMoney name; an empty one is left out."""
        if value:
            self.properties.append(Property(name=name, value=value, origin=self.origin(path)))

    def relation(self, kind: str, target: str, path: str) -> None:
        """Add a tie to another party that the list names; an empty one is left out."""
        if target:
            self.relations.append(Relation(kind=kind, target_name=target, text=target, origin=self.origin(path)))

    def entity(self) -> Entity:
        """The frozen value."""
        return Entity(
            id=self.id,
            schema=self.schema,
            names=tuple(self.names),
            dates=_once(self.dates),
            identifiers=_once(self.identifiers),
            countries=_once(self.countries),
            addresses=_once(self.addresses),
            birth_places=_once(self.birth_places),
            designations=_once(self.designations),
            relations=_once(self.relations),
            properties=_once(self.properties),
        )


def place(
    origin: Origin,
    *,
    street: str = "",
    city: str = "",
    region: str = "",
    postal_code: str = "",
    country: str = "",
    code: str = "",
    extra: Iterable[str] = (),
    note: str = "",
) -> Address | None:
    """An address of the parts that are there, `full` being all of them in reading order; None without any."""
    parts = [street, *extra, city, region, postal_code, country]
    full = ", ".join(part for part in parts if part)
    if note:
        full = f"{full} ({note})" if full else note
    if not full:
        return None
    return Address(
        full=full,
        street=street,
        city=city,
        region=region,
        postal_code=postal_code,
        country=code,
        origin=origin,
    )


def _once(values: list[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
