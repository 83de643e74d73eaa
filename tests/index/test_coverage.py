"""Texts against what they cover of listed names: found however written, the same by compiled code and without it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.filtering.covering import stretches
from ostrakon.filtering.texts import Text
from ostrakon.index.build import index_of
from ostrakon.intake.payments import Block, FieldClass, Line
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.compiled_code import code
from tests.parties import PARTIES

WORDS = sorted({word for party in PARTIES for name in party.names for word in name.value.split()})


@pytest.fixture(scope="module")
def screeners() -> tuple[Screener, Screener]:
    """One that adds up in numpy, one that does so in compiled code."""
    arrays = index_of(PARTIES)
    listed = {party.id: party for party in PARTIES}
    plain, fast = (Screener(arrays, listed.get, shipped_policy()) for _ in range(2))
    fast.hasten(*code())
    return plain, fast


def text_of(*lines: str) -> Text:
    """A block of free text."""
    return Text.of(Block(FieldClass.FREE, "", "", tuple(Line("x", line) for line in lines)))


@given(words=st.lists(st.sampled_from([*WORDS, "invoice", "of", "x", "4711"]), max_size=60), alone=st.booleans())
@settings(deadline=None, max_examples=60)
def test_compiled_and_plain_code_find_the_same_stretches(
    screeners: tuple[Screener, Screener], words: list[str], alone: bool
) -> None:
    plain, fast = (
        sorted(
            (s.first, s.last, s.document) for s in stretches([text_of(" ".join(words))], one.coverage(), alone=alone)
        )
        for one in screeners
    )
    assert fast == plain


@given(words=st.lists(st.sampled_from([*WORDS, "invoice", "of"]), min_size=1, max_size=20), cut=st.integers(0, 19))
@settings(deadline=None, max_examples=40)
def test_texts_looked_through_together_or_apart_give_the_same(
    screeners: tuple[Screener, Screener], words: list[str], cut: int
) -> None:
    coverage = screeners[0].coverage()
    texts = [text_of(" ".join(words[:cut])), text_of(" ".join(words[cut:]))]
    together = sorted((s.text, s.first, s.last, s.document) for s in stretches(texts, coverage))
    apart = sorted((n, s.first, s.last, s.document) for n in (0, 1) for s in stretches([texts[n]], coverage))
    assert together == apart
