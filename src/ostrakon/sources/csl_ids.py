"""The `ids` of the Consolidated Screening List: numbers, but also web sites, genders, flags and legal notes."""

from __future__ import annotations

import re

from ostrakon.model import CountryLink, Identifier, Origin, Property
from ostrakon.names.countries import country_code
from ostrakon.sources.values import clean

_TYPES: tuple[tuple[str, str], ...] = (
    (r"^vessel registration identification$", "imo"),
    (r"^mmsi$|maritime mobile service identity", "mmsi"),
    (r"digital currency address", "wallet"),
    (r"swift|\bbic\b", "bic"),
    (r"^legal entity (identifier|number)|\blei\b", "lei"),
    (r"^isin$", "isin"),
    (r"d-?u-?n-?s", "duns"),
    (r"passport", "passport"),
    (r"^ssn$|social security", "social_security"),
    (r"driver|driving", "driving_licence"),
    (r"aircraft tail|tail number", "tail_number"),
    (r"serial number|\bmsn\b", "serial_number"),
    (r"^tax id|^nit #?$|^rif #?$|^ruc #?$|^r\.?f\.?c\.?$|^rtn$|\bvat\b|fiscal code|\btax\b", "tax_id"),
    (r"commercial registry|company number|registration (id|number|certificate)|business (number|reg)", "registration"),
    (r"matricula mercantil|trade license|economic register|chinese commercial code", "registration"),
    (
        r"national|cedula|identification|identity|\bid (card|no)|d\.n\.i|c\.u\.[ir]|curp|personal|birth cert",
        "national_id",
    ),
    (r"account", "account"),
)
_PROPERTIES: tuple[tuple[str, str], ...] = (
    (r"^website$", "website"),
    (r"^e-?mail", "email"),
    (r"^phone|^fax|telephone", "phone"),
    (r"^gender$", "gender"),
    (r"aircraft model|^aircraft type", "model"),
)
_LEGAL_NOTE = re.compile(r"\brisk\b|\binformation\b|\bdetermination\b|\bregulations\b|\bdirective\b|\beffective date\b")
_CURRENCY = re.compile(r"-\s*([A-Z0-9]{2,6})\s*$")
_IMO = re.compile(r"^IMO\s*", re.IGNORECASE)


def split_csv_id(text: str) -> tuple[str, str, str]:
    """Type, number and country of `US, 80-0890696, Tax ID No.`: the type is last, a country code may stand first."""
    parts = [clean(part) for part in text.split(",")]
    if len(parts) == 1:
        return "", parts[0], ""
    kind, rest = parts[-1], parts[:-1]
    country = rest.pop(0) if len(rest) > 1 and re.fullmatch(r"[A-Z]{2}", rest[0]) else ""
    return kind, ", ".join(rest), country


def read_id(kind: str, number: str, country: str, origin: Origin) -> Identifier | Property | CountryLink:
    """One entry of `ids` as what it is; an entry of no known kind is kept as a note with its words."""
    lowered = kind.lower()
    if "flag" in lowered:
        return CountryLink(text=number, code=country_code(number), role="flag", origin=origin)
    for words, name in _PROPERTIES:
        if re.search(words, lowered):
            return Property(name=name, value=number, origin=origin)
    for words, id_type in _TYPES:
        if re.search(words, lowered):
            return _identifier(id_type, kind, number, country, origin)
    if _LEGAL_NOTE.search(lowered) or not any(character.isdigit() for character in number):
        return Property(name="notes", value=clean(f"{kind} {number}"), origin=origin)
    return _identifier("other", kind, number, country, origin)


def _identifier(id_type: str, kind: str, number: str, country: str, origin: Origin) -> Identifier:
    note = kind
    if id_type == "imo":
        number = _IMO.sub("", number)
    elif id_type == "wallet" and (currency := _CURRENCY.search(kind)):
        note = currency.group(1)
    code = country_code(country) if country else ""
    return Identifier(type=id_type, value=number, country=code, note=note, origin=origin)
