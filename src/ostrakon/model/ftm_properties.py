"""Which FollowTheMoney property carries which of our values, in both directions."""

from __future__ import annotations

import re

from ostrakon.model.designation import Measure
from ostrakon.model.entity import CountryRole, DateKind
from ostrakon.model.identifiers import IDENTIFIER_TYPES
from ostrakon.model.names import NameKind

NAME_PROPERTIES: dict[NameKind, str] = {
    "primary": "name",
    "alias": "alias",
    "former": "previousName",
    "spelling": "alias",
    "maiden": "previousName",
    "acronym": "abbreviation",
    "original": "alias",
}
"""A weak name of any kind but the primary goes to `weakAlias`."""

NAMES_READ: dict[str, tuple[NameKind, bool]] = {
    "name": ("primary", False),
    "alias": ("alias", False),
    "weakAlias": ("alias", True),
    "previousName": ("former", False),
    "abbreviation": ("acronym", False),
}
"""Property → kind of name and whether it is weak."""

DATE_PROPERTIES: dict[DateKind, str] = {
    "birth": "birthDate",
    "death": "deathDate",
    "incorporation": "incorporationDate",
    "dissolution": "dissolutionDate",
    "build": "buildDate",
}

COUNTRY_PROPERTIES: dict[CountryRole, str] = {
    "nationality": "nationality",
    "citizenship": "citizenship",
    "birth": "birthCountry",
    "residence": "country",
    "jurisdiction": "jurisdiction",
    "flag": "flag",
    "country": "country",
}
COUNTRIES_READ: dict[str, CountryRole] = {
    "nationality": "nationality",
    "citizenship": "citizenship",
    "birthCountry": "birth",
    "jurisdiction": "jurisdiction",
    "flag": "flag",
    "country": "country",
    "mainCountry": "country",
}

IDENTIFIERS_READ: dict[str, str] = {
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "serialNumber": "serial_number",
    "swiftBic": "bic",
    "bic": "bic",
    "leiCode": "lei",
    "isin": "isin",
    "isinCode": "isin",
    "dunsCode": "duns",
    "passportNumber": "passport",
    "idNumber": "national_id",
    "taxNumber": "tax_id",
    "vatCode": "tax_id",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "kppCode": "kpp",
    "okpoCode": "okpo",
    "registrationNumber": "registration",
    "socialSecurityNumber": "social_security",
    "cageCode": "cageCode",
    "uscCode": "registration",
    "mbsCode": "registration",
    "voenCode": "tax_id",
    "cikCode": "other",
    "giiNumber": "other",
    "publicKey": "wallet",
    "accountNumber": "account",
    "iban": "iban",
    "uniqueEntityId": "other",
    "npiCode": "other",
    "permId": "other",
    "jibCode": "other",
    "irsCode": "other",
    "bvdId": "other",
    "crewNumber": "other",
}
"""Property → our type. The property's own name is kept as the note where the type would be exported as another."""

TOPICS: dict[Measure, str] = {
    Measure.DEBARMENT: "debarment",
    Measure.PROCUREMENT_BAN: "debarment",
    Measure.EXPORT_CONTROL: "export.control",
    Measure.EXPORT_DENIAL: "export.control",
    Measure.UNVERIFIED_END_USER: "export.control",
    Measure.MILITARY_END_USER: "export.control",
    Measure.INVESTMENT_BAN: "invest.risk",
    Measure.RESEARCH_RESTRICTION: "debarment",
    Measure.WANTED_NOTICE: "wanted",
    Measure.COUNTER_SANCTION: "sanction.counter",
}
"""Topic of a measure; every other measure, and a designation that names none, is a `sanction`."""

DESIGNATION_TOPICS: dict[str, tuple[Measure, ...]] = {
    "sanction": (),
    "sanction.counter": (Measure.COUNTER_SANCTION,),
    "debarment": (Measure.DEBARMENT,),
    "export.control": (Measure.EXPORT_CONTROL,),
    "export.risk": (Measure.EXPORT_CONTROL,),
    "invest.risk": (Measure.INVESTMENT_BAN,),
    "wanted": (Measure.WANTED_NOTICE,),
    "crime.wanted": (Measure.WANTED_NOTICE,),
}
"""What a topic of a foreign entity says about measures; a topic outside of this table makes no designation."""


def identifier_property(type_: str, note: str) -> str:
    """The property under which an identifier goes out: the one it came in by, else the one of its type."""
    return note if IDENTIFIERS_READ.get(note) == type_ else IDENTIFIER_TYPES.get(type_, "idNumber")


_FORMER_STATES = {"suhh": "su", "yucs": "yu", "csxx": "cs", "ddde": "de", "anhh": "an"}
_COUNTRY = re.compile(r"^([a-z]{2})(?:-[a-z0-9]+)?$")


def country_of(text: str) -> str:
    """Our country code for a FollowTheMoney one: subdivisions get their state; empty for what is no code."""
    lowered = text.lower()
    found = _COUNTRY.match(lowered)
    return found.group(1) if found else _FORMER_STATES.get(lowered, "")
