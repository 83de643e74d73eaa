"""Small trade documents in which a test changes one thing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ostrakon.intake.trade import read_trade
from ostrakon.intake.trade.register import Registered
from ostrakon.rules.trade.address_book import AddressBook
from ostrakon.rules.trade.facts import ListedShip, ShipmentFacts
from ostrakon.rules.trade.orders import remember

REGISTER = {
    "9074729": Registered(imo="9074729", name="NORDIC GRACE", flag="no", owner="Nordic Shipping AS", mmsi="257000000")
}

TOWER = "Suite 2, 8 Harbour View Tower, Queens Parade, Victoria, Mahe"
BOOK = AddressBook(
    lambda: [
        ("Flat 12, 7/F, Lucky Plaza, 315 Lockhart Road, Wanchai, Hong Kong", "listed-1"),
        *((TOWER, f"tower-{number}") for number in range(7)),
    ]
)


def paper(
    *,
    listed: dict[str, ListedShip] | None = None,
    namesakes: dict[str, ListedShip] | None = None,
    same_number: str = "",
    before: Sequence[ShipmentFacts] = (),
    **fields: Any,
) -> ShipmentFacts:
    """Facts of a document with these fields alone; None leaves a field out. `before`: documents given before it."""
    content = {key: value for key, value in fields.items() if value is not None}
    [one] = read_trade(json.dumps(content).encode(), "a.json")
    assert not one.problems, one.problems
    facts = ShipmentFacts(
        one, register=REGISTER, listed=listed or {}, namesakes=namesakes or {}, same_number=same_number, book=BOOK
    )
    for other in before:
        other.earlier = facts.earlier
        remember(other)
    return facts


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
