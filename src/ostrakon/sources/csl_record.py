"""One row of the US Consolidated Screening List → an entity; its CSV and its JSON differ only in how they join values.

The list collects the lists of several agencies. A row of OFAC's lists has OFAC's number and becomes
`ofac-<entity_number>`, the same party as in OFAC's own files. Any other row has no stable number: its id is `csl-`
and ten hex digits of SHA-256 over its natural key, the short name of its list and its name, blind to case and
blanks. Rows that agree in both are one party (the Entity List repeats a party for every country).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ostrakon.model import (
    Address,
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Measure,
    Name,
    NameKind,
    Origin,
    PartialDate,
    Property,
    Relation,
)
from ostrakon.model.entity import CountryRole
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Report
from ostrakon.sources.csl_ids import read_id
from ostrakon.sources.values import clean, english_date, hashed_id, us_date

LISTS: dict[str, tuple[Measure, ...]] = {
    "SDN": (Measure.ASSET_FREEZE,),
    "SSI": (),  # by directive, see _DIRECTIVES
    "FSE": (Measure.TRANSACTION_BAN,),
    "PLC": (Measure.TRANSACTION_BAN,),
    "CAP": (Measure.CORRESPONDENT_ACCOUNT,),
    "MBS": (Measure.MENU_BASED,),
    "CMIC": (Measure.INVESTMENT_BAN,),
    "ISA": (Measure.MENU_BASED,),
    "DPL": (Measure.EXPORT_DENIAL,),
    "EL": (Measure.EXPORT_CONTROL,),
    "UVL": (Measure.UNVERIFIED_END_USER,),
    "MEU": (Measure.MILITARY_END_USER,),
    "ISN": (Measure.PROCUREMENT_BAN, Measure.EXPORT_CONTROL),
    "DTC": (Measure.DEBARMENT,),
}
"""Short name of each list, as it stands in brackets in the row's source, and what being on it means."""

_OFAC_LISTS = frozenset({"SDN", "SSI", "FSE", "PLC", "CAP", "MBS", "CMIC", "ISA"})
_DIRECTIVES: dict[str, tuple[Measure, ...]] = {
    "1": (Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY),
    "2": (Measure.SECTORAL_DEBT,),
    "3": (Measure.SECTORAL_DEBT,),
    "4": (Measure.SECTORAL_SERVICES,),
}
_SCHEMAS = {"individual": "Person", "entity": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}
_SHORT = re.compile(r"\((?:NS-)?([A-Z]{2,5})(?: List)?\)")
_LINKED = re.compile(r"\(?\s*Linked To:\s*([^)]+?)\s*\)?\.?$", re.IGNORECASE)
_WEAK = re.compile(r"\ba\.k\.a\.\s+'([^']+)'", re.IGNORECASE)
_DIRECTIVE = re.compile(r"Directive\s+([1-4])\b")
_LEADING_AND = re.compile(r"^and\s+", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class CslRow:
    """The columns of one row, joined values taken apart, everything cleaned; absent is empty."""

    source: str
    name: str
    entity_number: str = ""
    type: str = ""
    programs: list[str] = field(default_factory=list)
    title: str = ""
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """Full address and the country as written."""
    federal_register_notice: str = ""
    start_date: str = ""
    end_date: str = ""
    standard_order: str = ""
    license_requirement: str = ""
    license_policy: str = ""
    call_sign: str = ""
    vessel_type: str = ""
    gross_tonnage: str = ""
    gross_registered_tonnage: str = ""
    vessel_flag: str = ""
    vessel_owner: str = ""
    remarks: str = ""
    source_information_url: str = ""
    alt_names: list[str] = field(default_factory=list)
    citizenships: list[str] = field(default_factory=list)
    dates_of_birth: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    places_of_birth: list[str] = field(default_factory=list)
    ids: list[tuple[str, str, str]] = field(default_factory=list)
    """Type, number and country as written."""


def entity_of(row: CslRow, source: str, report: Report, where: str) -> Entity | None:
    """The party of one row, or None (with an issue) where the row names none."""
    if not row.name:
        report.issue("no_name", "a row without a name was left out", severity="error", where=where, field="name")
        return None
    return _Reader(row, source, report, where).entity()


class _Reader:
    def __init__(self, row: CslRow, source: str, report: Report, where: str) -> None:
        self.row, self.report, self.where, self.source = row, report, where, source
        short = _SHORT.search(row.source)
        self.list = short.group(1) if short else ""
        if self.list not in LISTS:
            report.issue(
                "unknown_value",
                "the row is of a list that is not known; its measures stay empty",
                where=where,
                field="source",
                example=row.source,
            )
        ofac = self.list in _OFAC_LISTS or "treasury" in row.source.lower()
        if ofac and row.entity_number.isdigit():
            self.id = f"ofac-{row.entity_number}"
        else:
            self.id = hashed_id("csl", self.list or row.source, row.name)
        self.schema = self._schema()

    def entity(self) -> Entity:
        row = self.row
        identifiers, properties, extra_countries = self._ids()
        return Entity(
            id=self.id,
            schema=self.schema,
            names=tuple(self._names()),
            dates=tuple(
                DatedFact(date=date, origin=self.origin("dates_of_birth"))
                for text in row.dates_of_birth
                if (date := self._date(text, "dates_of_birth", english_date)) is not None
            ),
            identifiers=identifiers,
            countries=(*self._countries(), *extra_countries),
            addresses=tuple(self._addresses()),
            birth_places=tuple(
                Address(full=place, origin=self.origin("places_of_birth")) for place in row.places_of_birth
            ),
            designations=(self._designation(),),
            relations=tuple(self._relations()),
            properties=(*self._properties(), *properties),
        )

    def origin(self, field_name: str) -> Origin:
        return Origin(source=self.source, record=self.row.entity_number or self.id, field=field_name)

    def _schema(self) -> str:
        known = _SCHEMAS.get(self.row.type.lower())
        if self.row.type and known is None:
            self.report.issue(
                "unknown_value", "unknown type of party", where=self.where, field="type", example=self.row.type
            )
        return known or "LegalEntity"

    def _names(self) -> Iterator[Name]:
        yield self._name(self.row.name, "primary", "name")
        for alias in self.row.alt_names:
            if value := clean(_LEADING_AND.sub("", alias)):
                yield self._name(value, "alias", "alt_names")
        for weak in _WEAK.findall(self.row.remarks):
            yield self._name(weak, "alias", "remarks", weak=True)

    def _name(self, text: str, kind: NameKind, field_name: str, *, weak: bool = False) -> Name:
        """OFAC files a person as `FAMILY, Given`; every other list and kind of party as it is spoken."""
        family, comma, given = (part.strip() for part in text.partition(","))
        if self.schema == "Person" and comma and given:
            return Name(
                value=f"{given} {family}",
                kind=kind,
                weak=weak,
                given=given,
                family=family,
                origin=self.origin(field_name),
            )
        return Name(value=text, kind=kind, weak=weak, origin=self.origin(field_name))

    def _date(self, text: str, field_name: str, read: Callable[[str], PartialDate]) -> PartialDate | None:
        try:
            return read(text)
        except ValueError:
            self.report.issue("bad_date", "no date", where=self.where, field=field_name, example=text)
            return None

    def _countries(self) -> Iterator[CountryLink]:
        given: tuple[tuple[list[str], CountryRole, str], ...] = (
            (self.row.nationalities, "nationality", "nationalities"),
            (self.row.citizenships, "citizenship", "citizenships"),
            ([self.row.vessel_flag] if self.row.vessel_flag else [], "flag", "vessel_flag"),
        )
        for texts, role, field_name in given:
            for text in texts:
                yield CountryLink(
                    text=text, code=self._code(text, field_name), role=role, origin=self.origin(field_name)
                )

    def _code(self, text: str, field_name: str) -> str:
        code = country_code(text)
        if text and not code:
            self.report.issue(
                "unknown_country",
                "the country could not be resolved; its words are kept",
                where=self.where,
                field=field_name,
                example=text,
            )
        return code

    def _addresses(self) -> Iterator[Address]:
        for full, country in self.row.addresses:
            code = self._code(country, "addresses") if country else ""
            yield Address(full=full, country=code, origin=self.origin("addresses"))

    def _ids(self) -> tuple[tuple[Identifier, ...], tuple[Property, ...], tuple[CountryLink, ...]]:
        identifiers: list[Identifier] = []
        properties: list[Property] = []
        countries: list[CountryLink] = []
        for id_type, number, country in self.row.ids:
            value = read_id(id_type, number, country, self.origin("ids"))
            match value:
                case Identifier():
                    identifiers.append(value)
                case CountryLink():
                    countries.append(value)
                case _:
                    properties.append(value)
        if self.row.call_sign:
            identifiers.append(Identifier(type="call_sign", value=self.row.call_sign, origin=self.origin("call_sign")))
        return tuple(identifiers), tuple(properties), tuple(countries)

    def _designation(self) -> Designation:
        row = self.row
        listed_on = self._date(row.start_date, "start_date", us_date) if row.start_date else None
        programmes = tuple(row.programs) or ((f"BIS-{self.list}",) if "Industry" in row.source else ())
        return Designation(
            authority="US",
            programmes=programmes or ((self.list,) if self.list else ()),
            measures=self._measures(),
            listed_on=listed_on,
            reference=row.entity_number,
            legal_basis=row.federal_register_notice,
            origin=self.origin("source"),
        )

    def _measures(self) -> tuple[Measure, ...]:
        if self.list != "SSI":
            return LISTS.get(self.list, ())
        said = " ".join([self.row.remarks, *(f"{number} {kind}" for kind, number, _ in self.row.ids)])
        named = [m for directive in _DIRECTIVE.findall(said) for m in _DIRECTIVES[directive]]
        return tuple(dict.fromkeys(named)) or _DIRECTIVES["1"]

    def _relations(self) -> Iterator[Relation]:
        for part in self.row.remarks.split(";"):
            if linked := _LINKED.search(part.strip()):
                yield Relation(
                    kind="linked_to",
                    target_name=linked.group(1),
                    text=part.strip(),
                    origin=self.origin("remarks"),
                )
        if self.row.vessel_owner:
            yield Relation(kind="owned_by", target_name=self.row.vessel_owner, origin=self.origin("vessel_owner"))

    def _properties(self) -> Iterator[Property]:
        row = self.row
        for name, value, field_name in (
            ("position" if self.schema == "Person" else "title", row.title, "title"),
            ("type", row.vessel_type, "vessel_type"),
            ("tonnage", row.gross_tonnage, "gross_tonnage"),
            ("grossRegisteredTonnage", row.gross_registered_tonnage, "gross_registered_tonnage"),
            ("notes", row.remarks, "remarks"),
            ("notes", _labelled("License requirement", row.license_requirement), "license_requirement"),
            ("notes", _labelled("License policy", row.license_policy), "license_policy"),
            ("notes", _labelled("Ends", row.end_date), "end_date"),
            ("notes", "Not a standard denial order" if row.standard_order == "N" else "", "standard_order"),
            ("sourceUrl", row.source_information_url, "source_information_url"),
        ):
            if value:
                yield Property(name=name, value=value, origin=self.origin(field_name))


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}" if text else ""
