"""Orders and prices of the documents seen before, for the rule over orders of a buyer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ORDERS_MAX = 50_000
PRICES_MAX = 200
"""Orders kept in all, and prices of one code, the newest."""
CODES_MAX = 20_000
Priced = tuple[str, str, str]
"""Code, unit and currency of a price."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a document says that a buyer bought: value of goods of the priority list, in one currency."""

    buyer: str
    seller: str
    day: date
    currency: str
    value: float


@dataclass(slots=True)
class Earlier:
    """Orders and prices of the documents of a run."""

    orders: list[Order] = field(default_factory=list)
    prices: dict[Priced, list[float]] = field(default_factory=dict)

    def ordered(self, order: Order) -> None:
        """Remember an order; the older half is forgotten when there are too many."""
        self.orders.append(order)
        if len(self.orders) > ORDERS_MAX:
            del self.orders[: ORDERS_MAX // 2]

    def paid(self, what: Priced, price: float) -> None:
        """Remember the price of one."""
        if len(self.prices) >= CODES_MAX:
            self.prices.clear()
        known = self.prices.setdefault(what, [])
        known.append(price)
        del known[:-PRICES_MAX]
