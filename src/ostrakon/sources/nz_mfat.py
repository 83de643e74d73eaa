"""New Zealand's Russia sanctions register of MFAT, source `nz_mfat`: workbook, CSV or JSON lines with its columns.

One row a person, entity or ship, under a number that stays (`IND-12`, `ENT-3`, `SHIP-7`): ids are `nz-` and that
number. Measures are columns that say Yes or No. Seen only as another project's conversion to JSON lines; the
publisher's workbook names its columns with the same words. The register carries no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import given
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, english_date, split_values

_MARKS = ("unique_identifier", "date_of_sanction", "type", "ship_ban")
_MEASURES = {
    "asset_freeze": Measure.ASSET_FREEZE,
    "travel_ban": Measure.TRAVEL_BAN,
    "aircraft_ban": Measure.AIRCRAFT_BAN,
    "ship_ban": Measure.PORT_BAN,
    "service_prohibition": Measure.TRANSACTION_BAN,
    "dealing_with_securities": Measure.INVESTMENT_BAN,
}
_SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
FIELDS: Mapping[str, str] = {
    "type": "used: schema",
    "unique_identifier": "used: id and reference of the designation",
    "name": "used: name of an entity or ship",
    **{f"{part}": "used: name of a person" for part in ("first_name", "middle_names", "last_name")},
    "alias_alternate_spellings": "used: aliases",
    "sanction_status": "used: whether the designation is active",
    "date_of_sanction": "used: date of the designation",
    "date_of_additional_sanction": "used: property notes",
    **{column: f"used: measure {measure.value}" for column, measure in _MEASURES.items()},
    "general_rationale_for_sanction": "used: reason of the designation",
    "address": "used: address",
    "dob": "used: date of birth",
    "date_of_birth": "used: date of birth",
    "place_of_birth": "used: place of birth",
    "title": "used: property position",
    "associates_relatives": "used: property notes",
    **dict.fromkeys(("citizenship", "citizenship_2", "citizenship_3"), "used: country with role citizenship"),
    "passport_number": "used: identifier passport",
    "imo_number": "used: identifier imo",
    "file": "unused: where the conversion kept the record",
}
_IMO = re.compile(r"\b(\d{7})\b")


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row."""
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS):
        number, name = clean(row["unique_identifier"]), _name(row)
        if not number or not name:
            report.issue("no_name", "a row without identifier or name was left out", severity="error", where=where)
            continue
        yield _entity(number, name, row, source, report)


def _name(row: Mapping[str, str]) -> str:
    parts = (row.get(part, "") for part in ("first_name", "middle_names", "last_name"))
    return clean(row.get("name")) or clean(" ".join(parts))


def _entity(number: str, name: str, row: Cells, source: str, report: Report) -> Entity:
    draft = Draft(f"nz-{number.lower()}", "LegalEntity", source, number, report)
    kind = clean(row["type"]).casefold()
    draft.schema = _SCHEMATA.get(kind, "LegalEntity")
    if kind not in _SCHEMATA:
        draft.unknown_value(row["type"], "type", taken_as="a party of unknown kind")
    given_name, middle, family = (clean(row.get(part)) for part in ("first_name", "middle_names", "last_name"))
    path = "name" if clean(row.get("name")) else "last_name"
    draft.name(name, path, kind="primary", given=given_name, middle=middle, family=family)
    for alias in split_values(row.get("alias_alternate_spellings")):
        draft.name(alias, "alias_alternate_spellings")
    draft.date(_date(draft, given(row.get("dob") or row.get("date_of_birth", "")), "dob"), "dob")
    if where := given(row.get("place_of_birth", "")):
        draft.birth_places.extend(filter(None, [place(draft.origin("place_of_birth"), city=where)]))
    for column in ("citizenship", "citizenship_2", "citizenship_3"):
        draft.country(given(row.get(column, "")), column, role="citizenship")
    for text in split_values(row.get("address")):
        draft.addresses.extend(filter(None, [place(draft.origin("address"), street=text)]))
    for passport in split_values(row.get("passport_number")):
        draft.identifier("passport", passport, "passport_number")
    for imo in _IMO.findall(row.get("imo_number", "")):
        draft.identifier("imo", imo, "imo_number")
    draft.property("position", given(row.get("title", "")), "title")
    draft.property("notes", given(row.get("associates_relatives", "")), "associates_relatives")
    if added := given(row.get("date_of_additional_sanction", "")):
        draft.property("notes", f"Additional sanction on {added}", "date_of_additional_sanction")
    draft.designations.append(_designation(draft, row))
    return draft.entity()


def _designation(draft: Draft, row: Cells) -> Designation:
    found = tuple(m for column, m in _MEASURES.items() if clean(row.get(column)).casefold().startswith("y"))
    status = clean(row.get("sanction_status")).casefold()
    if status not in ("", "sanctioned", "removed", "revoked", "no longer sanctioned"):
        draft.unknown_value(status, "sanction_status", taken_as="sanctioned")
    return Designation(
        authority="NZ",
        origin=draft.origin("date_of_sanction"),
        programmes=("Russia Sanctions Act 2022",),
        measures=found,
        listed_on=_date(draft, clean(row["date_of_sanction"]), "date_of_sanction"),
        reference=draft.record,
        legal_basis="Russia Sanctions Regulations 2022",
        reason=clean(row.get("general_rationale_for_sanction")),
        active=status not in ("removed", "revoked", "no longer sanctioned"),
    )


def _date(draft: Draft, text: str, path: str) -> PartialDate | None:
    try:
        return english_date(text) if text else None
    except ValueError:
        draft.property("notes", f"{path}: {text}", path)
        draft.issue("bad_date", "the text is no date; kept as a note", path=path, example=text)
        return None


def _recognise(_name: str, head: bytes) -> str | None:
    return "nz_mfat" if {"unique_identifier", "date_of_sanction", "sanction_status"} <= columns_in(head) else None


FORMAT = Format(
    name="nz-mfat-rows",
    title="New Zealand Russia sanctions register (workbook, CSV or JSON lines)",
    sources=("nz_mfat",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
