"""A payment as bytes, the same for every keeper."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import msgspec

from ostrakon.rules.payments.seen import Seen

FORM = 1
"""Version of what is kept; a window of another form is refused, not misread."""
SECRET_BYTES = 32
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Seen)


def encoded(seen: Seen) -> bytes:
    """The payment as MessagePack."""
    return _ENCODER.encode(seen)


def decoded(body: bytes) -> Seen:
    """The payment of `encoded`."""
    return _DECODER.decode(body)


def new_secret() -> bytes:
    """A key for the hashes of a new window."""
    return secrets.token_bytes(SECRET_BYTES)


def newest(bodies: Iterable[bytes]) -> list[Seen]:
    """Payments of bodies that come newest first, in the order in which rules want them: newest last."""
    return [decoded(body) for body in bodies][::-1]
