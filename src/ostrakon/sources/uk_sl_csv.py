"""UK Sanctions List, CSV, source `uk_sl`.

A line with the date of the report, then the header, then one row for each name, address and so on of a
designation, the other columns repeated; rows are joined by Unique ID and doubles left out. No original and no
rebuilt file was at hand: columns as published, matched without regard to case, blanks and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from ostrakon.model import Entity
from ostrakon.sources.base import Format, Report
from ostrakon.sources.delimited import Row, Table, rows
from ostrakon.sources.draft import squash
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import head_text
from ostrakon.sources.uk_common import UkName, UkRecord, entity_of
from ostrakon.sources.uk_values import day

T = TypeVar("T")

_SIMPLE = {
    "Last Updated": "LastUpdated",
    "Unique ID": "UniqueID",
    "OFSI Group ID": "OFSIGroupID",
    "UN Reference Number": "UNReferenceNumber",
    "Title": "Title",
    "Regime Name": "RegimeName",
    "Designation Type": "IndividualEntityShip",
    "Individual, Entity, Ship": "IndividualEntityShip",
    "Sanctions Imposed": "SanctionsImposed",
    "Other Information": "OtherInformation",
    "UK Statement of Reasons": "UKStatementofReasons",
    "Phone number": "PhoneNumber",
    "Website": "Website",
    "Email address": "EmailAddress",
    "Date Designated": "DateDesignated",
    "D.O.B": "DOB",
    "Nationality(/ies)": "Nationality",
    "Position": "Position",
    "Gender": "Gender",
    "Type of entity": "TypeOfEntity",
    "Subsidiaries": "Subsidiary",
    "Parent company": "ParentCompany",
    "Business registration number (s)": "BusinessRegistrationNumber",
    "IMO number": "IMONumber",
    "Current owner/operator (s)": "CurrentOwnerOperator",
    "Previous owner/operator (s)": "PreviousOwnerOperator",
    "Current believed flag of ship": "CurrentBelievedFlagOfShip",
    "Previous flags": "PreviousFlag",
    "Type of ship": "TypeOfShip",
    "Tonnage of ship": "TonnageOfShip",
    "Length of ship": "LengthOfShip",
    "Year Built": "YearBuilt",
    "Hull identification number (HIN)": "HullIdentificationNumber",
}
"""Column → name of the value in the record, which is the name of the XML's element."""
_PARTS = tuple(f"Name {number}" for number in range(1, 7))
_LINES = tuple(f"Address Line {number}" for number in range(1, 7))

FIELDS: dict[str, str] = {
    **{column: f"used: as {name} of the XML" for column, name in _SIMPLE.items()},
    **dict.fromkeys(_PARTS, "used: part of the name"),
    "Name type": "used: primary name, variation of it or alias",
    "Alias strength": "used: low quality is a weak alias",
    "Name non-latin script": "used: name of kind original",
    "Non-latin script type": "unused: the script is seen from the letters",
    "Non-latin script language": "used: language of the name",
    "Designation source": "unused: UK or UN; the UN reference says the same",
    **dict.fromkeys(_LINES, "used: address"),
    "Address Postal Code": "used: address",
    "Address Country": "used: address and its country code",
    "National Identifier number": "used: identifier",
    "National Identifier additional information": "used: note of the identifier",
    "Passport number": "used: identifier",
    "Passport additional information": "used: note of the identifier",
    "Town of birth": "used: place of birth",
    "Country of birth": "used: place and country of birth",
}
_MARKS = ("Unique ID", "Name 6", "Regime Name")


def column_key(name: str) -> str:
    """The column's letters and digits in lower case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_COLUMNS = {column_key(name): name for name in FIELDS}


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in the order of their first rows.

    Raises:
        ListRefused: no header, cut off within a row, rows of the wrong length.
    """
    file, table = files[0], Table()
    names: dict[str, str] = {}
    records: dict[tuple[str, str], UkRecord] = {}
    for line, row in rows(file, report, table, delimiter=",", header_marks=_MARKS):
        if not names:
            names = known_columns(row, _COLUMNS, report, file.path.name)
            report.published = published(table.preamble, report, file.path.name)
        cells = {known: squash(row[name]) for name, known in names.items()}
        key = (cells.get("Unique ID", ""), "" if cells.get("Unique ID") else cells.get("OFSI Group ID", ""))
        if not any(key):
            report.issue(
                "orphan_row",
                "the row has neither Unique ID nor OFSI group id; left out",
                severity="error",
                where=f"{file.path.name}:{line}",
            )
            continue
        _add(records.setdefault(key, UkRecord()), cells)
    for record in records.values():
        if entity := entity_of(record, source_id, report):
            yield entity


def known_columns(row: Row, known: Mapping[str, str], report: Report, where: str) -> dict[str, str]:
    """Column as written → column as the table knows it; unknown ones become issues."""
    found = {}
    for name in row:
        match = known.get(column_key(name))
        if match is not None:
            found[name] = match
        elif name or row[name]:
            report.issue(
                "unknown_field",
                f"the format's table does not know the column {name!r}; its content was not used",
                where=where,
                field=name,
                example=row[name],
            )
    return found


def published(preamble: Sequence[Sequence[str]], report: Report, where: str) -> str | None:
    """The date in the lines above the header (`Report Date: 13-Feb-2026`, `Last Updated,02/04/2014`)."""
    for cells in preamble:
        for text in " ".join(cells).replace("Report Date:", " ").replace("Last Updated", " ").split():
            try:
                if "-" in text and not text[:4].isdigit():
                    return datetime.strptime(text.title(), "%d-%b-%Y").date().isoformat()
                return day(text).value
            except ValueError:
                continue
    report.issue("no_date", "the lines above the header give no date of the list", where=where)
    return None


def _add(record: UkRecord, cells: Mapping[str, str]) -> None:
    get = cells.get
    for column, name in _SIMPLE.items():
        if value := get(column, ""):
            _once(record.values[name], value)
    first, second, third, fourth, fifth, last = (get(part, "") for part in _PARTS)
    if first or second or third or fourth or fifth or last:
        parts = (first, second, third, fourth, fifth, last)
        _once(record.names, UkName(parts, get("Name type", ""), get("Alias strength", "")))
    if script := get("Name non-latin script", ""):
        _once(record.non_latin, (script, get("Non-latin script language", "")))
    address = (tuple(get(line, "") for line in _LINES), get("Address Postal Code", ""), get("Address Country", ""))
    if any(address[0]) or any(address[1:]):
        _once(record.addresses, address)
    _pair(record.passports, get("Passport number", ""), get("Passport additional information", ""))
    information = get("National Identifier additional information", "")
    _pair(record.national_ids, get("National Identifier number", ""), information)
    _pair(record.birth_places, get("Town of birth", ""), get("Country of birth", ""))
    for imposed in get("Sanctions Imposed", "").split("|"):
        if imposed.strip():
            _once(record.imposed, imposed.strip())


def _pair(pairs: list[tuple[str, str]], first: str, second: str) -> None:
    if first or second:
        _once(pairs, (first, second))


def _once(values: list[T], value: T) -> None:
    if value not in values:
        values.append(value)


def _recognise(_name: str, head: bytes) -> str | None:
    lines = head_text(head).splitlines()[:3]
    marks = {column_key(mark) for mark in _MARKS}
    return "uk_sl" if any(marks <= {column_key(cell) for cell in line.split(",")} for line in lines) else None


FORMAT = Format(
    name="uk-sl-csv",
    title="UK Sanctions List (CSV)",
    sources=("uk_sl",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
