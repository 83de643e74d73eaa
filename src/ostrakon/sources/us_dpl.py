"""BIS Denied Persons List (`dpl.txt`): tab separated with a header, one row for every address of a person.

The list has no numbers. Our id is `dpl-` and ten hex digits of SHA-256 over its natural key, name and effective
date, blind to case and blanks (the citation grows with every later notice, so it is no part of the key). Rows that
agree in both are one party with several addresses. A row does not say whether it names a person or a company, nor
does the file say when it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ostrakon.model import Address, CountryLink, Designation, Entity, Measure, Name, Origin, Property
from ostrakon.names.countries import country_code
from ostrakon.sources.base import FieldAudit, Format, Report
from ostrakon.sources.files import ListFile
from ostrakon.sources.sniff import csv_header
from ostrakon.sources.tables import audited_rows
from ostrakon.sources.values import clean, hashed_id, us_date

_HEADER = ("Name", "Effective_Date", "FR_Citation")
_MISWRITTEN = {"PRC": "cn"}
"""Not codes of any standard, but what this list writes."""

FIELDS: Mapping[str, str] = {
    "name": "used: name",
    "street_address": "used: address",
    "city": "used: address",
    "state": "used: address, region",
    "country": "used: address, country; often blank for US addresses",
    "postal_code": "used: address",
    "effective_date": "used: start of the denial, and part of the id",
    "expiration_date": "used: notes; blank when the denial has no end",
    "standard_order": "used: notes, when the order is not a standard one",
    "last_update": "used: property modifiedAt",
    "action": "unused: what the last edit of the row was, not a fact of the party",
    "fr_citation": "used: legal basis",
}


def recognise(name: str, head: bytes) -> str | None:
    """`us_dpl` for a tab separated file with this list's columns, whatever its name."""
    del name
    header = csv_header(head, "\t")
    return "us_dpl" if {"name", "standard_order", "fr_citation"} <= set(header) else None


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every person, the addresses of its rows together."""
    audit = FieldAudit(FIELDS, report)
    grouped: dict[str, Entity] = {}
    for file in files:
        for where, row in audited_rows(file, report, audit, delimiter="\t", header_marks=_HEADER):
            entity = _entity(row, source, report, where)
            if entity is not None:
                earlier = grouped.get(entity.id)
                grouped[entity.id] = earlier.merged(entity) if earlier else entity
    yield from grouped.values()


def _entity(row: Mapping[str, str], source: str, report: Report, where: str) -> Entity | None:
    name = clean(row["name"])
    if not name:
        report.issue("no_name", "a row without a name was left out", severity="error", where=where, field="name")
        return None
    record = hashed_id("dpl", name, row["effective_date"])

    def origin(field: str) -> Origin:
        return Origin(source=source, record=record, field=field)

    address = _address(row, report, where, origin("street_address"))
    return Entity(
        id=record,
        schema="LegalEntity",
        names=(Name(value=name, origin=origin("name")),),
        countries=_country(row, address, origin("country")),
        addresses=(address,) if address is not None else (),
        designations=(_designation(row, report, where, origin("effective_date")),),
        properties=tuple(_properties(row, origin)),
    )


def _country(row: Mapping[str, str], address: Address | None, origin: Origin) -> tuple[CountryLink, ...]:
    if address is None or not address.country:
        return ()
    return (CountryLink(code=address.country, text=clean(row["country"]), origin=origin),)


def _address(row: Mapping[str, str], report: Report, where: str, origin: Origin) -> Address | None:
    street, city, region, postal, text = (
        clean(row.get(column)) for column in ("street_address", "city", "state", "postal_code", "country")
    )
    code = _MISWRITTEN.get(text) or country_code(text) if text else ""
    if text and not code:
        report.issue("unknown_country", "the country could not be resolved", where=where, field="country", example=text)
    full = ", ".join(part for part in (street, city, " ".join(filter(None, (region, postal))), text) if part)
    if not full:
        return None
    return Address(full=full, street=street, city=city, region=region, postal_code=postal, country=code, origin=origin)


def _designation(row: Mapping[str, str], report: Report, where: str, origin: Origin) -> Designation:
    listed_on = None
    if text := clean(row["effective_date"]):
        try:
            listed_on = us_date(text)
        except ValueError:
            report.issue("bad_date", "no date", where=where, field="effective_date", example=text)
    return Designation(
        authority="US",
        programmes=("BIS-DPL",),
        measures=(Measure.EXPORT_DENIAL,),
        listed_on=listed_on,
        legal_basis=clean(row["fr_citation"]),
        origin=origin,
    )


def _properties(row: Mapping[str, str], origin: Callable[[str], Origin]) -> Iterator[Property]:
    if expiry := clean(row.get("expiration_date")):
        yield Property(name="notes", value=f"Denial expires {expiry}", origin=origin("expiration_date"))
    if clean(row.get("standard_order")).upper() == "N":
        yield Property(name="notes", value="Not a standard denial order", origin=origin("standard_order"))
    if updated := clean(row.get("last_update")):
        yield Property(name="modifiedAt", value=updated, origin=origin("last_update"))


FORMAT = Format(
    name="us-dpl-tsv",
    title="BIS Denied Persons List (tab separated)",
    sources=("us_dpl",),
    recognise=recognise,
    parse=parse,
    fields=FIELDS,
)
