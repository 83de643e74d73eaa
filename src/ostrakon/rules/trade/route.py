"""Places on the way: embargoed states and regions, ports that are watched, detours, destinations that do not agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ostrakon.names.countries import country_name
from ostrakon.rules.places import embargoed_countries, sanctioned_states, transit_places
from ostrakon.rules.rule import Finding, Rule, Severity
from ostrakon.rules.trade.facts import ShipmentFacts, Somewhere
from ostrakon.rules.trade.ports import Port, distance_km
from ostrakon.rules.trade.priority import listed_goods
from ostrakon.rules.trade.sea_facts import hubs
from ostrakon.rules.trade.sources import FATF7, MARITIME, OFAC_FRAMEWORK, OWN, REGIONS, UN_PANEL
from ostrakon.rules.trade.states import target_states

DETOUR_SHARE = 1.8
DETOUR_KM = 2_500
"""A way this many times as long as the straight one, and so much longer, is a detour (own choices)."""
_REGION_NAMES = {
    "crimea": "Crimea and Sevastopol", "donetsk": "the Donetsk region", "luhansk": "the Luhansk region",
    "zaporizhzhia": "the Zaporizhzhia region",
}  # fmt: skip
_ARMS = ("93", "3601", "3602", "3603")


def _embargo(facts: ShipmentFacts) -> Iterator[Finding]:
    told = set()
    for where in facts.places:
        why = embargoed_countries().get(where.country)
        if why and (where.country, where.role) not in told:
            told.add((where.country, where.role))
            yield Finding(
                rule="TRD-EMBARGO",
                severity="block" if where.country == "KP" else "review",
                because=f"{where.role} '{where.words}': {why}",
                fields=(where.place,),
            )


def _region(facts: ShipmentFacts) -> Iterator[Finding]:
    for where in facts.places:
        region = where.region or (where.port.watch if where.port and where.port.watch in _REGION_NAMES else "")
        if region:
            sure = region != "zaporizhzhia"
            yield Finding(
                rule="TRD-REGION",
                severity="block" if sure else "review",
                because=f"{where.role} '{where.words}' lies in {_REGION_NAMES.get(region, region)}"
                + ("" if sure else " (EU measures; not under E.O. 14065, to be checked)"),
                fields=(where.place,),
            )


def _port(facts: ShipmentFacts) -> Iterator[Finding]:
    grave = bool(listed_goods(facts)) or any(code.under(_ARMS) for code in facts.codes)
    for where in facts.places:
        watch = where.port.watch if where.port else ""
        if watch == "kp":
            because = f"{where.role} '{where.words}' is a port of North Korea"
            yield Finding(rule="VES-PORT", severity="block", because=because, fields=(where.place,))
        elif watch == "shuttle":
            severity: Severity = "review" if grave else "info"
            because = f"{where.role} '{where.words}': named for shipments of arms between Russia, North Korea or Iran"
            yield Finding(rule="VES-PORT", severity=severity, because=because, fields=(where.place,))
        elif watch == "oil" and grave:
            because = f"{where.role} '{where.words}': a main port of Russia, with goods of the priority list or arms"
            yield Finding(rule="VES-PORT", severity="review", because=because, fields=(where.place,))


def _dual_state(facts: ShipmentFacts) -> Iterator[Finding]:
    states: dict[str, Somewhere] = {}
    for where in facts.places:
        if where.country in sanctioned_states():
            states.setdefault(where.country, where)
    if len(states) >= 2:
        names = " and ".join(country_name(code) for code in sorted(states))
        fields = tuple(states[code].place for code in sorted(states))
        yield Finding(rule="TRD-DUAL-STATE", severity="review", because=f"{names} in one document", fields=fields)


def _destination(facts: ShipmentFacts) -> Iterator[Finding]:
    goal = facts.at(("delivery",)) or facts.at(("discharge",))
    ends = facts.at(("end_user",)) or facts.at(("consignee",))
    if not goal or not ends:
        return
    last, end = goal[-1], ends[0]
    if last.country and end.country and last.country != end.country:
        risky = target_states() | transit_places() | embargoed_countries().keys()
        grave = end.country in risky and bool(listed_goods(facts) or end.country in embargoed_countries())
        yield Finding(
            rule="TRD-DEST",
            severity="review" if grave or end.country in target_states() else "info",
            because=f"the goods go to {country_name(last.country)}, {end.role.replace('_', ' ')} is in "
            f"{country_name(end.country)}",
            fields=(last.place, end.place),
        )


def _detour(facts: ShipmentFacts) -> Iterator[Finding]:
    begin = next((w for w in facts.at(("loading",)) if w.port), None)
    end = next((w for w in facts.at(("discharge",)) if w.port), None)
    stops = [w for w in facts.at(("transshipment",)) if w.port and w.port.code not in hubs()]
    if begin is None or end is None or not stops:
        return
    ports = [w.port for w in (begin, *stops, end) if w.port]
    straight = distance_km(ports[0], ports[-1])
    whole = _length(ports)
    if straight is None or whole is None:
        return
    if whole > DETOUR_SHARE * straight and whole - straight > DETOUR_KM:
        names = ", ".join(w.words for w in stops)
        yield Finding(
            rule="TRD-ROUTE",
            severity="review",
            because=f"{begin.words} to {end.words} by {names}: {whole:,.0f} km where {straight:,.0f} km are straight",
            fields=tuple(w.place for w in (begin, *stops, end)),
        )


def _length(ports: list[Port]) -> float | None:
    legs = [distance_km(one, other) for one, other in pairwise(ports)]
    return None if None in legs else sum(leg for leg in legs if leg is not None)


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "TRD-EMBARGO",
        "block",
        "A place or party in an embargoed state",
        "Country, port or town of a party, place, flag or origin: North Korea block, Iran and Cuba review.",
        (OFAC_FRAMEWORK, UN_PANEL),
        _embargo,
    ),
    Rule(
        "TRD-REGION",
        "block",
        "A port or address in an embargoed region",
        "Ports and towns of Crimea and Sevastopol, Donetsk and Luhansk, by name or code: block. Berdyansk and "
        "the rest of "
        "Zaporizhzhia, which the EU covers: review. A town beside a street word is a street.",
        (REGIONS,),
        _region,
    ),
    Rule(
        "VES-PORT",
        "block",
        "A port that is watched",
        "Ports of North Korea by name, also in Hangul, Han and Cyrillic, and by code: block. Ports named for "
        "shipments of arms "
        "(Vostochny, Dunai, Vladivostok, Kavkaz, Olya, Astrakhan): info, review with arms or goods of the "
        "priority list; main "
        "ports of Russia with such goods: review.",
        (MARITIME, UN_PANEL),
        _port,
    ),
    Rule(
        "TRD-DUAL-STATE",
        "review",
        "Two sanctioned states in one document",
        "Two or more embargoed or heavily sanctioned states among parties, places, flags and origins.",
        (UN_PANEL, FATF7),
        _dual_state,
    ),
    Rule(
        "TRD-DEST",
        "review",
        "Goods that go elsewhere than the end user",
        "Country of delivery (or discharge) and of the end user (or consignee) differ: info; review where the "
        "latter is in "
        "Russia or Belarus, under an embargo, or a place of TRD-TRANSIT with goods of the priority list.",
        (FATF7, OWN),
        _destination,
    ),
    Rule(
        "TRD-ROUTE",
        "review",
        "A detour",
        f"Loading to discharge by ports of transshipment, straight lines added: more than {DETOUR_SHARE} times and "
        f"{DETOUR_KM:,} km more than the straight line; ports of the main lanes do not count (own choices).",
        (MARITIME, OWN),
        _detour,
    ),
)
