"""Australia's Consolidated List as converted JSON lines: one object a party, its names put together."""

from __future__ import annotations

from ostrakon.model import Entity, NameKind
from ostrakon.sources.au_dfat import designation, facts
from ostrakon.sources.base import Report
from ostrakon.sources.converted.lines import Record, converted_format, objects, text
from ostrakon.sources.draft import Draft
from ostrakon.sources.values import clean

_KINDS: dict[str, NameKind] = {"primary name": "primary", "alias": "alias", "original script": "original"}
_SCHEMATA = {"person": "Person", "organization": "Organization", "vessel": "Vessel"}
FIELDS = {
    "reference": "used: number of the party",
    "entity_type": "used: schema; absent in an early copy",
    "names": "used: names, weak ones by alias_strength",
    "previous_names": "used: names of kind former",
    "additional_info": "used: property notes",
    "sanction": "used: designation",
    "dates_of_birth": "used: dates of birth",
    "places_of_birth": "used: places of birth; the conversion cuts them at commas",
    "citizenships": "used: country with role citizenship",
    "address": "used: addresses",
    "imo_number": "used: identifier imo",
}


def read(record: Record, source: str, report: Report, where: str) -> Entity | None:
    """The party of one record."""
    number = clean(text(record, "reference"))
    names = [name for name in objects(record, "names") if clean(text(name, "text"))]
    if not names or not number:
        report.issue("no_name", "a record without number or name was left out", severity="error", where=where)
        return None
    kind = _SCHEMATA.get(text(record, "entity_type"), "")
    schema = "Vessel" if text(record, "imo_number") else kind or ("Person" if "dates_of_birth" in record else "")
    draft = Draft(f"au-{number}", schema or "LegalEntity", source, number, report)
    names.sort(key=lambda name: text(name, "name_type") != "Primary Name")
    for position, name in enumerate(names):
        found = _KINDS.get(text(name, "name_type").casefold(), "alias")
        weak = text(name, "alias_strength").casefold() == "weak"
        draft.name(clean(text(name, "text")), "names", kind="primary" if position == 0 else found, weak=weak)
    for former in text(record, "previous_names").splitlines():
        draft.name(clean(former), "previous_names", kind="former")
    row = _row(record)
    facts(draft, row)
    draft.designations.append(designation(draft, row))
    return draft.entity()


def _row(record: Record) -> dict[str, str]:
    """The record's facts under the names of the workbook's columns."""
    sanction = next(iter(objects(record, "sanction")), {})
    return {
        "date_of_birth": ";".join(text(born, "raw_value") for born in objects(record, "dates_of_birth")),
        "place_of_birth": ", ".join(text(place, "raw_value") for place in objects(record, "places_of_birth")),
        "citizenship": text(record, "citizenships"),
        "address": text(record, "address"),
        "additional_information": text(record, "additional_info"),
        "imo_number": text(record, "imo_number"),
        "listing_information": text(sanction, "listing_information"),
        "committees": text(sanction, "committees"),
        "control_date": text(sanction, "control_date"),
        "instrument_of_designation": text(sanction, "instrument"),
        **{
            member: text(sanction, member)
            for member in ("targeted_financial_sanction", "travel_ban", "arms_embargo", "maritime_restriction")
        },
    }


FORMAT = converted_format(
    "au-converted-jsonl",
    "Australian Consolidated List (converted JSON lines)",
    "au_dfat",
    marks=("reference", "names", "sanction"),
    fields=FIELDS,
    read=read,
    lost="which of several places of birth belongs together",
)
