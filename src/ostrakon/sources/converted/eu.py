"""The EU's consolidated list as converted JSON lines: members are the XML's attributes in small letters."""

from __future__ import annotations

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.converted.lines import Record, camel, converted_format, objects, text
from ostrakon.sources.eu_common import Block, EuRecord, entity_of

_BLOCKS = {
    "name_aliases": "names",
    "addresses": "addresses",
    "birthdates": "births",
    "identifications": "identifications",
    "citizenships": "citizenships",
    "regulations": "regulations",
}
FIELDS = {
    "eu_reference_number": "used: id and reference of the designation",
    "logical_id": "used: property recordId",
    "united_nation_id": "used: property unscId",
    "designation_date": "used: date of the designation",
    "designation_details": "used: property notes; date of listing where it names one",
    "remark": "used: property notes",
    "subject_type": "used: person or enterprise",
    **dict.fromkeys(_BLOCKS, "used: as the block of the XML"),
}


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record."""
    del where
    remark = record.get("remark")
    kind = next(iter(objects(record, "subject_type")), {})
    given = EuRecord(
        logical_id=text(record, "logical_id"),
        reference=text(record, "eu_reference_number"),
        un_id=text(record, "united_nation_id"),
        designation_date=text(record, "designation_date"),
        designation_details=text(record, "designation_details"),
        subject=text(kind, "code") or text(kind, "classification_code"),
        remarks=[str(item) for item in (remark if isinstance(remark, list) else [remark]) if item],
    )
    for member, attribute in _BLOCKS.items():
        getattr(given, attribute).extend(_block(item) for item in objects(record, member))
    return entity_of(given, source, report)


def _block(item: Record) -> Block:
    return {camel(member): text(item, member) for member in item}


FORMAT = converted_format(
    "eu-converted-jsonl",
    "EU consolidated financial sanctions list (converted JSON lines)",
    "eu_fsf",
    marks=("eu_reference_number", "name_aliases"),
    older=("ref_number", "ref_type", "birthdate", "contact"),
    fields=FIELDS,
    read=read,
    lost="the mark of weak aliases, dates of designation and names of documents",
)
