"""Addresses of crypto currencies in a text, and whether their check sums are right.

Sources: Base58Check (Bitcoin), BIP 173 and BIP 350 (Bech32, Bech32m), EIP-55 (Ethereum's mixed case), TRON's developer
documentation (Base58Check over 0x41), CryptoNote standard 7 (Monero's Base58 in blocks with four bytes of Keccak).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from ostrakon.names.keccak import keccak256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUMS = (1, 0x2BC830A3)
_MONERO_BLOCK = {2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
"""Letters of a block → its bytes."""


@dataclass(frozen=True, slots=True)
class Wallet:
    """Something in a text that has the form of an address.

    Attributes:
        value: as it stands. start, end: where. chain: for a person.
        valid: whether its check sum is right; None where the form has none (Ethereum in one case).
    """

    value: str
    start: int
    end: int
    chain: str
    valid: bool | None


def wallets_in(text: str) -> Iterator[Wallet]:
    """Addresses that a text holds; what only might be one (no known check sum fits a generic shape) is left out."""
    if not _LONG.search(text):
        return
    for shape, chain, check, generic in _SHAPES:
        for found in shape.finditer(text):
            valid = check(found.group())
            if generic and not valid:
                continue
            yield Wallet(found.group(), found.start(), found.end(), chain, valid)


def _base58_number(text: str) -> int:
    number = 0
    for char in text:
        number = 58 * number + _BASE58.index(char)
    return number


def _base58check(text: str) -> bool:
    number = _base58_number(text)
    if number.bit_length() > 200:
        return False
    data = number.to_bytes(25)
    return sha256(sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def _tron(text: str) -> bool:
    return _base58check(text) and _base58_number(text).to_bytes(25)[0] == 0x41


def _monero(text: str) -> bool:
    data = b""
    for at in range(0, len(text), 11):
        block = text[at : at + 11]
        size = _MONERO_BLOCK.get(len(block), 0)
        number = _base58_number(block)
        if number >= 1 << 8 * size:
            return False
        data += number.to_bytes(size)
    return keccak256(data[:-4])[:4] == data[-4:]


def _bech32(text: str) -> bool:
    if text.lower() != text and text.upper() != text:
        return False
    prefix, _, rest = text.lower().rpartition("1")
    if len(rest) < 6 or any(char not in _BECH32 for char in rest):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.index(c) for c in rest]
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATORS):
            total ^= generator if top >> bit & 1 else 0
    return total in _BECH32_SUMS


def _ethereum(text: str) -> bool | None:
    digits = text[2:]
    if digits in (digits.lower(), digits.upper()):
        return None
    hashed = keccak256(digits.lower().encode()).hex()
    return all(c == (c.upper() if int(h, 16) >= 8 else c.lower()) for c, h in zip(digits, hashed, strict=False))


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{pattern})(?![A-Za-z0-9])")


_LONG = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z0-9]{26}|(?:bc1|BC1|ltc1|LTC1)[A-Za-z0-9]{11})")
"""What all forms have in common: one asked of every text."""
_B58 = f"[{_BASE58}]"
_MIXED = r"(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)"
"""Letters of both cases and digits, as a reference number rarely has them."""
_SHAPES: tuple[tuple[re.Pattern[str], str, Callable[[str], bool | None], bool], ...] = (
    (_alone(rf"{_MIXED}[13]{_B58}{{25,34}}"), "Bitcoin", _base58check, False),
    (_alone(r"(?:bc1|BC1|ltc1|LTC1)[A-Za-z0-9]{11,87}"), "Bitcoin or Litecoin", _bech32, False),
    (_alone(r"0x[0-9a-fA-F]{40}"), "Ethereum or a chain like it", _ethereum, False),
    (_alone(rf"{_MIXED}T{_B58}{{33}}"), "TRON", _tron, False),
    (_alone(rf"{_MIXED}[48]{_B58}{{94}}"), "Monero", _monero, False),
    (_alone(rf"[LMXD]{_B58}{{25,34}}"), "Litecoin, Dash or Dogecoin", _base58check, True),
)
"""Pattern, chain, check, and whether the pattern alone says too little."""
