"""One target of the Swiss list: its identities, documents, addresses and relations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ostrakon.model import Designation, Entity, Origin, PartialDate, Relation
from ostrakon.model.entity import CountryRole, DateKind
from ostrakon.sources.base import Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.seco_document import Tables, child, text_of
from ostrakon.sources.seco_names import read_names
from ostrakon.sources.values import clean
from ostrakon.sources.xml import local

_OBJECTS = {"vessel": "Vessel", "aircraft": "Airplane"}
_DOCUMENTS = {
    "passport": "passport",
    "diplomatic-passport": "passport",
    "id-card": "national_id",
    "identity-card": "national_id",
    "national-id": "national_id",
    "driving-license": "driving_licence",
    "driver-license": "driving_licence",
    "residence-permit": "other",
    "travel-document": "passport",
    "other": "other",
}
_RELATIONS = {
    "related-to": "linked_to",
    "owned-by": "owned_by",
    "owned-or-controlled-by": "owned_by",
    "owner-of": "owns",
    "controlled-by": "owned_by",
    "acting-on-behalf-of": "acting_for",
    "member-of": "member_of",
    "family-member-of": "family",
    "spouse-of": "family",
    "brother-of": "family",
    "sister-of": "family",
    "son-of": "family",
    "daughter-of": "family",
    "father-of": "family",
    "mother-of": "family",
}
_IMO = re.compile(r"\bIMO\b[^0-9]{0,20}(\d{7})\b", re.IGNORECASE)


def read_target(
    target: etree._Element, designation: Designation, tables: Tables, report: Report, where: str
) -> Entity | None:
    """The party of one target; None, with an issue, where it has no name."""
    body = next((item for item in target if local(item.tag) in ("individual", "entity", "object")), None)
    identities = [item for item in body if local(item.tag) == "identity"] if body is not None else []
    draft = Draft(
        f"ch-{designation.reference}", _schema(body), designation.origin.source, designation.reference, report
    )
    draft.designations.append(designation)
    for identity in sorted(identities, key=lambda item: item.get("main") != "true"):
        _Identity(draft, identity, tables, where).read(main=identity is _main(identities))
    if not draft.names:
        _without_name(designation, report, where)
        return None
    if body is not None:
        _read_body(draft, body)
    draft.property("notes", text_of(target, "generic-attribute"), "target/generic-attribute")
    return draft.entity()


def _main(identities: list[etree._Element]) -> etree._Element | None:
    named = [item for item in identities if item.get("main") == "true"]
    return next(iter(named or identities), None)


def _without_name(designation: Designation, report: Report, where: str) -> None:
    gone = not designation.active
    report.issue(
        "delisted_without_name" if gone else "no_name",
        "a de-listed target without a name" if gone else "a target without a name was left out",
        severity="info" if gone else "warning",
        where=where,
        field="target",
        example=designation.reference,
    )


def _schema(body: etree._Element | None) -> str:
    if body is None:
        return "LegalEntity"
    match local(body.tag):
        case "individual":
            return "Person"
        case "object":
            return _OBJECTS.get(body.get("object-type", ""), "LegalEntity")
    return "Organization"


def _read_body(draft: Draft, body: etree._Element) -> None:
    kind = local(body.tag)
    if sex := body.get("sex"):
        draft.property("gender", sex, f"{kind}@sex")
    if kind == "object" and body.get("object-type") not in _OBJECTS:
        draft.unknown_value(body.get("object-type", ""), "object@object-type", taken_as="LegalEntity")
    for item in body:
        path = f"{kind}/{local(item.tag)}"
        match local(item.tag):
            case "relation":
                _relation(draft, item, path)
            case "other-information":
                text = clean(item.text)
                draft.property("notes", text, path)
                if kind == "object":
                    for number in _IMO.findall(text):
                        draft.identifier("imo", number, path)
            case "generic-attribute":
                name, text = item.get("name", ""), clean(item.text)
                draft.property("notes", f"{name}: {text}" if name and text else text, path)


def _relation(draft: Draft, item: etree._Element, path: str) -> None:
    kind = item.get("relation-type", "")
    if kind not in _RELATIONS:
        draft.unknown_value(kind, f"{path}@relation-type", taken_as="other")
    draft.relations.append(
        Relation(
            kind=_RELATIONS.get(kind, "other"),
            target_id=f"ch-{item.get('target-id', '')}" if item.get("target-id") else "",
            text=clean(f"{kind} {text_of(item, 'remark')}"),
            origin=draft.origin(path),
        )
    )


class _Identity:
    def __init__(self, draft: Draft, element: etree._Element, tables: Tables, where: str) -> None:
        self.draft, self.element, self.tables, self.where = draft, element, tables, where

    def read(self, *, main: bool) -> None:
        found = read_names(
            self.element,
            main=main,
            origin=Origin(source=self.draft.source, record=self.draft.record, field="identity/name"),
            report=self.draft.report,
            where=self.where,
        )
        self.draft.names += found.names
        for title in found.titles:
            self.draft.property("title", title, "identity/name/name-part")
        for item in self.element:
            match local(item.tag):
                case "nationality":
                    self._nationality(item)
                case "day-month-year":
                    self._date(item)
                case "place-of-birth":
                    self._birth_place(item)
                case "address":
                    self._address(item)
                case "identification-document":
                    self._document(item)

    def _nationality(self, item: etree._Element) -> None:
        country = child(item, "country")
        if country is not None:
            code = (country.get("iso-code") or "").lower()
            role: CountryRole = "nationality" if self.draft.schema == "Person" else "country"
            text = clean(country.text)
            self.draft.country(
                text, "identity/nationality/country", role=role, code=code or self.draft.code(text, "nationality")
            )

    def _date(self, item: etree._Element) -> None:
        path = "identity/day-month-year"
        year, month, day = (int(v) if (v := item.get(k, "")).isdigit() else None for k in ("year", "month", "day"))
        calendar = item.get("calendar", "Gregorian")
        text = "" if calendar == "Gregorian" else f"{calendar} calendar"
        kinds: dict[str, DateKind] = {"Person": "birth", "Vessel": "build", "Airplane": "build"}
        try:
            date = PartialDate.of(year or 0, month, day, approximate=item.get("quality") == "low", text=text)
        except ValueError:
            shown = "-".join(item.get(k, "?") for k in ("year", "month", "day"))
            self.draft.issue("bad_date", "no date; it was left out", path=path, example=shown)
            return
        self.draft.date(date, path, kind=kinds.get(self.draft.schema, "incorporation"))

    def _birth_place(self, item: etree._Element) -> None:
        found = self.tables.places.get(item.get("place-id", ""))
        if found is None:
            self._dangling(item, "identity/place-of-birth@place-id")
        elif address := place(
            self.draft.origin("identity/place-of-birth"),
            city=found.location,
            region=found.area,
            country=found.country_text,
            code=found.country,
        ):
            self.draft.birth_places.append(address)

    def _address(self, item: etree._Element) -> None:
        found = self.tables.places.get(item.get("place-id", ""))
        if found is None and item.get("place-id"):
            self._dangling(item, "identity/address@place-id")
        address = place(
            self.draft.origin("identity/address"),
            street=text_of(item, "address-details"),
            extra=[t for t in (text_of(item, "c-o"), text_of(item, "p-o-box")) if t],
            postal_code=text_of(item, "zip-code"),
            city=found.location if found else "",
            region=found.area if found else "",
            country=found.country_text if found else "",
            code=found.country if found else "",
            note=text_of(item, "remark"),
        )
        if address is not None:
            self.draft.addresses.append(address)

    def _dangling(self, item: etree._Element, path: str) -> None:
        self.draft.issue(
            "dangling_reference",
            "the target names a place that the file does not describe",
            path=path,
            example=item.get("place-id", ""),
        )

    def _document(self, item: etree._Element) -> None:
        path = "identity/identification-document"
        kind = item.get("document-type", "")
        if kind not in _DOCUMENTS:
            self.draft.unknown_value(kind, f"{path}@document-type", taken_as="other")
        issuer = child(item, "issuer")
        code = (issuer.get("code") or "").lower() if issuer is not None else ""
        if issuer is not None and not code and clean(issuer.text):
            code = self.draft.code(clean(issuer.text), f"{path}/issuer")
        note = ", ".join(part for part in self._document_notes(item, kind) if part)
        number = text_of(item, "number")
        self.draft.identifier(_DOCUMENTS.get(kind, "other"), number, f"{path}/number", country=code, note=note)

    @staticmethod
    def _document_notes(item: etree._Element, kind: str) -> Iterator[str]:
        yield kind
        for name, label in (("date-of-issue", "issued"), ("expiry-date", "expires")):
            found = child(item, name)
            if found is not None:
                when = "-".join(v for k in ("year", "month", "day") if (v := found.get(k))) or clean(found.text)
                yield f"{label} {when}" if when else ""
        yield text_of(item, "remark")
