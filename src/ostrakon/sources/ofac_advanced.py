"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML): names in original scripts, name parts, relations.

Built from the published "Advanced Sanctions Data Standard" layout as it is known; **no original file was at hand**
when this was written, so it is tested only on small files of our own in that layout. Two passes keep memory bounded:
`ofac_advanced_refs.py` reads the tables, this module the parties.

Features and documents carry the same labels as the remarks of the CSV files and are read by the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.model.entity import DateKind
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_advanced_fields import FIELDS, auditor
from ostrakon.sources.ofac_advanced_names import add_names
from ostrakon.sources.ofac_advanced_refs import (
    Document,
    Link,
    Place,
    References,
    child,
    children,
    load,
    period,
    text,
)
from ostrakon.sources.ofac_draft import OfacDraft
from ostrakon.sources.ofac_facts import apply
from ostrakon.sources.ofac_labels import meaning_of
from ostrakon.sources.ofac_programmes import CONS, SDN
from ostrakon.sources.xml import records

_ROOT = re.compile(rb"<(?:\w+:)?Sanctions[\s>]")
_SDN_LIST = "SDN List"
_PARTY_TYPES = {"individual": "Person", "entity": "Organization"}
_SUB_TYPES = {"vessel": "Vessel", "aircraft": "Airplane"}
_RELATIONS: Final[dict[str, str]] = {
    "associate of": "associate",
    "providing support to": "supports",
    "acting for or on behalf of": "acting_for",
    "leader or official of": "leader_of",
    "owned or controlled by": "owned_by",
    "owns, controls, or operates": "owns",
    "family member of": "family",
    "principal executive officer": "director_of",
    "principal executive officer of": "director_of",
    "playing a significant role in": "associate",
    "property in the interest of": "other",
}
_BLOCKING = frozenset({"block", "1705"})
_ADDRESS_PARTS = frozenset({"ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE"})
_DATES: Final[dict[str, DateKind]] = {"birth_date": "birth", "date": "incorporation"}


def recognise(name: str, head: bytes) -> str | None:
    """`ofac_sdn` or `ofac_cons` for a file whose root is `Sanctions`, else None; only the name tells them apart."""
    if not _ROOT.search(head[:2000]) or (b"DateOfIssue" not in head and b"ReferenceValueSets" not in head):
        return None
    return CONS if "cons" in name.lower() else SDN


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: malformed XML, another root element, a file of the other list, no party at all.
    """
    if len(files) != 1:
        raise ListRefused(
            f"{len(files)} files came, one was expected",
            reason="wrong_content",
            where=", ".join(file.name for file in files),
            remedy="Import one XML file in a call",
        )
    file = files[0]
    audit = auditor(FieldAudit(FIELDS, report))
    refs = load(file, report, audit)
    report.published = refs.published
    _check_list(refs, source, file.name)
    listed = set(refs.entries)
    parties = 0
    with file.open() as stream:
        elements = records(stream, ("DistinctParty",), where=file.name)
        next(elements, None)
        for element in elements:
            audit(element)
            for profile in children(element, "Profile"):
                parties += 1
                listed.discard(profile.get("ID", ""))
                yield _party(profile, element, refs, source, report)
    if not parties:
        raise ListRefused("the file holds no party", reason="truncated", where=file.name)
    for orphan in sorted(listed):
        report.issue(
            "orphan_row",
            "a sanctions entry refers to a profile that the file does not hold; it was not used",
            where=f"profile {orphan}",
            field="SanctionsEntry@ProfileID",
            example=orphan,
        )


def _check_list(refs: References, source: str, where: str) -> None:
    """Refuse the other list: an entry of the non-SDN list must never pass for a blocked party."""
    names = {entry.list_name for entries in refs.entries.values() for entry in entries if entry.list_name}
    words = {name for name in names if not name.isdigit()}
    other = words == {_SDN_LIST} if source == CONS else bool(words) and _SDN_LIST not in words
    if other:
        raise ListRefused(
            f"the entries stand on {', '.join(sorted(words))}, which is not the list of {source}",
            reason="wrong_content",
            where=where,
            remedy=f"Import it as {CONS if source == SDN else SDN}",
        )


def _party(profile: etree._Element, party: etree._Element, refs: References, source: str, report: Report) -> Entity:
    uid = profile.get("ID") or party.get("FixedRef", "")
    if not uid:
        raise ListRefused("a party has no number", reason="malformed", where=f"line {party.sourceline}")
    draft = OfacDraft.of(uid, _schema(profile, refs, uid, report), source=source, report=report)
    draft.programme_field = "SanctionsMeasure"
    for identity in children(profile, "Identity"):
        add_names(draft, identity, refs)
        for document in refs.documents.get(identity.get("ID", ""), ()):
            _document(draft, document)
    for feature in (*children(profile, "Feature"), *children(party, "Feature")):
        _feature(draft, feature, refs)
    for link in refs.links.get(uid, ()):
        _relation(draft, link)
    for comment in (text(child(party, "Comment")), text(child(profile, "Comment"))):
        if comment:
            draft.note(comment, "Comment")
    _entries(draft, refs)
    draft.check_name("Alias")
    return draft.finished()


def _schema(profile: etree._Element, refs: References, uid: str, report: Report) -> str:
    words, type_number = refs.party_types.get(profile.get("PartySubTypeID", ""), ("", ""))
    kind = refs.words("PartyType", type_number).lower()
    schema = _SUB_TYPES.get(words.lower()) or _PARTY_TYPES.get(kind) or _PARTY_TYPES.get(words.lower())
    if schema is None:
        report.issue(
            "unknown_value",
            "a type of party is not known; the party is read as one of unknown kind",
            where=f"record {uid}",
            field="Profile@PartySubTypeID",
            example=f"{profile.get('PartySubTypeID')} {words} {kind}".strip(),
        )
    return schema or "LegalEntity"


def _entries(draft: OfacDraft, refs: References) -> None:
    programmes: list[str] = []
    bases: list[str] = []
    for entry in refs.entries.get(draft.record, ()):
        programmes += entry.programmes
        bases += entry.legal_bases
        if entry.listed_on and (draft.listed_on is None or entry.listed_on.earliest < draft.listed_on.earliest):
            draft.listed_on = entry.listed_on
        for measure in entry.measures:
            if measure.lower() not in _BLOCKING:
                draft.note(f"Sanctions measure: {measure}", "SanctionsMeasure")
                draft.issue(
                    "unknown_value",
                    "a type of measure is not known; it is kept as a note",
                    path="SanctionsMeasure@SanctionsTypeID",
                    example=measure,
                )
    if draft.record not in refs.entries:
        draft.issue(
            "no_entry",
            "a party has no sanctions entry; it is kept without programmes",
            path="SanctionsEntry",
            example=draft.record,
        )
    draft.programmes = tuple(dict.fromkeys(programmes))
    draft.legal_basis = "; ".join(dict.fromkeys(bases))


def _document(draft: OfacDraft, document: Document) -> None:
    meaning = meaning_of(document.type)
    field = "IDRegDocument"
    if meaning and apply(
        draft, document.type, meaning, document.number, field, country=document.country, dates=document.note
    ):
        return
    if meaning is None and document.number:
        draft.issue(
            "unlisted_id_type",
            "a kind of document is not in the table of labels; it is kept as an identifier of type `other`",
            path=field,
            example=document.type,
            info=True,
        )
        note = "; ".join(part for part in (document.type, document.country, document.note) if part)
        draft.identifier("other", document.number, field, note=note)
        return
    parts = (document.type, document.number, document.country, document.note)
    draft.note(" ".join(part for part in parts if part), field)


def _feature(draft: OfacDraft, feature: etree._Element, refs: References) -> None:
    label = refs.words("FeatureType", feature.get("FeatureTypeID"))
    field = f"Feature {label}"
    meaning = meaning_of(label)
    for version in children(feature, "FeatureVersion"):
        spans = [span for node in children(version, "DatePeriod") if (span := period(node)) is not None]
        details = [
            text(node) or refs.words("DetailReference", node.get("DetailReferenceID"))
            for node in children(version, "VersionDetail")
        ]
        places = [
            refs.places[number]
            for node in children(version, "VersionLocation")
            if (number := node.get("LocationID", "")) in refs.places
        ]
        if meaning and meaning.kind in _DATES and spans:
            kind: DateKind = "build" if meaning.key == "build" else _DATES[meaning.kind]
            for span in spans:
                draft.date(span, field, kind=kind)
            spans = []
        for place in places:
            if label.lower() == "location" or meaning is None:
                _address(draft, place, field)
            else:
                details.append(", ".join(part for part in (place.full, place.country) if part))
        details += [str(span) for span in spans]
        for value in filter(None, (*details, text(child(version, "Comment")))):
            if meaning and apply(draft, label, meaning, value, field):
                continue
            draft.note(f"{label} {value}", field)
    if meaning is None and label.lower() != "location":
        draft.issue(
            "unknown_value",
            "a type of feature is not in the table of labels; its values are kept as notes",
            path="Feature@FeatureTypeID",
            example=label,
            info=True,
        )


def _address(draft: OfacDraft, place: Place, field: str) -> None:
    draft.address(
        field,
        street=", ".join(part for n in (1, 2, 3) if (part := place.part(f"ADDRESS{n}"))),
        lines=tuple(value for kind, value in place.parts if kind not in _ADDRESS_PARTS),
        city=place.part("CITY"),
        region=place.part("STATE/PROVINCE") or place.part("REGION"),
        postal_code=place.part("POSTAL CODE"),
        country=place.country,
    )


def _relation(draft: OfacDraft, link: Link) -> None:
    kind = _RELATIONS.get(link.kind.lower())
    if kind is None:
        draft.issue(
            "unknown_value",
            "a type of relation is not known; it is kept as `other`",
            path="ProfileRelationship@RelationTypeID",
            example=link.kind,
        )
    words = " ".join(part for part in ("former:" if link.former else "", link.kind, link.comment) if part)
    draft.tie(kind or "other", "ProfileRelationship", target_id=f"ofac-{link.target}", text=words)


FORMAT = Format(
    name="ofac-advanced-xml",
    title="OFAC SDN and non-SDN lists, advanced XML",
    sources=(SDN, CONS),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
