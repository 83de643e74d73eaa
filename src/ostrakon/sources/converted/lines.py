"""Lines of a converted list: the index record told from the parties, and what every conversion has in common."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import columns_in, json_objects
from ostrakon.sources.sniff import head_text

Record = Mapping[str, Any]
ReadRecord = Callable[[Record, str, Report, str], Entity | None]
"""(record, source id, report, place) → the party, None with an issue where there is none."""

NAMELESS_SHARE_MAX = 0.2
"""The Swiss copy keeps the numbers of what was de-listed, 8 % of its records, without names."""
INDEX_MEMBERS = frozenset({"source", "count", "fetched_at", "schema"})
COMMON = {
    "_file": "unused: where the conversion kept the record",
    "source": "unused: of the index record",
    "count": "unused: of the index record; it counts the publisher's records, and the copy keeps older ones too",
    "fetched_at": "used: of the index record; date of the edition",
    "schema": "unused: of the index record",
}


def converted_format(
    name: str,
    title: str,
    source: str,
    *,
    marks: Collection[str],
    fields: Mapping[str, str],
    read: ReadRecord,
    lost: str,
    older: Collection[str] = (),
) -> Format:
    """A format of converted JSON lines.

    Args:
        marks: members by which a record is known; an object without them is counted and left out.
        fields: member → what becomes of it, besides those of the index record.
        read: one record → the party.
        lost: what the conversion is known to lose, in words.
        older: members of records of an earlier conversion, which may fill the beginning of a file.
    """
    table = {**COMMON, **fields}

    def recognise(_name: str, head: bytes) -> str | None:
        starts = head_text(head).lstrip("\ufeff \t\r\n").startswith("{")
        found = columns_in(head)
        return source if starts and (set(marks) <= found or (older and set(older) <= found)) else None

    def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
        audit = FieldAudit(table, report)
        seen = without = 0
        report.issue(
            "converted_copy",
            f"this is another project's copy of the list, not the publisher's file; it lacks {lost}",
            severity="info",
            where=files[0].path.name,
        )
        for where, record in json_objects(files[0]):
            if set(record) - {"_file"} == INDEX_MEMBERS or "fetched_at" in record:
                report.published = text(record, "fetched_at")[:10] or None
                continue
            if not set(marks) <= set(record):
                report.issue(
                    "other_record",
                    "records of another shape, left by an earlier conversion, were left out",
                    severity="info",
                    where=where,
                )
                continue
            for member in record:
                audit.seen(member, where=where)
            entity = read(record, source_id, report, where)
            seen += 1
            without += entity is None
            if entity is not None:
                yield entity
        if without > NAMELESS_SHARE_MAX * seen:
            raise ListRefused(
                f"{without:,} of {seen:,} records name no party: the conversion lost their names",
                reason="malformed",
                where=files[0].path.name,
                remedy="Take the publisher's own file, or a later copy",
            )

    return Format(name=name, title=title, sources=(source,), recognise=recognise, parse=parse, fields=table)


def text(record: Record, member: str) -> str:
    """A member as text; lists one item a line; empty for null and absent."""
    value = record.get(member)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(str(item) for item in value if item is not None)
    return str(value)


def objects(record: Record, *path: str) -> list[Record]:
    """The objects of a list at a path of members; an object alone is a list of one, anything else an empty list."""
    value: Any = record
    for member in path:
        value = value.get(member) if isinstance(value, dict) else None
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def camel(member: str) -> str:
    """`whole_name` as `wholeName`."""
    head, *tail = member.split("_")
    return head + "".join(part.capitalize() for part in tail)
