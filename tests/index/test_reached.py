"""Words looked up by compiled code lead to the same listed words, in the same order, with the same values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.index.build import index_of
from ostrakon.index.channels import Channel
from ostrakon.index.reached import TEXTS_MIN
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.names.keys import skeleton
from tests.compiled_code import code
from tests.parties import PARTIES

Both = tuple[Channel, Channel]
LISTED = sorted({word.lower() for party in PARTIES for name in party.names for word in name.value.split()})
LISTED = [word for word in LISTED if word.isascii() and word.isalnum()]


@pytest.fixture(scope="module")
def channels() -> list[Both]:
    """Of words and of consonants, each in plain and in compiled code."""
    arrays = index_of(PARTIES)
    vocabulary = Vocabulary.of(arrays)
    reach = code()[4]
    texts = vocabulary.numbers, vocabulary.texts
    words = Channel.words(arrays, *texts), Channel.words(arrays, *texts, reach)
    both = [words, (Channel.consonants(arrays), Channel.consonants(arrays, reach))]
    for _, fast in both:
        for number in range(TEXTS_MIN):  # what is left to plain code
            fast.look_up([f"w{number}"])
    return both


@given(
    words=st.lists(st.sampled_from(LISTED), min_size=1, max_size=8),
    cut=st.integers(0, 6),
    put=st.sampled_from(["", "a", "k", "st", "*", "9"]),
)
@settings(deadline=None, max_examples=150)
def test_what_words_lead_to_is_the_same(channels: list[Both], words: list[str], cut: int, put: str) -> None:
    written = list(dict.fromkeys(word[:cut] + put + word[cut + 1 :] for word in words))
    asked = written, list(dict.fromkeys(skeleton(word) for word in written))
    for (plain, fast), texts in zip(channels, asked, strict=True):
        for one, other in zip(plain.look_up(texts), fast.look_up(texts), strict=True):
            assert np.array_equal(one, other)
