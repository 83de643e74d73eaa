"""The UK Sanctions List as converted JSON lines: members are the XML's elements in small letters."""

from __future__ import annotations

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.converted.lines import Record, converted_format, objects, text
from ostrakon.sources.uk_common import UkName, UkRecord, entity_of

_SIMPLE = {
    "last_updated": "LastUpdated",
    "date_designated": "DateDesignated",
    "unique_id": "UniqueID",
    "ofsi_group_id": "OFSIGroupID",
    "un_reference_number": "UNReferenceNumber",
    "regime_name": "RegimeName",
    "individual_entity_ship": "IndividualEntityShip",
    "other_information": "OtherInformation",
    "uk_statement_of_reasons": "UKStatementofReasons",
}
_DATES = ("last_updated", "date_designated")
FIELDS = {
    **{member: f"used: as {name} of the XML" for member, name in _SIMPLE.items()},
    "names": "used: names",
    "non_latin_names": "used: names of kind original",
    "addresses": "used: addresses",
    "sanctions_imposed": "used: measures",
    "sanctions_imposed_indicators": "unused: repeats sanctions_imposed",
    "designation_source": "unused: UK or UN; the UN reference says the same",
}


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record."""
    del where
    given = UkRecord()
    for member, name in _SIMPLE.items():
        value = text(record, member).strip()
        if value:
            given.values[name].append(_day(value) if member in _DATES else value)
    for item in objects(record, "names", "names"):
        first, second, third, fourth, fifth, last = (text(item, f"name{number}") for number in range(1, 7))
        parts = (first, second, third, fourth, fifth, last)
        given.names.append(UkName(parts, text(item, "name_type"), text(item, "alias_strength")))
    for item in objects(record, "non_latin_names", "names"):
        given.non_latin.append((text(item, "name_non_latin_script"), text(item, "non_latin_script_language")))
    for item in objects(record, "addresses", "addresses"):
        lines = tuple(text(item, f"address_line{number}") for number in range(1, 7))
        given.addresses.append((lines, text(item, "address_postal_code"), text(item, "address_country")))
    given.imposed += [part.strip() for part in text(record, "sanctions_imposed").split("|") if part.strip()]
    return entity_of(given, source, report)


def _day(value: str) -> str:
    """`dd/mm/yyyy` as the list writes it, out of an ISO date."""
    year, *rest = value[:10].split("-")
    return "/".join((*reversed(rest), year)) if len(rest) == 2 else value


FORMAT = converted_format(
    "uk-converted-jsonl",
    "UK Sanctions List (converted JSON lines)",
    "uk_sl",
    marks=("unique_id", "regime_name", "individual_entity_ship"),
    fields=FIELDS,
    read=read,
    lost="details of persons and ships: dates of birth, documents, nationalities, IMO numbers",
)
