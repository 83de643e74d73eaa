"""The price cap on Russian oil: price, attestation, costs beside the price."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.intake.payments.message import Line
from ostrakon.rules.rule import Finding, Place, Rule, Source
from ostrakon.rules.trade.facts import FROM, Code, ShipmentFacts, number_of, place_of
from ostrakon.rules.trade.sea_facts import Cap, cap_on
from ostrakon.rules.trade.sources import CAP_ADVISORY, CARGO, OWN

COSTS_SHARE = 0.25
"""Freight and insurance beyond this share of the price may hide a price above the cap."""
BARRELS_PER_TONNE = 7.33
"""Crude of medium density; used where a price is given per tonne."""
_BARREL = re.compile(r"barrel|bbl", re.IGNORECASE)
_TONNE = re.compile(r"tonne|\bmt\b|\bton\b|/t\b", re.IGNORECASE)
_NO = re.compile(r"^\s*(?:no|none|not|false|0|-|missing|n/?a)\b", re.IGNORECASE)
_CRUDE, _PRODUCTS = ("2709",), ("2710",)
_DISCOUNTED = re.compile(r"fuel oil|vacuum|naphtha|mazut|residu", re.IGNORECASE)


def _cap(facts: ShipmentFacts) -> Iterator[Finding]:
    oil = next((c for c in facts.codes if c.under((*_CRUDE, *_PRODUCTS))), None)
    countries = facts.countries(FROM)
    origins = facts.countries(("origin",))
    if oil is None or "RU" not in (origins or countries):
        return
    day = facts.day
    cap = cap_on(day) if day else None
    if cap is None:
        because = "Russian oil before the price cap" if day else "Russian oil; without a date no cap can be told"
        yield Finding(rule="TRD-OILCAP", severity="info", because=because, fields=(oil.place,))
        return
    limit = _limit(facts, oil, cap)
    price = _price(facts, oil)
    if price is not None and price[0] > limit:
        doubt = "" if cap.sure else " (to be checked)"
        because = f"{price[0]:.2f} a barrel is above the cap of {limit:g} since {cap.start.isoformat()}{doubt}"
        yield Finding(rule="TRD-OILCAP", severity="review", because=because, fields=(price[1], oil.place))
    attestation = facts.paper.facts.get("attestation")
    if attestation is None or _NO.match(attestation.text):
        because = "no attestation of the price" + ("" if price else ", and no price a barrel is told")
        place = place_of(attestation) if attestation else oil.place
        yield Finding(rule="TRD-OILCAP", severity="review", because=because, fields=(place,))
    yield from _costs(facts)


def _limit(facts: ShipmentFacts, oil: Code, cap: Cap) -> float:
    if oil.under(_CRUDE) or cap.products is None or cap.discounted is None:
        return cap.crude
    goods = " ".join(line.text for line in facts.paper.texts())
    return cap.discounted if _DISCOUNTED.search(goods) else cap.products


def _price(facts: ShipmentFacts, oil: Code) -> tuple[float, Place] | None:
    """Price a barrel with its place; None where it cannot be told which unit a price is for."""
    lines: list[tuple[Line | None, Line | None]] = [(facts.paper.facts.get("unit_price"), None)]
    if oil.goods is not None:
        lines.insert(0, (oil.goods.facts.get("unit_price"), oil.goods.facts.get("unit")))
    for line, unit in lines:
        number = number_of(line)
        if line is None or number is None:
            continue
        words = f"{line.field} {line.text} {unit.text if unit else ''}"
        if _BARREL.search(words):
            return number, place_of(line)
        if _TONNE.search(words):
            return number / BARRELS_PER_TONNE, place_of(line)
    return None


def _costs(facts: ShipmentFacts) -> Iterator[Finding]:
    costs = [line for key in ("freight", "insurance") if (line := facts.paper.facts.get(key)) is not None]
    total = number_of(facts.paper.facts.get("total"))
    amount = sum(number_of(line) or 0.0 for line in costs)
    if total and amount > COSTS_SHARE * total:
        because = f"freight and insurance are {amount / total:.0%} of the price"
        yield Finding(rule="TRD-OILCAP", severity="review", because=because, fields=tuple(map(place_of, costs)))


_CAPS = Source(
    "price caps of the G7, EU and Australia: crude 60 from 5 December 2022, products 100 and 45 from 5 February 2023"
)
RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "TRD-OILCAP",
        "review",
        "Russian oil and the price cap",
        "Crude (2709) or products (2710) from Russia: a price a barrel above the cap of its day (per tonne: "
        f"{BARRELS_PER_TONNE} barrels), no attestation, or freight and insurance above {COSTS_SHARE:.0%} of the "
        f"price (own "
        "choice). Oil of another named origin that only loads in Russia is not meant.",
        (CAP_ADVISORY, CARGO, _CAPS, OWN),
        _cap,
    ),
)
