"""The Swiss list as converted JSON lines: members are the XML's elements and attributes in small letters."""

from __future__ import annotations

from lxml import etree

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.ch_seco import designation_of
from ostrakon.sources.converted.lines import Record, converted_format, objects, text
from ostrakon.sources.seco_document import Tables
from ostrakon.sources.seco_target import read_target

FIELDS = {
    "ssid": "used: id and reference",
    "sanctions_set_id": "used: programme, as the number of the set",
    "individual": "used: as the element of the XML",
    "entity": "used: as the element of the XML",
    "object": "used: as the element of the XML",
}


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record, by way of the element that the XML would have."""
    target = etree.Element("target", ssid=text(record, "ssid"))
    for number in text(record, "sanctions_set_id").split():
        etree.SubElement(target, "sanctions-set-id").text = number
    for kind in ("individual", "entity", "object"):
        for body in objects(record, kind):
            _body(etree.SubElement(target, kind), body)
    return read_target(target, designation_of(target, Tables(), source, report, where), Tables(), report, where)


def _body(parent: etree._Element, body: Record) -> None:
    for identity in objects(body, "identity"):
        element = etree.SubElement(parent, "identity", main=text(identity, "main") or "true")
        for name in objects(identity, "names"):
            _name(etree.SubElement(element, "name", _attributes(name, "name_type", "quality", "lang")), name)
        for born in objects(identity, "day_month_year"):
            etree.SubElement(
                element, "day-month-year", _attributes(born, "day", "month", "year", "calendar", "quality")
            )
        for address in objects(identity, "addresses"):
            place = etree.SubElement(element, "address")
            for member in ("address_details", "c_o", "p_o_box", "zip_code", "remark"):
                if value := text(address, member):
                    etree.SubElement(place, member.replace("_", "-")).text = value
    if reason := text(body, "justification"):
        etree.SubElement(parent, "justification").text = reason


def _name(element: etree._Element, name: Record) -> None:
    for part in objects(name, "name_parts"):
        item = etree.SubElement(element, "name-part", _attributes(part, "order", "name_part_type"))
        etree.SubElement(item, "value").text = text(part, "value")


def _attributes(record: Record, *members: str) -> dict[str, str]:
    return {member.replace("_", "-"): value for member in members if (value := text(record, member))}


FORMAT = converted_format(
    "ch-converted-jsonl",
    "Swiss sanctions list of SECO (converted JSON lines)",
    "ch_seco",
    marks=("ssid", "sanctions_set_id"),
    fields=FIELDS,
    read=read,
    lost="programmes, spelling variants, nationalities, places, documents and what was de-listed",
)
