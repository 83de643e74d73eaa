"""Canada's consolidated autonomous sanctions list: records without numbers, all aliases in one text."""

from __future__ import annotations

from facts import VESSEL, Row

from writers.common import document, element

COUNTRIES = {
    "BLR": "Belarus / Bélarus",
    "HAMAS": "Hamas Terrorist Attacks / Attaques terroristes du Hamas",
    "IRN": "Iran",
    "MMR": "Myanmar (Burma) / Myanmar (Birmanie)",
    "NIC": "Nicaragua",
    "RUS": "Russia / Russie",
    "SYR": "Syria / Syrie",
    "VEN": "Venezuela",
}


def sema(rows: list[Row]) -> str:
    """The whole list."""
    root = element("data-set", [element("record", _fields(row)) for row in rows])
    space = '<data-set xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    return document(root.replace("<data-set>", space, 1))


def _fields(row: Row) -> list[str]:
    _, *schedule, item = row.ref.split(", ")
    aliases = "; ".join([*row.originals.values(), *row.all("aka")])
    if row.is_person:
        given = " ".join(filter(None, (row.given, row.patronymic)))
        fields = {"LastName": row.family.upper(), "GivenName": given}
    elif row.kind == VESSEL:
        imo = next(value for _, value in row.numbers("imo"))
        fields = {"EntityOrShip": row.name, "TitleOrShip": row.vessel_type, "ShipIMONumber": imo}
    else:
        fields = {"EntityOrShip": row.name}
    date = row.births[0].start if row.births else row.built
    fields |= {"Aliases": aliases, "DateOfBirthOrShipBuildDate": date}
    fields |= {"Schedule": ", ".join(schedule).removeprefix("Schedule "), "Item": item}
    fields = {"Country": COUNTRIES[row.programme[0]], **fields, "DateOfListing": row.listed}
    return [element(tag, value) for tag, value in fields.items() if value]
