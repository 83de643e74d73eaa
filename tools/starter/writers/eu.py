"""The EU's consolidated financial sanctions list: XML 1.1, and the CSV with one line for every part of a record."""

from __future__ import annotations

import csv
from itertools import count
from typing import Any

from facts import COUNTRIES, Row

from writers.common import camel, document, element, slashed, table

NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_ID_CODES = {"bic": "swiftbic", "registration": "regnumber", "imo": "imo"}
_ID_WORDS = {"bic": "SWIFT/BIC", "registration": "Registration Number", "imo": "IMO Number"}


def _country(code: str) -> dict[str, str]:
    return {"countryIso2Code": code or "00", "countryDescription": COUNTRIES[code].upper() if code else "UNKNOWN"}


def _main_name(row: Row) -> dict[str, str]:
    if not row.is_person or not row.family:
        return {"firstName": "", "middleName": "", "lastName": "", "wholeName": row.name}
    whole = row.reading(family_upper=True)
    return {"firstName": row.given, "middleName": row.patronymic, "lastName": row.family.upper(), "wholeName": whole}


def names(row: Row) -> list[dict[str, str]]:
    """Attribute sets of the name aliases, the main name first."""
    empty = {"firstName": "", "middleName": "", "lastName": ""}
    found = [{**_main_name(row), "nameLanguage": "EN", "strong": "true"}]
    found += [{**empty, "wholeName": name, "nameLanguage": "EN", "strong": "true"} for name in row.all("aka")]
    found += [{**empty, "wholeName": name, "nameLanguage": "", "strong": "false"} for name in row.all("weak")]
    spelt = {**(row.spelt or {}), **{lang.upper(): name for lang, name in row.originals.items()}}
    found += [{**empty, "wholeName": n, "nameLanguage": lang, "strong": "true"} for lang, n in spelt.items()]
    facts = {"function": row.position, "gender": row.gender, "title": ""}
    return [{**name, **(facts if index == 0 else dict.fromkeys(facts, ""))} for index, name in enumerate(found)]


def births(row: Row) -> list[dict[str, str]]:
    """Attribute sets of the birth dates; without any, the place stands alone."""
    place: dict[str, str] = row.birth_place or {}
    where = {
        "city": place.get("city", ""),
        "zipCode": "",
        "region": "",
        "place": "",
        **_country(place.get("country", "")),
    }
    found = []
    for date in row.births:
        year, month, day = (*date.start.split("-"), "", "")[:3]
        found.append(
            {"circa": str(date.circa).lower(), "calendarType": "GREGORIAN",
             **({"birthdate": date.start} if day else {}), "dayOfMonth": day.lstrip("0"),
             "monthOfYear": month.lstrip("0"), "year": year, **where}
        )  # fmt: skip
    if place and not found:
        found.append({"circa": "false", "calendarType": "GREGORIAN", **where})
    return found


def addresses(row: Row) -> list[dict[str, str]]:
    """Attribute sets of the addresses."""
    return [
        {"city": p.get("city", ""), "street": p.get("street", ""), "poBox": "", "zipCode": p.get("zip", ""),
         "region": "", "place": "", "asAtListingTime": "false", **_country(p["country"])}
        for p in row.all("address")
    ]  # fmt: skip


def identifications(row: Row) -> list[dict[str, str]]:
    """Attribute sets of the identification numbers."""
    flags = ("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer")
    return [
        {**dict.fromkeys(flags, "false"), "number": value, "latinNumber": "", "nameOnDocument": "", "issuedBy": "",
         "region": "", "identificationTypeCode": _ID_CODES[kind], "identificationTypeDescription": _ID_WORDS[kind],
         **_country("")}
        for kind, _, value in row.all("ids") if kind in _ID_CODES
    ]  # fmt: skip


def xml(rows: list[Row], generated: str) -> str:
    """The whole XML file."""
    numbers = count(1)

    def blocks(tag: str, found: list[dict[str, str]]) -> list[str]:
        return [camel(tag, **block, regulationLanguage="en", logicalId=str(next(numbers))) for block in found]

    entities = []
    for row in rows:
        kind, letter = ("person", "P") if row.is_person else ("enterprise", "E")
        act = {"regulationType": "amendment", "organisationType": "council", "publicationDate": row.dated}
        act |= {"entryIntoForceDate": row.dated, "numberTitle": row.act, "programme": row.programme[0]}
        url = element("publicationUrl", "https://eur-lex.europa.eu/")
        regulation = camel("regulation", **act, logicalId=str(next(numbers)))
        parts = [regulation.removesuffix("/>") + f">{url}</regulation>"]
        parts.append(camel("subjectType", code=kind, classificationCode=letter))
        parts += blocks("nameAlias", names(row))
        parts += blocks("citizenship", [{"region": "", **_country(row.nationality)}] if row.nationality else [])
        parts += blocks("birthdate", births(row)) + blocks("address", addresses(row))
        parts += blocks("identification", identifications(row))
        head = camel("sanctionEntity", designationDetails="", unitedNationId=row.un, euReferenceNumber=row.ref)
        head = head.removesuffix("/>") + f' logicalId="{row.logical}">'
        body = "\n".join("  " + part for part in parts)
        entities.append(f"{head}\n{body}\n</sanctionEntity>")
    head = f'<export xmlns="{NAMESPACE}" generationDate="{generated}T00:00:00.000+01:00" globalFileId="1">'
    return document("\n".join([head, *entities, "</export>"]))


COLUMNS = (
    "fileGenerationDate", "Entity_LogicalId", "Entity_EU_ReferenceNumber", "Entity_UnitedNationId",
    "Entity_DesignationDetails", "Entity_Remark", "Entity_SubjectType",
    "Entity_SubjectType_ClassificationCode", "Entity_Regulation_Programme",
    "Entity_Regulation_PublicationDate", "Entity_Regulation_PublicationUrl", "NameAlias_LastName",
    "NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_WholeName", "NameAlias_NameLanguage",
    "NameAlias_Gender", "NameAlias_Title", "NameAlias_Function", "NameAlias_LogicalId", "Address_City",
    "Address_Street", "Address_ZipCode", "Address_CountryIso2Code", "Address_CountryDescription",
    "BirthDate_BirthDate", "BirthDate_Day", "BirthDate_Month", "BirthDate_Year", "BirthDate_City",
    "BirthDate_CountryIso2Code", "Identification_Number", "Identification_TypeCode",
    "Identification_CountryIso2Code", "Citizenship_CountryIso2Code", "Citizenship_CountryDescription",
)  # fmt: skip


def csv_file(rows: list[Row], generated: str) -> str:
    """The whole CSV file: semicolons, every cell quoted, a byte order mark, one line for every part."""
    lines: list[list[str]] = [list(COLUMNS)]
    numbers = count(1)
    for row in rows:
        kind, letter = ("person", "P") if row.is_person else ("enterprise", "E")
        head = {"fileGenerationDate": slashed(generated), "Entity_LogicalId": row.logical}
        head |= {"Entity_EU_ReferenceNumber": row.ref, "Entity_SubjectType": kind}
        head |= {"Entity_SubjectType_ClassificationCode": letter, "Entity_Regulation_Programme": row.programme[0]}
        head |= {"Entity_Regulation_PublicationDate": row.dated}
        for part in _parts(row, numbers):
            lines.append([{**head, **part}.get(column, "") for column in COLUMNS])
    return "\ufeff" + table(lines, delimiter=";", quoting=csv.QUOTE_ALL)


def _parts(row: Row, numbers: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name in names(row):
        part = {f"NameAlias_{key[0].upper()}{key[1:]}": value for key, value in name.items()}
        found.append({**part, "NameAlias_LogicalId": str(next(numbers))})
    for place in addresses(row):
        found.append({f"Address_{key[0].upper()}{key[1:]}": value for key, value in place.items()})
    for born in births(row):
        part = {"BirthDate": born.get("birthdate", ""), "Day": born.get("dayOfMonth", ""), "Year": born.get("year", "")}
        part |= {"Month": born.get("monthOfYear", ""), "City": born["city"], "CountryIso2Code": born["countryIso2Code"]}
        found.append({f"BirthDate_{key}": value for key, value in part.items()})
    for number in identifications(row):
        found.append(
            {"Identification_Number": number["number"], "Identification_TypeCode": number["identificationTypeCode"],
             "Identification_CountryIso2Code": number["countryIso2Code"]}
        )  # fmt: skip
    if row.nationality:
        found.append({f"Citizenship_{key[0].upper()}{key[1:]}": v for key, v in _country(row.nationality).items()})
    return found
