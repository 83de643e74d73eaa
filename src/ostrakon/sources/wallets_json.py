"""Wallet addresses of OFAC's SDN list with their owners as JSON, source `ofac_wallets`.

The project meefs/ofac-naughtylist takes the addresses out of the SDN list and keeps the list's own number of the
owner: so the parties here bear the ids of the SDN list (`ofac-36216`) and join the same record of it. A supplement
for those who hold an older SDN list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft
from ostrakon.sources.files import ListFile
from ostrakon.sources.plain import Cells, columns_in, plain_rows
from ostrakon.sources.values import clean

_MARKS = ("address", "chain", "entity_id", "entity_name")
FIELDS = {
    "address": "used: identifier wallet",
    "chain": "used: note of the identifier where no ticker stands",
    "date_listed": "used: date of the designation, the first of the owner's addresses",
    "entity_id": "used: id, OFAC's own",
    "entity_name": "used: name",
    "ofac_tickers": "used: currencies, as the note of the identifier",
    "programs": "used: programmes of the designation",
}


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every owner, with all of its addresses."""
    owners: dict[str, list[Cells]] = {}
    for where, row in plain_rows(files[0], report, FIELDS, marks=_MARKS, within="addresses"):
        number = clean(row["entity_id"])
        if not number or not row["address"]:
            report.issue("no_id", "an address without its owner's number was left out", severity="error", where=where)
            continue
        owners.setdefault(number, []).append(row)
    if not owners:
        raise ListRefused("the file holds not a single address", reason="truncated", where=files[0].path.name)
    for number, rows in owners.items():
        yield _entity(number, rows, source, report)


def _entity(number: str, rows: Sequence[Cells], source: str, report: Report) -> Entity:
    draft = Draft(f"ofac-{number}", "LegalEntity", source, number, report)
    draft.name(clean(rows[0]["entity_name"]), "entity_name", kind="primary")
    for row in rows:
        note = ", ".join(row.get("ofac_tickers", "").split()) or clean(row["chain"])
        draft.identifier("wallet", clean(row["address"]), "address", note=note)
    programmes = dict.fromkeys(code for row in rows for code in row.get("programs", "").split("\n") if code)
    listed = min(filter(None, (clean(row.get("date_listed")) for row in rows)), default="")
    try:
        listed_on = PartialDate.parse(listed) if listed else None
    except ValueError:
        draft.issue("bad_date", "no date", path="date_listed", example=listed)
        listed_on = None
    draft.designations.append(
        Designation(
            authority="US",
            origin=draft.origin("programs"),
            programmes=tuple(programmes),
            measures=(Measure.ASSET_FREEZE,),
            listed_on=listed_on,
            reference=number,
        )
    )
    return draft.entity()


def _recognise(_name: str, head: bytes) -> str | None:
    return "ofac_wallets" if {*_MARKS, "ofac_tickers"} <= columns_in(head) else None


FORMAT = Format(
    name="ofac-wallets-json",
    title="OFAC wallet addresses with their owners (JSON)",
    sources=("ofac_wallets",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
