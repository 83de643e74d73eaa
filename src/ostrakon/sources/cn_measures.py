"""China's counter-sanctions, unreliable entities and export control lists, source `cn_measures`: OpenSanctions' CSV.

The ministries announce them one by one in Chinese; the CSV is a register of the announcements, one row for each party
and announcement. All of them are counter-sanctions here: off unless a user switches that class on, since a firm under
other law may break it by following them. Ids: `cn-` and a hash of the name and the kind of party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, hashed_id, split_values

_MARKS = ("name", "chinese_name", "topics", "body", "list")
FIELDS = {
    "type": "used: schema",
    "qid": "used: property wikidataId",
    "name": "used: name, and part of the id",
    "alias": "used: aliases",
    "chinese_name": "used: name of kind original",
    "country": "used: country",
    "topics": "used: measures",
    "summary": "used: property position",
    "chinese_summary": "used: property notes",
    "body": "used: programme",
    "list": "used: programme",
    "date": "used: date of the designation",
    "end_date": "used: a designation that ended before the newest of the file is not active",
    "source_url": "used: property sourceUrl",
    "address": "used: address",
}
_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$")


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every party, each announcement a designation."""
    rows = list(plain_rows(files[0], report, FIELDS, marks=_MARKS))
    newest = max((day.value for _, row in rows if (day := _day(row["date"]))), default="")
    grouped: dict[str, Entity] = {}
    for where, row in rows:
        if not clean(row["name"]) and not clean(row["chinese_name"]):
            report.issue("no_name", "a row without a name was left out", severity="error", where=where)
            continue
        entity = _entity(row, source, report, newest)
        earlier = grouped.get(entity.id)
        grouped[entity.id] = earlier.merged(entity) if earlier else entity
    yield from grouped.values()


def _entity(row: Cells, source: str, report: Report, newest: str) -> Entity:
    schema = clean(row.get("type")) or "LegalEntity"
    record = hashed_id("cn", schema, clean(row["name"]) or clean(row["chinese_name"]))
    draft = Draft(record, schema, source, record, report)
    draft.name(clean(row["name"]), "name", kind="primary")
    for name in split_values(row["chinese_name"]):
        draft.name(name, "chinese_name", kind="original" if draft.names else "primary", language="zh")
    for alias in split_values(row.get("alias")):
        draft.name(alias, "alias")
    for country in split_values(row.get("country")):
        draft.country(country, "country", role="country", code=country.lower() if len(country) == 2 else None)
    if address := clean(row.get("address")):
        draft.addresses.extend(filter(None, [place(draft.origin("address"), street=address)]))
    for column, name in (
        ("qid", "wikidataId"),
        ("summary", "position"),
        ("chinese_summary", "notes"),
        ("source_url", "sourceUrl"),
    ):
        draft.property(name, clean(row.get(column)), column)
    ended = _day(row.get("end_date", ""))
    control = (Measure.EXPORT_CONTROL,) if "export.control" in row["topics"] else ()
    draft.designations.append(
        Designation(
            authority="CN",
            origin=draft.origin("list"),
            programmes=tuple(filter(None, (clean(row["list"]), clean(row["body"])))),
            measures=(Measure.COUNTER_SANCTION, *control),
            listed_on=_day(row["date"], draft),
            active=ended is None or ended.value > newest,
        )
    )
    return draft.entity()


def _day(text: str, draft: Draft | None = None) -> PartialDate | None:
    """`02.12.2019` or `13.07.20`; None for nothing, and for what is no date, which `draft` is told."""
    found = _DAY.match(clean(text))
    try:
        if found:
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return PartialDate.of(year, int(found[2]), int(found[1]))
    except ValueError:
        found = None
    if clean(text) and draft is not None:
        draft.issue("bad_date", "no date", path="date", example=text)
    return None


def _recognise(_name: str, head: bytes) -> str | None:
    return "cn_measures" if {"chinese_name", "topics", "body", "list", "source_url"} <= columns_in(head) else None


FORMAT = Format(
    name="cn-measures-csv",
    title="China's counter-sanctions and control lists (OpenSanctions' CSV)",
    sources=("cn_measures",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
