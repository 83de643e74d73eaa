"""The whole name in proportion: letters alike, share of it answered, number of words, length.

Single words do not say everything: a typing error in each of three words leaves the whole name much the same, two
words of five say less than two of two, and names of four letters meet by chance. Each table of `weights.toml` gives
bits by steps of one proportion; they were estimated like all other weights (`tools/matching/fit.py`).
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import whole_text
from ostrakon.match.grid import CORE, I64, Bools, Grid
from ostrakon.match.weights import F64, Weights

LETTERS_STEPS = np.array([0.5, 0.6, 0.66, 0.72, 0.78, 0.82, 0.86, 0.9, 0.94, 0.97, 0.999])
"""Share of letters that both names have in common, in order, written as one word each under the sound key."""
ANSWERED_STEPS = np.array([0.5, 0.8, 0.999])
"""Share of the rarity of a side's distinguishing words that the other side answers."""
LENGTH_STEPS = np.array([4, 5, 6, 7, 8, 10, 12, 15, 20, 30])
"""Letters of the query's name written as one word."""
LEAST = 1e-6
WORDS_MAX = 3
"""More distinguishing words than this on a side count like this many."""

LETTERS, UNVOWELLED, ANSWERED, WORDS, LENGTH = "letters", "unvowelled", "answered", "words", "length"
SIZES = {
    LETTERS: len(LETTERS_STEPS) + 1,
    UNVOWELLED: len(LETTERS_STEPS) + 2,
    ANSWERED: (len(ANSWERED_STEPS) + 1) ** 2,
    WORDS: WORDS_MAX**2,
    LENGTH: len(LENGTH_STEPS) + 1,
}
"""Entries of each table; those of two sides are ordered by the query's step, then by the list's.

Where one side is written without vowels its letters are compared under `unvowelled`, whose last entry, always 0, stands
for all other names; `letters` then counts too, so the two add up.
"""


def steps(grid: Grid, answered: Bools, listed_open: Bools, arrays: Arrays) -> dict[str, I64]:
    """For each table the entry that each listed name falls under [K].

    Args:
        answered: query tokens that something answers [K, n].
        listed_open: listed tokens that nothing answers [K, T].
    """
    query, listed = _whole_texts(grid, arrays)
    distance = cdist([query], listed, scorer=Indel.distance, dtype=np.int32)[0]
    both = np.maximum(len(query) + np.array([len(t) for t in listed]), 1)
    core_query, core_listed = CORE[grid.query_kinds], CORE[grid.kinds] & grid.valid
    own, others = core_query * grid.query_rarity, core_listed * grid.rarity
    mine = (answered * own[None, :]).sum(axis=1) / max(own.sum(), LEAST)
    theirs = (~listed_open * others).sum(axis=1) / np.maximum(others.sum(axis=1), LEAST)
    words = _words(np.full(len(listed), core_query.sum())) * WORDS_MAX + _words(core_listed.sum(axis=1))
    wide = len(ANSWERED_STEPS) + 1
    letters = np.digitize(1.0 - distance / both, LETTERS_STEPS)
    without = (arrays.tok_abjad[grid.numbers].astype(bool) & grid.valid).any(axis=1)
    return {
        LETTERS: letters,
        UNVOWELLED: np.where(without != any(grid.query.profile.abjad), letters, SIZES[UNVOWELLED] - 1),
        ANSWERED: np.digitize(mine, ANSWERED_STEPS) * wide + np.digitize(theirs, ANSWERED_STEPS),
        WORDS: words,
        LENGTH: np.full(len(listed), int(np.digitize(len(query), LENGTH_STEPS))),
    }


def proportions(found: dict[str, I64], weights: Weights) -> dict[str, F64]:
    """Bits of each table for each listed name [K]."""
    return {name: weights.proportions[name][entry] for name, entry in found.items()}


def _whole_texts(grid: Grid, arrays: Arrays) -> tuple[str, list[str]]:
    profile = grid.query.profile
    query = whole_text(profile.tokens, profile.kinds)
    starts, ends = arrays.doc_text_off[grid.documents].tolist(), arrays.doc_text_off[grid.documents + 1].tolist()
    text = arrays.doc_text
    return query, [text[a:b].tobytes().decode("ascii") for a, b in zip(starts, ends, strict=True)]


def _words(count: I64) -> I64:
    return np.asarray(np.clip(count, 1, WORDS_MAX) - 1)
