"""Places of birth and addresses as evidence, compared by their words and how rare these are.

Lists and customers write one place in many ways, more or less exactly; so neither equality nor a parser of addresses
decides, but how much of what tells the place is in common. The best of the listed places counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from rapidfuzz.distance import OSA

from ostrakon.match.country import related
from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights, Table
from ostrakon.names.addresses import place_countries, place_rarity, place_words

TOWN_RARE_BITS = 6.0
"""From this rarity on a word in common tells a town; commoner ones stand in one address of sixty-four."""
MISSPELT_LENGTH_MIN = 6
"""Shorter words are not compared with a typing error."""
SHARES = ((0.9, "whole"), (0.5, "most"), (0.25, "part"), (0.0, "little"))
"""From which share of the rarity of the words of the shorter address on a rule applies."""
POOR_BITS = 16.0
"""Words in common that are together no rarer than this are no more than a town or a part of it."""

_TOWN_NOTES = {
    "town": "the same place",
    "town_common": "words in common that many places have",
    "country": "the same country of birth",
    "other_town": "another place",
    "other": "another place in another country",
}
_ADDRESS_NOTES = {
    "whole": "the same address",
    "most": "most of the address in common",
    "part": "a part of the address in common",
    "little": "hardly anything of the address in common",
    "none": "another address",
}


def compare_birth_places(query: str, listed: Sequence[str], weights: FactWeights) -> Evidence | None:
    """Evidence of a place of birth against all listed ones; None when one side says nothing that can be compared."""
    return _best("birth_place", query, listed, birth_place_rule, weights.birth_place, _TOWN_NOTES)


def birth_place_rule(query: str, listed: str) -> str:
    """Which rule two places of birth fall under; empty when they cannot be compared."""
    ours, theirs = place_words(query), place_words(listed)
    common = shared_words(ours, theirs)
    if any(place_rarity(word) >= TOWN_RARE_BITS for word in common):
        return "town"
    if common:
        return "town_common"
    here, there = place_countries(query), place_countries(listed)
    apart = bool(here and there) and not _meet(here, there)
    if not ours or not theirs:
        return "other" if apart else "country" if here and there else ""
    return "other" if apart else "other_town"


def compare_addresses(query: str, listed: Sequence[str], weights: FactWeights) -> Evidence | None:
    """Evidence of a postal address against all listed ones; None when one side says nothing that can be compared."""
    return _best("address", query, listed, address_rule, weights.address, _ADDRESS_NOTES)


def _best(
    feature: str,
    query: str,
    listed: Sequence[str],
    rule_of: Callable[[str, str], str],
    bits: Table,
    notes: dict[str, str],
) -> Evidence | None:
    """The listed value that speaks most for a match."""
    best: Evidence | None = None
    for value in listed if query else ():
        rule = rule_of(query, value)
        if rule and (best is None or bits[rule] > best.bits):
            best = Evidence(feature=feature, bits=bits[rule], query=query, listed=value, note=notes[rule])
    return best


def address_rule(query: str, listed: str) -> str:
    """Which rule two addresses fall under; empty when they cannot be compared."""
    ours, theirs = place_words(query), place_words(listed)
    if not ours or not theirs:
        return ""
    poorer = min(_bits(ours), _bits(theirs))
    shared = _bits(shared_words(ours, theirs))
    if not shared:
        return "none"
    rule = next(name for share, name in SHARES if shared >= share * poorer)
    return "part" if rule in ("whole", "most") and shared <= POOR_BITS else rule


def shared_words(ours: Collection[str], theirs: Collection[str]) -> frozenset[str]:
    """Words of one side that the other has too, as they are or with one typing error."""
    common = set(ours) & set(theirs)
    long = [word for word in theirs if len(word) >= MISSPELT_LENGTH_MIN]
    for word in set(ours) - common:
        if len(word) < MISSPELT_LENGTH_MIN or word[0].isdigit():
            continue
        if any(OSA.distance(word, other, score_cutoff=1) <= 1 for other in long):
            common.add(word)
    return frozenset(common)


def _bits(words: Collection[str]) -> float:
    return sum(place_rarity(word) for word in words)


def _meet(ours: Collection[str], theirs: Collection[str]) -> bool:
    return bool(set(ours) & set(theirs)) or any(related(a, b) for a in ours for b in theirs)
