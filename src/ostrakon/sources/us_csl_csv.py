"""US Consolidated Screening List as CSV: one row a party, values of one column joined by `;`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import Entity
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.csl_ids import split_csv_id
from ostrakon.sources.csl_record import CslRow, entity_of
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import csv_header
from ostrakon.sources.tables import audited_rows
from ostrakon.sources.values import clean, split_values

_JOINED = ("programs", "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_HEADER = ("source", "name", "entity_number")
_ENDS_IN_CODE = re.compile(r"(?:^|,\s*)([A-Z]{2})$")

FIELDS: Mapping[str, str] = {
    "_id": "unused: the aggregator's own key, not stable over editions",
    "source": "used: which agency's list, hence the measures",
    "entity_number": "used: id of OFAC's rows, reference",
    "type": "used: schema; blank outside of OFAC's rows",
    "programs": "used: programmes",
    "name": "used: primary name",
    "title": "used: position",
    "addresses": "used: addresses; a country code stands last",
    "federal_register_notice": "used: legal basis",
    "start_date": "used: listed on",
    "end_date": "used: notes",
    "standard_order": "used: notes, when the denial order is not a standard one",
    "license_requirement": "used: notes",
    "license_policy": "used: notes",
    "call_sign": "used: identifier",
    "vessel_type": "used: property type",
    "gross_tonnage": "used: property tonnage",
    "gross_registered_tonnage": "used: property grossRegisteredTonnage",
    "vessel_flag": "used: country, flag",
    "vessel_owner": "used: relation owned_by",
    "remarks": "used: notes, weak aliases, linked-to relations",
    "source_list_url": "unused: the same address for every row of a list",
    "alt_names": "used: aliases",
    "citizenships": "used: countries",
    "dates_of_birth": "used: dates",
    "nationalities": "used: countries",
    "places_of_birth": "used: birth places",
    "source_information_url": "used: property sourceUrl",
    "ids": "used: identifiers; web sites, flags, genders and legal notes as what they are",
}


def recognise(name: str, head: bytes) -> str | None:
    """`us_csl` for comma separated text with this list's columns."""
    del name
    return "us_csl" if {"source", "entity_number", "federal_register_notice"} <= set(csv_header(head)) else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row that names a party."""
    audit = FieldAudit(FIELDS, report)
    for file in files:
        for where, cells in audited_rows(file, report, audit, delimiter=",", header_marks=_HEADER):
            entity = entity_of(_row(cells), source, report, where)
            if entity is not None:
                yield entity


def _row(cells: Mapping[str, str]) -> CslRow:
    single = {
        column: clean(cells.get(column))
        for column in CslRow.__dataclass_fields__
        if column not in _JOINED and column not in ("addresses", "ids")
    }
    joined = {column: split_values(cells.get(column)) for column in _JOINED}
    return CslRow(
        **single,  # type: ignore[arg-type]  # every column of `single` is a text
        **joined,  # type: ignore[arg-type]
        addresses=[_address(text) for text in split_values(cells.get("addresses"))],
        ids=[split_csv_id(text) for text in split_values(cells.get("ids"))],
    )


def _address(text: str) -> tuple[str, str]:
    code = _ENDS_IN_CODE.search(text)
    return text, code.group(1) if code else ""


FORMAT = Format(
    name="us-csl-csv",
    title="US Consolidated Screening List (CSV)",
    sources=("us_csl",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
