"""OpenSanctions' `targets.simple.csv`: one row a target, values of one column joined by `;`.

Ids stay as they are. A value that itself holds `;` stands in quotes within its cell. The file does not tell what
kind of number an identifier is, nor which of several countries is a nationality, nor which measures follow.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.errors import ListRefused
from ostrakon.model import Address, CountryLink, Designation, Entity, Measure, PartialDate
from ostrakon.model.ftm_properties import country_of
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.draft import Draft
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import csv_header
from ostrakon.sources.tables import audited_rows
from ostrakon.sources.values import clean

FIELDS: Mapping[str, str] = {
    "id": "used: id, as it is",
    "schema": "used: schema",
    "name": "used: primary name",
    "aliases": "used: aliases",
    "birth_date": "used: dates of birth, of incorporation where the schema is no person",
    "countries": "used: countries",
    "addresses": "used: addresses",
    "identifiers": "used: identifiers; IMO numbers known by their prefix",
    "sanctions": "used: reason of the designation",
    "phones": "used: property phone",
    "emails": "used: property email",
    "program_ids": "used: programmes; absent in older files",
    "dataset": "used: property sourceDataset; the source lists of the target",
    "first_seen": "unused: when the aggregator first saw the target, not when it was listed",
    "last_seen": "unused: when the aggregator last saw the target",
    "last_change": "unused: when the aggregator last changed the target",
}
_HEADER = ("id", "schema", "name", "aliases", "dataset")
_IMO = re.compile(r"^IMO\s*(\d{7})$", re.IGNORECASE)


def recognise(name: str, head: bytes) -> str | None:
    """`os_simple` for a CSV with this export's columns."""
    del name
    return (
        "os_simple" if {"id", "schema", "name", "aliases", "birth_date", "dataset"} <= set(csv_header(head)) else None
    )


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every row."""
    audit = FieldAudit(FIELDS, report)
    for file in files:
        for where, row in audited_rows(file, report, audit, delimiter=",", header_marks=_HEADER):
            if not clean(row["id"]) or not clean(row["name"]):
                report.issue("no_name", "a row without id or name was left out", severity="error", where=where)
                continue
            yield _entity(row, source, report, where)


def joined(cell: str, *, where: str) -> list[str]:
    """The values of a `;`-joined cell; a value in quotes may hold `;`.

    Raises:
        ListRefused: the quotes of the cell do not close.
    """
    if '"' not in cell:
        parts = cell.split(";")
    else:
        try:
            lines = csv.reader([cell.replace("\n", " ")], delimiter=";")
            parts = [part for line in lines for part in line]
        except csv.Error as bad:
            raise ListRefused(f"quotes within a cell are damaged ({bad})", reason="malformed", where=where) from bad
    return list(dict.fromkeys(value for part in parts if (value := clean(part))))


_NOTICE = re.compile(r"(?:interpol|red notice|wanted)\b", re.IGNORECASE)


def _entity(row: Mapping[str, str], source: str, report: Report, where: str) -> Entity:
    record = clean(row["id"])
    draft = Draft(record, clean(row["schema"]) or "LegalEntity", source, record, report)
    draft.name(clean(row["name"]), "name", kind="primary")

    def values(column: str) -> list[str]:
        return joined(row.get(column) or "", where=where)

    for alias in values("aliases"):
        draft.name(alias, "aliases")
    for text in values("birth_date"):
        try:
            date = PartialDate.parse(text)
        except ValueError:
            draft.issue("bad_date", "no date", path="birth_date", example=text)
        else:
            draft.date(date, "birth_date", kind="birth" if draft.schema == "Person" else "incorporation")
    for text in values("countries"):
        link = CountryLink(text=text, code=country_of(text), origin=draft.origin("countries"))
        draft.countries.append(link)
    for text in values("addresses"):
        draft.addresses.append(Address(full=text, origin=draft.origin("addresses")))
    for text in values("identifiers"):
        imo = _IMO.match(text)
        draft.identifier("imo" if imo else "other", imo.group(1) if imo else text, "identifiers")
    for column, name in (("phones", "phone"), ("emails", "email"), ("dataset", "sourceDataset")):
        for text in values(column):
            draft.property(name, text, column)
    draft.designations.append(_designation(draft, values("sanctions"), values("program_ids"), values("dataset")))
    return draft.entity()


def _designation(draft: Draft, sanctions: list[str], programmes: list[str], datasets: list[str]) -> Designation:
    reason = "; ".join(sanctions)
    # Reasons of sanctions tell of people who are wanted somewhere, too: a notice is one by how it begins.
    notices = [bool(_NOTICE.match(one)) for one in sanctions]
    if programmes:
        wanted = bool(notices) and all(notices)
    else:
        wanted = any(notices[:1]) or any("interpol" in name.lower() for name in datasets)
    return Designation(
        authority="",
        programmes=tuple(programmes),
        measures=(Measure.WANTED_NOTICE,) if wanted else (),
        reason=reason,
        origin=draft.origin("sanctions"),
    )


FORMAT = Format(
    name="os-simple-csv",
    title="OpenSanctions targets.simple.csv",
    sources=("os_simple",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
