"""Signed checkpoints: that the ledger stood at record `n` with this hash, to be kept where its owner cannot write.

A chain shows a change only to somebody who knows a later hash; who holds the database can rewrite all of it. A
checkpoint, signed with Ed25519 (RFC 8032) and kept elsewhere, takes that way out.
"""

from __future__ import annotations

import hashlib

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ostrakon.errors import InputError
from ostrakon.ledger.canonical import canonical
from ostrakon.ledger.chain import Head


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One signed state of the ledger.

    Attributes:
        n, hash: the last record.
        at: when, ISO 8601 in UTC.
        signer: the public key, raw bytes in hex.
        signature: Ed25519 over the canonical JSON of the other fields, in hex.
    """

    n: int
    hash: str
    at: str
    signer: str
    signature: str = ""

    @property
    def head(self) -> Head:
        """The record that the checkpoint vouches for."""
        return Head(n=self.n, hash=self.hash)

    @property
    def fingerprint(self) -> str:
        """Eight hex digits by which a person knows the signer."""
        return hashlib.sha256(bytes.fromhex(self.signer)).hexdigest()[:8]


def new_signing_key() -> bytes:
    """A private key in PEM (PKCS #8)."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def sign(head: Head, *, at: str, private_key: bytes) -> Checkpoint:
    """A checkpoint of the ledger as it stands.

    Raises:
        InputError: the key is no Ed25519 key in PEM.
    """
    try:
        key = serialization.load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError) as bad:
        raise InputError("the signing key cannot be read", remedy="Give an Ed25519 key in PEM, unencrypted") from bad
    if not isinstance(key, Ed25519PrivateKey):
        raise InputError("the signing key is not of the kind Ed25519")
    signer = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw).hex()
    bare = Checkpoint(n=head.n, hash=head.hash, at=at, signer=signer)
    return msgspec.structs.replace(bare, signature=key.sign(_signed(bare)).hex())


def genuine(checkpoint: Checkpoint) -> bool:
    """Whether the signature fits; whose it is, the reader of `signer` must know."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.signer))
        key.verify(bytes.fromhex(checkpoint.signature), _signed(checkpoint))
    except (ValueError, InvalidSignature):
        return False
    return True


def _signed(checkpoint: Checkpoint) -> bytes:
    fields = {"at": checkpoint.at, "hash": checkpoint.hash, "n": checkpoint.n, "signer": checkpoint.signer}
    return canonical(fields).encode("utf-8")
