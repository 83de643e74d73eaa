"""Spellings in compiled code: the same hashes, consonants and edits as in plain Python."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from ostrakon.names.keys import skeleton
from ostrakon.profile.name import hash64

pytest.importorskip("numba")

WORDS = st.text(alphabet="abcdeghijkloqrstuvwxyz019", min_size=1, max_size=24)


def letters(word: str) -> NDArray[np.uint8]:
    return np.frombuffer(word.encode(), dtype=np.uint8)


@given(word=WORDS)
@settings(deadline=None, max_examples=400)
def test_consonants_and_hashes_are_those_of_plain_code(word: str) -> None:
    from ostrakon.index.hash_loops import ROOM, short_hash  # noqa: PLC0415  # brings numba
    from ostrakon.index.spelled_loops import bones_of, crc_without  # noqa: PLC0415

    out = np.zeros(4 * len(word), dtype=np.uint8)
    size = bones_of(letters(word), 0, len(word), out, 0)
    assert out[:size].tobytes().decode() == skeleton(word)
    assert int(short_hash(letters(word), len(word), np.zeros(ROOM, dtype=np.uint64))) == hash64(word)
    assert crc_without(letters(word), 0, len(word), -1) == crc32(word.encode())
    assert crc_without(letters(word), 0, len(word), 0) == crc32(word[1:].encode())


@given(one=st.text(alphabet="abc", max_size=8), other=st.text(alphabet="abc", max_size=8))
@settings(deadline=None, max_examples=400)
def test_edits_are_those_of_optimal_string_alignment(one: str, other: str) -> None:
    from ostrakon.index.spelled_loops import edits  # noqa: PLC0415  # brings numba

    rows = np.zeros(40, dtype=np.int32)
    assert edits(letters(one), 0, len(one), letters(other), 0, len(other), rows) == OSA.distance(one, other)
