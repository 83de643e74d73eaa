"""Pakistan's proscribed persons (Fourth Schedule of the Anti-Terrorism Act 1997) of NACTA, source `pk_nacta`, JSON.

An array of objects with name, father's name, number of the identity card, province and district. There is no number
of the record, no date and no reason. Ids: `pk-` and a hash of the identity number, of the other members where it is
absent, so that no id shows the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.model import Designation, Entity, Measure
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean, hashed_id

_MARKS = ("name", "fathername", "cnic", "province", "district")
FIELDS = {
    "name": "used: name; what follows `@` or `alias` is another one",
    "fathername": "used: property fatherName",
    "cnic": "used: identifier national_id, and the id as a hash",
    "province": "used: address",
    "district": "used: address",
}
_ALIAS = re.compile(r"\s*(?:@|\balias\b|\ba\.?k\.?a\.?\b|\bs/o\b.*$)\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\D")
CNIC_DIGITS = 13


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every person."""
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS):
        names = [name for part in _ALIAS.split(row["name"]) if (name := clean(part).strip(" .,()"))]
        if not names:
            report.issue("no_name", "a record without a name was left out", severity="error", where=where)
            continue
        yield _entity(names, row, source, report)


def _entity(names: Sequence[str], row: Cells, source: str, report: Report) -> Entity:
    number, father = _DIGITS.sub("", row["cnic"]), clean(row["fathername"])
    whole = len(number) == CNIC_DIGITS and len(set(number)) > 1
    key = (number,) if whole else (names[0], father, row["province"], row["district"])
    record = hashed_id("pk", *key)
    draft = Draft(record, "Person", source, record, report)
    draft.name(names[0], "name", kind="primary")
    for alias in names[1:]:
        draft.name(alias, "name", weak=" " not in alias)  # a nickname of one word fits many
    draft.property("fatherName", father, "fathername")
    if whole:
        draft.identifier("national_id", number, "cnic", country="pk")
    elif number.strip("0"):
        draft.issue("bad_number", "an identity number without 13 digits was left out", path="cnic", info=True)
    district, province = clean(row["district"]), clean(row["province"])
    found = place(draft.origin("district"), city=district, region=province, country="Pakistan", code="pk")
    draft.addresses.extend(filter(None, [found]))
    draft.designations.append(
        Designation(
            authority="PK",
            origin=draft.origin("name"),
            programmes=("Fourth Schedule",),
            measures=(Measure.ASSET_FREEZE, Measure.TRAVEL_BAN),
            legal_basis="Anti-Terrorism Act 1997, sections 11EE and 11O",
        )
    )
    return draft.entity()


def _recognise(_name: str, head: bytes) -> str | None:
    return "pk_nacta" if set(_MARKS) <= columns_in(head) else None


FORMAT = Format(
    name="pk-nacta-json",
    title="Pakistan's proscribed persons (JSON)",
    sources=("pk_nacta",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
