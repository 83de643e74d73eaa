"""From how many letters on keys of each sort count: words, consonants of words and neighbours, those of whole names."""

from __future__ import annotations

CONSONANTS_MIN = 2
"""Fewer consonants in common say nothing, but where they are all that a name has."""
CONSONANTS_NEAR_MIN = 5
"""Shorter consonant keys have no near ones, but where they are all that a name has: nearly every one is near some."""
SHORT_WORDS = 2
"""Words of a name of which few consonants may be all."""

SORTS = ((1, 1), (CONSONANTS_MIN, CONSONANTS_NEAR_MIN), (1, 3))
"""Of words, consonants, and consonants of short whole names: letters of a key from which it counts, and from which it
has near ones."""
