"""Papers that lack something or contradict themselves: codes and words, weights, values, dates, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ostrakon.intake.payments.message import Line
from ostrakon.intake.trade.paper import Goods, TradePaper
from ostrakon.names.countries import country_name
from ostrakon.rules.rule import Finding, Place, Rule
from ostrakon.rules.trade.codes import FULL
from ostrakon.rules.trade.facts import Code, ShipmentFacts, day_of, number_of, place_of
from ostrakon.rules.trade.sea_facts import no_output
from ostrakon.rules.trade.sources import CARGO, FATF_TRADE, HS, MARITIME, OWN

SHARE = 0.01
"""By how much sums may differ (rounding)."""
MISSING_MIN = 3
_NEEDED: dict[str, tuple[str, ...]] = {
    "bill_of_lading": ("shipper", "consignee", "vessel", "loading", "discharge", "goods"),
    "invoice": ("seller", "buyer", "goods", "value"),
    "packing_list": ("seller", "buyer", "goods", "weight"),
    "letter_of_credit": ("applicant", "beneficiary", "goods", "value"),
}
_SAME_ROLE = {"shipper": ("seller",), "seller": ("shipper", "beneficiary"), "buyer": ("consignee", "applicant"),
              "applicant": ("buyer",), "beneficiary": ("seller", "shipper")}  # fmt: skip
_ORDER = re.compile(r"^\s*(?:to\s+)?(?:the\s+)?order\b", re.IGNORECASE)
_TONNES = re.compile(r"tonnes?$|_mt$|_t$|\bMT\b|\bt\b|\btonnes?\b|\btons?\b", re.IGNORECASE)
_POUNDS = re.compile(r"_lbs?$|\blbs?\b|\bpounds?\b", re.IGNORECASE)


def _short(facts: ShipmentFacts) -> Iterator[Finding]:
    for code in facts.codes:
        if len(code.digits) < FULL:
            what = "chapter" if len(code.digits) == 2 else "heading"
            because = f"{code.digits} is a {what}: measures on its subheadings cannot be told"
            yield Finding(rule="TRD-HS-SHORT", severity="info", because=because, fields=(code.place,))


def _words_and_code(facts: ShipmentFacts) -> Iterator[Finding]:
    for goods in facts.paper.goods:
        codes = [code for code in facts.codes if code.goods is goods]
        for line in goods.description:
            yield from _fit(line, codes)


def _fit(line: Line, codes: list[Code]) -> Iterator[Finding]:
    """Words of a description against the codes beside it; one word that fits is enough."""
    found = list(_pattern().finditer(line.text))
    chapters = [homes for match in found if (homes := goods_words()[" ".join(match.group().lower().split())])]
    if not codes or not chapters:
        return
    if any(code.digits.startswith(home) for code in codes for homes in chapters for home in homes):
        return
    first = found[0]
    where, digits = " or ".join(chapters[0][:3]), codes[0].digits
    because = f"'{first.group()}' belongs to {where} of the Harmonized System, the code is {digits}"
    place = place_of(line, first.start(), first.end())
    yield Finding(rule="TRD-HS-DESC", severity="review", because=because, fields=(codes[0].place, place))


@cache
def goods_words() -> dict[str, tuple[str, ...]]:
    """Word of goods → chapters and headings where it is at home (`data/trade/words.tsv`)."""
    text = files("ostrakon.rules").joinpath("data", "trade", "words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {word: tuple(homes.split()) for word, homes in rows}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(goods_words(), key=len, reverse=True)
    pattern = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _missing(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    needed = _NEEDED.get(paper.type, ())
    absent = [what for what in needed if not _has(paper, what)]
    consignee = paper.firm("consignee")
    whole = Place(field="")
    if consignee and consignee.name and _ORDER.match(consignee.name.text) and not paper.firm("notify"):
        because = "made out to order, and no notify party is named"
        yield Finding(rule="TRD-MISSING", severity="review", because=because, fields=(place_of(consignee.name),))
    if absent:
        grave = len(absent) >= MISSING_MIN or (paper.type == "bill_of_lading" and "vessel" in absent)
        yield Finding(
            rule="TRD-MISSING",
            severity="review" if grave else "info",
            because=f"the {paper.type.replace('_', ' ')} does not tell: {', '.join(absent)}",
            fields=(whole,),
        )


def _has(paper: TradePaper, what: str) -> bool:
    match what:
        case "vessel":
            return any(vessel.name or vessel.imo for vessel in paper.vessels)
        case "loading" | "discharge":
            return bool(paper.spots_of(what, {"loading": "receipt", "discharge": "delivery"}[what]))
        case "goods":
            return any(goods.description or goods.codes for goods in paper.goods)
        case "value":
            return "total" in paper.facts or any(g.facts.keys() & {"value", "unit_price"} for g in paper.goods)
        case "weight":
            return bool(paper.facts.keys() & {"net", "gross"}) or any(
                g.facts.keys() & {"net", "gross"} for g in paper.goods
            )
        case _:
            firm = paper.firm(what, *_SAME_ROLE.get(what, ()))
            return firm is not None and firm.name is not None


def kilograms(line: Line | None, unit: Line | None = None) -> float | None:
    """A weight; tonnes and pounds by the words beside it or the field's name, else kilograms."""
    number = number_of(line)
    if line is None or number is None:
        return None
    words = f"{line.text} {unit.text if unit else ''}"
    name = line.field.rsplit("/", 1)[-1].lower()
    if _TONNES.search(words) or _TONNES.search(name):
        return number * 1000
    return number * 0.45359237 if _POUNDS.search(words) or _POUNDS.search(name) else number


def _weights(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    for things in (*(goods.facts for goods in paper.goods), paper.facts):
        net, gross = kilograms(things.get("net")), kilograms(things.get("gross"))
        if net is not None and gross is not None and net > gross * (1 + SHARE):
            because = f"net weight {net:g} kg above gross weight {gross:g} kg"
            yield Finding(rule="TRD-WEIGHT", severity="review", because=because,
                          fields=(place_of(things["net"]), place_of(things["gross"])))  # fmt: skip
    for kind in ("net", "gross"):
        total = kilograms(paper.facts.get(kind))
        parts = [weight for goods in paper.goods if (weight := kilograms(goods.facts.get(kind))) is not None]
        if total and len(parts) == len(paper.goods) > 1 and abs(sum(parts) - total) > SHARE * total:
            because = f"the lines add up to {sum(parts):g} kg {kind}, the document says {total:g} kg"
            yield Finding(rule="TRD-WEIGHT", severity="review", because=because, fields=(place_of(paper.facts[kind]),))


def _values(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    for goods in paper.goods:
        yield from _line_value(goods)
    parts = [value for goods in paper.goods if (value := number_of(goods.facts.get("value"))) is not None]
    total = number_of(paper.facts.get("total"))
    if total and len(parts) == len(paper.goods) > 1:
        costs = sum(number_of(paper.facts.get(key)) or 0.0 for key in ("freight", "insurance"))
        if all(abs(sum(parts) + more - total) > SHARE * total for more in (0.0, costs)):
            because = f"the lines add up to {sum(parts):,.2f}, the document says {total:,.2f}"
            yield Finding(
                rule="TRD-VALUE", severity="review", because=because, fields=(place_of(paper.facts["total"]),)
            )


def _line_value(goods: Goods) -> Iterator[Finding]:
    quantity, price = number_of(goods.facts.get("quantity")), number_of(goods.facts.get("unit_price"))
    value = number_of(goods.facts.get("value"))
    if quantity and price and value and abs(quantity * price - value) > SHARE * value:
        because = f"{quantity:g} at {price:g} are {quantity * price:,.2f}, the document says {value:,.2f}"
        yield Finding(rule="TRD-VALUE", severity="review", because=because, fields=(place_of(goods.facts["value"]),))


def _against_voyage(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    shipped, arrived, ended = (facts.date_of(f"{kind}_date") for kind in ("shipped", "arrival", "discharge"))
    loading = next((day for spot in paper.spots_of("loading") if (day := day_of(spot.date)) is not None), None)
    came = loading or arrived
    dated = facts.date_of("issue_date") if paper.type == "bill_of_lading" else None
    if came and dated and dated < came:
        because = f"dated {dated.isoformat()}, before the vessel came to the port on {came.isoformat()}"
        yield Finding(
            rule="VES-DOCS", severity="review", because=because, fields=(place_of(paper.facts["issue_date"]),)
        )
    if shipped and came and shipped < came:
        because = f"shipped on {shipped.isoformat()}, before the vessel came to the port on {came.isoformat()}"
        yield Finding(
            rule="VES-DOCS", severity="review", because=because, fields=(place_of(paper.facts["shipped_date"]),)
        )
    if shipped and ended and ended < shipped:
        because = f"delivered on {ended.isoformat()}, before it was shipped on {shipped.isoformat()}"
        yield Finding(
            rule="VES-DOCS", severity="review", because=because, fields=(place_of(paper.facts["discharge_date"]),)
        )
    yield from _too_heavy(facts)
    for code in facts.codes:
        for country, where in facts.countries(("origin",)).items():
            if country in no_output(code.digits[:4]):
                because = f"{country_name(country)} has no output of {code.digits[:4]} to speak of, yet is named "
                "as its origin"
                yield Finding(rule="VES-DOCS", severity="review", because=because, fields=(where.place, code.place))
    if facts.same_number:
        because = f"the number {paper.id} stands on another document with other content: {facts.same_number}"
        yield Finding(rule="VES-DOCS", severity="review", because=because, fields=(Place(field=""),))


def _too_heavy(facts: ShipmentFacts) -> Iterator[Finding]:
    parts = [kilograms(goods.facts.get("gross") or goods.facts.get("net")) or 0.0 for goods in facts.paper.goods]
    cargo = max(kilograms(facts.paper.facts.get("gross")) or 0.0, sum(parts)) / 1000
    for vessel in facts.vessels:
        tonnes = number_of(vessel.deadweight)
        if vessel.deadweight and tonnes and cargo > tonnes:
            because = f"cargo of {cargo:,.0f} tonnes, the vessel carries {tonnes:,.0f}"
            yield Finding(rule="VES-DOCS", severity="review", because=because, fields=(place_of(vessel.deadweight),))


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule("TRD-HS-SHORT", "info", "A code too short to tell",
         "Two or four digits: chapters and headings of measures are compared, subheadings cannot be.", (HS,), _short),
    Rule("TRD-HS-DESC", "review", "A description that does not fit its code",
         "Words of goods that are at home in other chapters than the code's, and none that is at home there (own "
         "table).",
         (FATF_TRADE, HS, OWN), _words_and_code),
    Rule("TRD-MISSING", "review", "A document that does not tell what it must",
         f"Fields that a document of its type has, missing: info; {MISSING_MIN} or more, a bill of lading "
         f"without its vessel, "
         "or one to order without a notify party: review (own choices).", (FATF_TRADE, OWN), _missing),
    Rule("TRD-WEIGHT", "review", "Weights that contradict each other",
         "Net above gross, or lines that do not add up to the whole by more than 1 %.", (FATF_TRADE,), _weights),
    Rule("TRD-VALUE", "review", "Values that contradict each other",
         "Quantity times price, or the sum of the lines (with and without freight and insurance), off by more "
         "than 1 %.",
         (FATF_TRADE,), _values),
    Rule("VES-DOCS", "review", "Papers that the voyage contradicts",
         "Shipped before the vessel came, delivered before shipped, cargo heavier than the vessel carries, crude "
         "or coal from a "
         "state without an output, or one number on two documents with other content among those given together.",
         (MARITIME, CARGO), _against_voyage),
)  # fmt: skip
