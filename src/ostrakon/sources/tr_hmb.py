"""Turkey's asset freezes under Law No. 7262 (weapons of mass destruction), source `tr_hmb`, as converted JSON lines.

The Ministry of Treasury and Finance publishes tables in PDF files; what is read is another project's conversion of
them, one object a row. It calls nearly every party a person, puts offices and other names into one member
(`remarks`), and IMO numbers among passports: so schemata are claimed only where a document proves them, and names
from `remarks` are weak. Ids: `tr-` and the number in the table with the day of the decision, else a hash of the
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import lettered
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, hashed_id

_MARKS = ("name", "entity_type", "program", "listed_date")
FIELDS = {
    "name": "used: name; a second one in brackets is an alias",
    "entity_type": "used: schema where it says organization; person is said of companies too",
    "program": "used: legal basis of the designation",
    "remarks": "used: weak aliases where it reads like names, and property notes",
    "listed_date": "used: date and number of the decision",
    "reference_number": "used: id and reference",
    "address": "used: address",
    "passport_number": "used: identifiers passport and imo",
    "place_of_birth": "used: place of birth",
    "file": "unused: where the conversion kept the record",
}
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_IMO = re.compile(r"\bIMO\D{0,20}(\d{7})\b", re.IGNORECASE)
_PASSPORT = re.compile(r"(?<![\w.])([A-Z]{0,3}\s?\d{4,12})(?![\w.])")
_BRACKETS = re.compile(r"^(.{3,}?)\s*\(([^()]{6,})\)$")
_LIKE_A_NAME = re.compile(r"^[^.!?:;0-9]{3,80}$")


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row that names a party."""
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS):
        name = clean(row["name"])
        if not name:
            report.issue("no_name", "a row without a name was left out", severity="error", where=where)
            continue
        yield _entity(name, row, source, report)


def _entity(name: str, row: Cells, source: str, report: Report) -> Entity:
    listed = _DAY.search(row["listed_date"])
    day = f"{listed[3]}-{int(listed[2]):02d}-{int(listed[1]):02d}" if listed else ""
    number = clean(row.get("reference_number"))
    record = f"tr-{day}-{number}" if number and day else hashed_id("tr", name)
    draft = Draft(record, "LegalEntity", source, record, report)
    both = _BRACKETS.match(name)
    draft.name(both[1] if both else name, "name", kind="primary")
    draft.name(both[2] if both else "", "name")
    _remarks(draft, row.get("remarks", ""))
    _documents(draft, row.get("passport_number", ""))
    if clean(row["entity_type"]).casefold() == "organization":
        draft.schema = "Organization"
    for text in lettered(row.get("address", "")):
        draft.addresses.extend(filter(None, [place(draft.origin("address"), street=text)]))
    if born := clean(row.get("place_of_birth")):
        draft.birth_places.extend(filter(None, [place(draft.origin("place_of_birth"), city=born)]))
    draft.designations.append(
        Designation(
            authority="TR",
            origin=draft.origin("listed_date"),
            programmes=("Law No. 7262",),
            measures=(Measure.ASSET_FREEZE,),
            listed_on=_date(draft, day),
            reference=clean(row["listed_date"]),
            legal_basis=clean(row["program"]),
        )
    )
    return draft.entity()


def _remarks(draft: Draft, text: str) -> None:
    parts = lettered(text, dividers=";")
    for part in parts if len(parts) > 1 else re.split(r",\s*", clean(text)):
        if _LIKE_A_NAME.match(part) and len(part.split()) <= 8 and not part[0].islower():
            draft.name(part, "remarks", weak=True)
    draft.property("notes", clean(text), "remarks")


def _documents(draft: Draft, text: str) -> None:
    for imo in _IMO.findall(text):
        draft.identifier("imo", imo, "passport_number", note="IMO company number")
    if not draft.identifiers:
        for passport in _PASSPORT.findall(text):
            draft.identifier("passport", passport, "passport_number")
        draft.schema = "Person" if draft.identifiers else draft.schema


def _date(draft: Draft, day: str) -> PartialDate | None:
    try:
        return PartialDate.parse(day) if day else None
    except ValueError:
        draft.issue("bad_date", "no date", path="listed_date", example=day)
        return None


def _recognise(_name: str, head: bytes) -> str | None:
    return "tr_hmb" if set(_MARKS) <= columns_in(head) and b"7262" in head else None


FORMAT = Format(
    name="tr-hmb-jsonl",
    title="Turkish asset freezes under Law No. 7262 (converted JSON lines)",
    sources=("tr_hmb",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
