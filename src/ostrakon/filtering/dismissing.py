"""Which texts need not be looked through for names: those of which the context would leave none of the stretches.

`Context.price` judges stretches one by one. Here its rules are asked of a whole text before any object is made of it:
whether there is a stretch at all that they could leave, given in which ways its words may cover listed names
(`index.sifted`). Whatever `price` leaves passes; `tests/filtering/test_dismissal.py` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ostrakon.filtering.classes import PLACED
from ostrakon.filtering.context import BEFORE, BREAK, PART_WORDS_MIN, PARTY_BESIDE, SHIP_BEFORE
from ostrakon.index.sifted import INITIAL, LONG, MAY, MORE, OWN, TWO, WHOLE
from ostrakon.intake.payments import Block
from ostrakon.intake.payments.message import FREE, NAME
from ostrakon.names.kinds import may_be_legal
from ostrakon.rules.places import country_openers

_WORD = re.compile(r"[a-z0-9]+|&")
_LETTERS = re.compile(r"[A-Za-z0-9]+|&")


class _Shapes(NamedTuple):
    """What a context may hold before a stretch: a word of ships, one of parties too, or what parts two names too."""

    ship: re.Pattern[str]
    told: re.Pattern[str]
    parted: re.Pattern[str]

    @classmethod
    def of(cls, *, cut: bool) -> _Shapes:
        """The patterns; of a longer text the letters before a stretch may begin within a word."""
        ship, told, parted = (
            re.compile("|".join(shapes).replace(r"\b(?:", "(?:") if cut else "|".join(shapes), re.IGNORECASE)
            for shapes in ((SHIP_BEFORE,), (SHIP_BEFORE, PARTY_BESIDE), (SHIP_BEFORE, PARTY_BESIDE, BREAK))
        )
        return cls(ship, told, parted)


_SHORT, _LONG = _Shapes.of(cut=False), _Shapes.of(cut=True)


def may_hold_name(block: Block, text: str, ways: int) -> bool:
    """Whether `Spotter.spans` may find anything in a text.

    Args:
        text: of the block, with line feeds between its lines. ways: as `Coverage.ways` gives them.
    """
    if not ways:
        return False
    cls, shapes = block.cls, _SHORT if len(text) <= BEFORE else _LONG
    if ways == MAY:
        if cls is not NAME or not text.isascii():
            return True
        words = _LETTERS.findall(text)
        if len(words) >= PART_WORDS_MIN or any(map(str.isupper, words)):
            return True
        return shapes.parted.search(text) is not None or _names_place(text)
    if cls is NAME:
        # The whole is compared as a name; of its parts those count that are parted from the rest, or nearly all of it.
        return bool(ways & MORE) or shapes.parted.search(text) is not None or _names_place(text)
    if ways & (TWO | MORE | INITIAL | WHOLE):
        return True
    if ways & LONG and cls is FREE:
        return True
    if not ways & (OWN | LONG):
        return shapes.ship.search(text) is not None
    words = _WORD.findall(text.lower())
    if len(words) == 1:
        return cls not in PLACED or block.part == "BldgNm"
    return shapes.told.search(text) is not None or any(map(may_be_legal, words))


def _names_place(text: str) -> bool:
    return not country_openers().isdisjoint(_WORD.findall(text.lower()))


def joined_lines(blocks: Sequence[Block]) -> list[str]:
    """The text of each block as the sift reads it."""
    return [b.lines[0].text if len(b.lines) == 1 else "\n".join([line.text for line in b.lines]) for b in blocks]
