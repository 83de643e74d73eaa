"""Goods that move or are sought."""

from __future__ import annotations

from collections.abc import Collection

from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.tokens import Tokens
from ostrakon.reading.mentions import Mention
from ostrakon.reading.topics.wording import barred, wordings


def goods(tokens: Tokens, pack: Pack, taken: Collection[int]) -> list[Mention]:
    """Mentions of goods outside of `taken` tokens (names of parties, measures)."""
    out = barred(tokens, pack, "goods_not") | frozenset(taken)
    found = []
    for one in wordings(tokens, pack.phrases("goods")):
        if not out.isdisjoint(range(one.first, one.last)):
            continue
        text = tokens.text[one.start : one.end]
        found.append(Mention(start=one.start, end=one.end, text=text, kind="goods", key=f"g:{one.value}"))
    return found
