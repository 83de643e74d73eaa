"""Canada's autonomous sanctions as converted JSON lines: members are the XML's elements in small letters."""

from __future__ import annotations

from ostrakon.model import Entity
from ostrakon.sources.base import Report
from ostrakon.sources.ca_sema import CaRecord
from ostrakon.sources.converted.lines import Record, converted_format, text
from ostrakon.sources.values import clean

_ELEMENTS = {
    "country": "Country",
    "last_name": "LastName",
    "given_name": "GivenName",
    "entity_or_ship": "EntityOrShip",
    "title_or_ship": "TitleOrShip",
    "ship_imo_number": "ShipIMONumber",
    "date_of_birth_or_ship_build_date": "DateOfBirthOrShipBuildDate",
    "aliases": "Aliases",
    "schedule": "Schedule",
    "item": "Item",
    "date_of_listing": "DateOfListing",
}
FIELDS = {member: f"used: as {name} of the XML" for member, name in _ELEMENTS.items()}


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record."""
    cells = {name: clean(text(record, member)) for member, name in _ELEMENTS.items()}
    return CaRecord(cells, source, report, where).entity()


FORMAT = converted_format(
    "ca-converted-jsonl",
    "Consolidated Canadian Autonomous Sanctions List (converted JSON lines)",
    "ca_sema",
    marks=("country", "item", "date_of_listing"),
    fields=FIELDS,
    read=read,
    lost="all aliases, titles and IMO numbers, in an early copy the names of entities and ships too",
)
