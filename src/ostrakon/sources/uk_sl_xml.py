"""UK Sanctions List, XML (`Designations`/`Designation`), source `uk_sl`.

Seen only as a rebuilt file without details of persons, entities and ships; these as the published layout has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import squash
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import xml_root
from ostrakon.sources.uk_common import UkName, UkRecord, entity_of
from ostrakon.sources.uk_values import MEASURES, day, letters
from ostrakon.sources.xml import local, records, without_namespace
from ostrakon.sources.xml_audit import ElementAudit

ROOT = "Designations"
RECORD = "Designation"

_PERSON = "IndividualDetails/Individual"
_COMPANY = "EntityDetails/Entity"
_SHIP = "ShipDetails/Ship"
_SIMPLE = {
    "LastUpdated": "used: property modifiedAt",
    "DateDesignated": "used: date of the designation",
    "UniqueID": "used: id and reference of the designation",
    "OFSIGroupID": "used: property recordId; the id where there is no UniqueID",
    "UNReferenceNumber": "used: property unscId",
    "RegimeName": "used: programme and legal basis of the designation",
    "IndividualEntityShip": "used: person, organisation or vessel",
    "OtherInformation": "used: property notes",
    "UKStatementofReasons": "used: reason of the designation; IMO number of a ship that has none else",
    "Titles/Title": "used: property title",
    "PhoneNumbers/PhoneNumber": "used: property phone",
    "Websites/Website": "used: property website",
    "EmailAddresses/EmailAddress": "used: property email",
    f"{_PERSON}/DOBs/DOB": "used: date of birth",
    f"{_PERSON}/Nationalities/Nationality": "used: country, nationality",
    f"{_PERSON}/Positions/Position": "used: property position",
    f"{_PERSON}/Genders/Gender": "used: property gender",
    f"{_COMPANY}/TypeOfEntities/TypeOfEntity": "used: property legalForm",
    f"{_COMPANY}/Subsidiaries/Subsidiary": "used: relation, owns",
    f"{_COMPANY}/ParentCompanies/ParentCompany": "used: relation, owned by",
    f"{_COMPANY}/BusinessRegistrationNumbers/BusinessRegistrationNumber": "used: identifier, by its label",
    f"{_SHIP}/IMONumbers/IMONumber": "used: identifier",
    f"{_SHIP}/CurrentOwnerOperators/CurrentOwnerOperator": "used: relation, owned by",
    f"{_SHIP}/PreviousOwnerOperators/PreviousOwnerOperator": "used: relation, other",
    f"{_SHIP}/CurrentBelievedFlagOfShips/CurrentBelievedFlagOfShip": "used: country, flag",
    f"{_SHIP}/PreviousFlags/PreviousFlag": "used: property pastFlags",
    f"{_SHIP}/TypeOfShipDetails/TypeOfShip": "used: property type",
    f"{_SHIP}/TonnageOfShipDetails/TonnageOfShip": "used: property tonnage",
    f"{_SHIP}/LengthOfShipDetails/LengthOfShip": "used: property notes",
    f"{_SHIP}/YearsBuilt/YearBuilt": "used: date of building",
    f"{_SHIP}/HullIdentificationNumbers/HullIdentificationNumber": "used: identifier, serial number",
}
"""Path of a simple value → its use; the last name of the path is the value's name in the record."""
_INDICATORS = (
    *("AssetFreeze", "TrustServicesSanctions", "ArmsEmbargo", "TargetedArmsEmbargo", "TravelBan"),
    *("TechnicalAssistanceRelatedToAircraft", "CharteringOfShips", "CrewServicingOfShipsAndAircraft"),
    *("PreventionOfCharteringOfShips", "PreventionOfCharteringOfShipsAndAircraft", "Deflag"),
    *("PreventionOfBusinessArrangements", "ClosureOfRepresentativeOffices"),
    *("DirectorDisqualificationSanction", "ProhibitionOfPortEntry"),
)
_PASSPORT = f"{_PERSON}/PassportDetails/Passport"
_NATIONAL_ID = f"{_PERSON}/NationalIdentifierDetails/NationalIdentifier"
_BIRTH = f"{_PERSON}/BirthDetails/Location"

FIELDS: dict[str, str] = {
    "Designations/DateGenerated": "used: date of the edition",
    "Designations@schemaLocation": "unused: address of the schema",
    **{
        f"Designation/{path}": use
        for path, use in {
            **_SIMPLE,
            "DesignationSource": "unused: UK or UN; the UN reference says the same",
            "SanctionsImposed": "used: measures of the designation; property provisions",
            **{f"SanctionsImposedIndicators/{name}": "used: a measure where true" for name in _INDICATORS},
            **{f"Names/Name/Name{number}": "used: part of the name" for number in range(1, 7)},
            "Names/Name/NameType": "used: primary name, variation of it or alias",
            "Names/Name/AliasStrength": "used: low quality is a weak alias",
            "NonLatinNames/NonLatinName/NameNonLatinScript": "used: name of kind original",
            "NonLatinNames/NonLatinName/NonLatinScriptType": "unused: the script is seen from the letters",
            "NonLatinNames/NonLatinName/NonLatinScriptLanguage": "used: language of the name",
            **{f"Addresses/Address/AddressLine{number}": "used: address" for number in range(1, 7)},
            "Addresses/Address/AddressPostalCode": "used: address",
            "Addresses/Address/AddressCountry": "used: address and its country code",
            f"{_PASSPORT}/PassportNumber": "used: identifier",
            f"{_PASSPORT}/PassportAdditionalInformation": "used: note of the identifier",
            f"{_NATIONAL_ID}/NationalIdentifierNumber": "used: identifier",
            f"{_NATIONAL_ID}/NationalIdentifierAdditionalInformation": "used: note of the identifier",
            f"{_BIRTH}/TownOfBirth": "used: place of birth",
            f"{_BIRTH}/CountryOfBirth": "used: place and country of birth",
        }.items()
    },
}


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: malformed XML, or another root element than `Designations`.
    """
    file = files[0]
    audit = ElementAudit(FIELDS, report)

    def outside(element: etree._Element) -> None:
        audit.outside(element)
        if local(element.tag) == "DateGenerated":
            report.published = _iso(squash(element.text))

    with file.open() as stream:
        found = records(stream, {RECORD}, where=file.path.name, outside=outside)
        root = next(found)
        if local(root.tag) != ROOT:
            raise ListRefused(
                f"the root element is <{local(root.tag)}>, not <{ROOT}>",
                reason="wrong_content",
                where=file.path.name,
            )
        for element in found:
            record = _record(without_namespace(element))
            audit.record(element, f"record {record.one('UniqueID')}")
            entity = entity_of(record, source_id, report)
            if entity is not None:
                yield entity


def _record(element: etree._Element) -> UkRecord:
    record = UkRecord()
    for path in _SIMPLE:
        values = _texts(element, path)
        if values:
            record.values[path.rsplit("/", 1)[-1]] = values
    for name in element.iterfind("Names/Name"):
        first, second, third, fourth, fifth, last = (_text(name, f"Name{part}") for part in range(1, 7))
        parts = (first, second, third, fourth, fifth, last)
        record.names.append(UkName(parts, _text(name, "NameType"), _text(name, "AliasStrength")))
    for name in element.iterfind("NonLatinNames/NonLatinName"):
        record.non_latin.append((_text(name, "NameNonLatinScript"), _text(name, "NonLatinScriptLanguage")))
    for address in element.iterfind("Addresses/Address"):
        lines = tuple(_text(address, f"AddressLine{number}") for number in range(1, 7))
        country = _text(address, "AddressCountry")
        record.addresses.append((lines, _text(address, "AddressPostalCode"), country))
    record.passports = _pairs(element, _PASSPORT, "PassportNumber", "PassportAdditionalInformation")
    record.national_ids = _pairs(
        element, _NATIONAL_ID, "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation"
    )
    record.birth_places = _pairs(element, _BIRTH, "TownOfBirth", "CountryOfBirth")
    _imposed(record, element)
    return record


def _imposed(record: UkRecord, element: etree._Element) -> None:
    for text in _texts(element, "SanctionsImposed"):
        record.values["SanctionsImposed"].append(text)
        record.imposed += filter(None, (part.strip() for part in text.split("|")))
    told = {letters(text) for text in record.imposed}
    for indicator in element.iterfind("SanctionsImposedIndicators/*"):
        name = local(indicator.tag)
        if squash(indicator.text).lower() == "true" and name.lower() not in told and name.lower() in MEASURES:
            record.imposed.append(re.sub(r"(?<!^)([A-Z])", r" \1", name))


def _text(element: etree._Element, path: str) -> str:
    return squash(element.findtext(path))


def _texts(element: etree._Element, path: str) -> list[str]:
    return [text for found in element.iterfind(path) if (text := squash(found.text))]


def _pairs(element: etree._Element, path: str, first: str, second: str) -> list[tuple[str, str]]:
    pairs = ((_text(found, first), _text(found, second)) for found in element.iterfind(path))
    return [pair for pair in pairs if any(pair)]


def _iso(text: str) -> str | None:
    try:
        return day(text).value
    except ValueError:
        return text or None


def _recognise(_name: str, head: bytes) -> str | None:
    return "uk_sl" if xml_root(head)[0] == ROOT else None


FORMAT = Format(
    name="uk-sl-xml",
    title="UK Sanctions List (XML)",
    sources=("uk_sl",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
