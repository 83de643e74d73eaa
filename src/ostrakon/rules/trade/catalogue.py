"""All rules over trade documents, in the order in which they are asked."""

from __future__ import annotations

from ostrakon.rules.rule import Rule
from ostrakon.rules.trade import (
    addresses,
    controls,
    oil,
    orders,
    papers,
    parties,
    priority,
    registered,
    route,
    sea,
    vessels,
)
from ostrakon.rules.trade.facts import ShipmentFacts

RULES: tuple[Rule[ShipmentFacts], ...] = (
    *priority.RULES,
    *controls.RULES,
    *oil.RULES,
    *parties.RULES,
    *addresses.RULES,
    *orders.RULES,
    *route.RULES,
    *vessels.RULES,
    *registered.RULES,
    *sea.RULES,
    *papers.RULES,
)
