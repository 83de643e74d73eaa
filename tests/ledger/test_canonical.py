"""The quick way to a canonical text gives the bytes of the book (RFC 8785), whatever there is to be recorded."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ostrakon.errors import UsageError
from ostrakon.ledger.canonical import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBERS = st.one_of(
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1e6, 1e6),
    st.integers(-4000, 4000).map(lambda bits: bits / 1024),
    st.sampled_from([0.0, -0.0, 1e15, 1e16, 1e20, 1e21, 1e22, 1e-4, 1e-5, 1e-6, 1e-7, 5e-324, 2.0**53, 2.0**53 + 2]),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXTS, NUMBERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.lists(inner, max_size=3).map(tuple), st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_the_text_is_that_of_the_standard(value: Any) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)


@given(st.text(max_size=8), st.text(max_size=8))
def test_half_characters_become_the_sign_for_what_cannot_be_written(key: str, text: str) -> None:
    def whole(one: str) -> str:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in one)

    assert canonical({key: [text]}).encode() == rfc8785.dumps({whole(key): [whole(text)]})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, b"bytes", {1: "a number as a key"}, object()])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(UsageError, match="cannot be recorded"):
        canonical({"value": value})
