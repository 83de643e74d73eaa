"""Keccak-256 as Ethereum and Monero use it: the original padding, which differs from SHA3-256 of the standard library.

Source: G. Bertoni, J. Daemen, M. Peeters, G. Van Assche, The Keccak reference, version 3.0 (2011).
"""

from __future__ import annotations

_RATE = 136
_MASK = (1 << 64) - 1


def _constants() -> tuple[int, ...]:
    """Round constants from the linear feedback shift register of the reference (section 1.2)."""
    found, state = [], 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if state & 1:
                constant |= 1 << ((1 << j) - 1)
            state = (state << 1) ^ (0x171 if state & 0x80 else 0)
        found.append(constant)
    return tuple(found)


def _rotations() -> dict[tuple[int, int], int]:
    found, x, y = {(0, 0): 0}, 1, 0
    for t in range(24):
        found[x, y] = (t + 1) * (t + 2) // 2 % 64
        x, y = y, (2 * x + 3 * y) % 5
    return found


_CONSTANTS, _ROTATIONS = _constants(), _rotations()


def _turned(word: int, by: int) -> int:
    return ((word << by) | (word >> (64 - by))) & _MASK if by else word


def _permuted(a: dict[tuple[int, int], int]) -> dict[tuple[int, int], int]:
    for constant in _CONSTANTS:
        c = [a[x, 0] ^ a[x, 1] ^ a[x, 2] ^ a[x, 3] ^ a[x, 4] for x in range(5)]
        d = [c[(x - 1) % 5] ^ _turned(c[(x + 1) % 5], 1) for x in range(5)]
        b = {(y, (2 * x + 3 * y) % 5): _turned(a[x, y] ^ d[x], _ROTATIONS[x, y]) for x in range(5) for y in range(5)}
        a = {(x, y): b[x, y] ^ (~b[(x + 1) % 5, y] & b[(x + 2) % 5, y] & _MASK) for x in range(5) for y in range(5)}
        a[0, 0] ^= constant
    return a


def keccak256(data: bytes) -> bytes:
    """The 32 bytes of the hash."""
    padded = bytearray(data) + b"\1" + bytes(-(len(data) + 1) % _RATE)
    padded[-1] |= 0x80
    state = {(x, y): 0 for x in range(5) for y in range(5)}
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            at = start + 8 * lane
            state[lane % 5, lane // 5] ^= int.from_bytes(padded[at : at + 8], "little")
        state = _permuted(state)
    return b"".join(state[lane % 5, lane // 5].to_bytes(8, "little") for lane in range(4))
