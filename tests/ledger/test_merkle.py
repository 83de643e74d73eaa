"""The root over the rows of a batch."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.ledger.merkle import EMPTY, merkle_root


def by_definition(rows: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there: split at the largest power of two below the count."""
    if not rows:
        return hashlib.sha256(b"").digest()
    if len(rows) == 1:
        return hashlib.sha256(b"\x00" + rows[0]).digest()
    split = 1
    while split * 2 < len(rows):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(rows[:split]) + by_definition(rows[split:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=40))
def test_the_root_is_that_of_the_standard_for_any_number_of_rows(rows: list[bytes]) -> None:
    assert merkle_root(rows) == by_definition(rows).hex()


def test_no_rows_have_the_root_of_the_standard() -> None:
    assert merkle_root([]) == EMPTY == hashlib.sha256(b"").hexdigest()
