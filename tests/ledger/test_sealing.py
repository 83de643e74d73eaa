"""What is sealed opens with its own key under its own name, and with nothing else."""

from __future__ import annotations

import base64

import pytest

from ostrakon.errors import StoreError
from ostrakon.ledger.sealing import new_key, seal, seal_bytes, unseal, unseal_bytes

DATA = {"name": "Ann Larsen", "born": "1979-03-14"}


def test_a_value_comes_back_and_does_not_stand_in_what_is_kept() -> None:
    key = new_key()
    kept = seal(DATA, key, "customer:C-17")
    assert kept.key == "customer:C-17"
    assert b"Larsen" not in base64.b64decode(kept.sealed)
    assert unseal(kept.sealed, key, "customer:C-17") == DATA


def test_the_same_value_is_never_sealed_alike() -> None:
    key = new_key()
    assert seal(DATA, key, "a").sealed != seal(DATA, key, "a").sealed


@pytest.mark.parametrize("wrong", ["key", "name", "changed", "cut", "no base64"])
def test_another_key_another_name_or_a_changed_byte_opens_nothing(wrong: str) -> None:
    key = new_key()
    kept = seal(DATA, key, "customer:C-17").sealed
    raw = bytearray(base64.b64decode(kept))
    raw[-1] ^= 1
    spoilt = {"changed": base64.b64encode(raw).decode(), "cut": kept[:8], "no base64": "%" + kept[1:]}.get(wrong, kept)
    with pytest.raises(StoreError, match="was changed"):
        unseal(spoilt, new_key() if wrong == "key" else key, "other" if wrong == "name" else "customer:C-17")


def test_bytes_are_sealed_in_the_same_way() -> None:
    key = new_key()
    kept = seal_bytes(b"segment", key, "base")
    assert unseal_bytes(kept, key, "base") == b"segment"
    for spoilt, opener, name in ((kept[:-1], key, "base"), (kept, new_key(), "base"), (kept, key, "other")):
        with pytest.raises(StoreError, match="does not open"):
            unseal_bytes(spoilt, opener, name)
