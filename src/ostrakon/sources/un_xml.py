"""United Nations Security Council Consolidated List, XML (`CONSOLIDATED_LIST`), source `un_sc`.

Seen in the publisher's own bytes of 2018, 2024, 2025 and 2026; order and indentation of elements differ between
them and mean nothing. The four name parts are positional: they are joined, never read as given and family name.
Ids: `un-` and the reference number, else `un-` and the DATAID.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure
from ostrakon.sources import un_values
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place, squash
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import xml_root
from ostrakon.sources.un_fields import FIELDS
from ostrakon.sources.un_parts import aliases, births, documents, text
from ostrakon.sources.xml import local, records, without_namespace
from ostrakon.sources.xml_audit import ElementAudit

ROOT = "CONSOLIDATED_LIST"

FREEZE = (Measure.ASSET_FREEZE,)
FREEZE_AND_TRAVEL = (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)

REGIMES: dict[str, tuple[str, tuple[Measure, ...]]] = {
    "Al-Qaida": ("Resolutions 1267 (1999), 1989 (2011) and 2253 (2015)", FREEZE_AND_TRAVEL),
    "CAR": ("Resolutions 2127 (2013) and 2745 (2024)", FREEZE_AND_TRAVEL),
    "DPRK": ("Resolution 1718 (2006)", FREEZE_AND_TRAVEL),
    "DRC": ("Resolution 1533 (2004)", FREEZE_AND_TRAVEL),
    "GB": ("Resolution 2048 (2012)", (Measure.TRAVEL_BAN,)),
    "Haiti": ("Resolution 2653 (2022)", FREEZE_AND_TRAVEL),
    "Iran": ("Resolutions 1737 (2006) and 2231 (2015)", FREEZE_AND_TRAVEL),
    "Iraq": ("Resolutions 1483 (2003) and 1518 (2003)", FREEZE),
    "Lebanon": ("Resolution 1636 (2005)", FREEZE_AND_TRAVEL),
    "Libya": ("Resolution 1970 (2011)", FREEZE_AND_TRAVEL),
    "Mali": ("Resolution 2374 (2017)", FREEZE_AND_TRAVEL),
    "Somalia": ("Resolution 1844 (2008)", FREEZE_AND_TRAVEL),
    "SouthSudan": ("Resolution 2206 (2015)", FREEZE_AND_TRAVEL),
    "Sudan": ("Resolution 1591 (2005)", FREEZE_AND_TRAVEL),
    "Taliban": ("Resolution 1988 (2011)", FREEZE_AND_TRAVEL),
    "Yemen": ("Resolution 2140 (2014)", FREEZE_AND_TRAVEL),
}
"""Code of the list → its resolutions and the measures for persons; other parties cannot travel. Where the comment
of a Libyan entry names its measures in brackets, these stand instead."""

_STATED_MEASURES = re.compile(r"of resolution 19\d\d \(([^)]*)\)", re.IGNORECASE)
_STATED = {"travel ban": Measure.TRAVEL_BAN, "asset freeze": Measure.ASSET_FREEZE}
_COMPANY_IMO = re.compile(r"\bIMO\)?\s*(?:company\s*)?(?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)
_GENDERS = {"male": "male", "female": "female", "unknown": ""}
_LANGUAGES = {"Tigrinya": "ti", "Arabic": "ar", "Korean": "ko", "Russian": "ru", "Chinese": "zh"}


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: malformed XML, or another root element than `CONSOLIDATED_LIST`.
    """
    file = files[0]
    audit = ElementAudit(FIELDS, report)
    with file.open() as stream:
        found = records(stream, {"INDIVIDUAL", "ENTITY"}, where=file.path.name, outside=audit.outside)
        _read_root(next(found), report, file.path.name)
        for element in found:
            number = squash(without_namespace(element).findtext("DATAID"))
            audit.record(element, f"record {number}")
            entity = entity_of(element, source_id, report)
            if entity is not None:
                yield entity


def _read_root(root: etree._Element, report: Report, where: str) -> None:
    if local(root.tag) != ROOT:
        raise ListRefused(f"the root element is <{local(root.tag)}>, not <{ROOT}>", reason="wrong_content", where=where)
    report.published = root.get("dateGenerated") or None
    if report.published is None:
        report.issue("no_date", "the list does not say when it was generated", where=where)


def entity_of(element: etree._Element, source_id: str, report: Report) -> Entity | None:
    """The entity of one INDIVIDUAL or ENTITY; None, and an issue, where it has no id at all."""
    kind = local(element.tag)
    number, reference = text(element, "DATAID"), text(element, "REFERENCE_NUMBER")
    if not (reference or number):
        report.issue("no_id", "the record has neither reference number nor data id; it was left out", severity="error")
        report.skipped += 1
        return None
    draft = Draft(
        id=f"un-{reference or number}",
        schema="Person" if kind == "INDIVIDUAL" else "Organization",
        source=source_id,
        record=reference or number,
        report=report,
    )
    draft.property("recordId", number, f"{kind}/DATAID")
    _names(draft, element, kind)
    aliases(draft, element, kind)
    if not draft.names:
        draft.issue("no_name", "the record has no name", path=f"{kind}/FIRST_NAME", example=draft.record)
    _designation(draft, element, kind)
    _addresses(draft, element, kind)
    _facts(draft, element, kind)
    if kind == "INDIVIDUAL":
        births(draft, element)
        documents(draft, element)
    return draft.entity()


def _names(draft: Draft, element: etree._Element, kind: str) -> None:
    parts = [text(element, f"{nth}_NAME") for nth in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    draft.name(" ".join(filter(None, parts)), f"{kind}/FIRST_NAME", kind="primary")
    for written in element.findall("NAME_ORIGINAL_SCRIPT"):
        names, language = un_values.script_names(squash(written.text))
        for name in names:
            code = _LANGUAGES.get(language, "")
            draft.name(name, f"{kind}/NAME_ORIGINAL_SCRIPT", kind="original", language=code)


def _designation(draft: Draft, element: etree._Element, kind: str) -> None:
    programme = text(element, "UN_LIST_TYPE")
    basis, measures = REGIMES.get(programme, ("", ()))
    if programme not in REGIMES:
        draft.unknown_value(programme, f"{kind}/UN_LIST_TYPE", taken_as="a regime whose measures are not known")
    if (list_type := text(element, "LIST_TYPE/VALUE")) not in ("UN List", ""):
        draft.unknown_value(list_type, f"{kind}/LIST_TYPE/VALUE", taken_as="the UN list")
    stated = " ".join(_STATED_MEASURES.findall(text(element, "COMMENTS1"))).lower()
    if stated:
        measures = tuple(measure for words, measure in _STATED.items() if words in stated) or measures
    elif kind == "ENTITY":
        measures = tuple(measure for measure in measures if measure is not Measure.TRAVEL_BAN)
    listed = text(element, "LISTED_ON")
    listed_on = un_values.iso_date(listed) if listed else None
    if listed and listed_on is None:
        draft.issue("bad_date", "the text is no date; left out", path=f"{kind}/LISTED_ON", example=listed)
    draft.designations.append(
        Designation(
            authority="UN",
            origin=draft.origin(f"{kind}/UN_LIST_TYPE"),
            programmes=(programme,) if programme else (),
            measures=measures,
            listed_on=listed_on,
            reference=text(element, "REFERENCE_NUMBER"),
            legal_basis=basis,
        )
    )


def _addresses(draft: Draft, element: etree._Element, kind: str) -> None:
    base = f"{kind}_ADDRESS"
    path = f"{kind}/{base}"
    for address in element.findall(base):
        country = text(address, "COUNTRY")
        found = place(
            draft.origin(path),
            street=text(address, "STREET"),
            city=text(address, "CITY"),
            region=text(address, "STATE_PROVINCE"),
            postal_code=text(address, "ZIP_CODE"),
            country=country,
            code=draft.code(country, f"{path}/COUNTRY"),
            note=text(address, "NOTE"),
        )
        if found is not None:
            draft.addresses.append(found)


def _facts(draft: Draft, element: etree._Element, kind: str) -> None:
    comments = text(element, "COMMENTS1")
    draft.property("notes", comments, f"{kind}/COMMENTS1")
    if kind == "ENTITY":
        for number in _COMPANY_IMO.findall(comments):
            draft.identifier("imo", number, "ENTITY/COMMENTS1", note="IMO company number")
    for value in element.findall("NATIONALITY/VALUE"):
        draft.country(squash(value.text), f"{kind}/NATIONALITY/VALUE", role="nationality")
    for value in element.findall("DESIGNATION/VALUE"):
        draft.property("position", squash(value.text), f"{kind}/DESIGNATION/VALUE")
    for value in element.findall("TITLE/VALUE"):
        draft.property("title", squash(value.text), f"{kind}/TITLE/VALUE")
    gender = text(element, "GENDER")
    if gender and gender.lower() not in _GENDERS:
        draft.unknown_value(gender, f"{kind}/GENDER", taken_as="not stated")
    draft.property("gender", _GENDERS.get(gender.lower(), ""), f"{kind}/GENDER")
    updates = sorted(squash(value.text)[:10] for value in element.findall("LAST_DAY_UPDATED/VALUE"))
    draft.property("modifiedAt", updates[-1] if updates else "", f"{kind}/LAST_DAY_UPDATED/VALUE")


def _recognise(_name: str, head: bytes) -> str | None:
    return "un_sc" if xml_root(head)[0] == ROOT else None


FORMAT = Format(
    name="un-xml",
    title="UN Security Council Consolidated List (XML)",
    sources=("un_sc",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
