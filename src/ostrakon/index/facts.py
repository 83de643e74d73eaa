"""How the facts of a party beside its names are written into the index."""

from __future__ import annotations

import re

from ostrakon.model import PartialDate

SCHEMATA = ("", "Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane", "CryptoWallet",
            "Security", "Vehicle", "Asset", "Thing")  # fmt: skip
SCHEMA_NUMBER = {name: number for number, name in enumerate(SCHEMATA)}

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_CASE_MATTERS = frozenset({"wallet"})
_SAME_SPACE = {"tail_number": "aircraft", "serial_number": "serial", "registration": "company", "ogrn": "company",
               "inn": "tax", "tax_id": "tax", "national_id": "person", "passport": "person"}  # fmt: skip
IDENTIFIER_LENGTH_MIN = 4
"""Shorter numbers say nothing."""


def date_row(date: PartialDate) -> tuple[int, int, int, int, int]:
    """Year, month, day (0 where unknown), last year of a range (0 without), 1 when approximate."""
    year, month, day = (*(int(p) for p in date.value.split("-")), 0, 0)[:3]
    return year, month, day, int(date.until[:4]) if date.until else 0, int(date.approximate)


def country_pack(code: str) -> int:
    """Two letters as one number."""
    return ord(code[0]) << 8 | ord(code[1])


def country_unpack(number: int) -> str:
    """The two letters of a packed country code."""
    return chr(number >> 8) + chr(number & 255)


def identifier_key(kind: str, value: str) -> str:
    """Comparing form of an identifier: its number space and its letters and digits; empty when too short to compare."""
    plain = _NOT_ALNUM.sub("", value)
    if kind == "imo":
        plain = re.sub(r"^(?:IMO)+", "", plain.upper())
    if kind not in _CASE_MATTERS:
        plain = plain.upper()
    elif plain.lower().startswith("0x"):
        plain = plain.lower()  # Ethereum addresses are hexadecimal; their case is only a check sum (EIP-55)
    if kind == "bic" and len(plain) == 11 and plain.endswith("XXX"):
        plain = plain[:8]
    if len(plain) < IDENTIFIER_LENGTH_MIN:
        return ""
    return f"{_SAME_SPACE.get(kind, kind)}:{plain}"
