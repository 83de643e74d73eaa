"""EU Financial Sanctions Files, XML 1.1 (`export`/`sanctionEntity`), source `eu_fsf`.

Seen only as a rebuilt file (a subset of the attributes, every alias strong) and, beyond it, as the published
schema describes the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.model import Entity
from ostrakon.sources.base import Format, Report
from ostrakon.sources.eu_common import EuRecord, entity_of
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import xml_root
from ostrakon.sources.xml import local, records
from ostrakon.sources.xml_audit import ElementAudit

NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
ROOT = "export"
RECORD = "sanctionEntity"

_ADDED_BY = "unused: the act that added this one value; the act of the entity itself is used"
_BLOCKS: dict[str, dict[str, str]] = {
    "nameAlias": {
        "@wholeName": "used: the name, the only part that is always there",
        "@firstName": "used: given name, or the name where no whole name stands",
        "@middleName": "used: middle name",
        "@lastName": "used: family name",
        "@nameLanguage": "used: language of the name",
        "@strong": "used: false is a weak alias",
        "@gender": "used: property gender",
        "@title": "used: property title",
        "@function": "used: property position",
    },
    "citizenship": {"@region": "used: property notes"},
    "birthdate": {
        "@birthdate": "used: date of birth, Gregorian",
        "@dayOfMonth": "used: date of birth",
        "@monthOfYear": "used: date of birth",
        "@year": "used: date of birth",
        "@yearRangeFrom": "used: begin of a range",
        "@yearRangeTo": "used: end of a range",
        "@circa": "used: approximate",
        "@calendarType": "used: another calendar than the Gregorian is kept as a note with an issue",
        "@city": "used: place of birth",
        "@place": "used: place of birth",
        "@region": "used: place of birth",
        "@zipCode": "used: place of birth",
    },
    "identification": {
        "@number": "used: the identifier",
        "@latinNumber": "used: the identifier in Latin letters",
        "@identificationTypeCode": "used: type of the identifier",
        "@identificationTypeDescription": "used: note of the identifier",
        **{
            f"@{name}": "used: note of the identifier"
            for name in (
                *("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer", "issuedBy"),
                *("issuedDate", "issueDate", "validFrom", "validTo", "nameOnDocument", "region"),
            )
        },
    },
    "address": {
        **{f"@{n}": "used: address" for n in ("street", "poBox", "zipCode", "city", "region", "place")},
        "@asAtListingTime": "used: in brackets in the full address",
        "/contactInfo@key": "used: which property the contact is",
        "/contactInfo@value": "used: property email, website or phone",
    },
}
_EVERY_BLOCK = {
    "@logicalId": "unused: the publisher's number of this one value",
    "@regulationLanguage": "unused: language of the act that was typed in, not of the value",
    "/remark": "used: property notes, or with the address or identifier",
}
_COUNTRY = {
    "@countryIso2Code": "used: country, 00 being none",
    "@countryDescription": "used: country in words",
}
_SUMMARY = ("regulationType", "publicationDate", "numberTitle", "publicationUrl")

FIELDS: dict[str, str] = {
    "export@generationDate": "used: date of the edition",
    "export@globalFileId": "unused: the publisher's number of the edition",
    "export@schemaLocation": "unused: address of the schema",
    "sanctionEntity@euReferenceNumber": "used: id and reference of the designation",
    "sanctionEntity@logicalId": "used: property recordId; the id where there is no reference",
    "sanctionEntity@unitedNationId": "used: property unscId",
    "sanctionEntity@designationDate": "used: date of the designation",
    "sanctionEntity@designationDetails": "used: property notes; date of listing where it names one",
    "sanctionEntity/remark": "used: property notes",
    "sanctionEntity/regulation@numberTitle": "used: legal basis of the designation",
    "sanctionEntity/regulation@programme": "used: programme of the designation",
    "sanctionEntity/regulation@entryIntoForceDate": "used: with the legal basis",
    "sanctionEntity/regulation@publicationDate": "used: with the legal basis",
    "sanctionEntity/regulation/publicationUrl": "used: property sourceUrl",
    "sanctionEntity/regulation@regulationType": "unused: whether the act was new or an amendment",
    "sanctionEntity/regulation@organisationType": "unused: which institution passed the act",
    "sanctionEntity/regulation@logicalId": "unused: the publisher's number of the act",
    "sanctionEntity/subjectType@code": "used: person or enterprise",
    "sanctionEntity/subjectType@classificationCode": "used: P or E where no code stands",
    **{
        f"sanctionEntity/{block}{name}": use
        for block, table in _BLOCKS.items()
        for name, use in {
            **table,
            **_EVERY_BLOCK,
            **({} if block == "nameAlias" else _COUNTRY),
            **{f"/regulationSummary@{name}": _ADDED_BY for name in _SUMMARY},
        }.items()
    },
}


def parse(files: Sequence[ListFile], source_id: str, report: Report) -> Iterator[Entity]:
    """Entities in file order.

    Raises:
        ListRefused: malformed XML, or another root element than `export`.
    """
    file = files[0]
    audit = ElementAudit(FIELDS, report)
    with file.open() as stream:
        found = records(stream, {RECORD}, where=file.path.name, outside=audit.outside)
        root = next(found)
        if local(root.tag) != ROOT:
            raise ListRefused(
                f"the root element is <{local(root.tag)}>, not <{ROOT}>",
                reason="wrong_content",
                where=file.path.name,
            )
        audit.outside(root)
        report.published = root.get("generationDate") or None
        for element in found:
            record = _record(element)
            audit.record(element, f"record {record.reference or record.logical_id}")
            entity = entity_of(record, source_id, report)
            if entity is not None:
                yield entity


_LISTS = {
    "regulation": "regulations",
    "nameAlias": "names",
    "citizenship": "citizenships",
    "birthdate": "births",
    "identification": "identifications",
    "address": "addresses",
}


def _record(element: etree._Element) -> EuRecord:
    record = EuRecord(
        logical_id=element.get("logicalId", ""),
        reference=element.get("euReferenceNumber", ""),
        un_id=element.get("unitedNationId", ""),
        designation_date=element.get("designationDate", ""),
        designation_details=element.get("designationDetails", ""),
    )
    for child in element:
        name = local(child.tag)
        if name == "remark":
            record.remarks.append(child.text or "")
        elif name == "subjectType":
            record.subject = child.get("code") or child.get("classificationCode") or ""
        elif name in _LISTS:
            getattr(record, _LISTS[name]).append(_block(child))
    return record


def _block(element: etree._Element) -> Mapping[str, str]:
    block = {str(name): str(value) for name, value in element.items()}
    remarks, contacts = [], []
    for child in element:
        name = local(child.tag)
        if name == "remark":
            remarks.append(child.text or "")
        elif name == "publicationUrl":
            block["publicationUrl"] = child.text or ""
        elif name == "contactInfo":
            contacts.append(f"{child.get('key', '')}[{child.get('value', '')}]")
    if remarks:
        block["remark"] = "; ".join(remarks)
    if contacts:
        block["contactInfo"] = "\n".join(contacts)
    return block


def _recognise(_name: str, head: bytes) -> str | None:
    name, attributes = xml_root(head)
    return "eu_fsf" if name == ROOT and NAMESPACE in attributes else None


FORMAT = Format(
    name="eu-xml",
    title="EU consolidated financial sanctions list (XML 1.1)",
    sources=("eu_fsf",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
