"""Checkpoints: what was signed is genuine, and nothing else is."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ostrakon.errors import InputError
from ostrakon.ledger.chain import Head
from ostrakon.ledger.checkpoints import Checkpoint, genuine, new_signing_key, sign

HEAD = Head(n=7, hash="ab" * 32)


@pytest.fixture(scope="module")
def signed() -> Checkpoint:
    return sign(HEAD, at="2026-11-02T09:00:00Z", private_key=new_signing_key())


def test_a_checkpoint_vouches_for_the_head_that_was_signed(signed: Checkpoint) -> None:
    assert genuine(signed)
    assert signed.head == HEAD
    assert signed.at == "2026-11-02T09:00:00Z"


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("n", 8),
        ("hash", "cd" * 32),
        ("at", "2026-11-03T09:00:00Z"),
        ("signature", "00" * 64),
        ("signature", "no hex"),
        ("signature", ""),
        ("signer", "11" * 32),
        ("signer", "11"),
    ],
)
def test_a_checkpoint_of_which_anything_was_changed_is_not_genuine(
    signed: Checkpoint, field: str, other: object
) -> None:
    assert not genuine(msgspec.structs.replace(signed, **{field: other}))


def test_a_signer_is_known_again_by_eight_digits(signed: Checkpoint) -> None:
    key = new_signing_key()
    mine, again = (sign(HEAD, at="2026-11-02", private_key=key) for _ in range(2))
    assert mine.fingerprint == again.fingerprint != signed.fingerprint
    assert len(mine.fingerprint) == 8


def test_a_key_of_another_kind_is_refused_with_the_remedy() -> None:
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(InputError, match="Ed25519"):
        sign(HEAD, at="2026-11-02", private_key=other)
    with pytest.raises(InputError, match="cannot be read"):
        sign(HEAD, at="2026-11-02", private_key=b"no key")
