"""Identifiers in a payment by their shape: what is looked up exactly, in which number spaces."""

from __future__ import annotations

import re
from typing import NamedTuple

from ostrakon.intake.payments import Block
from ostrakon.intake.payments.message import ACCOUNT, BIC, CODE, IDENTIFIER


class Code(NamedTuple):
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


_ALONE = r"(?<![A-Za-z0-9])(?:{})(?![A-Za-z0-9])"
_BASE58 = "[1-9A-HJ-NP-Za-km-z]"
_WALLETS = (
    rf"((?:bc1|BC1|ltc1)[A-Za-z0-9]{{11,87}}|[13]{_BASE58}{{25,34}})",  # Bitcoin, Litecoin: Bech32, Base58Check
    rf"(0x[0-9a-fA-F]{{40}}|T{_BASE58}{{33}}|[48]{_BASE58}{{94}})",  # Ethereum, TRON, Monero
    rf"([LX]{_BASE58}{{26,60}}|D[5-9A-HJ-NP-U]{_BASE58}{{32}})",  # Litecoin, Dash, Dogecoin
)
_NO = r"\W{0,3}(?:NO\W{0,3}|NUMBER\W{0,3}|NR\W{0,3})?"
_BIC_SHAPE = r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?"
_IN_TEXT = (
    (re.compile(rf"\bIMO{_NO}(\d{{7}})\b", re.IGNORECASE), ("imo",)),
    (re.compile(r"\bMMSI\W{0,3}(\d{9})\b", re.IGNORECASE), ("mmsi",)),
    (re.compile(_ALONE.format(r"([A-Z0-9]{18}\d{2})")), ("lei",)),
    (re.compile(_ALONE.format(f"({_BIC_SHAPE})")), ("bic",)),
    *((re.compile(_ALONE.format(shape)), ("wallet",)) for shape in _WALLETS),
    (re.compile(rf"\bPASSPORT{_NO}([A-Z0-9][A-Z0-9 -]{{4,14}}\d)\b", re.IGNORECASE), ("passport",)),
    (re.compile(r"\b(?:INN|ИНН)\W{0,3}(\d{10}|\d{12})\b", re.IGNORECASE), ("inn", "tax_id")),
    (re.compile(r"\b(?:OGRN|ОГРН)\W{0,3}(\d{13}|\d{15})\b", re.IGNORECASE), ("ogrn", "registration")),
)
PERSONAL = ("passport", "national_id", "tax_id", "inn", "social_security", "driving_licence", "other")
CORPORATE = ("registration", "ogrn", "inn", "tax_id", "lei", "duns", "imo", "other")
_ANY = tuple(dict.fromkeys((*PERSONAL, *CORPORATE)))
_WITHOUT_DIGITS = tuple((shape, types) for shape, types in _IN_TEXT if types == ("bic",))
WALLET_MIN = 27
"""Characters of the shortest wallet that may have no digit; nothing else but a BIC goes without one."""
LENGTH = range(5, 40)
"""Of an identifier that is looked up whole; shorter ones say nothing."""
SHORTEST = 8
"""Characters of the shortest shape, a BIC."""
_LONG = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z0-9]{20}(?![A-Za-z0-9])|[A-Za-z0-9]{26}|bc1|BC1|ltc1)")
"""What an LEI and the wallets have in common."""
_SAID = ("imo", "mmsi", "passport", "inn", "ogrn")
"""Words before the numbers that are told by one, in Latin letters."""
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")


def codes_in(block: Block) -> list[Code]:
    """Identifiers of a block: the whole text of an identifier element, and shapes within any text."""
    found: list[Code] = []
    cls = block.cls
    if cls is CODE:
        return found
    for number, line in enumerate(block.lines):
        text = line.text
        if cls is BIC:
            stripped = text.strip()
            start = len(text) - len(text.lstrip())
            found.append(Code(stripped.upper(), start, start + len(stripped), ("bic",), number))
            continue
        if cls is IDENTIFIER or cls is ACCOUNT:
            stripped = text.strip()
            if len(stripped) in LENGTH and _DIGIT.search(text):
                start = len(text) - len(text.lstrip())
                value = stripped.lstrip("/")
                end = start + len(stripped)
                found.append(Code(value, end - len(value), end, spaces(block, line.field), number))
        for shape, types in _shapes(text):
            for one in shape.finditer(text):
                found.append(Code(_SPACES.sub("", one.group(1)), one.start(1), one.end(1), types, number))
    return found


def _shapes(text: str) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The shapes that a text may hold: of most, none. Each shape is asked of a text where it could stand alone."""
    if len(text) < SHORTEST:
        return ()
    if len(text) < WALLET_MIN and not _DIGIT.search(text):
        return _WITHOUT_DIGITS
    if text.isascii() and not _LONG.search(text):
        small = text.lower()
        for word in _SAID:
            if word in small:
                return _IN_TEXT
        return _WITHOUT_DIGITS
    return _IN_TEXT


def spaces(block: Block, field: str) -> tuple[str, ...]:
    """Number spaces of an identifier element, by where it stands."""
    if block.part == "LEI":
        return ("lei",)
    if block.cls is ACCOUNT or "Acct/" in field:
        return ("account", "iban", "wallet")
    if "/PrvtId/" in field:
        return PERSONAL
    if "/OrgId/" in field or "/FinInstnId/" in field:
        return CORPORATE
    return _ANY
