"""Section 1286 list of the US Department of Defense, as the CSV into which OpenSanctions brings its yearly PDF files.

Institutions abroad with "problematic activity": research that involves them may lose the department's money. That is
no sanction and forbids no payment, so the measure is one of its own. The publisher offers PDF files only; the CSV holds
every year's report, so one institution has a row for each report that names it. Ids: `us1286-` and a hash of the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, hashed_id, split_values

_MARKS = ("name", "report_date", "program", "aliases")
FIELDS: Mapping[str, str] = {
    "schema": "used: schema",
    "name": "used: name, and the id",
    "aliases": "used: aliases",
    "topics": "unused: the same word on every row",
    "program": "used: legal basis",
    "authority": "unused: the same words on every row",
    "reason": "used: reason of the designation",
    "report_date": "used: date of the designation, the year of the report",
    "start_date": "used: date of the designation, before the year of the report",
    "end_date": "used: a row with an end in the past stands for no listing any more",
    "country": "used: country",
    "notes": "used: property notes",
    "source_url": "used: property sourceUrl",
}


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every institution, the reports that name it as its designations."""
    grouped: dict[str, Entity] = {}
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS):
        if not clean(row["name"]):
            report.issue("no_name", "a row without a name was left out", severity="error", where=where)
            continue
        entity = _entity(row, source, report)
        earlier = grouped.get(entity.id)
        grouped[entity.id] = earlier.merged(entity) if earlier else entity
    yield from grouped.values()


def _entity(row: Cells, source: str, report: Report) -> Entity:
    name = clean(row["name"])
    record = hashed_id("us1286", name)
    draft = Draft(record, "Organization", source, record, report)
    draft.name(name, "name", kind="primary")
    for alias in split_values(row["aliases"]):
        draft.name(alias, "aliases")
    draft.country(clean(row.get("country")), "country", role="country")
    draft.property("notes", clean(row.get("notes")), "notes")
    draft.property("sourceUrl", clean(row.get("source_url")), "source_url")
    if ended := clean(row.get("end_date")):
        draft.property("notes", f"No longer in the report from {ended}", "end_date")
    draft.designations.append(
        Designation(
            authority="US",
            origin=draft.origin("report_date"),
            programmes=("Section 1286",),
            measures=(Measure.RESEARCH_RESTRICTION,),
            listed_on=_date(draft, clean(row.get("start_date")) or clean(row["report_date"])),
            legal_basis=clean(row["program"]),
            reason=clean(row.get("reason")),
            active=not ended,
        )
    )
    return draft.entity()


def _date(draft: Draft, text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        draft.issue("bad_date", "no date", path="report_date", example=text)
        return None


def _recognise(_name: str, head: bytes) -> str | None:
    found = columns_in(head)
    return "us_1286" if set(_MARKS) <= found and b"1286" in head else None


FORMAT = Format(
    name="us-1286-csv",
    title="Section 1286 list (OpenSanctions' CSV of the yearly reports)",
    sources=("us_1286",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
