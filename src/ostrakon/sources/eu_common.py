"""The EU Financial Sanctions Files record, as both XML and CSV are read into it, and the entity made of it.

Blocks carry the attribute names of the XML (`wholeName`, `countryIso2Code`, …); the CSV reader gives its columns
these names, so that the same data gives the same entity in either format. Every party of this list has its funds
frozen: that is what the list is. Ids: `eu-` and the EU reference number, else `eu-` and the logical id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ostrakon.model import Designation, Entity, Measure, NameKind, PartialDate
from ostrakon.sources.base import Report
from ostrakon.sources.draft import Draft, place, squash
from ostrakon.sources.eu_identifications import identification

Block = Mapping[str, str]

SCHEMATA = {"person": "Person", "enterprise": "Organization", "P": "Person", "E": "Organization"}
UNKNOWN_COUNTRY = "00"
_GENDERS = {"M": "male", "F": "female", "": ""}
_BOOLEANS = ("true", "false", "")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}$")
_DATE_OF_LISTING = re.compile(r"date of (?:EU )?listing:?\s*(\d{1,2})\.(\d{1,2})\.(\d{4})", re.IGNORECASE)
_GREGORIAN_FROM = 1800
"""Earlier years of birth are those of another calendar in a file that does not name it."""
_NO_REMARK = {"none", "null", ".", "-", "n/a"}


@dataclass(slots=True)
class EuRecord:
    """One `sanctionEntity`, its blocks in file order."""

    logical_id: str
    reference: str
    un_id: str = ""
    designation_date: str = ""
    designation_details: str = ""
    subject: str = ""
    remarks: list[str] = field(default_factory=list)
    regulations: list[Block] = field(default_factory=list)
    names: list[Block] = field(default_factory=list)
    addresses: list[Block] = field(default_factory=list)
    births: list[Block] = field(default_factory=list)
    identifications: list[Block] = field(default_factory=list)
    citizenships: list[Block] = field(default_factory=list)


def entity_of(record: EuRecord, source_id: str, report: Report) -> Entity | None:
    """The entity of one record; None, and an issue, where it has no id at all."""
    number = record.reference or record.logical_id
    if not number:
        report.issue("no_id", "the record has neither EU reference nor logical id; it was left out", severity="error")
        report.skipped += 1
        return None
    draft = Draft(id=f"eu-{number}", schema="LegalEntity", source=source_id, record=number, report=report)
    draft.schema = SCHEMATA.get(record.subject, "LegalEntity")
    if record.subject not in SCHEMATA:
        draft.unknown_value(record.subject, "subjectType@code", taken_as="a party of unknown kind")
    draft.property("recordId", record.logical_id, "sanctionEntity@logicalId")
    _names(draft, record.names)
    for block in record.births:
        _birth(draft, block)
    for block in record.citizenships:
        _citizenship(draft, block)
    for block in record.addresses:
        _address(draft, block)
    for block in record.identifications:
        identification(draft, block, country_of(draft, block, "identification"))
    for remark in record.remarks:
        text = squash(remark)
        draft.property("notes", "" if text.lower() in _NO_REMARK else text, "remark")
    _designations(draft, record)
    return draft.entity()


def _names(draft: Draft, blocks: list[Block]) -> None:
    main = _main_name(blocks)
    for index, block in enumerate(blocks):
        whole = squash(block.get("wholeName"))
        given, middle, family = (squash(block.get(part)) for part in ("firstName", "middleName", "lastName"))
        if not whole:
            whole = " ".join(filter(None, (given, middle, family)))
        strong = block.get("strong", "")
        if strong not in _BOOLEANS:
            draft.unknown_value(strong, "nameAlias@strong", taken_as="a strong alias")
        language = squash(block.get("nameLanguage"))
        if language and not _LANGUAGE.match(language):
            draft.unknown_value(language, "nameAlias@nameLanguage", taken_as="no language")
            language = ""
        kind: NameKind = "primary" if index == main else "alias"
        draft.name(
            whole,
            "nameAlias@wholeName",
            kind=kind,
            weak=strong == "false",
            language=language.lower(),
            given=given,
            middle=middle,
            family=family,
        )
        _name_facts(draft, block)
    if not draft.names:
        draft.issue("no_name", "the record has no name", path="nameAlias@wholeName", example=draft.record)


def _main_name(blocks: list[Block]) -> int:
    """Which name to file the record under: the list has no mark for it and no reliable order.

    The first strong one with a family name that is in English or in no stated language; else the first strong
    one of these languages; else the first of all.
    """
    plain = [
        index
        for index, block in enumerate(blocks)
        if block.get("nameLanguage", "") in ("", "EN")
        and block.get("strong") != "false"
        and squash(block.get("wholeName"))
    ]
    with_family = [index for index in plain if squash(blocks[index].get("lastName"))]
    return (with_family or plain or [0])[0]


def _name_facts(draft: Draft, block: Block) -> None:
    gender = squash(block.get("gender")).upper()
    if gender not in _GENDERS:
        draft.unknown_value(gender, "nameAlias@gender", taken_as="not stated")
    draft.property("gender", _GENDERS.get(gender, ""), "nameAlias@gender")
    draft.property("title", squash(block.get("title")), "nameAlias@title")
    draft.property("position", squash(block.get("function")), "nameAlias@function")
    draft.property("notes", squash(block.get("remark")), "nameAlias/remark")


def country_of(draft: Draft, block: Block, path: str) -> tuple[str, str]:
    """(text, code) of a block's country; `00` and UNKNOWN stand for none."""
    code, text = squash(block.get("countryIso2Code")), squash(block.get("countryDescription"))
    if code == UNKNOWN_COUNTRY or text == "UNKNOWN":
        return "", ""
    if not (code or text):
        return "", ""
    found = draft.code(code, f"{path}@countryIso2Code") if code else ""
    return text or code, found or draft.code(text, f"{path}@countryDescription")


def _citizenship(draft: Draft, block: Block) -> None:
    text, code = country_of(draft, block, "citizenship")
    draft.country(text, "citizenship@countryIso2Code", role="citizenship", code=code)
    draft.property("notes", squash(block.get("remark")), "citizenship/remark")
    if region := squash(block.get("region")):
        draft.property("notes", f"Citizenship: {region}", "citizenship@region")


def _address(draft: Draft, block: Block) -> None:
    text, code = country_of(draft, block, "address")
    parts = {key: squash(block.get(key)) for key in ("street", "poBox", "zipCode", "city", "region", "place")}
    listing = "at the time of listing" if block.get("asAtListingTime") == "true" else ""
    remark = squash(block.get("remark"))
    found = place(
        draft.origin("address"),
        street=parts["street"],
        extra=(f"PO Box {parts['poBox']}" if parts["poBox"] else "", parts["place"]),
        city=parts["city"],
        region=parts["region"],
        postal_code=parts["zipCode"],
        country=text,
        code=code,
        note="; ".join(filter(None, (listing, remark))),
    )
    if found is not None:
        draft.addresses.append(found)
    for key, value in contacts(block.get("contactInfo", "")):
        draft.property(key, value, "address/contactInfo")


_CONTACTS = {"EMAIL": "email", "WEB": "website", "PHONE": "phone", "FAX": "phone", "MOBILE": "phone"}


def contacts(text: str) -> list[tuple[str, str]]:
    """(property, value) of each contact, written `KEY[value]` and joined by line ends, or as plain text."""
    found = []
    for line in filter(None, (squash(line) for line in text.splitlines())):
        key, bracket, value = line.partition("[")
        name = _CONTACTS.get(key.strip().upper())
        found.append((name, value.rstrip("] ")) if name and bracket else ("notes", f"Contact: {line}"))
    return found


def _birth(draft: Draft, block: Block) -> None:
    path = "birthdate@birthdate"
    written = {
        key: squash(block.get(key))
        for key in ("birthdate", "dayOfMonth", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo")
    }
    calendar = squash(block.get("calendarType")) or "GREGORIAN"
    said = " ".join(f"{key} {value}" for key, value in written.items() if value)
    if said:
        try:
            draft.date(_date(written, calendar, circa=block.get("circa") == "true"), path)
        except ValueError as bad:
            draft.property("notes", f"Date of birth: {said}", path)
            draft.issue("bad_date", f"no date ({bad}); kept as a note", path=path, example=said)
    if calendar != "GREGORIAN":
        draft.property("notes", f"Date of birth in the calendar {calendar}: {said}", "birthdate@calendarType")
        draft.issue(
            "other_calendar",
            "the date is in another calendar; only a Gregorian date beside it is used, the rest kept as a note",
            path="birthdate@calendarType",
            example=f"{draft.record} {calendar} {said}",
            info=True,
        )
    text, code = country_of(draft, block, "birthdate")
    parts = {key: squash(block.get(key)) for key in ("place", "city", "region", "zipCode")}
    draft.property("notes", squash(block.get("remark")), "birthdate/remark")
    where = place(
        draft.origin("birthdate@city"),
        extra=(parts["place"],),
        city=parts["city"],
        region=parts["region"],
        postal_code=parts["zipCode"],
        country=text,
        code=code,
    )
    if where is not None:
        draft.birth_places.append(where)
    draft.country(text, "birthdate@countryIso2Code", role="birth", code=code)


def _date(written: Mapping[str, str], calendar: str, *, circa: bool) -> PartialDate | None:
    if written["birthdate"]:  # always Gregorian, also beside day, month and year of another calendar
        return PartialDate.parse(written["birthdate"][:10], approximate=circa)
    if calendar != "GREGORIAN":
        return None
    if written["yearRangeFrom"] and written["yearRangeTo"]:
        start, end = (PartialDate.parse(written[key]).value for key in ("yearRangeFrom", "yearRangeTo"))
        return PartialDate(value=start, until=end, approximate=circa)
    year, month, day = (int(written[key] or 0) for key in ("year", "monthOfYear", "dayOfMonth"))
    year = year or int(written["yearRangeFrom"] or written["yearRangeTo"] or 0)
    if year < _GREGORIAN_FROM:
        raise ValueError(f"the year {year} is not one of the Gregorian calendar")
    return PartialDate.of(year, month, day, approximate=circa)


def _designations(draft: Draft, record: EuRecord) -> None:
    details = squash(record.designation_details)
    draft.property("notes", details, "sanctionEntity@designationDetails")
    draft.property("unscId", squash(record.un_id), "sanctionEntity@unitedNationId")
    listed_on = _listed_on(draft, squash(record.designation_date), [details, *record.remarks])
    for block in record.regulations or [{}]:
        programme = squash(block.get("programme"))
        draft.designations.append(
            Designation(
                authority="EU",
                origin=draft.origin("regulation@numberTitle"),
                programmes=(programme,) if programme else (),
                measures=(Measure.ASSET_FREEZE,),
                listed_on=listed_on,
                reference=record.reference,
                legal_basis=_legal_basis(block),
            )
        )
        draft.property("sourceUrl", squash(block.get("publicationUrl")), "regulation/publicationUrl")


def _legal_basis(block: Block) -> str:
    """The act with its dates. They are those of the latest amendment, so they do not say when the party was listed."""
    parts = [squash(block.get("numberTitle"))]
    for key, words in (("publicationDate", "published"), ("entryIntoForceDate", "in force")):
        if date := squash(block.get(key)):
            parts.append(f"{words} {date[:10]}")
    return ", ".join(filter(None, parts))


def _listed_on(draft: Draft, date: str, texts: list[str]) -> PartialDate | None:
    try:
        if date:
            return PartialDate.parse(date[:10])
        for text in texts:
            if found := _DATE_OF_LISTING.search(text):
                return PartialDate.of(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        path = "sanctionEntity@designationDate"
        draft.issue("bad_date", "the text is no date; left out", path=path, example=date or "; ".join(texts))
    return None
