"""Orders of one buyer over time, as far as the documents given together show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from statistics import median

from ostrakon.intake.trade.paper import Goods
from ostrakon.rules.rule import Finding, Rule
from ostrakon.rules.trade.codes import FULL, priority, read_codes
from ostrakon.rules.trade.earlier import Order, Priced
from ostrakon.rules.trade.facts import ShipmentFacts, number_of, place_of
from ostrakon.rules.trade.naming import folded_name
from ostrakon.rules.trade.priority import INVASION
from ostrakon.rules.trade.sources import B2, OWN

QUARTER = timedelta(days=91)
TIMES = 3.0
"""What a quarter must be of the mean of the quarters before the invasion (named by the alert; the figure is ours)."""
VALUE_MIN = 100_000
"""Value of a quarter, in the currency of the documents, from which on growth counts (own choice)."""
PRICE_TIMES = 2.0
PRICES_MIN = 5
"""Prices of a code from which on one above so many times their median is told (own choices; the alert names
overpaying)."""


def remember(facts: ShipmentFacts) -> None:
    """Keep the order and the prices of a document for those after it."""
    order = order_of(facts)
    if order is not None:
        facts.earlier.ordered(order)
    for what, price, _ in _prices(facts):
        facts.earlier.paid(what, price)


def order_of(facts: ShipmentFacts) -> Order | None:
    """The order of a document; None where buyer, day or value are not told, or nothing is on the list."""
    paper = facts.paper
    firm = next((f for role in ("buyer", "applicant", "consignee") if (f := paper.firm(role)) and f.name), None)
    value = sum(number_of(goods.facts.get("value")) or 0.0 for goods in paper.goods if _listed(goods))
    if firm is None or firm.name is None or facts.day is None or not value:
        return None
    seller = next((f for role in ("seller", "shipper", "beneficiary") if (f := paper.firm(role)) and f.name), None)
    return Order(
        buyer=folded_name(firm.name.text),
        seller=folded_name(seller.name.text) if seller and seller.name else "",
        day=facts.day,
        currency=_currency(facts),
        value=value,
    )


def _listed(goods: Goods) -> bool:
    codes = (digits for line in goods.codes for digits, problem in read_codes(line.text) if not problem)
    return any(priority(digits) is not None for digits in codes)


def _currency(facts: ShipmentFacts) -> str:
    line = facts.paper.facts.get("currency")
    return line.text.strip().upper() if line else ""


def _volume(facts: ShipmentFacts) -> Iterator[Finding]:
    now = order_of(facts)
    if now is not None and now.day >= INVASION:
        yield from _growth(facts, now)
    for key, price, goods in _prices(facts):
        known = facts.earlier.prices.get(key, ())
        if len(known) >= PRICES_MIN and price > PRICE_TIMES * (middle := median(known)):
            yield Finding(
                rule="TRD-VOLUME",
                severity="review",
                because=f"{price:,.2f} for one {key[1]} of {key[0]}, {price / middle:.1f} times the median of "
                f"{len(known)} prices in the documents given",
                fields=(place_of(goods.facts.get("unit_price") or goods.facts["value"]),),
            )


def _growth(facts: ShipmentFacts, now: Order) -> Iterator[Finding]:
    known = [one for one in facts.earlier.orders if one.currency == now.currency]
    before = [one for one in known if one.day < INVASION and (one.buyer == now.buyer or one.seller == now.seller != "")]
    if not before:
        return  # the documents do not reach back, so that nothing is known of what was usual
    span = max((INVASION - min(one.day for one in before)) / QUARTER, 1.0)
    mean = sum(one.value for one in before if one.buyer == now.buyer) / span
    quarter = [one for one in known if one.buyer == now.buyer and now.day - QUARTER < one.day <= now.day]
    total = now.value + sum(one.value for one in quarter)
    if total <= VALUE_MIN or total < TIMES * mean:
        return
    usual = f"{total / mean:.1f} times the mean of {mean:,.0f} before" if mean else "nothing before"
    buyer = next(f for role in ("buyer", "applicant", "consignee") if (f := facts.paper.firm(role)) and f.name)
    yield Finding(
        rule="TRD-VOLUME",
        severity="review",
        because=f"goods of the Common High Priority List for {total:,.0f} {now.currency} within a quarter, {usual} "
        f"{INVASION.isoformat()}",
        fields=(place_of(buyer.name),) if buyer.name else (),
    )


def _prices(facts: ShipmentFacts) -> Iterable[tuple[Priced, float, Goods]]:
    """Code, unit and currency with the price of one, and the line that says so."""
    for goods in facts.paper.goods:
        codes = [digits[:FULL] for line in goods.codes for digits, bad in read_codes(line.text) if not bad]
        quantity, value = number_of(goods.facts.get("quantity")), number_of(goods.facts.get("value"))
        price = number_of(goods.facts.get("unit_price")) or (value / quantity if quantity and value else None)
        unit = goods.facts.get("unit")
        if len(codes) == 1 and len(codes[0]) == FULL and price:
            yield (codes[0], unit.text.strip().lower() if unit else "piece", _currency(facts)), price, goods


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "TRD-VOLUME",
        "review",
        "A buyer whose orders grew at once, or who pays far too much",
        f"Of the documents given together: goods of the priority list for one buyer within a quarter after "
        f"{INVASION.isoformat()} for more than {VALUE_MIN:,}, {TIMES:g} times its mean a quarter before or from "
        f"nothing, where documents of the same buyer or seller reach back before that day; a price {PRICE_TIMES:g} "
        f"times the median of {PRICES_MIN} or more for the same code and unit (own choices).",
        (B2, OWN),
        _volume,
    ),
)
