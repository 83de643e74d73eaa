"""EU Financial Sanctions Files, CSV 1.1, source `eu_fsf`.

Divided by semicolons, UTF-8 with a byte order mark, one row for each name, address, birth date, document or
citizenship; the columns of the entity stand on every row, those of the other blocks are empty. Rows of one entity
follow each other. Seen only as a rebuilt file with 36 of the columns; the others as published. The CSV has no
column for weak aliases, so the XML is to be preferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.model import Entity
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.delimited import Row, Table, rows
from ostrakon.sources.draft import squash
from ostrakon.sources.eu_common import EuRecord, entity_of
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import csv_header

_NAMES: dict[str, tuple[str, dict[str, str]]] = {
    "NameAlias": (
        "names",
        {
            "LastName": "lastName",
            "FirstName": "firstName",
            "MiddleName": "middleName",
            "WholeName": "wholeName",
            "NameLanguage": "nameLanguage",
            "Gender": "gender",
            "Title": "title",
            "Function": "function",
            "Strong": "strong",
        },
    ),
    "Address": (
        "addresses",
        {
            "City": "city",
            "Street": "street",
            "PoBox": "poBox",
            "ZipCode": "zipCode",
            "Region": "region",
            "Place": "place",
            "AsAtListingTime": "asAtListingTime",
            "ContactInfo": "contactInfo",
        },
    ),
    "BirthDate": (
        "births",
        {
            "BirthDate": "birthdate",
            "Day": "dayOfMonth",
            "Month": "monthOfYear",
            "Year": "year",
            "YearRangeFrom": "yearRangeFrom",
            "YearRangeTo": "yearRangeTo",
            "Circa": "circa",
            "CalendarType": "calendarType",
            "ZipCode": "zipCode",
            "Region": "region",
            "Place": "place",
            "City": "city",
        },
    ),
    "Identification": (
        "identifications",
        {
            "Number": "number",
            "Diplomatic": "diplomatic",
            "KnownExpired": "knownExpired",
            "KnownFalse": "knownFalse",
            "ReportedLost": "reportedLost",
            "RevokedByIssuer": "revokedByIssuer",
            "IssuedBy": "issuedBy",
            "IssuedDate": "issuedDate",
            "ValidFrom": "validFrom",
            "ValidTo": "validTo",
            "LatinNumber": "latinNumber",
            "NameOnDocument": "nameOnDocument",
            "TypeCode": "identificationTypeCode",
            "TypeDescription": "identificationTypeDescription",
            "Region": "region",
        },
    ),
    "Citizenship": ("citizenships", {"Region": "region"}),
}
"""Prefix of the columns → list of the record, and columns → the attributes of the XML that mean the same."""
_SHARED = {
    "CountryIso2Code": "countryIso2Code",
    "CountryDescription": "countryDescription",
    "Remark": "remark",
    "LogicalId": "logicalId",
}
_REGULATION = {
    "NumberTitle": "numberTitle",
    "Programme": "programme",
    "PublicationDate": "publicationDate",
    "EntryIntoForceDate": "entryIntoForceDate",
    "PublicationUrl": "publicationUrl",
}
_ACT = ("Type", "OrganisationType", *("PublicationDate", "EntryIntoForceDate", "NumberTitle"))
_ADDED_BY = (*_ACT, "Programme", "PublicationUrl")

FIELDS: dict[str, str] = {
    "fileGenerationDate": "used: date of the edition",
    "Entity_LogicalId": "used: joins the rows; property recordId",
    "Entity_EU_ReferenceNumber": "used: id and reference of the designation",
    "Entity_UnitedNationId": "used: property unscId",
    "Entity_DesignationDate": "used: date of the designation",
    "Entity_DesignationDetails": "used: property notes; date of listing where it names one",
    "Entity_Remark": "used: property notes",
    "Entity_SubjectType": "used: person or enterprise",
    "Entity_SubjectType_ClassificationCode": "used: P or E where no type stands",
    "Entity_Regulation_Type": "unused: whether the act was new or an amendment",
    "Entity_Regulation_OrganisationType": "unused: which institution passed the act",
    **{f"Entity_Regulation_{name}": "used: designation, or property sourceUrl" for name in _REGULATION},
    **{
        f"{prefix}_{column}": f"used: as {attribute} of the XML"
        for prefix, (_, columns) in _NAMES.items()
        for column, attribute in {**columns, **({} if prefix == "NameAlias" else _SHARED)}.items()
    },
    "NameAlias_Remark": "used: property notes",
    **{f"{prefix}_LogicalId": "used: a row that repeats a value is known by it" for prefix in _NAMES},
    **{
        f"{prefix}_RegulationLanguage": "unused: language of the act that was typed in, not of the value"
        for prefix in _NAMES
    },
    **{
        f"{prefix}_Regulation_{name}": "unused: the act that added this one value; the entity's own is used"
        for prefix in _NAMES
        for name in _ADDED_BY
    },
}
_GENERATED = re.compile(r"^(\d{2})/(\d{2})/(\d{4})$")
_MARKS = ("Entity_LogicalId", "NameAlias_WholeName")


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: no header, cut off within a row, rows of the wrong length.
    """
    file, table, audit = files[0], Table(), FieldAudit(FIELDS, report)
    columns: list[tuple[str, list[tuple[str, str]]]] = []
    record: EuRecord | None = None
    for line, row in rows(file, report, table, delimiter=";", header_marks=_MARKS):
        if not columns:
            for name in table.columns:
                audit.seen(name, value=row[name], where=file.path.name)
            columns = _columns(table.columns)
            report.published = _published(row.get("fileGenerationDate", ""))
            if "NameAlias_Strong" not in table.columns:
                report.issue(
                    "no_alias_quality",
                    "the file does not say which aliases are weak; all are taken as strong (the XML says it)",
                    severity="info",
                    field="NameAlias_Strong",
                )
        key = (row["Entity_LogicalId"], row.get("Entity_EU_ReferenceNumber", ""))
        if not any(key):
            report.issue(
                "orphan_row",
                "the row names no entity; left out",
                severity="error",
                where=f"{file.path.name}:{line}",
            )
            continue
        if record is None or key != (record.logical_id, record.reference):
            if record is not None and (entity := entity_of(record, source_id, report)):
                yield entity
            record = _record(row)
        _add_blocks(record, row, columns)
    if record is not None and (entity := entity_of(record, source_id, report)):
        yield entity


def _columns(names: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for prefix, (attribute, columns) in _NAMES.items():
        pairs = [
            (f"{prefix}_{column}", name)
            for column, name in {**columns, **_SHARED}.items()
            if f"{prefix}_{column}" in names
        ]
        found.append((attribute, pairs))
    return found


def _record(row: Row) -> EuRecord:
    remark = row.get("Entity_Remark", "")
    return EuRecord(
        logical_id=row["Entity_LogicalId"],
        reference=row.get("Entity_EU_ReferenceNumber", ""),
        un_id=row.get("Entity_UnitedNationId", ""),
        designation_date=row.get("Entity_DesignationDate", ""),
        designation_details=row.get("Entity_DesignationDetails", ""),
        subject=row.get("Entity_SubjectType") or row.get("Entity_SubjectType_ClassificationCode", ""),
        remarks=[remark] if squash(remark) else [],
        regulations=[{name: row.get(f"Entity_Regulation_{key}", "") for key, name in _REGULATION.items()}],
    )


def _add_blocks(record: EuRecord, row: Row, columns: list[tuple[str, list[tuple[str, str]]]]) -> None:
    for attribute, pairs in columns:
        block = {name: row[column] for column, name in pairs if row[column]}
        blocks = getattr(record, attribute)
        if block and not (block.get("logicalId") and block in blocks):
            blocks.append(block)


def _published(text: str) -> str | None:
    found = _GENERATED.match(text.strip())
    return f"{found[3]}-{found[2]}-{found[1]}" if found else (text.strip() or None)


def _recognise(_name: str, head: bytes) -> str | None:
    return "eu_fsf" if {mark.lower() for mark in _MARKS} <= set(csv_header(head, ";")) else None


FORMAT = Format(
    name="eu-csv",
    title="EU consolidated financial sanctions list (CSV 1.1)",
    sources=("eu_fsf",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
