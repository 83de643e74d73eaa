"""Identifying numbers: the form in which they are compared, and their check digits.

Check digits: IMO ship and company numbers (IMO resolutions A.1117(30) and MSC.160(78)), LEI (ISO 17442, ISO 7064 mod
97-10), ISIN (ISO 6166), IBAN (ISO 13616), OGRN and INN (orders of the Federal Tax Service of Russia). They are a few
lines each; a library for them would bring hundreds of formats that no list gives, and a licence (LGPL) besides.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_ALNUM = re.compile(r"[^0-9A-Za-z]+")
_IMO_PREFIX = re.compile(r"^(?:IMO)+(?:NO|NUMBER)?")
_URI_SCHEME = re.compile(r"^[a-z]{3,20}:", re.IGNORECASE)
_BECH32 = re.compile(r"^(?:bc1|tb1|ltc1|addr1|cosmos1|thor1)[0-9a-z]+$", re.IGNORECASE)
_HEXADECIMAL = re.compile(r"^0x[0-9a-f]{40,64}$", re.IGNORECASE)
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_IMO_COMPANY = (8, 6, 4, 2, 9, 7)

BIC_BANK_LENGTH = 8
"""The first letters of a BIC name the bank, its country and town (ISO 9362); three more a branch."""


@lru_cache(maxsize=20_000)
def plain_number(kind: str, value: str) -> str:
    """The number without what is only writing: blanks, hyphens, prefixes; capitals, save where case tells.

    Args:
        kind: a key of `model.identifiers.IDENTIFIER_TYPES`.
    """
    if kind == "wallet":
        return plain_wallet(value)
    plain = _NOT_ALNUM.sub("", value).upper()
    return _IMO_PREFIX.sub("", plain) if kind == "imo" else plain


def plain_wallet(value: str) -> str:
    """A wallet's address in its comparing form.

    Hexadecimal addresses (Ethereum and its kin) are the same in any case, capitals are only a check sum (EIP-55); so
    are bech32 addresses (BIP-173). In base58 (Bitcoin, Tron, Ripple, Monero, …) case tells addresses apart.
    """
    text = "".join(c for c in value.strip() if not c.isspace() and c.isprintable())
    text = _URI_SCHEME.sub("", text).split("?", 1)[0]
    return text.lower() if _HEXADECIMAL.match(text) or _BECH32.match(text) else text


def look_up_key(kind: str, value: str) -> str:
    """The form by which parties with a number are found, the same for all types and writings of one number."""
    plain = plain_number(kind, value).upper()
    return plain[:BIC_BANK_LENGTH] if kind == "bic" else plain


@lru_cache(maxsize=20_000)
def check_digit_fits(kind: str, plain: str) -> bool | None:
    """Whether a number in its comparing form passes the check of its type; None where the type has none.

    An IMO number is looked at as a ship's and as a company's.
    """
    if kind == "imo":
        return imo_valid(plain) or imo_company_valid(plain)
    if kind == "lei":
        return lei_valid(plain)
    if kind == "isin":
        return isin_valid(plain)
    if kind == "iban":
        return iban_valid(plain)
    if kind in {"ogrn", "inn"}:
        return russian_number(plain) == kind
    if kind == "bic":
        return bool(re.fullmatch(r"[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?", plain))
    return None


def russian_number(plain: str) -> str:
    """`ogrn` or `inn` for digits that pass the check of one, else empty."""
    if not plain.isdigit() or not plain.isascii():
        return ""
    if len(plain) == 13 and plain[0] in "15":
        return "ogrn" if int(plain[:12]) % 11 % 10 == int(plain[12]) else ""
    if len(plain) == 15 and plain[0] in "34":
        return "ogrn" if int(plain[:14]) % 13 % 10 == int(plain[14]) else ""
    if len(plain) == 10:
        return "inn" if _weighted(plain, _INN_10) == int(plain[9]) else ""
    if len(plain) == 12:
        sound = _weighted(plain, _INN_11) == int(plain[10]) and _weighted(plain, _INN_12) == int(plain[11])
        return "inn" if sound else ""
    return ""


def imo_valid(digits: str) -> bool:
    """Whether the seventh digit of an IMO ship number is the check digit of the six before it."""
    if not _digits(digits, 7):
        return False
    return sum(int(d) * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == int(digits[6])


def imo_company_valid(digits: str) -> bool:
    """Whether the seventh digit of an IMO company number is the check digit of the six before it."""
    if not _digits(digits, 7):
        return False
    total = sum(int(d) * w for d, w in zip(digits, _IMO_COMPANY, strict=False))
    return (11 - total % 11) % 10 == int(digits[6])


def lei_valid(text: str) -> bool:
    """Whether a legal entity identifier passes ISO 7064 mod 97-10."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}\d{2}", text)) and _mod97(text) == 1


def iban_valid(text: str) -> bool:
    """Whether an account number passes ISO 7064 mod 97-10 with its first four characters behind."""
    return bool(re.fullmatch(r"[A-Z]{2}\d{2}[0-9A-Z]{11,30}", text)) and _mod97(text[4:] + text[:4]) == 1


def isin_valid(text: str) -> bool:
    """Whether a securities number passes its check digit (Luhn over letters read as two digits)."""
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{9}\d", text):
        return False
    digits = [int(d) for c in text for d in str(int(c, 36))]
    doubled = [d if place % 2 else sum(divmod(2 * d, 10)) for place, d in enumerate(reversed(digits), 1)]
    return sum(doubled) % 10 == 0


def _digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _mod97(text: str) -> int:
    return int("".join(str(int(c, 36)) for c in text)) % 97


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11 % 10
