"""Small trade documents in which a test changes one thing."""

from __future__ import annotations

import json
from typing import Any

from ostrakon.intake.trade import read_trade
from ostrakon.intake.trade.register import Registered
from ostrakon.rules.trade.facts import ListedShip, ShipmentFacts

REGISTER = {
    "9074729": Registered(imo="9074729", name="NORDIC GRACE", flag="no", owner="Nordic Shipping AS", mmsi="257000000")
}


def paper(
    *,
    listed: dict[str, ListedShip] | None = None,
    namesakes: dict[str, ListedShip] | None = None,
    same_number: str = "",
    **fields: Any,
) -> ShipmentFacts:
    """Facts of a document with these fields alone; None leaves a field out."""
    content = {key: value for key, value in fields.items() if value is not None}
    [one] = read_trade(json.dumps(content).encode(), "a.json")
    assert not one.problems, one.problems
    return ShipmentFacts(
        one, register=REGISTER, listed=listed or {}, namesakes=namesakes or {}, same_number=same_number
    )


def trade(
    hs: str = "4802.55",
    description: str = "Printing paper",
    origin: str = "DE",
    to: str = "FR",
    **more: Any,
) -> ShipmentFacts:
    """A plain sale of paper from Germany to France, changed by what is given."""
    fields: dict[str, Any] = {
        "type": "invoice",
        "id": "I1",
        "date": "2024-01-15",
        "shipper": {"name": "Nordwind Papier GmbH", "country": origin, "address": "Hafen 4, Bremen"},
        "consignee": {"name": "Atelier Lumiere SARL", "country": to},
        "lines": [{"hs": hs, "description": description, "value": 1000}],
    }
    return paper(**(fields | more))
