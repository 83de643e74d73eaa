"""What a stake is, by the words of registers: shares, votes, the right to appoint, influence; with bands in words.

The United Kingdom's register of people with significant control writes natures such as
`ownership-of-shares-50-to-75-percent` or `right-to-appoint-and-remove-directors` (the majority of the board, by
Schedule 1A of the Companies Act 2006).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ostrakon.ownership.graph import UNIT, Right

_BAND = re.compile(r"(\d{1,3})-to-(\d{1,3})-percent")
_EDGES = {25: 1, 50: 1, 75: 0}
"""Bands begin above 25 and above 50, and at 75 percent."""


@dataclass(frozen=True, slots=True)
class Nature:
    """One thing that a stake is.

    Attributes:
        right: empty for shares, `voting` for votes, else a right without a number.
        share: least and largest; None where nobody says.
    """

    right: Right
    share: tuple[int, int] | None = None


def natures_of(words: Iterable[str], share: tuple[int, int] | None) -> list[Nature]:
    """What the words of one stake say; shares, where they say nothing else.

    Args:
        share: that stands beside the words, of the shares.
    """
    found = [nature for word in words if (nature := _nature(word.lower().replace("_", "-"), share))]
    if share is not None and not any(one.right in ("", "voting") for one in found):
        found.insert(0, Nature("", share))
    return found or [Nature("", share)]


def _nature(word: str, share: tuple[int, int] | None) -> Nature | None:
    band = _band(word)
    if "appoint" in word and ("director" in word or "board" in word or "members" in word or "persons" in word):
        return Nature("appoint_majority")
    if "voting" in word or "votes" in word:
        return Nature("voting", band or share)
    if "significant-influence" in word or "significant influence" in word:
        return Nature("influence")
    if band is not None:
        return Nature("", band)
    return None


def _band(word: str) -> tuple[int, int] | None:
    found = _BAND.search(word)
    if not found:
        return None
    low, high = int(found[1]), int(found[2])
    below = 1 if high == 75 else 0
    return low * UNIT + _EDGES.get(low, 0), high * UNIT - below
