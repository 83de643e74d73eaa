"""The Swiss sanctions list of SECO as `swiss-sanctions-list` XML: the whole list, with amendments to it or without.

Targets refer to sanctions sets (of programmes) and places by number; both may stand after the targets, so the file
is read twice. De-listed targets stay in the file, usually without their names: one with names becomes an entity
whose designation is not active, one without is counted. Seen as published only in a small amendment; the whole list
was tested in a form rebuilt from a conversion, which lacks programmes, variants, places and documents.

An amendment holds whole targets, those that changed on its day. Given in one call with the whole list, a target of a
later file takes the place of the same target of an earlier one; alone, an amendment is no list and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Part:
    """One file: what it describes beside its targets, whether it is an amendment, and its day."""

    file: ListFile
    tables: Tables
    amendment: bool
    day: str


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every target that has a name, as the last file that holds the target describes it.

    Raises:
        ListRefused: neither a whole list nor an amendment; amendments without the whole list, or several whole ones.
    """
    audit = ElementAudit(FIELDS, report)
    parts = _in_order([_part(file, report, audit) for file in files], report)
    report.published = max((part.day for part in parts if part.day), default=None)
    later: dict[str, int] = {}
    for number, part in enumerate(parts[1:], start=1):
        later |= dict.fromkeys(_numbers(part.file), number)
    for number, part in enumerate(parts):
        for element, where in _targets(part.file):
            audit.record(element, where)
            if later.get(element.get("ssid", ""), number) > number:
                continue
            designation = designation_of(element, part.tables, source, report, where)
            entity = read_target(element, designation, part.tables, report, where)
            if entity is not None:
                yield entity


def _targets(file: ListFile) -> Iterator[tuple[etree._Element, str]]:
    with file.open() as stream:
        for element in records(stream, _RECORDS, where=file.path.name):
            if local(element.tag) == "target":
                yield element, f"{file.path.name}:{element.sourceline}"


def _numbers(file: ListFile) -> Iterator[str]:
    return (element.get("ssid", "") for element, _ in _targets(file))


def _in_order(parts: list[_Part], report: Report) -> list[_Part]:
    """The whole list, then the amendments by their day; those that the whole list already holds are left out."""
    whole = [part for part in parts if not part.amendment]
    names = ", ".join(part.file.path.name for part in parts)
    if not whole:
        raise ListRefused(
            "the file is an amendment: it holds only the targets that changed, not the whole list",
            reason="incomplete_set",
            where=names,
            remedy="Name the whole list and its amendments in one call",
        )
    if len(whole) > 1:
        raise ListRefused(
            f"{len(whole)} whole lists of ch_seco", reason="wrong_content", where=names, remedy="Name the newest only"
        )
    applied = []
    for part in sorted((part for part in parts if part.amendment), key=lambda part: part.day):
        if part.day < whole[0].day:
            report.issue(
                "older_amendment",
                "an amendment from before the whole list was left out, since the list holds it",
                severity="info",
                where=part.file.path.name,
                example=part.day,
            )
        else:
            applied.append(part)
    return [whole[0], *applied]


def _part(file: ListFile, report: Report, audit: ElementAudit) -> _Part:
    tables, kind, day = _tables(file, report, audit)
    return _Part(file, tables, kind == "amendment", day)


def _tables(file: ListFile, report: Report, audit: ElementAudit) -> tuple[Tables, str, str]:
    """What the file describes beside its targets, which kind of list it is, and its day."""
    tables = Tables()
    refers = False
    kind = day = ""
    with file.open() as stream:
        for element in records(stream, _RECORDS, where=file.path.name, outside=audit.outside):
            name = local(element.tag)
            if name == _ROOT:
                audit.outside(element)
                kind, day = _root(element, file.path.name)
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
    return tables, kind, day


def _root(root: etree._Element, where: str) -> tuple[str, str]:
    kind = root.get("list-type", "")
    if kind not in ("whole-list", "amendment"):
        raise ListRefused(f"unknown type of list {kind!r}", reason="wrong_content", where=where)
    return kind, root.get("date", "")


def designation_of(target: etree._Element, tables: Tables, source: str, report: Report, where: str) -> Designation:
    """What Switzerland imposes on a target, by the sanctions sets that it names; the day is that of its first listing.

    A set that the file does not describe becomes an issue, and its number is kept in place of a programme.
    """
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
    several_files=True,
)
