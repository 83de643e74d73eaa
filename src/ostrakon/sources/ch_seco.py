"""The Swiss sanctions list of SECO as `swiss-sanctions-list` XML, whole list or amendment.

Targets refer to sanctions sets (of programmes) and places by number; both may stand after the targets, so the file
is read twice. De-listed targets stay in the file, usually without their names: one with names becomes an entity
whose designation is not active, one without is counted. Seen as published only in a small amendment; the whole list
was tested in a form rebuilt from a conversion, which lacks programmes, variants, places and documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Origin, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.seco_document import Tables, child
from ostrakon.sources.seco_fields import FIELDS
from ostrakon.sources.seco_target import read_target
from ostrakon.sources.sniff import xml_root
from ostrakon.sources.values import clean
from ostrakon.sources.xml import local, records
from ostrakon.sources.xml_audit import ElementAudit

_ROOT = "swiss-sanctions-list"
_RECORDS = frozenset({"target", "sanctions-program", "place"})


def recognise(name: str, head: bytes) -> str | None:
    """`ch_seco` for XML with this list's root."""
    del name
    return "ch_seco" if xml_root(head)[0] == _ROOT else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every target that has a name.

    Raises:
        ListRefused: neither a whole list nor an amendment. An amendment, which holds only what changed that
            day, is read with a warning.
    """
    audit = ElementAudit(FIELDS, report)
    for file in files:
        tables = _tables(file, report, audit)
        with file.open() as stream:
            for element in records(stream, _RECORDS, where=file.path.name):
                if local(element.tag) != "target":
                    continue
                where = f"{file.path.name}:{element.sourceline}"
                audit.record(element, where)
                designation = _designation(element, tables, source, report, where)
                entity = read_target(element, designation, tables, report, where)
                if entity is not None:
                    yield entity


def _tables(file: ListFile, report: Report, audit: ElementAudit) -> Tables:
    tables = Tables()
    refers = False
    with file.open() as stream:
        for element in records(stream, _RECORDS, where=file.path.name, outside=audit.outside):
            name = local(element.tag)
            if name == _ROOT:
                audit.outside(element)
                _check_root(element, report, file.path.name)
            elif name == "target":
                refers = refers or child(element, "sanctions-set-id") is not None
            else:
                audit.record(element, f"{file.path.name}:{element.sourceline}")
                tables.read(element)
    if refers and not tables.sets:
        report.issue(
            "no_programmes",
            "the file describes no programmes: its targets keep the numbers of their sanctions sets, without measures",
            where=file.path.name,
            field="sanctions-program",
        )
    return tables


def _check_root(root: etree._Element, report: Report, where: str) -> None:
    report.published = root.get("date") or None
    if root.get("list-type") == "amendment":
        report.issue(
            "amendment",
            "the file is an amendment: it holds only the targets that changed, not the whole list",
            severity="warning",
            where=where,
            field=f"{_ROOT}@list-type",
        )
    elif root.get("list-type") != "whole-list":
        raise ListRefused(f"unknown type of list {root.get('list-type')!r}", reason="wrong_content", where=where)


def _designation(target: etree._Element, tables: Tables, source: str, report: Report, where: str) -> Designation:
    ssid = target.get("ssid", "")
    numbers = [clean(item.text) for item in target if local(item.tag) == "sanctions-set-id"]
    known = [tables.sets[number] for number in numbers if number in tables.sets]
    for number in numbers:
        if tables.sets and number not in tables.sets:  # without any set, one issue told it for the whole file
            report.issue(
                "dangling_reference",
                "the target names a sanctions set that the file does not describe; its number is kept",
                where=where,
                field="target/sanctions-set-id",
                example=number,
            )
    programmes = [s.programme for s in known] + [f"set {n}" for n in numbers if n not in tables.sets]
    listed_on, active = _history(target, report, where)
    reason = next((clean(i.text) for p in target for i in p if local(i.tag) == "justification"), "")
    return Designation(
        authority="CH",
        programmes=tuple(dict.fromkeys(programmes)),
        measures=tuple(dict.fromkeys(m for s in known for m in s.measures)),
        listed_on=listed_on,
        reference=ssid,
        legal_basis="; ".join(dict.fromkeys(s.programme_name for s in known if s.programme_name)),
        reason=reason,
        active=active,
        origin=Origin(source=source, record=ssid, field="target"),
    )


def _history(target: etree._Element, report: Report, where: str) -> tuple[PartialDate | None, bool]:
    """First listing, and whether the last modification is anything but a de-listing."""
    steps: list[tuple[str, str]] = []
    for item in target:
        if local(item.tag) == "modification":
            when = item.get("effective-date") or item.get("enactment-date") or item.get("publication-date") or ""
            steps.append((when, item.get("modification-type", "")))
    unknown = {kind for _, kind in steps} - {"listed", "amended", "de-listed"}
    for kind in unknown:
        report.issue(
            "unknown_value",
            "unknown kind of modification",
            where=where,
            field="target/modification@modification-type",
            example=kind,
        )
    steps.sort(key=lambda step: step[0])
    listed = next((when for when, kind in steps if kind == "listed" and when), "")
    try:
        listed_on = PartialDate.parse(listed) if listed else None
    except ValueError:
        report.issue("bad_date", "no date", where=where, field="target/modification", example=listed)
        listed_on = None
    return listed_on, not steps or steps[-1][1] != "de-listed"


FORMAT = Format(
    name="ch-seco-xml",
    title="Swiss sanctions list of SECO (XML)",
    sources=("ch_seco",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
