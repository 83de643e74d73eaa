"""Australia's Consolidated List of DFAT (`regulation8_consolidated.xlsx`), source `au_dfat`.

One row for each name: `123` is the party under its primary name, `123a`, `123b`, `123b1` are further names of it with
the same facts repeated. Rows are put together by the number, wherever they stand. Ids: `au-` and the number. Columns of
measures came later; before, the list was that of regulation 8, whose parties all have their assets frozen. The workbook
carries no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ostrakon.model import Designation, Entity, Measure, NameKind, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.lettered import given, lettered
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, english_date

NAME = "name_of_individual_or_entity"
_MARKS = ("reference", NAME, "name_type", "committees")
FIELDS: Mapping[str, str] = {
    "reference": "used: number of the party, and a letter for each further name",
    NAME: "used: name",
    "type": "used: schema",
    "name_type": "used: kind of the name",
    "alias_strength": "used: weak aliases",
    "date_of_birth": "used: dates of birth; a note where there is no date in it",
    "place_of_birth": "used: places of birth",
    "citizenship": "used: country with role citizenship",
    "address": "used: addresses",
    "additional_information": "used: property notes",
    "listing_information": "used: reason of the designation; date of listing where it names one",
    "imo_number": "used: identifier imo",
    "committees": "used: programme",
    "control_date": "used: property modifiedAt",
    "instrument_of_designation": "used: legal basis",
    "targeted_financial_sanction": "used: measure asset_freeze",
    "travel_ban": "used: measure travel_ban",
    "arms_embargo": "used: measure arms_embargo",
    "maritime_restriction": "used: measure port_ban",
}
_KINDS: dict[str, NameKind] = {
    "primary name": "primary",
    "aka": "alias",
    "alias": "alias",
    "original script": "original",
    "formerly known as": "former",
    "previously listed as": "former",
    "previous name": "former",
}
_SCHEMATA = {"individual": "Person", "person": "Person", "entity": "Organization", "organization": "Organization"}
_SCHEMATA |= {"vessel": "Vessel", "ship": "Vessel"}
_REFERENCE = re.compile(r"^(\d+)(?:[a-z]+\d*)*$")
_MEASURES = {
    "targeted_financial_sanction": Measure.ASSET_FREEZE,
    "travel_ban": Measure.TRAVEL_BAN,
    "arms_embargo": Measure.ARMS_EMBARGO,
    "maritime_restriction": Measure.PORT_BAN,
}
_LISTED = re.compile(r"\b(?:listed|designated)\b.*?\bon:?\s+(\d{1,2}\s+[A-Za-z]{3,9}\.?,?\s+\d{4})", re.IGNORECASE)
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_BIRTH_WORDS = re.compile(r"^(?:approximately|circa|born|between|c\.)\s*|(?<=\d)\s*\bapproximately$", re.IGNORECASE)
_EITHER = re.compile(r"\s+or\s+|\s*>>\s*|[.,]?\s*(?:for this aka only,?\s*)?\balt\.?\s*DOB:?\s*", re.IGNORECASE)


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every number, in the order of first appearance."""
    groups: dict[str, list[tuple[str, Cells]]] = {}
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS):
        found = _REFERENCE.match(clean(row["reference"]).lower())
        if found is None or not clean(row[NAME]):
            report.issue(
                "no_id",
                "a row without a reference number or a name was left out",
                severity="error",
                where=where,
                field="reference",
                example=f"{row['reference']} {row[NAME]}".strip(),
            )
            continue
        groups.setdefault(found[1], []).append((where, row))
    for number, rows in groups.items():
        yield _entity(number, [row for _, row in rows], source, report)


def _entity(number: str, rows: Sequence[Cells], source: str, report: Report) -> Entity:
    main = next((row for row in rows if _kind(row) == "primary"), rows[0])
    schema = _SCHEMATA.get(clean(main.get("type")).casefold(), "")
    draft = Draft(f"au-{number}", schema or "LegalEntity", source, number, report)
    if given(main.get("imo_number", "")):
        draft.schema = "Vessel" if schema != "Person" else schema
    if not schema:
        draft.unknown_value(main.get("type", ""), "type", taken_as="a party of unknown kind")
    _names(draft, rows, main)
    for row in rows:  # further names repeat the facts; where they differ, each says something
        facts(draft, row)
    draft.designations.append(designation(draft, main))
    return draft.entity()


def _kind(row: Mapping[str, str]) -> NameKind | None:
    return _KINDS.get(clean(row.get("name_type")).casefold())


def _names(draft: Draft, rows: Sequence[Cells], main: Cells) -> None:
    for row in (main, *(row for row in rows if row is not main)):
        kind = _kind(row)
        if kind is None:
            draft.unknown_value(row.get("name_type", ""), "name_type", taken_as="an alias")
        weak = clean(row.get("alias_strength")).casefold() == "weak"
        name = clean(row[NAME])
        if row is not main and kind == "primary" and name == clean(main[NAME]):
            continue
        draft.name(name, NAME, kind="primary" if row is main else (kind or "alias"), weak=weak)


def facts(draft: Draft, row: Mapping[str, str]) -> None:
    """What a row says of the party besides its name; the order of calls decides nothing, doubles are kept once."""
    for text in lettered(row.get("date_of_birth", "")):
        _born(draft, text)
    for text in lettered(row.get("place_of_birth", ""), dividers=";"):
        found = place(draft.origin("place_of_birth"), city=text)
        if found is not None:
            draft.birth_places.append(found)
    for text in lettered(row.get("citizenship", ""), dividers=";\n"):
        draft.country(text, "citizenship", role="citizenship")
    for text in lettered(row.get("address", ""), dividers=";\n"):
        draft.addresses.extend(filter(None, [place(draft.origin("address"), street=text)]))
    draft.property("notes", given(row.get("additional_information", "")), "additional_information")
    draft.identifier("imo", given(row.get("imo_number", "")), "imo_number")
    draft.property("modifiedAt", clean(row.get("control_date"))[:10], "control_date")


def _born(draft: Draft, text: str) -> None:
    try:
        for date in dates_in(text):
            draft.date(date, "date_of_birth")
    except ValueError:
        draft.property("notes", f"Date of birth: {text}", "date_of_birth")
        draft.issue("bad_date", "the text is no date; kept as a note", path="date_of_birth", example=text)


def dates_in(text: str) -> list[PartialDate]:
    """Dates as this list writes them: ISO, `dd/mm/yyyy`, `19 Apr. 1982`, `Approximately 1955-1958`, `1958 or 1959`.

    Raises:
        ValueError: there is no date in it.
    """
    found = []
    for part in _EITHER.split(text):
        plain = clean(_BIRTH_WORDS.sub("", part)).strip(" .,")
        approximate = plain.casefold() != part.strip(" .,").casefold() and "between" not in part.casefold()
        plain = re.sub(r"(?<=\d)-\s+(?=\d)", "-", plain).replace(" and ", " to ")
        if slashed := _SLASHED.match(plain):
            day, month, year = (int(number) for number in slashed.groups())
            date = PartialDate.of(year, month, day)
        else:
            date = english_date(plain.replace(".", ""))
        approximate = approximate or date.approximate
        found.append(PartialDate(value=date.value, until=date.until, approximate=approximate))
    return found


def designation(draft: Draft, row: Mapping[str, str]) -> Designation:
    """The designation that a row describes."""
    listing = clean(row.get("listing_information"))
    stated = [m for column, m in _MEASURES.items() if clean(row.get(column)).casefold() in ("yes", "true", "y", "1")]
    programme = clean(row.get("committees"))
    listed_on = None
    if found := _LISTED.search(listing):
        try:
            listed_on = english_date(found[1].replace(".", ""))
        except ValueError:
            draft.issue("bad_date", "no date", path="listing_information", example=found[1])
    return Designation(
        authority="AU",
        origin=draft.origin("committees"),
        programmes=(programme,) if programme else (),
        measures=tuple(stated) if any(column in row for column in _MEASURES) else (Measure.ASSET_FREEZE,),
        listed_on=listed_on,
        reference=draft.record,
        legal_basis=clean(row.get("instrument_of_designation")),
        reason=listing,
    )


def _recognise(_name: str, head: bytes) -> str | None:
    return "au_dfat" if set(_MARKS) <= columns_in(head) else None


FORMAT = Format(
    name="au-dfat-xlsx",
    title="Australian Consolidated List (workbook)",
    sources=("au_dfat",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
