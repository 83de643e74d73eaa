"""OFSI Consolidated List of Asset Freeze Targets, CSV (`ConList.csv`), source `uk_ofsi`; closed in January 2026.

First line `Last Updated,date`, then the header, then one row for each name, address and birth date of a target,
in the order of the names; rows are joined by Group ID and doubles left out. Windows-1252 in the file of 2014 (29
columns, the publisher's own bytes), UTF-8 with 36 columns from 2022 on (as published; no file was at hand).

Every target has its assets frozen: that is what the list is. Ids: `uk-` and the reference of the UK Sanctions List
where Other Information names it, so that a party on both lists is one; else `uk-` and the Group ID.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ostrakon.model import Designation, Entity, Measure
from ostrakon.names.countries import country_code
from ostrakon.sources.base import Format, Report
from ostrakon.sources.delimited import Table, rows
from ostrakon.sources.draft import Draft, squash
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import head_text
from ostrakon.sources.uk_common import (
    SCHEMATA,
    UkName,
    add_address,
    add_birth_place,
    add_names,
    date_of,
    document,
    language_code,
)
from ostrakon.sources.uk_sl_csv import column_key, known_columns, published
from ostrakon.sources.uk_values import NAME_TYPES, letters

_PARTS = tuple(f"Name {number}" for number in range(1, 7))
_LINES = tuple(f"Address {number}" for number in range(1, 7))

FIELDS: dict[str, str] = {
    **dict.fromkeys(_PARTS, "used: part of the name"),
    "Title": "used: property title",
    "Name Non-Latin Script": "used: name of kind original",
    "Non-Latin Script Type": "unused: the script is seen from the letters",
    "Non-Latin Script Language": "used: language of the name",
    "DOB": "used: date of birth",
    "Town of Birth": "used: place of birth",
    "Country of Birth": "used: place and country of birth",
    "Nationality": "used: country, nationality",
    "Passport Number": "used: identifier",
    "Passport Details": "used: identifiers with their notes; with a number column only the note",
    "NI Number": "used: identifiers with their notes",
    "National Identification Number": "used: identifier",
    "National Identification Details": "used: note of the identifier",
    "Position": "used: property position",
    **dict.fromkeys(_LINES, "used: address"),
    "Post/Zip Code": "used: address",
    "Country": "used: address and its country code",
    "Other Information": "used: property notes; references of the UN and of the UK Sanctions List",
    "Group Type": "used: person, organisation or vessel",
    "Alias Type": "used: primary name, variation of it, alias or former name",
    "Alias Quality": "used: low is a weak alias",
    "Regime": "used: programme of the designation",
    "Listed On": "used: date of the designation",
    "UK Sanctions List Date Designated": "used: date of the designation where it is not listed otherwise",
    "Last Updated": "used: property modifiedAt",
    "Group ID": "used: joins the rows; property recordId; the id where there is no other reference",
}
_COLUMNS = {column_key(name): name for name in FIELDS}
_MARKS = ("Name 6", "Group Type", "Group ID")

_NUMBERED = re.compile(r"(?:\(\d{1,2}\)\s*(?:(?:-|–|to|and|,|&)\s*(?=\())?)+")
_NUMBER = re.compile(r"^(?:no\.?\s*|number:?\s*)?([A-Z]{0,4}[- ]?\d[\w/-]*(?:\s\d[\w-]+)*)\.?\s*(.*)$", re.DOTALL)
_NUMBER_WITHIN = re.compile(r"\b((?:[A-Z]{1,3}[ -]?)?\d{6,})\b")
_COUNTRY_IN_NOTE = re.compile(r"^\(([^()]+)\)")
_UK_REFERENCE = re.compile(r"UK Sanctions List Ref\)?:?\s*([A-Z]{3}\d{4})\b")
_UN_REFERENCE = re.compile(r"UN Ref(?:erence)?\)?:?\s*([A-Z]{1,3}[A-Za-z]?\.[A-Za-z0-9.]*\d)")

Cells = Mapping[str, str]


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in the order of their first rows.

    Raises:
        ListRefused: no header, cut off within a row, rows of the wrong length.
    """
    file, table = files[0], Table()
    names: dict[str, str] = {}
    groups: dict[str, list[Cells]] = {}
    for line, row in rows(file, report, table, delimiter=",", header_marks=_MARKS):
        if not names:
            names = known_columns(row, _COLUMNS, report, file.path.name)
            report.published = published(table.preamble, report, file.path.name)
        cells = {known: squash(row[name]) for name, known in names.items() if row[name]}
        group = cells.get("Group ID", "")
        if not group:
            report.issue(
                "orphan_row",
                "the row has no Group ID; left out",
                severity="error",
                where=f"{file.path.name}:{line}",
                example=cells.get("Name 6", ""),
            )
            continue
        groups.setdefault(group, []).append(cells)
    for group, members in groups.items():
        yield _entity(group, members, source_id, report)


def _entity(group: str, members: list[Cells], source_id: str, report: Report) -> Entity:
    told = " ".join(_values(members, "Other Information"))
    reference = _UK_REFERENCE.search(told)
    number = reference[1] if reference else group
    draft = Draft(id=f"uk-{number}", schema="LegalEntity", source=source_id, record=group, report=report)
    kind = members[0].get("Group Type", "")
    draft.schema = SCHEMATA.get(letters(kind), "LegalEntity")
    if letters(kind) not in SCHEMATA:
        draft.unknown_value(kind, "Group Type", taken_as="a party of unknown kind")
    draft.property("recordId", group, "Group ID")
    if un_reference := _UN_REFERENCE.search(told):
        draft.property("unscId", un_reference[1], "Other Information")
    add_names(draft, _names(members), "Name 6")
    for script, language in _pairs(members, "Name Non-Latin Script", "Non-Latin Script Language"):
        code = language_code(language)
        draft.name(script, "Name Non-Latin Script", kind="original", language=code)
    _facts(draft, members)
    _documents(draft, members)
    for cells in members:
        lines = tuple(cells.get(line, "") for line in _LINES)
        add_address(draft, lines, cells.get("Post/Zip Code", ""), cells.get("Country", ""), "Country")
    _designation(draft, members)
    return draft.entity()


def _names(members: Iterable[Cells]) -> list[UkName]:
    """Each name once, under its best type: a name that is primary and alias is primary."""
    found: dict[str, UkName] = {}
    for cells in members:
        first, second, third, fourth, fifth, last = (cells.get(part, "") for part in _PARTS)
        parts = (first, second, third, fourth, fifth, last)
        name = UkName(parts, cells.get("Alias Type", ""), cells.get("Alias Quality", ""))
        value = " ".join(filter(None, parts))
        if value and (value not in found or NAME_TYPES.get(letters(name.kind)) == "primary"):
            found[value] = name
    return list(found.values())


def _facts(draft: Draft, members: Sequence[Cells]) -> None:
    for value in _values(members, "DOB"):
        draft.date(date_of(draft, value, "DOB"), "DOB")
    for town, country in _pairs(members, "Town of Birth", "Country of Birth"):
        towns, countries = numbered(town), numbered(country)
        if len(towns) == len(countries):
            for one_town, one_country in zip(towns, countries, strict=True):
                add_birth_place(draft, one_town, one_country, "Country of Birth")
            continue
        for one in towns:
            add_birth_place(draft, one, "", "Town of Birth")
        for one in countries:
            draft.country(one, "Country of Birth", role="birth")
    for value in _values(members, "Nationality"):
        for one in numbered(value):
            draft.country(one, "Nationality", role="nationality")
    for value in _values(members, "Position"):
        for one in numbered(value):
            draft.property("position", one, "Position")
    for column, name in (("Title", "title"), ("Other Information", "notes")):
        for value in _values(members, column):
            draft.property(name, value, column)
    updates = [date_of(draft, value, "Last Updated") for value in _values(members, "Last Updated")]
    latest = max((update.value for update in updates if update), default="")
    draft.property("modifiedAt", latest, "Last Updated")


def _documents(draft: Draft, members: Sequence[Cells]) -> None:
    for number, note in _pairs(members, "Passport Number", "Passport Details"):
        _document(draft, "passport", number, note, "Passport Details")
    for number in _values(members, "NI Number"):
        _document(draft, "national_id", "", number, "NI Number")
    path = "National Identification Number"
    for number, note in _pairs(members, path, "National Identification Details"):
        _document(draft, "national_id", number, note, path)


def _document(draft: Draft, kind: str, number: str, note: str, path: str) -> None:
    if number:
        document(draft, kind, number, note, path)
        return
    for text in numbered(note):
        found = _NUMBER.match(text)
        if found is None:
            within = _NUMBER_WITHIN.search(text)
            document(draft, kind, within[1] if within else "", text, path)
            continue
        named = _COUNTRY_IN_NOTE.match(found[2])
        country = country_code(named[1]) if named else ""
        draft.identifier(kind, found[1], path, country=country, note=found[2])


def _designation(draft: Draft, members: Sequence[Cells]) -> None:
    listed = _values(members, "Listed On") or _values(members, "UK Sanctions List Date Designated")
    dates = [date for value in listed if (date := date_of(draft, value, "Listed On"))]
    draft.designations.append(
        Designation(
            authority="UK",
            origin=draft.origin("Regime"),
            programmes=tuple(_values(members, "Regime")),
            measures=(Measure.ASSET_FREEZE,),
            listed_on=min(dates, key=lambda date: date.value, default=None),
            reference=draft.record,
        )
    )


def numbered(text: str) -> list[str]:
    """The values of a cell that holds several, each after its number (`(1) Somali (2) Swedish`)."""
    return [part for piece in _NUMBERED.split(text) if (part := piece.strip(" ,;"))]


def _values(members: Iterable[Cells], column: str) -> list[str]:
    return list(dict.fromkeys(value for cells in members if (value := cells.get(column, ""))))


def _pairs(members: Iterable[Cells], first: str, second: str) -> list[tuple[str, str]]:
    pairs = ((cells.get(first, ""), cells.get(second, "")) for cells in members)
    return list(dict.fromkeys(pair for pair in pairs if any(pair)))


def _recognise(_name: str, head: bytes) -> str | None:
    lines = head_text(head).splitlines()[:3]
    marks = {column_key(mark) for mark in _MARKS}
    return "uk_ofsi" if any(marks <= {column_key(cell) for cell in line.split(",")} for line in lines) else None


FORMAT = Format(
    name="uk-conlist-csv",
    title="OFSI Consolidated List (CSV)",
    sources=("uk_ofsi",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
