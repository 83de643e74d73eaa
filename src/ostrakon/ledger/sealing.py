"""Personal data under keys of their own: who destroys the key has deleted the data, and the chain still holds.

The hash of a record covers the encrypted bytes, so that a record whose key is gone verifies as before; what it said
of a person cannot be read any more (crypto-shredding; right to erasure, GDPR article 17, beside the duty to keep
records). AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce for each record.
"""

from __future__ import annotations

import base64
import os
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ostrakon.errors import StoreError
from ostrakon.ledger.canonical import canonical

NONCE_BYTES = 12
KEY_BITS = 256


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """Encrypted data and the id of its key, as a record carries them."""

    sealed: str
    key: str


def new_key() -> bytes:
    """A random key."""
    return AESGCM.generate_key(KEY_BITS)


def seal_bytes(plain: bytes, key: bytes, key_id: str) -> bytes:
    """Bytes encrypted, the nonce before them."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, key_id.encode("utf-8"))


def unseal_bytes(sealed: bytes, key: bytes, key_id: str) -> bytes:
    """What `seal_bytes` was given.

    Raises:
        StoreError: the bytes were changed, or the key is another one's.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], key_id.encode("utf-8"))
    except (ValueError, InvalidTag) as bad:
        raise StoreError("what is sealed does not open with this key: one of them was changed") from bad


def seal(data: Any, key: bytes, key_id: str) -> Sealed:
    """Encrypt a JSON value; the key's id is bound to it, so that it cannot be given another."""
    cipher = seal_bytes(canonical(data).encode("utf-8"), key, key_id)
    return Sealed(sealed=base64.b64encode(cipher).decode("ascii"), key=key_id)


def unseal(sealed: str, key: bytes, key_id: str) -> Any:
    """What was sealed.

    Raises:
        StoreError: the bytes were changed, or the key is another one's.
    """
    try:
        raw = base64.b64decode(sealed, validate=True)
        plain = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode("utf-8"))
    except (ValueError, InvalidTag) as bad:
        raise StoreError("the sealed part of the record does not open with its key: one of them was changed") from bad
    return msgspec.json.decode(plain)
