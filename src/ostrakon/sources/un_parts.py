"""The repeated blocks of a UN record: aliases, dates and places of birth, documents."""

from __future__ import annotations

import re

from lxml import etree

from ostrakon.model import NameKind, PartialDate
from ostrakon.sources.draft import Draft, place, squash
from ostrakon.sources.un_values import (
    alias_text,
    date_in_words,
    document_number,
    document_type,
    iso_date,
    script_names,
)

_QUALITIES: dict[str, tuple[NameKind, bool]] = {
    "good": ("alias", False),
    "low": ("alias", True),
    "a.k.a.": ("alias", False),
    "f.k.a.": ("former", False),
    "": ("alias", False),
}
_FORMER_NOTE = re.compile(r"\s*(?:previously|formerly) listed as\s*", re.IGNORECASE)
_BORN_IN_NOTE = re.compile(r"\bborn\b|\bDOB\b|\bDPOB\b", re.IGNORECASE)
_SCRIPT_IN_NOTE = re.compile(
    r"^(.*?)\b(?:original script|in arabic(?: script)?)\s*:\s*(.+)$", re.IGNORECASE | re.DOTALL
)
_DATE_TYPES = ("EXACT", "APPROXIMATELY", "BETWEEN", "")


def text(element: etree._Element, path: str) -> str:
    """The text of the first element at `path`, blanks made one; empty when it is not there."""
    return squash(element.findtext(path))


def aliases(draft: Draft, element: etree._Element, kind: str) -> None:
    """Read every alias of a record; empty alias elements, which the list has many of, say nothing."""
    for alias in element.findall(f"{kind}_ALIAS"):
        _alias(draft, alias, f"{kind}/{kind}_ALIAS")


def _alias(draft: Draft, alias: etree._Element, base: str) -> None:
    written, quality, note = text(alias, "ALIAS_NAME"), text(alias, "QUALITY"), text(alias, "NOTE")
    if quality.lower() not in _QUALITIES:
        draft.unknown_value(quality, f"{base}/QUALITY", taken_as="a good alias")
    kind, weak = _QUALITIES.get(quality.lower(), ("alias", False))
    if _FORMER_NOTE.match(note):
        kind = "former"
    found = alias_text(written)
    for name in found.names:
        draft.name(name, f"{base}/ALIAS_NAME", kind=kind, weak=weak)
    draft.date(found.born, f"{base}/ALIAS_NAME")
    if found.remark:
        draft.property("notes", f"{', '.join(found.names)}: {found.remark}", f"{base}/ALIAS_NAME")
        draft.issue(
            "remark_in_name",
            "the alias holds a remark besides the name; it was put apart as a note",
            path=f"{base}/ALIAS_NAME",
            example=draft.record,
            info=True,
        )
    _alias_note(draft, written, note, f"{base}/NOTE", weak=weak)
    if (born := text(alias, "DATE_OF_BIRTH")) and born != "null":
        _add_date(draft, iso_date(born), born, f"{base}/DATE_OF_BIRTH")
    _birth_place(draft, base, text(alias, "CITY_OF_BIRTH"), "", text(alias, "COUNTRY_OF_BIRTH"), tag="COUNTRY_OF_BIRTH")


def _alias_note(draft: Draft, alias: str, note: str, path: str, *, weak: bool) -> None:
    """A note may hold the alias in its own script and a birth date; what else it says is kept as it stands."""
    rest = note
    if script := _SCRIPT_IN_NOTE.match(note):
        for name in script_names(script[2])[0]:
            draft.name(name, path, kind="original", weak=weak)
        rest = script[1].strip(" ,.")
    if _BORN_IN_NOTE.search(rest):
        draft.date(date_in_words(rest), path)
    if rest and not _FORMER_NOTE.fullmatch(rest):
        draft.property("notes", f"{alias}: {rest}" if alias else rest, path)


def births(draft: Draft, element: etree._Element) -> None:
    """Read dates and places of birth."""
    path = "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH"
    for born in element.findall("INDIVIDUAL_DATE_OF_BIRTH"):
        written = "; ".join(filter(None, (text(born, tag) for tag in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"))))
        if (kind := text(born, "TYPE_OF_DATE")) not in _DATE_TYPES:
            draft.unknown_value(kind, f"{path}/TYPE_OF_DATE", taken_as="an exact date")
        if written:
            _add_date(draft, _birth_date(born), written, path)
    path = "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH"
    for where in element.findall("INDIVIDUAL_PLACE_OF_BIRTH"):
        street, note = text(where, "STREET"), text(where, "NOTE")
        city = ", ".join(filter(None, (street, text(where, "CITY"))))
        region, country = text(where, "STATE_PROVINCE"), text(where, "COUNTRY")
        _birth_place(draft, path, city, region, country, tag="COUNTRY", note=note)


def _birth_date(born: etree._Element) -> PartialDate | None:
    note = text(born, "NOTE")
    approximate = text(born, "TYPE_OF_DATE") == "APPROXIMATELY" or note.lower().startswith("approx")
    first, last = text(born, "FROM_YEAR"), text(born, "TO_YEAR")
    said = "" if note.lower() == "approximately" else note
    if first and last:
        start, end = iso_date(first), iso_date(last)
        if start is None or end is None:
            return None
        return PartialDate(value=start.value, until=end.value, approximate=approximate, text=said)
    for tag in ("DATE", "YEAR", "FROM_YEAR", "TO_YEAR"):
        if value := text(born, tag):
            found = iso_date(value, approximate=approximate)
            return found and PartialDate(value=found.value, approximate=approximate, text=said)
    return date_in_words(note, approximate=approximate)


def _add_date(draft: Draft, found: PartialDate | None, written: str, path: str) -> None:
    if found is not None:
        draft.date(found, path)
        return
    draft.property("notes", f"Date of birth: {written}", path)
    code = "other_calendar" if "calendar" in written.lower() else "bad_date"
    draft.issue(code, "the text holds no date that can be read; kept as a note", path=path, example=written)


def _birth_place(draft: Draft, path: str, city: str, region: str, country: str, *, tag: str, note: str = "") -> None:
    code = draft.code(country, f"{path}/{tag}")
    found = place(draft.origin(path), city=city, region=region, country=country, code=code, note=note)
    if found is not None:
        draft.birth_places.append(found)
    draft.country(country, f"{path}/{tag}", role="birth", code=code)


def documents(draft: Draft, element: etree._Element) -> None:
    """Read identity documents, also those whose number stands in the type or the note."""
    for document in element.findall("INDIVIDUAL_DOCUMENT"):
        if len(document):
            _document(draft, document, "INDIVIDUAL/INDIVIDUAL_DOCUMENT")


def _document(draft: Draft, document: etree._Element, path: str) -> None:
    written, special, note = (text(document, tag) for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NOTE"))
    number = text(document, "NUMBER")
    type_ = document_type(special, written)
    if not number:
        number = document_number(special, note)
        type_ = document_type(special, note, written)
    if not type_ and (written or special):
        draft.unknown_value(special or written, f"{path}/TYPE_OF_DOCUMENT", taken_as="another identifier")
    issued = text(document, "DATE_OF_ISSUE")
    place_of_issue = text(document, "CITY_OF_ISSUE")
    told = [
        special,
        f"issued {issued}" if issued else "",
        f"issued in {place_of_issue}" if place_of_issue else "",
        note,
    ]
    told_text = "; ".join(filter(None, told))
    if not number:
        draft.property("notes", f"{written}: {told_text}" if told_text else "", path)
        if told_text:
            draft.issue(
                "no_number",
                "the document has no number that can be read; its text is kept as a note",
                path=f"{path}/NUMBER",
                example=draft.record,
                info=True,
            )
        return
    country = text(document, "ISSUING_COUNTRY") or text(document, "COUNTRY_OF_ISSUE")
    code = draft.code(country, f"{path}/ISSUING_COUNTRY")
    if country and not code:
        told_text = "; ".join(filter(None, (country, told_text)))
    draft.identifier(type_ or "other", number, f"{path}/NUMBER", country=code, note=told_text)
