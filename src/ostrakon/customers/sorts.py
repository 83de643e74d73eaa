"""From how many letters on keys of each sort count: words, consonants of words and neighbours, those of whole names."""

from __future__ import annotations

CONSONANTS_MIN = 2
"""Fewer consonants in common say nothing, but where they are all that a name has."""
CONSONANTS_SURE = 3
"""Fewer make two words alike only where one is written without vowels (`match.tokens.SKELETON_LENGTH_MIN`)."""
CONSONANTS_NEAR_MIN = 5
"""Shorter consonant keys have no near ones, but where they are all that a name has: nearly every one is near some."""
SHORT_WORDS = 2
"""Words of a name of which few consonants may be all."""

CONSONANTS = 1
"""Place of consonant keys among the sorts."""
SORTS = ((1, 1), (CONSONANTS_MIN, CONSONANTS_NEAR_MIN), (1, 3))
"""Of words, consonants, and consonants of short whole names: letters of a key from which it counts, and from which it
has near ones."""
