"""OFAC's comma-separated sets: sdn.csv, alt.csv, add.csv, sdn_comments.csv and their cons_* twins.

The files have no header, no date and no record count; a null is `-0- `, the last byte may be control-Z. Rows of the
four files are joined by the number of the party (`ent_num`), which is stable over time and shared by both lists.
Remarks are parsed by `ofac_remarks.py`.

A row that cannot be read refuses the whole set: the files are written by a machine, so a broken row means damage,
and a list that lacks a party is worse than yesterday's list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.sources import ofac_remarks
from ostrakon.sources.base import Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_csv_rows import ALIAS_TYPES, REMEDY, role, rows_of
from ostrakon.sources.ofac_draft import SCHEMATA, OfacDraft
from ostrakon.sources.ofac_programmes import CONS, KNOWN_CODES, SDN, split_programmes

_MISSING = {
    "alt": "aliases beside the weak ones of the remarks",
    "add": "addresses",
    "comments": "the continuation of remarks longer than 1,000 characters",
}
FIELDS: Final[Mapping[str, str]] = {
    "sdn.csv:ent_num": "used: number of the record; entity id ofac-…",
    "sdn.csv:name": "used: primary name; a person's in reading order with its parts",
    "sdn.csv:type": "used: schema (individual, vessel, aircraft; -0- is any other party)",
    "sdn.csv:program": "used: programmes and measures of the designation",
    "sdn.csv:title": "used: property position",
    "sdn.csv:call_sign": "used: identifier call_sign",
    "sdn.csv:vessel_type": "used: property type",
    "sdn.csv:tonnage": "used: property tonnage",
    "sdn.csv:grt": "used: property grossRegisteredTonnage",
    "sdn.csv:vessel_flag": "used: country with role flag",
    "sdn.csv:vessel_owner": "used: relation owned_by",
    "sdn.csv:remarks": "used: parsed into facts; what fits no rule is kept as a note",
    "alt.csv:ent_num": "used: joins to sdn.csv",
    "alt.csv:alt_num": "unused: OFAC does not promise that it stays the same",
    "alt.csv:type": "used: kind of the name (aka, fka, nka)",
    "alt.csv:name": "used: alias",
    "alt.csv:remarks": "used: kept as a note where not null",
    "add.csv:ent_num": "used: joins to sdn.csv",
    "add.csv:add_num": "unused: OFAC does not promise that it stays the same",
    "add.csv:address": "used: street of the address",
    "add.csv:city": "used: city, region and postal code in one text, part of the full address",
    "add.csv:country": "used: country of the address",
    "add.csv:remarks": "used: kept as a note where not null",
    "sdn_comments.csv:ent_num": "used: joins to sdn.csv",
    "sdn_comments.csv:remarks": "used: continues remarks that were cut at 1,000 characters",
}


@dataclass(slots=True)
class _Set:
    """The secondary files of a set, by number of the party."""

    aliases: dict[str, list[list[str]]] = field(default_factory=dict)
    addresses: dict[str, list[list[str]]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)


def recognise(name: str, head: bytes) -> str | None:
    """`ofac_sdn` or `ofac_cons` for any file of a set, else None."""
    found = role(name, head)
    return found[0] if found else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """Entities of a set, in the order of the primary file.

    Raises:
        ListRefused: `incomplete_set` without primary file, `malformed` for rows that cannot be read or columns that
            moved, `wrong_content` for a file that is no part of a set or comes twice.
    """
    parts = _parts(files)
    if "primary" not in parts:
        raise ListRefused(
            f"{', '.join(sorted(parts))} came without the primary file",
            reason="incomplete_set",
            where=next(iter(parts.values())).name,
            remedy="Give sdn.csv (or cons_prim.csv) in the same call",
        )
    for part, holds in _MISSING.items():
        if part not in parts:
            report.issue(
                "missing_part",
                f"the set came without its {part} file: {holds} are missing",
                severity="info" if part != "alt" else "warning",
                where=parts["primary"].name,
                field=part,
            )
    rest = _secondary(parts, report)
    rows: dict[str, list[list[str]]] = {}
    for row in rows_of(parts["primary"], "primary", report):
        rows.setdefault(row[0], []).append(row)
    _check_columns(rows, parts["primary"].name)
    return _entities(rows, rest, source, report)


def _parts(files: Sequence[ListFile]) -> dict[str, ListFile]:
    parts: dict[str, ListFile] = {}
    for file in files:
        found = role(file.name, file.head())
        if found is None:
            raise ListRefused(
                "this is no file of an OFAC CSV set", reason="wrong_content", where=file.name, remedy=REMEDY
            )
        if found[1] in parts:
            raise ListRefused(
                f"two files are the {found[1]} part of the set",
                reason="wrong_content",
                where=f"{parts[found[1]].name}, {file.name}",
                remedy="Import the SDN and the non-SDN list in calls of their own",
            )
        parts[found[1]] = file
    return parts


def _check_columns(rows: Mapping[str, list[list[str]]], where: str) -> None:
    """Refuse a file whose columns moved or that is empty: its values would stand under wrong names."""
    total = sum(len(same) for same in rows.values())
    nameless = programmed = 0
    odd_types = 0
    for same in rows.values():
        for row in same:
            nameless += not row[1]
            odd_types += bool(row[2]) and row[2].lower() not in SCHEMATA
            programmed += any(code in KNOWN_CODES for code in split_programmes(row[3]))
    if not total or nameless * 100 > total or odd_types * 20 > total or programmed * 2 < total:
        raise ListRefused(
            f"{total} rows, {nameless} without a name, {odd_types} of an unknown type,"
            f" {programmed} with a known programme: these are not the columns of an OFAC list",
            reason="malformed" if total else "truncated",
            where=where,
            remedy=REMEDY,
        )


def _secondary(parts: Mapping[str, ListFile], report: Report) -> _Set:
    rest = _Set()
    if "alt" in parts:
        for row in rows_of(parts["alt"], "alt", report):
            rest.aliases.setdefault(row[0], []).append(row)
    if "add" in parts:
        for row in rows_of(parts["add"], "add", report):
            rest.addresses.setdefault(row[0], []).append(row)
    if "comments" in parts:
        for row in rows_of(parts["comments"], "comments", report):
            rest.comments[row[0]] = rest.comments.get(row[0], "") + row[1]
    return rest


def _entities(rows: Mapping[str, list[list[str]]], rest: _Set, source: str, report: Report) -> Iterator[Entity]:
    for uid, same in rows.items():
        first = _draft(same[0], source, report)
        _attach(first, rest, uid)
        _remarks(first, same[0][11], rest.comments.pop(uid, ""))
        first.check_name("sdn.csv:name")
        entity = first.finished()
        for row in same[1:]:
            report.issue(
                "duplicate_record",
                "two rows carry the same number; their values are merged into one entity",
                where=f"record {uid}",
                field="ent_num",
                example=f"{uid}: {same[0][1]} / {row[1]}",
            )
            other = _draft(row, source, report)
            _remarks(other, row[11], "")
            entity = entity.merged(other.finished())
        yield entity
    yield from _orphans(rest, source, report)


def _draft(row: list[str], source: str, report: Report) -> OfacDraft:
    """The party of one primary row, without the other files."""
    kind = row[2].lower()
    draft = OfacDraft.of(row[0], SCHEMATA.get(kind or "entity", "LegalEntity"), source=source, report=report)
    if kind and kind not in SCHEMATA:
        draft.unknown_value(row[2], "sdn.csv:type", taken_as="a party of unknown kind")
    draft.programmes = split_programmes(row[3])
    draft.listed_name(row[1], "sdn.csv:name", kind="primary")
    draft.property("position", row[4], "sdn.csv:title")
    draft.identifier("call_sign", row[5], "sdn.csv:call_sign")
    draft.property("type", row[6], "sdn.csv:vessel_type")
    draft.property("tonnage", row[7], "sdn.csv:tonnage")
    draft.property("grossRegisteredTonnage", row[8], "sdn.csv:grt")
    draft.country(row[9], "sdn.csv:vessel_flag", role="flag")
    if row[10]:
        draft.tie("owned_by", "sdn.csv:vessel_owner", target=row[10])
    return draft


def _attach(draft: OfacDraft, rest: _Set, uid: str) -> None:
    for _, _, kind, name, remarks, *_ in rest.aliases.pop(uid, ()):
        known = ALIAS_TYPES.get(kind.lower())
        if known is None:
            draft.unknown_value(kind, "alt.csv:type", taken_as="an alias")
        if name:
            draft.listed_name(name, "alt.csv:name", kind=known or "alias")
        draft.note(remarks.strip(), "alt.csv:remarks")
    for _, _, street, city, country, remarks, *_ in rest.addresses.pop(uid, ()):
        draft.address("add.csv:address", street=street, lines=(city,), country=country)
        draft.note(remarks.strip(), "add.csv:remarks")


def _remarks(draft: OfacDraft, remarks: str, comment: str) -> None:
    if comment and remarks and not ofac_remarks.is_cut(remarks):
        draft.issue(
            "misplaced_comment",
            "a comment continues a remark that is not cut: the files are of different dates",
            path="sdn_comments.csv:remarks",
            example=draft.record,
            info=True,
        )
    whole = ofac_remarks.join(remarks, comment)
    if whole:
        cut = not comment and ofac_remarks.is_cut(remarks)
        ofac_remarks.parse(draft, whole, cut=cut)


def _orphans(rest: _Set, source: str, report: Report) -> Iterator[Entity]:
    """Rows without a primary row. Names are kept as parties of their own, so that they can still be found."""
    for part, table in (("add.csv", rest.addresses), ("sdn_comments.csv", rest.comments)):
        for uid in table:
            if uid not in rest.aliases:
                report.issue(
                    "orphan_row",
                    "rows refer to a record that the primary file does not hold; without a name they were not used",
                    where=f"record {uid}",
                    field=part,
                    example=uid,
                )
    for uid in list(rest.aliases):
        report.issue(
            "orphan_row",
            "aliases refer to a record that the primary file does not hold (files of different dates?); they are"
            " kept as a party without primary name, type and programme",
            where=f"record {uid}",
            field="alt.csv",
            example=uid,
        )
        draft = OfacDraft.of(uid, "LegalEntity", source=source, report=report)
        _attach(draft, rest, uid)
        _remarks(draft, "", rest.comments.get(uid, ""))
        yield draft.finished()


FORMAT = Format(
    name="ofac-csv",
    title="OFAC SDN and non-SDN lists, CSV set",
    sources=(SDN, CONS),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
    several_files=True,
)
