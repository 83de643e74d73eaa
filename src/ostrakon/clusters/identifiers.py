"""Numbers that tell who a party is, and which of them only one party can have.

Check digits are in `names/numbers.py`. A number that fails its check digit is neither evidence nor contradiction. Lists
often give a Russian number without saying which it is; its check digits do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ostrakon.model import Entity, Identifier
from ostrakon.names.numbers import imo_valid, lei_valid, plain_number, russian_number

UNTYPED = frozenset({"other", "registration", "tax_id", "national_id", "ogrn", "inn"})
"""Types under which a Russian number may stand."""
SPACES = {
    "passport": "person", "national_id": "person", "social_security": "person", "driving_licence": "person",
    "registration": "company", "ogrn": "company", "tax_id": "tax", "inn": "tax", "duns": "duns", "okpo": "okpo",
    "isin": "isin", "tail_number": "tail", "bic": "bic",
}  # fmt: skip
"""Types whose numbers are compared with one another: lists file one card as passport here, as identity card there."""
OWN = frozenset({"imo", "imo_company", "lei", "wallet"})
"""Numbers of one party only that need no support from a name: vessels and wallets change theirs."""
COUNTRY_FREE = frozenset({"imo", "imo_company", "lei", "wallet", "ogrn", "inn", "duns", "isin", "tail", "bic"})
"""Number spaces that are one for all the world, or carry their country in them."""
LENGTH_MIN = 6
"""Shorter numbers are too often the same by chance."""
LENGTH_ALONE = 8
"""From this length on a number counts although one list does not name its country."""

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_UN = re.compile(r"^([A-Z]{2}[ie])\.?(\d+)$")


@dataclass(frozen=True, slots=True)
class Strong:
    """A number that tells who a party is: its space, its comparing form, its country where given, as published."""

    space: str
    key: str
    country: str
    shown: str


def strong_keys(entity: Entity, kind: str) -> tuple[Strong, ...]:
    """The numbers of an entity that tell who it is."""
    found: dict[tuple[str, str, str], Strong] = {}
    for identifier in entity.identifiers:
        strong = _strong(identifier, kind)
        if strong is not None:
            found.setdefault((strong.space, strong.key, strong.country), strong)
    return tuple(found.values())


def exclusive_numbers(entity: Entity, kind: str) -> dict[str, frozenset[str]]:
    """Numbers of which a party has one: when two parties have different ones they are two."""
    found: dict[str, set[str]] = {}
    for identifier in entity.identifiers:
        if identifier.type == "serial_number" and kind == "aircraft":
            found.setdefault("serial", set()).add(_plain(identifier.value))
            continue
        strong = _strong(identifier, kind)
        if strong is None or strong.space not in {"imo", "imo_company", "lei", "ogrn", "inn"}:
            continue
        if strong.space == "inn" and identifier.type not in {"inn", "tax_id"}:
            continue  # ten digits pass the check by chance one time in ten
        found.setdefault(strong.space, set()).add(strong.key)
    return {space: frozenset(values) for space, values in found.items()}


def declared_keys(entity: Entity) -> frozenset[str]:
    """Keys by which a list itself says whom it means: a UN reference, a UK group number, a Wikidata item."""
    found = set()
    if entity.id.startswith("un-") and (reference := un_reference(entity.id[3:])):
        found.add(f"un {reference}")
    for extra in entity.properties:
        if extra.name == "unscId" and (reference := un_reference(extra.value)):
            found.add(f"un {reference}")
        elif extra.name == "recordId" and extra.origin.source in {"uk_sl", "uk_ofsi"}:
            found.add(f"uk group {extra.value}")
        elif extra.name == "wikidataId" and re.fullmatch(r"Q\d+", extra.value):
            found.add(f"wikidata {extra.value}")
    return frozenset(found)


def un_reference(text: str) -> str:
    """`QDi.43` and `QDi.043` → `QDi.043`; empty for what is no permanent reference number of today's form."""
    found = _UN.match(text.strip())
    return f"{found.group(1)}.{int(found.group(2)):03d}" if found else ""


def _strong(identifier: Identifier, kind: str) -> Strong | None:
    plain = _plain(identifier.value)
    type_, country = identifier.type, identifier.country
    if type_ == "imo":
        plain = plain.removeprefix("IMO")
        if not re.fullmatch(r"\d{7}", plain) or (kind == "vessel" and not imo_valid(plain)):
            return None
        return Strong("imo" if kind == "vessel" else "imo_company", plain, "", identifier.value)
    if type_ in UNTYPED and country in ("", "ru"):
        space = russian_number(plain)
        if space:
            return Strong(space, plain, "ru", identifier.value)
    if type_ == "wallet":
        value = plain_number("wallet", identifier.value)
        return Strong("wallet", value, "", identifier.value) if len(value) >= 20 else None
    if type_ == "lei":
        return Strong("lei", plain, "", identifier.value) if lei_valid(plain) else None
    if type_ == "bic":
        return Strong("bic", plain[:8], "", identifier.value) if re.fullmatch(r"[A-Z]{6}\w{2}(\w{3})?", plain) else None
    space = SPACES.get(type_, "")
    if not space or (space != "tail" and (len(plain) < LENGTH_MIN or not any(c.isdigit() for c in plain))):
        return None
    if (space == "tail") != (kind == "aircraft") or len(set(plain)) < 3:
        return None
    return Strong(space, plain, country, identifier.value)


def _plain(value: str) -> str:
    return _NOT_ALNUM.sub("", value).upper()
