"""Parties of a document that do not fit together: third payers, no end user, forwarders, names changed lately."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from ostrakon.intake.payments.message import Line
from ostrakon.intake.trade.paper import Firm
from ostrakon.names.countries import country_name
from ostrakon.rules.rule import Finding, Rule, Severity
from ostrakon.rules.trade.facts import ShipmentFacts, day_of, number_of, place_of
from ostrakon.rules.trade.naming import same_name
from ostrakon.rules.trade.papers import kilograms
from ostrakon.rules.trade.priority import listed_goods
from ostrakon.rules.trade.sources import B1, B3, EU_12G, EU_PRACTICE, OWN

DENSE = 200.0
"""Value of a kilogram from which vague words hide something (own choice; electronics are worth more)."""
FRESH = timedelta(days=365)
_FORWARDER = re.compile(
    r"\b(?:logistics?|freight|forward(?:ing|ers?)|cargo|shipping|spedition|transport(?:ation|e)?|express|lojistik|nakliyat|"
    r"логистик\w*|экспедит\w*)\b|物流|货运",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\s*(?:(?:general|various|assorted|misc(?:ellaneous)?|other|industrial|electronic|electrical|machine(?:ry)?|auto)\s+)*"
    r"(?:spare\s+parts|parts|electronics|components|equipment|goods|merchandise|accessories|materials|samples|machinery|items)"
    r"\.?\s*",
    re.IGNORECASE,
)
_STOCK = re.compile(r"\bfor\s+stock\b|\bresale\b|\bre-?export\b|\bundisclosed\b|\bfor\s+warehouse\b", re.IGNORECASE)
_MILITARY = re.compile(
    r"\b(?:ministry\s+of\s+defen[cs]e|military\s+(?:unit|use|end[- "
    r"]use|academy)|armed\s+forces|defen[cs]e\s+plant|ordnance|"
    r"uralvagonzavod)\b|УВЗ|\bв/ч\b|войсков\w+\s+част\w+|министерств\w+\s+обороны|\bНИИ\b|军队|国防",
    re.IGNORECASE,
)
_NO = re.compile(r"^\s*(?:no|none|refused|declined|false|rejected|not\s+accepted)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:parent|subsidiary|group\s+treasury|holding\s+company\s+of|same\s+group)\b", re.IGNORECASE)
_BUYERS = ("buyer", "applicant", "consignee")


def _payer(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    payer, buyers = paper.firm("payer"), [firm for firm in paper.firms if firm.role in _BUYERS and firm.name]
    if payer and payer.name and buyers and not any(_same(payer, firm) for firm in buyers):
        country = facts.country_of(payer)
        others = {facts.country_of(firm) for firm in buyers} - {""}
        tied = any(_GROUP.search(line.text) for line in (*payer.more, *paper.texts()))
        elsewhere = bool(country) and country not in others
        if elsewhere or not country:
            where = f", in {country_name(country)}" if country else ", country not told"
            because = f"paid by '{payer.name.text.strip()}'{where}: neither buyer nor consignee"
            because += " (a tie between them is named)" if tied else ""
            severity: Severity = "info" if tied or not elsewhere else "review"
            yield Finding(rule="TRD-PAYER", severity=severity, because=because, fields=(place_of(payer.name),))
    banks = [firm for firm in paper.firms if firm.role == "bank"]
    for firm in paper.firms:
        if firm.role == "consignee" and firm.name and any(_same(firm, bank) for bank in banks):
            because = f"the goods are consigned to the bank '{firm.name.text.strip()}'"
            yield Finding(rule="TRD-PAYER", severity="review", because=because, fields=(place_of(firm.name),))


def _same(one: Firm, other: Firm) -> bool:
    return bool(one.name and other.name and same_name(one.name.text, other.name.text))


def _end_use(facts: ShipmentFacts) -> Iterator[Finding]:
    paper = facts.paper
    goods = listed_goods(facts)
    end = paper.firm("end_user")
    consignee = paper.firm("consignee")
    if goods and end is None and consignee and consignee.name and _FORWARDER.search(consignee.name.text):
        because = f"consignee '{consignee.name.text.strip()}' forwards goods, and no end user is named"
        yield _found(because, consignee.name)
    for line_of in paper.goods:
        weight = kilograms(line_of.facts.get("net")) or kilograms(line_of.facts.get("gross"))
        value = number_of(line_of.facts.get("value"))
        for line in line_of.description:
            if weight and value and value / weight >= DENSE and _VAGUE.fullmatch(line.text):
                yield _found(f"'{line.text.strip()}' at {value / weight:,.0f} a kilogram tells nothing", line)
    clause = paper.facts.get("no_re_export")
    if clause is not None and _NO.match(clause.text):
        yield _found(f"the clause against re-export was not accepted: '{clause.text.strip()}'", clause)
    for line in paper.texts():
        stock = _STOCK.search(line.text) if goods else None
        for match in filter(None, (stock, _MILITARY.search(line.text))):
            yield _found(f"'{match.group()}' in place of an end use", line, match.start(), match.end())
    for firm in paper.everyone():
        named = _MILITARY.search(firm.name.text) if firm.name else None
        if named and firm.name:
            yield _found(f"'{named.group()}' in the name of {firm.role}", firm.name, named.start(), named.end())


def _found(because: str, line: Line, start: int = 0, end: int | None = None) -> Finding:
    return Finding(rule="TRD-ENDUSE", severity="review", because=because, fields=(place_of(line, start, end),))


def _renamed(facts: ShipmentFacts) -> Iterator[Finding]:
    for firm in facts.paper.firms:
        changed = day_of(firm.since)
        if firm.since and changed and facts.day and facts.day - FRESH <= changed <= facts.day:
            earlier = f", earlier '{firm.former[0].text.strip()}'" if firm.former else ""
            because = f"name, owner or address of {firm.role} changed on {changed.isoformat()}{earlier}"
            yield Finding(rule="TRD-RENAME", severity="review", because=because, fields=(place_of(firm.since),))


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule("TRD-PAYER", "review", "A payer who is no party of the trade",
         "Payer other than buyer, applicant and consignee, in a country of none of them: review; info where a "
         "tie (parent, "
         "group) is named or its country is not told. Goods consigned to a bank of the document: review.", (B1,
         B3), _payer),
    Rule("TRD-ENDUSE", "review", "No end use, or one that should not be",
         f"Goods of the priority list to a forwarder without an end user, or 'for stock'; vague words for goods "
         f"worth {DENSE:g} "
         "or more a kilogram (own choice); the clause against re-export refused; words of a military end use.",
         (B1, EU_12G, OWN), _end_use),
    Rule("TRD-RENAME", "review", "A party changed lately",
         f"Name, owner or address changed within {FRESH.days} days before the document (own choice).",
         (B1, EU_PRACTICE, OWN), _renamed),
)  # fmt: skip
