"""OFAC's sdn.xml and consolidated.xml: one `sdnEntry` per party.

The namespace moved with the server that publishes the file, so only local names are compared. `publshInformation`
is spelt as OFAC spells it. `Record_Count` is compared with what was read: fewer records mean a cut file.

Seen in the original: consolidated.xml of 2020 and 2025. sdn.xml has the same layout and adds vessels
(`vesselInfo`); that part is built from OFAC's published schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Entity, NameKind
from ostrakon.sources import ofac_remarks
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.ofac_draft import SCHEMATA, OfacDraft
from ostrakon.sources.ofac_facts import apply
from ostrakon.sources.ofac_labels import meaning_of
from ostrakon.sources.ofac_programmes import CONS, NON_SDN_BY_DIRECTIVE, NON_SDN_MEASURES, SDN
from ostrakon.sources.xml import local, records

_ROOT = re.compile(rb"<(?:\w+:)?sdnList[\s>]")
_PROGRAM = re.compile(rb"<(?:\w+:)?program>([^<]+)<")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_AKA_KINDS: Final[dict[str, NameKind]] = {"a.k.a.": "alias", "f.k.a.": "former", "n.k.a.": "alias"}
_CATEGORIES = {"strong": False, "weak": True}
_VESSEL = {
    "vesselType": ("property", "type"),
    "vesselFlag": ("flag", ""),
    "vesselOwner": ("owner", ""),
    "tonnage": ("property", "tonnage"),
    "grossRegisteredTonnage": ("property", "grossRegisteredTonnage"),
    "callSign": ("id", "call_sign"),
}
_REMEDY = "Fetch it again from https://sanctionslist.ofac.treas.gov"
_ROW_ID = "unused: row number of OFAC's database, not promised to stay the same"
_BRANCH = "used: its parts are"

FIELDS: Final[Mapping[str, str]] = {
    "publshInformation": _BRANCH,
    "publshInformation/Publish_Date": "used: date of the edition",
    "publshInformation/Record_Count": "used: compared with the records read",
    "sdnEntry": _BRANCH,
    "sdnEntry/uid": "used: number of the record; entity id ofac-…",
    "sdnEntry/firstName": "used: given names",
    "sdnEntry/lastName": "used: family name, or the name of any other party",
    "sdnEntry/title": "used: property position",
    "sdnEntry/sdnType": "used: schema",
    "sdnEntry/remarks": "used: parsed into facts; what fits no rule is kept as a note",
    "sdnEntry/programList": _BRANCH,
    "sdnEntry/programList/program": "used: programmes and measures of the designation",
    "sdnEntry/akaList": _BRANCH,
    "sdnEntry/akaList/aka": _BRANCH,
    "sdnEntry/akaList/aka/uid": _ROW_ID,
    "sdnEntry/akaList/aka/type": "used: kind of the name",
    "sdnEntry/akaList/aka/category": "used: weak alias",
    "sdnEntry/akaList/aka/lastName": "used: alias",
    "sdnEntry/akaList/aka/firstName": "used: alias",
    "sdnEntry/idList": _BRANCH,
    "sdnEntry/idList/id": _BRANCH,
    "sdnEntry/idList/id/uid": _ROW_ID,
    "sdnEntry/idList/id/idType": "used: what the number or statement is",
    "sdnEntry/idList/id/idNumber": "used: identifier, property or directive",
    "sdnEntry/idList/id/idCountry": "used: issuing country",
    "sdnEntry/idList/id/issueDate": "used: note of the identifier",
    "sdnEntry/idList/id/expirationDate": "used: note of the identifier",
    "sdnEntry/addressList": _BRANCH,
    "sdnEntry/addressList/address": _BRANCH,
    "sdnEntry/addressList/address/uid": _ROW_ID,
    **{
        f"sdnEntry/addressList/address/{part}": "used: address"
        for part in ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    },
    **{
        path: text
        for group, value in (
            ("nationalityList/nationality", "country"),
            ("citizenshipList/citizenship", "country"),
            ("dateOfBirthList/dateOfBirthItem", "dateOfBirth"),
            ("placeOfBirthList/placeOfBirthItem", "placeOfBirth"),
        )
        for path, text in (
            (f"sdnEntry/{group.partition('/')[0]}", _BRANCH),
            (f"sdnEntry/{group}", _BRANCH),
            (f"sdnEntry/{group}/uid", _ROW_ID),
            (f"sdnEntry/{group}/{value}", "used: value"),
            (f"sdnEntry/{group}/mainEntry", "unused: only says which of several values is printed first"),
        )
    },
    "sdnEntry/vesselInfo": _BRANCH,
    **{f"sdnEntry/vesselInfo/{part}": "used: vessel" for part in _VESSEL},
}


def recognise(name: str, head: bytes) -> str | None:
    """`ofac_sdn` or `ofac_cons` for an `sdnList`, else None; the name decides, then the first programmes."""
    if not _ROOT.search(head[:2000]):
        return None
    if "cons" in name.lower():
        return CONS
    if "sdn" in name.lower():
        return SDN
    codes = {code.decode("utf-8", "replace") for code in _PROGRAM.findall(head)}
    return CONS if codes and codes <= set(NON_SDN_MEASURES) | NON_SDN_BY_DIRECTIVE else SDN


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: malformed XML, another root element, fewer records than the file declares.
    """
    if len(files) != 1:
        raise ListRefused(
            f"{len(files)} files came, one was expected",
            reason="wrong_content",
            where=", ".join(file.name for file in files),
            remedy="Import one XML file in a call",
        )
    file = files[0]
    audit = FieldAudit(FIELDS, report)
    seen: set[str] = set()
    with file.open() as stream:
        elements = records(stream, ("publshInformation", "sdnEntry"), where=file.name)
        root = next(elements, None)
        if root is None or local(root.tag) != "sdnList":
            raise ListRefused("the root element is no sdnList", reason="wrong_content", where=file.name)
        for element in elements:
            _audit(element, local(element.tag), audit)
            if local(element.tag) == "publshInformation":
                _edition(element, report)
                continue
            entity = _entity(element, source, report, file.name)
            if entity.id in seen:
                report.issue(
                    "duplicate_record",
                    "two records carry the same number; both are passed on",
                    where=f"record {entity.id}",
                    field="sdnEntry/uid",
                    example=entity.id,
                )
            seen.add(entity.id)
            yield entity
    _check_count(len(seen), report, file.name)


def _check_count(read: int, report: Report, where: str) -> None:
    if report.declared is None:
        report.issue("no_record_count", "the file does not declare how many records it has", where=where)
    if report.declared != read and (report.declared is not None or not read):
        raise ListRefused(
            f"{read} records were read, the file declares {report.declared}",
            reason="truncated",
            where=where,
            remedy=_REMEDY,
        )


def _audit(element: etree._Element, path: str, audit: FieldAudit) -> None:
    audit.seen(path)
    for child in element:
        name = local(child.tag)
        if name:
            below = f"{path}/{name}"
            if len(child):
                _audit(child, below, audit)
            else:
                audit.seen(below, value=(child.text or "").strip())


def _edition(element: etree._Element, report: Report) -> None:
    published = _US_DATE.fullmatch(_text(element, "Publish_Date"))
    try:
        report.published = (
            date(int(published[3]), int(published[1]), int(published[2])).isoformat() if published else None
        )
    except ValueError:
        published = None
    if published is None:
        report.issue("bad_date", "the date of the edition is not mm/dd/yyyy", field="Publish_Date")
    count = _text(element, "Record_Count")
    report.declared = int(count) if count.isdigit() else None


def _text(element: etree._Element, name: str) -> str:
    """Text of the first child of this local name; blanks within are single."""
    for child in element:
        if local(child.tag) == name:
            return " ".join((child.text or "").split())
    return ""


def _items(element: etree._Element, group: str) -> Iterator[etree._Element]:
    for child in element:
        if local(child.tag) == group:
            yield from child


def _listed_name(element: etree._Element) -> str:
    family, given = _text(element, "lastName"), _text(element, "firstName")
    return f"{family}, {given}" if family and given else family or given


def _entity(element: etree._Element, source: str, report: Report, where: str) -> Entity:
    uid = _text(element, "uid")
    if not uid.isdigit():
        raise ListRefused(
            f"a record has {uid!r} for a number",
            reason="malformed",
            where=f"{where}:{element.sourceline}",
            remedy=_REMEDY,
        )
    kind = _text(element, "sdnType").lower()
    draft = OfacDraft.of(uid, SCHEMATA.get(kind, "LegalEntity"), source=source, report=report)
    if kind not in SCHEMATA:
        draft.unknown_value(kind, "sdnEntry/sdnType", taken_as="a party of unknown kind")
    draft.programme_field = "programList"
    draft.programmes = tuple(dict.fromkeys((program.text or "").strip() for program in _items(element, "programList")))
    draft.listed_name(_listed_name(element), "lastName, firstName", kind="primary")
    _aliases(draft, element)
    draft.check_name("sdnEntry/lastName")
    _origins(draft, element)
    _addresses(draft, element)
    _vessel(draft, element)
    for item in _items(element, "idList"):
        _id(draft, item)
    remarks = _text(element, "remarks")
    if remarks:
        ofac_remarks.parse(draft, remarks)
    return draft.finished()


def _aliases(draft: OfacDraft, element: etree._Element) -> None:
    for aka in _items(element, "akaList"):
        name = _listed_name(aka)
        if not name:
            continue
        kind, category = _text(aka, "type").lower(), _text(aka, "category").lower()
        if kind not in _AKA_KINDS:
            draft.unknown_value(kind, "sdnEntry/akaList/aka/type", taken_as="an alias")
        if category not in _CATEGORIES:
            draft.unknown_value(category, "sdnEntry/akaList/aka/category", taken_as="strong")
        draft.listed_name(
            name, "akaList/aka", kind=_AKA_KINDS.get(kind, "alias"), weak=_CATEGORIES.get(category, False)
        )


def _origins(draft: OfacDraft, element: etree._Element) -> None:
    draft.property("position", _text(element, "title"), "title")
    for item in _items(element, "dateOfBirthList"):
        text = _text(item, "dateOfBirth")
        if text:
            draft.dated(text, "dateOfBirthList")
    for item in _items(element, "placeOfBirthList"):
        text = _text(item, "placeOfBirth")
        if text:
            draft.birth_place(text, "placeOfBirthList")
    for item in _items(element, "nationalityList"):
        text = _text(item, "country")
        if text:
            draft.country(text, "nationalityList", role="nationality")
    for item in _items(element, "citizenshipList"):
        text = _text(item, "country")
        if text:
            draft.country(text, "citizenshipList", role="citizenship")


def _addresses(draft: OfacDraft, element: etree._Element) -> None:
    for item in _items(element, "addressList"):
        draft.address(
            "addressList/address",
            street=", ".join(part for n in (1, 2, 3) if (part := _text(item, f"address{n}"))),
            city=_text(item, "city"),
            region=_text(item, "stateOrProvince"),
            postal_code=_text(item, "postalCode"),
            country=_text(item, "country"),
        )


def _vessel(draft: OfacDraft, element: etree._Element) -> None:
    for item in _items(element, "vesselInfo"):
        name, value = local(item.tag), (item.text or "").strip()
        if not value or name not in _VESSEL:
            continue
        kind, key = _VESSEL[name]
        field = f"vesselInfo/{name}"
        if kind == "flag":
            draft.country(value, field, role="flag")
        elif kind == "owner":
            draft.tie("owned_by", field, target=value)
        elif kind == "id":
            draft.identifier(key, value, field)
        else:
            draft.property(key, value, field)


def _id(draft: OfacDraft, item: etree._Element) -> None:
    label, value, country = (_text(item, name) for name in ("idType", "idNumber", "idCountry"))
    dates = "; ".join(
        f"{word} {text}"
        for word, name in (("issued", "issueDate"), ("expires", "expirationDate"))
        if (text := _text(item, name))
    )
    draft.code(country, "idList/id/idCountry")
    meaning = meaning_of(label)
    if meaning and apply(draft, label, meaning, value, "idList/id", country=country, dates=dates):
        return
    if meaning is None:
        draft.unknown_value(label, "sdnEntry/idList/id/idType", taken_as="a note")
    draft.note(" ".join(part for part in (label, value, country and f"({country})", dates) if part), "idList/id")


FORMAT = Format(
    name="ofac-xml",
    title="OFAC SDN and non-SDN lists, standard XML",
    sources=(SDN, CONS),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
