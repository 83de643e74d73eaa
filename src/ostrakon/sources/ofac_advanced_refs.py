"""First pass over OFAC's advanced XML: everything that a party refers to by number.

Parties stand in the middle of the file, what they refer to before and behind them: reference values, locations and
identity documents come first, relations and sanctions entries last. This pass keeps those tables (a few megabytes)
and lets the parties go by, so that the second pass can finish each party at once.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import PartialDate
from ostrakon.sources import xml
from ostrakon.sources.base import Report
from ostrakon.sources.files import ListFile

local = lru_cache(maxsize=1024)(xml.local)
"""The file has a hundred names of elements and millions of elements."""


@dataclass(frozen=True, slots=True)
class Place:
    """A location: its parts by OFAC's type of part (`CITY`, `ADDRESS1`, …) and its country in words."""

    parts: tuple[tuple[str, str], ...]
    country: str

    def part(self, kind: str) -> str:
        """The values of one type of part, joined."""
        return ", ".join(value for known, value in self.parts if known == kind)

    @property
    def full(self) -> str:
        """All parts in the order of the file, joined by commas; the country is not among them."""
        return ", ".join(value for _, value in self.parts)


@dataclass(frozen=True, slots=True)
class Document:
    """An identity document: type in words, number, issuing country, dates and remarks as one note."""

    type: str
    number: str
    country: str
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another profile."""

    kind: str
    target: str
    former: bool
    comment: str


@dataclass(slots=True)
class Entry:
    """A sanctions entry: the list it stands on, programmes, other measures, dates and legal bases."""

    list_name: str
    programmes: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    listed_on: PartialDate | None = None


@dataclass(slots=True)
class References:
    """The tables of the file, by number.

    Attributes:
        values: element name of a reference value (`AliasType`) → number → words.
        party_types: number of a party sub-type → (its words, number of its party type).
        documents: identity number → documents; links and entries: profile number → values.
    """

    values: dict[str, dict[str, str]] = field(default_factory=dict)
    party_types: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    published: str | None = None

    def words(self, table: str, number: str | None) -> str:
        """What a number of a table stands for; empty without a number, the number itself when it is unknown."""
        if not number:
            return ""
        return self.values.get(table, {}).get(number, number)


def load(file: ListFile, report: Report, audit: Callable[[etree._Element], None]) -> References:
    """Read all tables; `audit` is called with every record of them.

    Raises:
        ListRefused: malformed XML, or another root element.
    """
    refs = References()
    with file.open() as stream:
        elements = xml.records(stream, ("DateOfIssue", *_HANDLERS), where=file.name)
        root = next(elements, None)
        if root is None or local(root.tag) != "Sanctions":
            raise ListRefused("the root element is not Sanctions", reason="wrong_content", where=file.name)
        for element in elements:
            audit(element)
            name = local(element.tag)
            if name == "DateOfIssue":
                _issue_date(refs, element, report)
            else:
                _HANDLERS[name](refs, element)
    return refs


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    for candidate in element:
        if local(candidate.tag) == name:
            return candidate
    return None


def children(element: etree._Element, *path: str) -> list[etree._Element]:
    """All descendants along a path of local names."""
    found = [element]
    for name in path:
        found = [below for above in found for below in above if local(below.tag) == name]
    return found


def text(element: etree._Element | None) -> str:
    """The element's own text with single blanks; empty for None."""
    return "" if element is None else " ".join((element.text or "").split())


def day(element: etree._Element | None) -> date | None:
    """`Year`, `Month`, `Day` children as a date; a missing month or day is the first; None when it is no date."""
    if element is None:
        return None
    year, month, number = (text(child(element, name)) for name in ("Year", "Month", "Day"))
    if not year.isdigit():
        return None
    try:
        return date(int(year), int(month or 1), int(number or 1))
    except ValueError:
        return None


def period(element: etree._Element) -> PartialDate | None:
    """A `DatePeriod`: from the first day it may have begun to the last it may have ended.

    A whole year or month is given as such: OFAC writes "1951" as 1 January to 31 December 1951.
    """
    start, end = child(element, "Start"), child(element, "End")
    bounds = [day(bound) for edge in (start, end) if edge is not None for bound in edge]
    known = [bound for bound in bounds if bound is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    approximate = any(edge is not None and edge.get("Approximate") == "true" for edge in (start, end))
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    length = 4 if whole_years else 7 if whole_months and first != last else 10
    begin, until = first.isoformat()[:length], last.isoformat()[:length]
    return PartialDate(value=begin, until="" if until == begin else until, approximate=approximate)


def _issue_date(refs: References, element: etree._Element, report: Report) -> None:
    issued = day(element)
    if issued is None:
        report.issue("bad_date", "the date of the edition cannot be read", field="DateOfIssue")
        return
    refs.published = issued.isoformat()


def _values(refs: References, element: etree._Element) -> None:
    for group in element:
        for value in group:
            number, name = value.get("ID"), local(value.tag)
            if not number or not name:
                continue
            words = text(value)
            refs.values.setdefault(name, {})[number] = words or value.get("Description", "")
            if name == "PartySubType":
                refs.party_types[number] = (words, value.get("PartyTypeID", ""))


def _location(refs: References, element: etree._Element) -> None:
    countries = [refs.words("Country", each.get("CountryID")) for each in children(element, "LocationCountry")]
    if not any(countries):
        countries = [refs.words("AreaCode", each.get("AreaCodeID")) for each in children(element, "LocationAreaCode")]
    parts = [
        (refs.words("LocPartType", part.get("LocPartTypeID")), text(value))
        for part in children(element, "LocationPart")
        for value in children(part, "LocationPartValue", "Value")
    ]
    refs.places[element.get("ID", "")] = Place(
        parts=tuple((kind, value) for kind, value in parts if value),
        country=next((country for country in countries if country), ""),
    )


def _document(refs: References, element: etree._Element) -> None:
    notes = []
    validity = refs.words("Validity", element.get("ValidityID"))
    if validity and not validity.isdigit() and validity.lower() not in ("valid", "unknown"):
        notes.append(validity.lower())
    for dated in children(element, "DocumentDate"):
        kind = refs.words("IDRegDocDateType", dated.get("IDRegDocDateTypeID")).lower()
        for span in children(dated, "DatePeriod"):
            value = period(span)
            if value is not None:
                notes.append(f"{ {'issue date': 'issued', 'expiration date': 'expires'}.get(kind, kind) } {value}")
    for name in ("IssuingAuthority", "Comment"):
        words = text(child(element, name))
        if words:
            notes.append(words)
    document = Document(
        type=refs.words("IDRegDocType", element.get("IDRegDocTypeID")),
        number=text(child(element, "IDRegistrationNo")),
        country=refs.words("Country", element.get("IssuedBy-CountryID")),
        note="; ".join(notes),
    )
    refs.documents.setdefault(element.get("IdentityID", ""), []).append(document)


def _link(refs: References, element: etree._Element) -> None:
    link = Link(
        kind=refs.words("RelationType", element.get("RelationTypeID")),
        target=element.get("To-ProfileID", ""),
        former=element.get("Former") == "true",
        comment=text(child(element, "Comment")),
    )
    refs.links.setdefault(element.get("From-ProfileID", ""), []).append(link)


def _entry(refs: References, element: etree._Element) -> None:
    entry = Entry(list_name=refs.words("List", element.get("ListID")))
    for event in children(element, "EntryEvent"):
        listed = day(child(event, "Date"))
        if listed and (entry.listed_on is None or listed < entry.listed_on.earliest):
            entry.listed_on = PartialDate(value=listed.isoformat())
        basis = refs.words("LegalBasis", event.get("LegalBasisID"))
        if basis and not basis.isdigit() and basis.lower() != "unknown":
            entry.legal_bases.append(basis)
    for measure in children(element, "SanctionsMeasure"):
        kind = refs.words("SanctionsType", measure.get("SanctionsTypeID"))
        comment = text(child(measure, "Comment"))
        # Without the reference table the number stands for the type; 1 is OFAC's "Program".
        if kind.lower() in ("program", "1") and comment:
            entry.programmes.append(comment)
        elif kind:
            entry.measures.append(f"{kind} {comment}".strip())
    refs.entries.setdefault(element.get("ProfileID", ""), []).append(entry)


_HANDLERS: dict[str, Callable[[References, etree._Element], None]] = {
    "ReferenceValueSets": _values,
    "Location": _location,
    "IDRegDocument": _document,
    "ProfileRelationship": _link,
    "SanctionsEntry": _entry,
}
