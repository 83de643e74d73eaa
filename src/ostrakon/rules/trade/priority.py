"""Goods of the Common High Priority List and the ways on which they are diverted to Russia and Belarus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ostrakon.names.countries import country_name
from ostrakon.rules.places import transit_places
from ostrakon.rules.rule import SEVERITIES, Finding, Rule, Severity
from ostrakon.rules.trade.codes import Priority, priority
from ostrakon.rules.trade.facts import FROM, TO, WAY, Code, ShipmentFacts, day_of, place_of
from ostrakon.rules.trade.sources import B1, B2, B3, B4, CHPL, EU_XL, OWN
from ostrakon.rules.trade.states import allied_states, target_states

INVASION = date(2022, 2, 24)
"""Buyers formed from this day on are a red flag (joint alerts of FinCEN and BIS)."""
_GRAVE = frozenset({"1", "2"})
_BUYERS = ("consignee", "buyer", "applicant", "notify")


def listed_goods(facts: ShipmentFacts) -> list[tuple[Code, Priority]]:
    """Goods of the document that are on the list, each code once."""
    found: dict[str, tuple[Code, Priority]] = {}
    for code in facts.codes:
        entry = priority(code.digits)
        if entry is not None:
            found.setdefault(code.digits, (code, entry))
    return list(found.values())


def _chpl(facts: ShipmentFacts) -> Iterator[Finding]:
    for code, entry in listed_goods(facts):
        severity, why = _severity(facts, entry)
        is_it = "may be" if entry.maybe else "is"
        yield Finding(
            rule="TRD-CHPL",
            severity=severity,
            because=f"{code.digits} ({entry.goods}) {is_it} tier {entry.tier} of the Common High Priority List{why}",
            fields=(code.place,),
        )


def _severity(facts: ShipmentFacts, entry: Priority) -> tuple[Severity, str]:
    """By tier and way: among allied states information, towards Russia and Belarus one step up."""
    base = 1 if entry.tier in _GRAVE else 0
    there = facts.countries(TO | WAY)
    for code in sorted(target_states() & there.keys()):
        return SEVERITIES[base + 1], f"; {there[code].role} is in {country_name(code)}"
    for code in sorted(transit_places() & there.keys()):
        if not _end_user_named(facts):
            return "review", f"; {there[code].role} is in {country_name(code)}, no end user is named"
        return SEVERITIES[0], f"; {there[code].role} is in {country_name(code)}, with an end user"
    everywhere = facts.countries(FROM | TO | WAY)
    if there and everywhere.keys() <= allied_states():
        return "info", ", among states with like controls"
    return SEVERITIES[base], ""


def _end_user_named(facts: ShipmentFacts) -> bool:
    """Whether an end user is named who is no other party under a second title."""
    end = facts.paper.firm("end_user")
    return end is not None and end.name is not None


def _transit(facts: ShipmentFacts) -> Iterator[Finding]:
    way = facts.countries(("transshipment", "call"))
    buyers = facts.countries(_BUYERS)
    goods = listed_goods(facts)
    end = facts.paper.firm("end_user")
    end_country = facts.country_of(end)
    for code in sorted(transit_places() & (way.keys() | buyers.keys())):
        where = buyers.get(code) or way[code]
        elsewhere = bool(end_country) and end_country != code
        if goods and code in buyers and (end is None or elsewhere):
            why = f"the end user is in {country_name(end_country)}" if elsewhere else "no end user is named"
            because = f"{where.role} in {country_name(code)} buys goods of the Common High Priority List, {why}"
            yield Finding(
                rule="TRD-TRANSIT", severity="review", because=because, fields=(where.place, goods[0][0].place)
            )
        elif code in way:
            because = f"{country_name(code)} on the way: goods for Russia and Belarus were diverted there"
            severity: Severity = "review" if goods and end is None else "info"
            yield Finding(rule="TRD-TRANSIT", severity=severity, because=because, fields=(where.place,))


def _new_buyer(facts: ShipmentFacts) -> Iterator[Finding]:
    goods = listed_goods(facts)
    for firm in facts.paper.firms:
        formed = day_of(firm.founded) if firm.role in {*_BUYERS, "end_user"} else None
        country = facts.country_of(firm)
        if goods and formed and formed >= INVASION and country not in allied_states() and firm.founded:
            yield Finding(
                rule="TRD-NEWCO",
                severity="review",
                because=f"{firm.role}, formed on {formed.isoformat()}, buys {goods[0][1].goods}",
                fields=(place_of(firm.founded), goods[0][0].place),
            )


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "TRD-CHPL",
        "block",
        "Goods of the Common High Priority List",
        "First six digits on the list (codes of HS 2017 that became one, and headings of four digits: 'may be'). "
        "Tier 1 and "
        "2 review, 3 and 4 info; Russia or Belarus at the end or on the way: one step up; a place of TRD-TRANSIT "
        "without an "
        "end user: review, with one: info; among states with like controls: info (the last two own choices).",
        (CHPL, EU_XL, OWN),
        _chpl,
    ),
    Rule(
        "TRD-TRANSIT",
        "review",
        "A place through which goods are diverted",
        "Buyer, consignee or notify party in such a place, goods on the list, and no end user or one elsewhere: "
        "review. On "
        "the way only: info, with goods on the list and no end user review. Eighteen states of the joint alert "
        "of June 2022, "
        "Hong Kong, Macau, and seven of our own choice.",
        (B1, B2, B4, OWN),
        _transit,
    ),
    Rule(
        "TRD-NEWCO",
        "review",
        "A buyer formed after the invasion of Ukraine",
        f"Buyer formed on or after {INVASION.isoformat()}, outside of states with like controls, with goods on "
        f"the list.",
        (B1, B2, B3),
        _new_buyer,
    ),
)
