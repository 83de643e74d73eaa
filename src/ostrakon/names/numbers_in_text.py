"""Numbers that stand in a name or an address: addresses of wallets, and IMO numbers that are named as such."""

from __future__ import annotations

import re

WALLET_LENGTH_MIN = 25
"""No address of a usual chain is shorter (Bitcoin's have 25 to 34 characters and more)."""
_WALLET = re.compile(r"(?<![0-9A-Za-z])(?:0x[0-9a-fA-F]{40,64}|[0-9A-Za-z]{25,110})(?![0-9A-Za-z])")
_IMO = re.compile(r"\bIMO[\s:.#№-]*(?:No\.?|number)?[\s:.#№-]*(\d{7})\b", re.IGNORECASE)


def numbers_in_text(text: str) -> list[tuple[str, str]]:
    """(type, value) of every number found, in text order, wallets first; empty for nearly every name."""
    found: list[tuple[str, str]] = []
    if len(text) >= WALLET_LENGTH_MIN:
        found += [("wallet", w) for w in _WALLET.findall(text) if _mixed(w)]
    if "imo" in text.lower():
        found += [("imo", number) for number in _IMO.findall(text)]
    return found


def _mixed(word: str) -> bool:
    """Letters and several digits: no word of a language is so."""
    return sum(c.isdigit() for c in word) >= 3 and any(c.isalpha() for c in word)
