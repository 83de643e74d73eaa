"""Canada's autonomous sanctions (SEMA and JVCFOA) as one XML `data-set` of flat `record`s.

The list has no numbers: a record stands under country, schedule and item, and items are renumbered. Our id is `ca-`
and ten hex digits of SHA-256 over the natural key: the English country text, family name, given names, entity or
ship name, IMO number and date of listing, blind to case and blanks. Schedule and item are left out of it because
they change; they stand in the designation's reference. The file carries no date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import (
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Measure,
    Name,
    Origin,
    PartialDate,
    Property,
)
from ostrakon.model.entity import DateKind
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Format, Report
from ostrakon.sources.ca_aliases import split_aliases
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import xml_root
from ostrakon.sources.values import clean, hashed_id
from ostrakon.sources.xml import local, records
from ostrakon.sources.xml_audit import ElementAudit

FIELDS: Mapping[str, str] = {
    "data-set": "used: root",
    "data-set@noNamespaceSchemaLocation": "unused: where the schema lies",
    "record/Country": "used: programme, country and part of the id; bilingual, or the name of a regime",
    "record/LastName": "used: name, and part of the id",
    "record/GivenName": "used: name, and part of the id",
    "record/EntityOrShip": "used: name, and part of the id",
    "record/Entity": "used: name, in older editions",
    "record/TitleOrShip": "used: a person's title, or the type of ship",
    "record/Title": "used: a person's title, in older editions",
    "record/ShipIMONumber": "used: identifier, and part of the id",
    "record/DateOfBirthOrShipBuildDate": "used: date of birth, of building for a ship",
    "record/DateOfBirth": "used: date of birth, in older editions",
    "record/Aliases": "used: aliases, see ca_aliases",
    "record/Schedule": "used: reference, measures",
    "record/Item": "used: reference",
    "record/DateOfListing": "used: listed on, and part of the id",
}
_REGIMES_WITHOUT_COUNTRY = ("justice for victims", "hamas", "extremist settler")
_DIGITS_ONLY = re.compile(r"^(\d{4})-(\d{4})$")
_DECADE = re.compile(r"^born in the (early|mid|late) (\d{3})0s$", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+", re.IGNORECASE)


def recognise(name: str, head: bytes) -> str | None:
    """`ca_sema` for XML with the root `data-set` and records of this list."""
    del name
    return "ca_sema" if xml_root(head)[0] == "data-set" and b"<record" in head and b"<Country" in head else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every record that carries a name."""
    audit = ElementAudit(FIELDS, report)
    for file in files:
        with file.open() as stream:
            for element in records(stream, {"record"}, where=file.path.name, outside=audit.outside):
                if local(element.tag) != "record":
                    audit.outside(element)
                    continue
                where = f"{file.path.name}:{element.sourceline}"
                audit.record(element, where)
                cells = {local(child.tag): clean(child.text) for child in element}
                entity = CaRecord(cells, source, report, where).entity()
                if entity is not None:
                    yield entity


class CaRecord:
    """One record of the list: the texts of its elements by their names."""

    def __init__(self, cells: Mapping[str, str], source: str, report: Report, where: str) -> None:
        self.cells = cells
        self.source, self.report, self.where = source, report, where
        self.country = self.text("Country")
        self.english = self.country.partition(" / ")[0]
        self.thing = self.text("EntityOrShip", "Entity")
        self.is_person = not self.thing
        self.is_ship = bool(self.text("ShipIMONumber"))
        self.id = hashed_id(
            "ca",
            self.english,
            self.text("LastName"),
            self.text("GivenName"),
            self.thing,
            self.text("ShipIMONumber"),
            self.text("DateOfListing"),
        )
        self.record = ", ".join(
            part for part in (self.english, self.text("Schedule"), f"item {self.text('Item')}") if part
        )

    def text(self, *names: str) -> str:
        """The first of these cells that is not empty."""
        return next((value for name in names if (value := self.cells.get(name))), "")

    def origin(self, field: str) -> Origin:
        """Where a value of this record was read."""
        return Origin(source=self.source, record=self.record, field=field)

    def entity(self) -> Entity | None:
        """The party; None, and an issue, without a name."""
        names = tuple(self._names())
        if not names or names[0].kind != "primary":
            self.report.issue(
                "no_name",
                "a record without a name was left out",
                severity="error",
                where=self.where,
                example=self.record,
            )
            return None
        return Entity(
            id=self.id,
            schema="Person" if self.is_person else "Vessel" if self.is_ship else "Organization",
            names=names,
            dates=tuple(self._dates()),
            identifiers=tuple(self._identifiers()),
            countries=tuple(self._countries()),
            designations=(self._designation(),),
            properties=tuple(self._properties()),
        )

    def _names(self) -> Iterator[Name]:
        given, family = self.text("GivenName"), self.text("LastName")
        if self.thing:
            yield Name(value=self.thing, origin=self.origin("EntityOrShip"))
        elif family or given:
            yield Name(value=clean(f"{given} {family}"), given=given, family=family, origin=self.origin("LastName"))
        for alias in split_aliases(self.text("Aliases"), person=self.is_person):
            yield Name(
                value=alias.value,
                kind="alias",
                weak=alias.weak,
                language=alias.language,
                origin=self.origin("Aliases"),
            )

    def _dates(self) -> Iterator[DatedFact]:
        text = self.text("DateOfBirthOrShipBuildDate", "DateOfBirth")
        if not text:
            return
        kind: DateKind = "birth" if self.is_person else "build" if self.is_ship else "incorporation"
        for part in _OR.split(text):
            date = self._date(part, "DateOfBirthOrShipBuildDate")
            if date is not None:
                yield DatedFact(date=date, kind=kind, origin=self.origin("DateOfBirthOrShipBuildDate"))

    def _date(self, text: str, field: str) -> PartialDate | None:
        if years := _DIGITS_ONLY.match(text):
            return PartialDate(value=years.group(1), until=years.group(2))
        if decade := _DECADE.match(text):
            first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[decade.group(1).lower()]
            return PartialDate(
                value=f"{decade.group(2)}{first}", until=f"{decade.group(2)}{last}", approximate=True, text=text
            )
        try:
            return PartialDate.parse(text)
        except ValueError:
            self.report.issue("bad_date", "no date; it was left out", where=self.where, field=field, example=text)
            return None

    def _identifiers(self) -> Iterator[Identifier]:
        if number := self.text("ShipIMONumber"):
            yield Identifier(type="imo", value=number, origin=self.origin("ShipIMONumber"))

    def _countries(self) -> Iterator[CountryLink]:
        """The country under whose regulations the party is listed: a tie, not a nationality."""
        if not self.english or self.english.lower().startswith(_REGIMES_WITHOUT_COUNTRY):
            return
        code = country_code(self.english)
        if not code:
            self.report.issue(
                "unknown_country",
                "the country could not be resolved; its words are kept",
                where=self.where,
                field="Country",
                example=self.country,
            )
        yield CountryLink(text=self.country, code=code, origin=self.origin("Country"))

    def _designation(self) -> Designation:
        listed_on = self._date(text, "DateOfListing") if (text := self.text("DateOfListing")) else None
        schedule, item = self.text("Schedule"), self.text("Item")
        return Designation(
            authority="CA",
            programmes=(self.english,) if self.english else (),
            measures=self._measures(schedule),
            listed_on=listed_on,
            reference=", ".join(
                p for p in (f"Schedule {schedule}" if schedule else "", f"item {item}" if item else "") if p
            ),
            origin=self.origin("Country"),
        )

    def _measures(self, schedule: str) -> tuple[Measure, ...]:
        """Schedules 2 and 3 of the Russia Regulations restrict financing only; all others freeze."""
        if self.english == "Russia" and schedule.startswith("2"):
            return (Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY)
        if self.english == "Russia" and schedule.startswith("3"):
            return (Measure.SECTORAL_DEBT,)
        if self.is_ship:
            return (Measure.TRANSACTION_BAN,)
        return (Measure.ASSET_FREEZE,)

    def _properties(self) -> Iterator[Property]:
        if title := self.text("TitleOrShip", "Title"):
            name = "title" if self.is_person else "type"
            yield Property(name=name, value=title, origin=self.origin("TitleOrShip"))


FORMAT = Format(
    name="ca-sema-xml",
    title="Consolidated Canadian Autonomous Sanctions List (XML)",
    sources=("ca_sema",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
