"""Relatives who are named by their given name alone: `Emmerson Mnangagwa, his wife Auxillia`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.names.running import fold_word
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.judging import Judged, Verdict
from ostrakon.reading.patterns import Party
from ostrakon.reading.prose import Prose

_KIN = (
    "wife husband brother sister son daughter father mother dad nephew niece cousin twin uncle widow "
    "ehefrau frau bruder schwester sohn tochter vater mutter neffe cousin épouse femme frère sœur fils "
    "fille père mère neveu esposa mujer hermano hermana hijo hija padre madre sobrino жена жену брат "
    "брата сестра сестру сын сына дочь отец отца"
)
_WORDS = frozenset(_KIN.split())
REACH = 2
"""Words that may stand between the word of kin and the name."""
BACK = 40
"""Words back in which the relative is named whose family name it is."""
SCORE = 0.75


def relatives(full: Sequence[Judged], prose: Prose, gazetteer: Gazetteer, exact: NDArray[Any]) -> list[Judged]:
    """Given names after a word of kin that make a listed name with the family name of the person named before.

    Args:
        full: persons and others named in full.
        exact: for each word of the text the listed word that it equals, -1 for none.
    """
    taken = {place for one in full for place in range(one.first, one.last)}
    persons = [one for one in full if one.party is Party.PERSON]
    found: list[Judged] = []
    for place in prose.words.places(lambda word: word.lower() in _WORDS) if persons else ():
        for at in range(place + 1, min(place + 2 + REACH, len(exact))):
            if at in taken or exact[at] < 0 or prose.small(at):
                continue
            before = [one for one in persons if one.last <= place and place - one.last < BACK]
            entities = _named(before[-1], prose, gazetteer, int(exact[at])) if before else ()
            if entities:
                note = "given name of a listed relative of a person named before"
                found.append(Judged(at, at + 1, entities, Party.PERSON, Verdict.ACCEPT, SCORE, note))
                break
    return found


def _named(before: Judged, prose: Prose, gazetteer: Gazetteer, given: int) -> tuple[int, ...]:
    """Entities with the given name and a family name of the person before."""
    families = {
        number
        for entity in before.entities
        for number in gazetteer.row("family_word", "family_off", entity)
        if gazetteer.word(number) in {fold_word(w) for w in prose.words.words[before.first : before.last]}
    }
    for family in sorted(families):
        for first, second in ((given, family), (family, given)):
            row = int(np.searchsorted(gazetteer.pair, np.uint64(first << 32 | second)))
            if row >= len(gazetteer.pair) or int(gazetteer.pair[row]) != first << 32 | second:
                continue
            low, high = gazetteer.pair_off[row : row + 2].tolist()
            for entry in range(low, high):
                pattern = int(gazetteer.pair_pattern[entry])
                if gazetteer.row("pattern_word", "pattern_off", pattern) == [first, second]:
                    return tuple(gazetteer.row("party_entity", "party_off", pattern))
    return ()
