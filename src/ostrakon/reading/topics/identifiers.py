"""Identifiers in running text: IMO numbers, wallets, IBANs, BICs, passports."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256

from ostrakon.names.countries import country_code
from ostrakon.names.running import Running, running
from ostrakon.reading.mentions import Mention

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_IBAN_CELLS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 "
    "ES24 FI18 FR27 GB22 GE22 GI23 GR27 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 "
    "LU20 LV21 LY25 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SE24 "
    "SI19 SK24 SM27 TN24 TR26 UA29 VA22 XK20"
)
_IBAN_LENGTH = {cell[:2]: int(cell[2:]) for cell in _IBAN_CELLS.split()}
"""Lengths in the SWIFT registry of IBAN formats (ISO 13616)."""

_PATTERNS = (
    ("imo", re.compile(r"\bIMO(?:\s+(?:number|no\.?|Nr\.?|№|n[°º]))?\s*[:#]?\s*(\d{7})\b", re.IGNORECASE)),
    ("iban", re.compile(r"\b([A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)\b")),
    ("wallet", re.compile(r"\b(0x[0-9a-fA-F]{40})\b")),
    ("wallet", re.compile(r"\b(bc1[02-9ac-hj-np-z]{11,71})\b")),
    ("wallet", re.compile(r"\b([13T][1-9A-HJ-NP-Za-km-z]{25,34})\b")),
    (
        "bic",
        re.compile(
            r"\b(?:BIC|SWIFT)(?:[\s/-]*(?:code|BIC|SWIFT))?\s*[:#]?\s*([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b"
        ),
    ),
    ("bic", re.compile(r"\b([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:XXX|[A-Z0-9]{3})?)\b")),
    (
        "passport",
        re.compile(
            r"\b(?:passport|Reisepass|Pass|passeport|pasaporte|паспорт\w*|여권)(?:\s+(?:number|no\.?|Nr\.?|№|n[°º]|numéro|número|номер|번호))?\s*[:#]?\s*"
            r"((?=[A-Z0-9]*\d{4})[A-Z0-9]{6,12})\b",
            re.IGNORECASE,
        ),
    ),
)

_PART = re.compile(r"(?=\w*\d)\w{6}|[A-Z]{2}\d\d|[T][1-9A-HJ-NP-Za-km-z]{25}|(?:BIC|SWIFT)|\w{5,8}XXX")
"""How a word begins that may be an identifier, the beginning of a spaced one, or the label of one without digits."""
REACH = 80
"""Characters around such a word in which its label, and the rest of a spaced one, may stand."""


def with_identifiers(mentions: Sequence[Mention], found: Sequence[Mention]) -> list[Mention]:
    """Mentions and identifiers in text order; an identifier within a party's name is left out."""
    parties = [mention for mention in mentions if mention.kind == "party"]
    free = [one for one in found if not any(p.start < one.end and one.start < p.end for p in parties)]
    return sorted([*mentions, *free], key=lambda mention: (mention.start, mention.end)) if free else list(mentions)


def identifiers(text: str, words: Running | None = None) -> list[Mention]:
    """Identifiers with a right form and check digit, in text order, none overlapping another.

    An IMO number with a wrong check digit is kept and says so; what only looks like a wallet, an IBAN or a BIC is left
    out.

    Args:
        text: the text.
        words: its words where the caller has them already.
    """
    found: list[Mention] = []
    near = _surroundings(text, words or running(text))
    for kind, pattern in _PATTERNS:
        for match in (match for start, end in near for match in pattern.finditer(text, start, end)):
            value = match[1].replace(" ", "")
            sound = _checks()[kind](value)
            bare_bic = kind == "bic" and match.start() == match.start(1)
            if (not sound and kind not in {"imo"}) or (bare_bic and not _telling_bic(value)):
                continue
            if any(match.start(1) < other.end and other.start < match.end(1) for other in found):
                continue
            note = "check digit right" if sound else "the check digit is wrong"
            found.append(
                Mention(
                    start=match.start(1),
                    end=match.end(1),
                    text=match[1],
                    kind="identifier",
                    key=f"{kind}:{value}",
                    evidence=note if kind in {"imo", "iban", "wallet"} else "",
                    score=1.0 if sound else 0.5,
                )
            )
    return sorted(found, key=lambda mention: mention.start)


def _surroundings(text: str, words: Running) -> list[tuple[int, int]]:
    """Stretches of the text in which an identifier may stand, in order: around words that look like a part of one."""
    found: list[tuple[int, int]] = []
    for place in words.places(_PART.match):
        start = max(0, words.starts[place] - REACH)
        end = words.ends[place] + REACH
        while end < len(text) and not text[end].isspace() and end < words.ends[place] + 2 * REACH:
            end += 1
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, min(end, len(text))))
    return found


@cache
def _checks() -> dict[str, Callable[[str], bool]]:
    return {"imo": imo_number, "iban": _iban, "wallet": _wallet, "bic": _bic, "passport": lambda _: True}


def imo_number(value: str) -> bool:
    """Whether the check digit of an IMO ship number is right (IMO resolution A.1117(30))."""
    return sum(int(digit) * weight for digit, weight in zip(value, range(7, 1, -1), strict=False)) % 10 == int(value[6])


def _iban(value: str) -> bool:
    """Length of the country and check digits (ISO 7064 MOD 97-10)."""
    if _IBAN_LENGTH.get(value[:2]) != len(value):
        return False
    return int("".join(str(int(letter, 36)) for letter in value[4:] + value[:4])) % 97 == 1


def _wallet(value: str) -> bool:
    if value.startswith(("0x", "bc1")):
        return True
    number = 0
    for letter in value:
        number = number * 58 + _BASE58.index(letter)
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _bic(value: str) -> bool:
    return len(value) in {8, 11} and bool(country_code(value[4:6]))


def _telling_bic(value: str) -> bool:
    """Whether letters that stand alone can be no word: a digit is among them, or the branch is the head office."""
    return any(letter.isdigit() for letter in value) or value.endswith("XXX")
