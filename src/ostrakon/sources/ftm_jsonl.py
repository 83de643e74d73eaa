"""FollowTheMoney entities as JSON lines, by whichever program wrote them.

The file is read twice as a stream: first the ties (sanctions, ownerships, addresses, …), which may stand before or
after their parties, then the parties, each with its ties. Objects nested in a party's properties (as in
`targets.nested.json` and in the answers of a screening service) are ties like any other. Ids stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import msgspec

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, from_ftm
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.ftm_fields import FIELDS, PROPERTIES, UNUSED_PROPERTIES
from ostrakon.sources.ftm_ties import ASIDE, PARTIES, TIES, Ties
from ostrakon.sources.sniff import head_text

LINE_BYTES_MAX = 16 * 1024 * 1024
"""Longest line; real entities reach some hundred kilobytes."""


def recognise(name: str, head: bytes) -> str | None:
    """`ftm` where the first line is a JSON object with `schema` and `properties`."""
    del name
    text = head_text(head).lstrip("\ufeff \t\r\n")
    line = text.split("\n", 1)[0]
    return "ftm" if line.startswith("{") and '"schema"' in line and '"properties"' in line else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every party, with the ties that any of the files holds.

    Raises:
        ListRefused: a line is no JSON object with an id, a schema and properties.
    """
    ties = Ties(source, report)
    captions = _first_pass(files, ties, report)
    audit = FieldAudit(FIELDS, report)
    for where, data in _lines(files):
        if data["schema"] in PARTIES:
            _put_right(data, report, where)
            for member in data:
                audit.seen(member, where=where)
            _audit_properties(data["properties"], report, where)
            yield _party(data, source, ties, captions, where)


def _put_right(data: dict[str, Any], report: Report, where: str) -> None:
    """Take properties that stand beside `properties` for what they are; seen in a published file."""
    for name in [member for member in data if member in PROPERTIES]:
        values = data.pop(name)
        given = data["properties"].get(name) or []
        both = [v for one in (given, values) for v in (one if isinstance(one, list) else [one])]
        data["properties"] = data["properties"] | {name: both}
        report.issue(
            "misplaced_property",
            "properties stood beside the properties of their object and were read like them",
            where=where,
            field=name,
        )


def _audit_properties(properties: Mapping[str, Any], report: Report, where: str) -> None:
    """Name properties that FollowTheMoney does not have: they are kept, but nothing is compared by them."""
    for name in properties:
        if name not in PROPERTIES:
            report.issue(
                "unknown_property",
                "properties that FollowTheMoney does not have were kept under their names; nothing is compared by them",
                severity="info",
                where=where,
                field="properties",
                example=name,
            )


def _party(data: dict[str, Any], source: str, ties: Ties, captions: Mapping[str, str], where: str) -> Entity:
    if not data.get("ostrakon"):
        own = {name: values for name, values in data["properties"].items() if name not in UNUSED_PROPERTIES}
        extra = {"sourceDataset": data.get("datasets") or [], "referent": data.get("referents") or []}
        data["properties"] = own | {name: found for name, found in extra.items() if found}
    try:
        return ties.attached(from_ftm(data, source=source), data, captions)
    except ValueError as bad:
        raise ListRefused(str(bad), reason="malformed", where=where) from bad


def _first_pass(files: Sequence[ListFile], ties: Ties, report: Report) -> dict[str, str]:
    """Read all ties; gives the captions of the parties, which ties name by id only."""
    captions: dict[str, str] = {}
    for where, data in _lines(files):
        schema = data["schema"]
        if schema in PARTIES:
            captions[data["id"]] = str(data.get("caption") or "")
            for nested in _nested(data):
                ties.take(nested)
        elif schema in TIES:
            ties.take(data)
        elif schema in ASIDE:
            report.issue(
                "not_a_party",
                "entities that are neither parties nor ties between them were left out",
                severity="info",
                where=where,
                field=schema,
                example=data["id"],
            )
        else:
            report.issue(
                "unknown_value",
                "an entity of an unknown schema was left out",
                severity="error",
                where=where,
                field="schema",
                example=schema,
            )
    return captions


def _nested(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Ties given as whole objects within a party; the party's own side is filled in."""
    for name, values in data["properties"].items():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict) and value.get("schema") in TIES and isinstance(value.get("properties"), dict):
                side = {"sanctions": "entity", "ownershipOwner": "owner", "ownershipAsset": "asset"}.get(name)
                properties = dict(value["properties"])
                if side:
                    properties.setdefault(side, [data["id"]])
                yield {**value, "id": str(value.get("id") or data["id"]), "properties": properties}


def _lines(files: Sequence[ListFile]) -> Iterator[tuple[str, dict[str, Any]]]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    for file in files:
        with file.open() as stream:
            for number, line in enumerate(_bounded(stream, file.path.name), start=1):
                where = f"{file.path.name}:{number}"
                if not line.strip():
                    continue
                try:
                    data = decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
                except (msgspec.MsgspecError, UnicodeDecodeError) as bad:
                    raise _refused(f"the line is no JSON object ({bad})", where) from bad
                if not (
                    isinstance(data.get("id"), str)
                    and isinstance(data.get("schema"), str)
                    and isinstance(data.get("properties"), dict)
                ):
                    raise _refused("the object has no id, no schema or no properties", where)
                yield where, data


def _bounded(stream: BinaryIO, where: str) -> Iterator[bytes]:
    while line := stream.readline(LINE_BYTES_MAX):
        if len(line) == LINE_BYTES_MAX:
            raise ListRefused(f"a line has more than {LINE_BYTES_MAX:,} bytes", reason="hostile", where=where)
        yield line


def _refused(what: str, where: str) -> ListRefused:
    return ListRefused(what, reason="malformed", where=where, remedy="The file is cut or no FollowTheMoney export")


FORMAT = Format(
    name="ftm-jsonl",
    title="FollowTheMoney entities (JSON lines)",
    sources=("ftm",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
    several_files=True,
)
