"""Signatures of webhooks: HMAC-SHA256 over moment and body, one for each secret that is in force.

    Ostrakon-Signature: t=1764273600,v1=5257a869…,v1=…

Signed are the digits of the moment (seconds since 1970), a full stop, and the bytes of the body. A receiver
computes the same under its secret, compares in constant time with any `v1`, and refuses moments that are far from
its own clock, so that nobody can send an old message again. While a secret is exchanged, both sign: a receiver that
knows either is served.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

HEADER = "Ostrakon-Signature"
TOLERANCE_SECONDS = 300
"""How far a receiver's clock and the moment of signing may lie apart."""


def signature(body: bytes, secrets: Iterable[str], moment: int) -> str:
    """The header's value for a body, signed under each secret at a moment (seconds since 1970)."""
    return ",".join([f"t={moment}", *(f"v1={_mac(body, secret, moment)}" for secret in secrets)])


def genuine(body: bytes, header: str, secret: str, now: float, *, tolerance: int = TOLERANCE_SECONDS) -> bool:
    """Whether a message was signed under a secret, and lately: what a receiver does."""
    moment, given = _parts(header)
    if moment is None or abs(now - moment) > tolerance:
        return False
    expected = _mac(body, secret, moment)
    fitting = [hmac.compare_digest(expected, one) for one in given]  # all are compared: no time tells which one fits
    return any(fitting)


def _mac(body: bytes, secret: str, moment: int) -> str:
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def _parts(header: str) -> tuple[int | None, list[str]]:
    moment, given = None, []
    for part in header.split(","):
        name, _, value = part.strip().partition("=")
        if name == "t" and value.isascii() and value.isdigit() and len(value) < 16:
            moment = int(value)
        elif name == "v1" and value.isascii():
            given.append(value)
    return moment, given
