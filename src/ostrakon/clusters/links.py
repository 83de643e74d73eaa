"""Which pairs of records have enough in common to be one party, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ostrakon.clusters.contradictions import contradiction, kinds_fit, same_day, same_year
from ostrakon.clusters.identifiers import COUNTRY_FREE, LENGTH_ALONE, OWN, Strong
from ostrakon.clusters.names import FullName
from ostrakon.clusters.party import Party

CARRIERS_MAX = 40
"""A number or name that more records carry tells nobody apart; it also bounds the work."""
BITS_DATED = 10.0
"""Rarity of a name that needs the same full date of birth beside it."""
BITS_YEAR = 16.0
"""Rarity of a name that needs the same year of birth and a common country beside it."""
BITS_UNDATED = 20.0
"""Rarity of a person's full name where a list gives no date of birth at all, and nothing contradicts.

Measured on the official lists: of 8,682 pairs of persons on two lists with the same full name of this rarity, each the
only one of that name on its list and both dated to the day, 8,581 have the same date, and most others are one person
with a mistaken year. `tools/matching/namesakes.py` prints the table.
"""
BITS_ORGANISATION = 18.0
BITS_ORGANISATION_ALONE = 28.0
"""Rarity of an organisation's name where a list names no country and no programme."""
BITS_VESSEL = 20.0
ONE_PARTY = "uk group "
"""Declared keys that also join two records of one list: the United Kingdom files one party under two regimes."""

STRENGTH = {
    "reviewed": 100, "declared": 90, "imo": 80, "imo_company": 78, "wallet": 80, "lei": 80, "ogrn": 76, "inn": 74,
    "isin": 72, "tail": 72, "duns": 71, "person": 70, "company": 68, "tax": 68, "okpo": 66, "bic": 65,
    "name_birth_date": 60, "name_birth_year": 50, "name_place": 40, "name_rare": 30,
}  # fmt: skip
"""Rules by strength: when links are at odds, the stronger is kept."""
_NUMBER = {
    "imo": "IMO number", "imo_company": "IMO company number", "wallet": "wallet", "lei": "legal entity identifier",
    "ogrn": "OGRN", "inn": "INN", "isin": "ISIN", "tail": "tail number", "duns": "D-U-N-S number",
    "person": "passport or identity number", "company": "registration number", "tax": "tax number", "okpo": "OKPO",
    "bic": "BIC",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """Why two records are taken for one party.

    Attributes:
        one, two: entity ids.
        rule: a key of `STRENGTH`.
        bits: rarity of the name, to choose between links of one rule; 0 for numbers.
        text: for a person.
        within: whether it may join two records of one list, since the list itself says that they are one.
    """

    one: str
    two: str
    rule: str
    text: str
    bits: float = 0.0
    within: bool = False


def links(parties: Sequence[Party]) -> list[Link]:
    """All links between these parties, none twice by one rule; the order of the parties does not matter."""
    parties = sorted(parties, key=lambda party: party.order)
    order = {party.id: party.order for party in parties}
    found: dict[tuple[str, str, str], Link] = {}
    for link in (*_declared(parties), *_numbers(parties), *_names(parties)):
        one, two = sorted((link.one, link.two), key=order.__getitem__)
        known = found.get((one, two, link.rule))
        if known is None or (link.bits, link.text) > (known.bits, known.text):
            found[one, two, link.rule] = replace(link, one=one, two=two)
    return list(found.values())


def _declared(parties: Sequence[Party]) -> Iterator[Link]:
    carriers: defaultdict[str, list[Party]] = defaultdict(list)
    by_id = {party.id: party for party in parties}
    for party in parties:
        for key in party.declared:
            carriers[key].append(party)
        for referent in sorted(party.referents - {party.id}):
            if referent not in by_id:
                continue
            text = f"{party.id} names {referent} as the same party"
            yield Link(party.id, referent, "declared", text, within=True)
    for key, group in carriers.items():
        for one, two in _pairs(group):
            if _alike(one, two):  # publishers mistake one reference for the next
                text = f"both cite {key}"
                yield Link(one.id, two.id, "declared", text, within=key.startswith(ONE_PARTY))


def _numbers(parties: Sequence[Party]) -> Iterator[Link]:
    carriers: defaultdict[tuple[str, str], list[tuple[Party, Strong]]] = defaultdict(list)
    for party in parties:
        for strong in party.strong:
            carriers[strong.space, strong.key].append((party, strong))
    for (space, _), group in carriers.items():
        lists = Counter(source for party in {p.id: p for p, _ in group}.values() for source in party.lists)
        if len(group) > CARRIERS_MAX or (space not in OWN and max(lists.values()) > 1):
            continue  # the number of a parent, of a bank's head office: it tells nobody apart
        for (one, first), (two, second) in combinations(group, 2):
            if one.lists & two.lists or not _number_counts(one, first, two, second):
                continue
            yield Link(one.id, two.id, space, f"same {_NUMBER[space]} {first.shown}")


def _number_counts(one: Party, first: Strong, two: Party, second: Strong) -> bool:
    if first.space not in OWN and not _alike(one, two):
        return False
    if first.space in COUNTRY_FREE or (first.country and first.country == second.country):
        return True
    one_unknown = not first.country or not second.country
    return one_unknown and len(first.key) >= LENGTH_ALONE


def _alike(one: Party, two: Party) -> bool:
    """Whether the names have at least one distinguishing word in common, whatever its romanisation."""
    return not one.words.isdisjoint(two.words) or any(a.key == b.key for a in one.names for b in two.names)


def _names(parties: Sequence[Party]) -> Iterator[Link]:
    carriers: defaultdict[Hashable, dict[str, tuple[Party, list[FullName]]]] = defaultdict(dict)
    for party in parties:
        for name in party.names:
            carriers[name.key].setdefault(party.id, (party, []))[1].append(name)
    for group in carriers.values():
        if 1 < len(group) <= CARRIERS_MAX:
            yield from _named(group)


def _named(group: Mapping[str, tuple[Party, list[FullName]]]) -> Iterator[Link]:
    """Links between the carriers of one name."""
    for (one, ours), (two, theirs) in combinations(group.values(), 2):
        if one.lists & two.lists or not kinds_fit(one.kind, two.kind):
            continue
        name = min(ours, key=lambda n: (-n.bits, n.shown))
        if "person" in (one.kind, two.kind):
            link = _persons(one, two, name)
        elif "vessel" in (one.kind, two.kind):
            link = _vessels(one, two, name)
        elif "aircraft" in (one.kind, two.kind):
            link = None
        else:
            link = _organisations(one, two, name) if _legal_fit(ours, theirs) else None
        if link is None or contradiction(one, two):
            continue
        if link.rule in {"name_place", "name_rare"}:
            named = any(n.main for n in (*ours, *theirs))
            if not named or not _only_ones(one, two, group):
                continue
        yield link


def _persons(one: Party, two: Party, name: FullName) -> Link | None:
    if name.core < 2:
        return None
    day = same_day(one.births, two.births)
    if day and name.bits >= BITS_DATED:
        return Link(one.id, two.id, "name_birth_date", f"same name {name.shown}, {day}", name.bits)
    common = one.places & two.places
    year = same_year(one.births, two.births)
    if year and common and name.bits >= BITS_YEAR:
        text = f"same name {name.shown}, born {year}, both tied to {_shown(common)}"
        return Link(one.id, two.id, "name_birth_year", text, name.bits)
    undated = not one.births or not two.births
    if undated and (common or _unplaced(one, two)) and name.bits >= BITS_UNDATED:
        tie = f", both tied to {_shown(common)}" if common else ""
        text = f"same rare name {name.shown}{tie}, and nothing that contradicts"
        return Link(one.id, two.id, "name_rare", text, name.bits)
    return None


def _unplaced(one: Party, two: Party) -> bool:
    """Whether one of the lists says nothing of the countries that a party is tied to."""
    return not one.places or not two.places


def _organisations(one: Party, two: Party, name: FullName) -> Link | None:
    common = one.places & two.places
    if not name.core or name.bits < BITS_ORGANISATION:
        return None
    if common:
        return Link(one.id, two.id, "name_place", f"same name {name.shown}, both tied to {_shown(common)}", name.bits)
    if _unplaced(one, two) and name.bits >= BITS_ORGANISATION_ALONE:
        text = f"same rare name {name.shown}, and nothing that contradicts"
        return Link(one.id, two.id, "name_rare", text, name.bits)
    return None


def _vessels(one: Party, two: Party, name: FullName) -> Link | None:
    common = one.places & two.places
    if not common or name.core < 2 or name.bits < BITS_VESSEL:
        return None
    text = f"same name {name.shown}, both tied to {_shown(common)}"
    return Link(one.id, two.id, "name_place", text, name.bits)


def _legal_fit(ours: Iterable[FullName], theirs: Iterable[FullName]) -> bool:
    """Whether the legal forms can be of one firm: `Alpha LLC` and `Alpha JSC` are two."""
    return any(not a.legal or not b.legal or a.legal & b.legal for a in ours for b in theirs)


def _only_ones(one: Party, two: Party, group: Mapping[str, tuple[Party, list[FullName]]]) -> bool:
    """Whether no other record of either's list carries the name: with two to choose from nobody could say which."""
    others = [party for party, _ in group.values() if party.id not in (one.id, two.id)]
    return not any(party.lists & (one.lists | two.lists) for party in others)


def _pairs(group: Sequence[Party]) -> Iterable[tuple[Party, Party]]:
    return combinations(group, 2) if len(group) <= CARRIERS_MAX else ()


def _shown(places: Iterable[str]) -> str:
    return ", ".join(sorted(place.removeprefix("x-") if place.startswith("x-") else place.upper() for place in places))
