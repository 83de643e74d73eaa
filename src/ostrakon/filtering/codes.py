"""Identifiers in a payment by their shape: what is looked up exactly, in which number spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.intake.payments import Block, FieldClass


@dataclass(frozen=True, slots=True)
class Code:
    """Something in a text that looks like an identifier.

    Attributes:
        value: as it stands. start, end: its place in the line.
        types: number spaces in which it is looked up.
        line: number of the line in its block.
    """

    value: str
    start: int
    end: int
    types: tuple[str, ...]
    line: int


_BIC = r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
_IN_TEXT = (
    (re.compile(r"\bIMO\W{0,3}(?:NO\W{0,3}|NUMBER\W{0,3})?(\d{7})\b", re.IGNORECASE), ("imo",)),
    (re.compile(r"\bMMSI\W{0,3}(\d{9})\b", re.IGNORECASE), ("mmsi",)),
    (re.compile(r"(?<![A-Za-z0-9])([A-Z0-9]{18}\d{2})(?![A-Za-z0-9])"), ("lei",)),
    (re.compile(rf"(?<![A-Za-z0-9])({_BIC})(?![A-Za-z0-9])"), ("bic",)),
    (re.compile(r"(?<![A-Za-z0-9])((?:bc1|BC1)[A-Za-z0-9]{11,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])"), ("wallet",)),
    (re.compile(r"(?<![A-Za-z0-9])(0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}|[48][1-9A-HJ-NP-Za-km-z]{94})(?![A-Za-z0-9])"), ("wallet",)),
    (re.compile(r"(?<![A-Za-z0-9])((?:[LX]|ltc1)[1-9A-HJ-NP-Za-km-z]{26,60}|D[5-9A-HJ-NP-U][1-9A-HJ-NP-Za-km-z]{32})(?![A-Za-z0-9])"), ("wallet",)),
    (re.compile(r"\bPASSPORT\W{0,3}(?:NO\W{0,3}|NUMBER\W{0,3}|NR\W{0,3})?([A-Z0-9][A-Z0-9 -]{4,14}\d)\b", re.IGNORECASE), ("passport",)),
    (re.compile(r"\b(?:INN|ИНН)\W{0,3}(\d{10}|\d{12})\b", re.IGNORECASE), ("inn", "tax_id")),
    (re.compile(r"\b(?:OGRN|ОГРН)\W{0,3}(\d{13}|\d{15})\b", re.IGNORECASE), ("ogrn", "registration")),
)  # fmt: skip
PERSONAL = ("passport", "national_id", "tax_id", "inn", "social_security", "driving_licence", "other")
CORPORATE = ("registration", "ogrn", "inn", "tax_id", "lei", "duns", "imo", "other")
LENGTH = range(5, 40)
"""Of an identifier that is looked up whole; shorter ones say nothing."""
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")


def codes_in(block: Block) -> Iterator[Code]:
    """Identifiers of a block: the whole text of an identifier element, and shapes within any text."""
    for number, line in enumerate(block.lines):
        text = line.text
        stripped = text.strip()
        start = len(text) - len(text.lstrip())
        if block.cls is FieldClass.BIC:
            yield Code(stripped.upper(), start, start + len(stripped), ("bic",), number)
            continue
        if block.cls in {FieldClass.IDENTIFIER, FieldClass.ACCOUNT} and len(stripped) in LENGTH and _DIGIT.search(text):
            value = stripped.lstrip("/")
            yield Code(
                value, start + len(stripped) - len(value), start + len(stripped), _spaces(block, line.field), number
            )
        if block.cls is FieldClass.CODE:
            continue
        for shape, types in _IN_TEXT:
            for found in shape.finditer(text):
                yield Code(_SPACES.sub("", found.group(1)), found.start(1), found.end(1), types, number)


def _spaces(block: Block, field: str) -> tuple[str, ...]:
    """Number spaces of an identifier element, by where it stands."""
    if block.part == "LEI":
        return ("lei",)
    if block.cls is FieldClass.ACCOUNT or "Acct/" in field:
        return ("account", "iban", "wallet")
    if "/PrvtId/" in field:
        return PERSONAL
    if "/OrgId/" in field or "/FinInstnId/" in field:
        return CORPORATE
    return tuple(dict.fromkeys((*PERSONAL, *CORPORATE)))
