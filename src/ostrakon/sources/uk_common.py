"""The UK Sanctions List record, as both XML and CSV are read into it, and the entity made of it.

The simple values keep the names of the XML's leaf elements (`Nationality`, `IMONumber`, …); the CSV reader gives
its columns these names. Ids: `uk-` and the UniqueID, else `uk-` and the OFSI group id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.model.entity import DateKind
from ostrakon.sources.base import Report
from ostrakon.sources.draft import Draft, place, squash
from ostrakon.sources.labelled import labelled_numbers
from ostrakon.sources.uk_values import NAME_TYPES, WEAK, day, imo_number, letters, measures_of

SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_GENDERS = {"male": "male", "female": "female", "m": "male", "f": "female", "unknown": ""}
_IMO_IN_TEXT = re.compile(r"\bIMO\s*(?:number)?:?\s*(\d{7})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UkName:
    """One name: Name1 to Name6, its type and the strength of an alias."""

    parts: tuple[str, str, str, str, str, str]
    kind: str
    strength: str = ""


@dataclass(slots=True)
class UkRecord:
    """One designation. `values` holds the simple elements by name; the lists hold what belongs together."""

    values: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: list[UkName] = field(default_factory=list)
    non_latin: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[tuple[tuple[str, ...], str, str]] = field(default_factory=list)
    passports: list[tuple[str, str]] = field(default_factory=list)
    national_ids: list[tuple[str, str]] = field(default_factory=list)
    birth_places: list[tuple[str, str]] = field(default_factory=list)
    imposed: list[str] = field(default_factory=list)

    def one(self, name: str) -> str:
        """The first value of this name, empty without any."""
        return next(iter(self.values.get(name, ())), "")


def entity_of(record: UkRecord, source_id: str, report: Report) -> Entity | None:
    """The entity of one record; None, and an issue, where it has no id at all."""
    number = record.one("UniqueID") or record.one("OFSIGroupID")
    if not number:
        report.issue("no_id", "the record has neither UniqueID nor OFSI group id; it was left out", severity="error")
        report.skipped += 1
        return None
    draft = Draft(id=f"uk-{number}", schema="LegalEntity", source=source_id, record=number, report=report)
    kind = letters(record.one("IndividualEntityShip"))
    draft.schema = SCHEMATA.get(kind, "LegalEntity")
    if kind not in SCHEMATA:
        draft.unknown_value(kind, "IndividualEntityShip", taken_as="a party of unknown kind")
    add_names(draft, record.names, "Names/Name")
    for name, language in record.non_latin:
        draft.name(name, "NonLatinNames/NonLatinName", kind="original", language=language_code(language))
    if not draft.names:
        draft.issue("no_name", "the record has no name", path="Names/Name", example=number)
    _designation(draft, record)
    _simple(draft, record)
    _person(draft, record)
    if draft.schema == "Vessel":
        _ship(draft, record)
    return draft.entity()


def add_names(draft: Draft, names: Iterable[UkName], path: str) -> None:
    """Add names: of a person Name 6 is the family name and Name 1 to 5 the given ones, of others one text."""
    for name in names:
        kind = NAME_TYPES.get(letters(name.kind))
        if kind is None:
            draft.unknown_value(name.kind, f"{path}/NameType", taken_as="an alias")
        weak = WEAK.get(letters(name.strength))
        if weak is None:
            draft.unknown_value(name.strength, f"{path}/AliasStrength", taken_as="a good alias")
        parts = [squash(part) for part in name.parts]
        person = draft.schema == "Person"
        draft.name(
            " ".join(filter(None, parts)),
            path,
            kind=kind or "alias",
            weak=weak or False,
            given=parts[0] if person else "",
            middle=" ".join(filter(None, parts[1:5])) if person else "",
            family=parts[5] if person else "",
        )


_LANGUAGES = {
    "arabic": "ar",
    "armenian": "hy",
    "belarusian": "be",
    "burmese": "my",
    "chinese": "zh",
    "dari": "fa",
    "farsi": "fa",
    "georgian": "ka",
    "hebrew": "he",
    "korean": "ko",
    "pashto": "ps",
    "persian": "fa",
    "russian": "ru",
    "serbian": "sr",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
}


def language_code(text: str) -> str:
    """ISO 639 code of a language named in English; empty when it is not known."""
    return _LANGUAGES.get(letters(text), "")


def date_of(draft: Draft, text: str, path: str) -> PartialDate | None:
    """The date that the text gives; an unreadable one is reported and kept as a note."""
    if not text:
        return None
    try:
        return day(text)
    except ValueError:
        draft.property("notes", f"{path.rsplit('/', 1)[-1]}: {text}", path)
        draft.issue("bad_date", "the text is no date; kept as a note", path=path, example=text)
        return None


def _designation(draft: Draft, record: UkRecord) -> None:
    found: list[Measure] = []
    for text in record.imposed:
        measures = measures_of(text)
        if measures is None:
            draft.unknown_value(text, "SanctionsImposed", taken_as="another measure")
        found += measures or (Measure.OTHER,)
    regime = record.one("RegimeName")
    draft.designations.append(
        Designation(
            authority="UK",
            origin=draft.origin("RegimeName"),
            programmes=(regime,) if regime else (),
            measures=tuple(dict.fromkeys(found)),
            listed_on=date_of(draft, record.one("DateDesignated"), "DateDesignated"),
            reference=record.one("UniqueID"),
            legal_basis=regime,
            reason="; ".join(record.values.get("UKStatementofReasons", ())),
        )
    )


_PROPERTIES = {
    "OFSIGroupID": "recordId",
    "UNReferenceNumber": "unscId",
    "LastUpdated": "modifiedAt",
    "Title": "title",
    "OtherInformation": "notes",
    "SanctionsImposed": "provisions",
    "PhoneNumber": "phone",
    "Website": "website",
    "EmailAddress": "email",
    "Position": "position",
    "TypeOfEntity": "legalForm",
    "TypeOfShip": "type",
    "TonnageOfShip": "tonnage",
    "PreviousFlag": "pastFlags",
}
_RELATIONS = {
    "ParentCompany": "owned_by",
    "Subsidiary": "owns",
    "CurrentOwnerOperator": "owned_by",
    "PreviousOwnerOperator": "other",
}


def _simple(draft: Draft, record: UkRecord) -> None:
    for name, target in _PROPERTIES.items():
        for value in record.values.get(name, ()):
            if target == "modifiedAt":
                date = date_of(draft, value, name)
                draft.property(target, date.value if date else "", name)
            else:
                draft.property(target, value, name)
    for name, kind in _RELATIONS.items():
        for value in record.values.get(name, ()):
            draft.relation(kind, value, name)
    for value in record.values.get("BusinessRegistrationNumber", ()):
        for kind, number in labelled_numbers(value, "registration"):
            draft.identifier(kind, number, "BusinessRegistrationNumber")
    for lines, postal_code, country in record.addresses:
        add_address(draft, lines, postal_code, country, "Addresses/Address")


def add_address(draft: Draft, lines: tuple[str, ...], postal_code: str, country: str, path: str) -> None:
    """Add an address of up to six lines; the sixth is the town where it stands."""
    street = ", ".join(filter(None, lines[:5]))
    found = place(
        draft.origin(path),
        street=street,
        city=lines[5] if len(lines) > 5 else "",
        postal_code=postal_code,
        country=country,
        code=draft.code(country, f"{path}/AddressCountry"),
    )
    if found is not None:
        draft.addresses.append(found)


def _person(draft: Draft, record: UkRecord) -> None:
    for value in record.values.get("DOB", ()):
        draft.date(date_of(draft, value, "DOB"), "DOB")
    for value in record.values.get("Nationality", ()):
        draft.country(value, "Nationality", role="nationality")
    for value in record.values.get("Gender", ()):
        gender = _GENDERS.get(value.lower())
        if gender is None:
            draft.unknown_value(value, "Gender", taken_as="not stated")
        draft.property("gender", gender or "", "Gender")
    for number, note in record.passports:
        document(draft, "passport", number, note, "PassportNumber")
    for number, note in record.national_ids:
        document(draft, "national_id", number, note, "NationalIdentifierNumber")
    for town, country in record.birth_places:
        add_birth_place(draft, town, country, "BirthDetails/Location")


def add_birth_place(draft: Draft, town: str, country: str, path: str) -> None:
    """Add a place of birth and its country."""
    code = draft.code(country, f"{path}/CountryOfBirth")
    found = place(draft.origin(path), city=town, country=country, code=code)
    if found is not None:
        draft.birth_places.append(found)
    draft.country(country, f"{path}/CountryOfBirth", role="birth", code=code)


def document(draft: Draft, kind: str, number: str, note: str, path: str) -> None:
    """Add a document; without a number what is said of it becomes a note."""
    if number:
        draft.identifier(kind, number, path, note=note)
    else:
        draft.property("notes", f"{kind.replace('_', ' ')}: {note}" if note else "", path)


def _ship(draft: Draft, record: UkRecord) -> None:
    for value in record.values.get("IMONumber", ()):
        number = imo_number(value)
        if not number:
            draft.unknown_value(value, "IMONumber", taken_as="written")
        draft.identifier("imo", number or value, "IMONumber")
    reasons = " ".join(record.values.get("UKStatementofReasons", ()))
    stated = dict.fromkeys(_IMO_IN_TEXT.findall(reasons))
    if not draft.identifiers and len(stated) == 1:
        note = "from the statement of reasons"
        draft.identifier("imo", next(iter(stated)), "UKStatementofReasons", note=note)
    for value in record.values.get("HullIdentificationNumber", ()):
        draft.identifier("serial_number", value, "HullIdentificationNumber", note="hull identification number")
    for value in record.values.get("CurrentBelievedFlagOfShip", ()):
        draft.country(value, "CurrentBelievedFlagOfShip", role="flag")
    for value in record.values.get("LengthOfShip", ()):
        draft.property("notes", f"Length: {value}", "LengthOfShip")
    built: DateKind = "build"
    for value in record.values.get("YearBuilt", ()):
        draft.date(date_of(draft, value, "YearBuilt"), "YearBuilt", kind=built)
