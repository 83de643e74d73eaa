"""Countries and nationalities as evidence: a shared one speaks a little for a match, only different ones against it.

What a user calls a country may be nationality, residence, flag or seat, and so is compared with any country of the
list. Where both sides name a nationality, these are compared instead. States that have ceased to be are neither the
same as their successors nor others.
"""

from __future__ import annotations

from collections.abc import Collection

from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights, Table
from ostrakon.names.kinds import NameClass

SUCCESSORS = {
    "su": frozenset({"ru", "ua", "by", "kz", "uz", "tm", "tj", "kg", "ge", "am", "az", "md", "ee", "lv", "lt"}),
    "yu": frozenset({"rs", "me", "hr", "si", "ba", "mk", "xk", "cs"}),
    "cs": frozenset({"rs", "me", "xk", "cz", "sk"}),
    "an": frozenset({"cw", "sx", "bq"}),
}
"""Withdrawn codes of ISO 3166-3 and the states that followed; `cs` stood for Czechoslovakia and for Serbia and
Montenegro."""
PARTS = {"cn": frozenset({"hk", "mo"}), "sd": frozenset({"ss"}), "et": frozenset({"er"}), "id": frozenset({"tl"})}
"""Regions with a code of their own, and states that parted from another within a living person's memory."""


def _both_ways() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table in (SUCCESSORS, PARTS):
        for whole, parts in table.items():
            for part in parts:
                found.setdefault(whole, set()).add(part)
                found.setdefault(part, set()).add(whole)
    return found


_TABLE = _both_ways()
_NOTES = {
    "same": "a country in common",
    "successor": "a former state, a part or a successor of the other country",
    "other": "no country in common",
}
_NATIONALITY_NOTES = {**_NOTES, "same": "a nationality in common", "other": "no nationality in common"}


def compare_countries(
    query: Collection[str], listed: Collection[str], of: NameClass, weights: FactWeights
) -> Evidence | None:
    """Evidence of two sets of country codes of any role; None when one side gives none."""
    return _compare("country", query, listed, weights.country[of], _NOTES)


def compare_nationalities(query: Collection[str], listed: Collection[str], weights: FactWeights) -> Evidence | None:
    """Evidence of two sets of nationalities; None when one side gives none."""
    return _compare("nationality", query, listed, weights.nationality, _NATIONALITY_NOTES)


def _compare(
    feature: str, query: Collection[str], listed: Collection[str], table: Table, notes: dict[str, str]
) -> Evidence | None:
    if not query or not listed:
        return None
    rule = "same" if set(query) & set(listed) else "other"
    if rule == "other" and any(related(a, b) for a in query for b in listed):
        rule = "successor"
    return Evidence(
        feature=feature,
        bits=table[rule],
        query=", ".join(query),
        listed=", ".join(listed),
        note=notes[rule],
    )


def relatives(one: str) -> frozenset[str]:
    """The countries that were or are a part of this one, and those of which it was or is."""
    return frozenset(_TABLE.get(one, ()))


def related(one: str, two: str) -> bool:
    """Whether one of two countries was or is a part of the other."""
    return two in _TABLE.get(one, ())
