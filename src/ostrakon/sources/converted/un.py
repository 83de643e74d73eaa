"""The UN's consolidated list as converted JSON lines: members are the XML's elements in small letters."""

from __future__ import annotations

import re

from lxml import etree

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.converted.lines import Record, converted_format, objects, text
from ostrakon.sources.un_xml import entity_of

_SIMPLE = (
    *("dataid", "versionnum", "first_name", "second_name", "third_name", "fourth_name", "un_list_type"),
    *("reference_number", "listed_on", "comments1", "gender", "name_original_script"),
)
_VALUES = {
    "nationalities": ("NATIONALITY", "value"),
    "designations": ("DESIGNATION", "values"),
    "titles": ("TITLE", "values"),
}
_PERSON_ONLY = {"date_of_birth": "DATE_OF_BIRTH", "place_of_birth": "PLACE_OF_BIRTH", "documents": "DOCUMENT"}
_BOTH = {"aliases": "ALIAS", "addresses": "ADDRESS"}
FIELDS = {
    **dict.fromkeys(_SIMPLE, "used: as the element of the XML"),
    **dict.fromkeys((*_VALUES, *_PERSON_ONLY, *_BOTH), "used: as the element of the XML"),
    "list_type": "unused: blanks only",
    "last_day_updated": "unused: blanks only",
    "entity_type": "unused: told by the reference number",
}
_PERSON = re.compile(r"^[A-Z]{2}i\.", re.IGNORECASE)


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record, by way of the element that the XML would have."""
    del where
    person = bool(_PERSON.match(text(record, "reference_number"))) or "date_of_birth" in record
    kind = "INDIVIDUAL" if person else "ENTITY"
    element = etree.Element(kind)
    for member in _SIMPLE:
        _add(element, member.upper(), text(record, member))
    for member, (tag, values) in _VALUES.items():
        for item in objects(record, member):
            for line in text(item, values).splitlines():
                _add(etree.SubElement(element, tag), "VALUE", line)
    for member, tag in {**_BOTH, **(_PERSON_ONLY if person else {})}.items():
        for item in objects(record, member):
            block = etree.SubElement(element, f"{kind}_{tag}")
            for name in item:
                _add(block, name.upper(), text(item, name))
    return entity_of(element, source, report)


def _add(parent: etree._Element, tag: str, value: str) -> None:
    if value.strip():
        etree.SubElement(parent, tag).text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", value)


FORMAT = converted_format(
    "un-converted-jsonl",
    "UN Security Council Consolidated List (converted JSON lines)",
    "un_sc",
    marks=("dataid", "un_list_type"),
    fields=FIELDS,
    read=read,
    lost="most names in the original script, dates of updates and further dates and places of birth",
)
