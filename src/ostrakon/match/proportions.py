"""The whole name in proportion and in parts: what single words do not say, by steps.

A typing error in each of three words leaves the whole name much the same, two words of five say less than two of two, a
common given name that agrees says nothing of a family name that hardly does, and names of four letters meet by chance.
Each table of `weights.toml` gives bits by steps of one such proportion; they were estimated like all other weights
(`tools/matching/fit.py`), under the condition that more agreement never gives less (`CHAINS`).
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from ostrakon.index.arrays import Arrays
from ostrakon.index.keys import UNWRITTEN, whole_text
from ostrakon.index.records import PLACE_NAMED
from ostrakon.match.grid import CORE, I64, NAMING, PERSON, Bools, Grid
from ostrakon.match.pairing import Pairing
from ostrakon.match.weights import F64, LEVELS, Weights

LETTERS_STEPS = np.array([0.5, 0.6, 0.66, 0.72, 0.78, 0.82, 0.86, 0.9, 0.94, 0.97, 0.999])
"""Share of letters that both names have in common, in order, written as one word each under the sound key."""
ANSWERED_STEPS = np.array([0.5, 0.8, 0.999])
"""Share of the rarity of a side's distinguishing words that the other side answers."""
LENGTH_STEPS = np.array([4, 5, 6, 7, 8, 10, 12, 15, 20, 30])
"""Letters of the query's name written as one word."""
ANCHOR_STEPS = np.array([0.1, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0])
"""Rarity of the rarest distinguishing word that surely agrees."""
LEAST = 1e-6
WORDS_MAX = 3
"""More distinguishing words than this on a side count like this many."""
CLASSES = 3
"""Persons, organisations, vessels; what may be any counts as an organisation."""
ORGANISATION = 1

_GRADES = (
    ("equal", "sound", "joined"),
    ("typo", "equivalent", "syllable", "cut"),
    ("close", "abbreviation"),
    ("pattern",),
    ("near", "consonants"),
)
GRADE = np.array([next((g for g, names in enumerate(_GRADES) if n in names), len(_GRADES)) for n in LEVELS])
"""For each level how doubtful it is: 0 the same word, 5 hardly alike."""
SURE_GRADES = 2
"""Grades below this are sure agreement."""

LETTERS, UNVOWELLED, ANSWERED, ANSWERED_LISTED = "letters", "unvowelled", "answered", "answered_listed"
WORDS, LENGTH, COMPLETE, ANCHOR = "words", "length", "complete", "anchor"
ADDED, OMITTED, DIFFERING = "added", "omitted", "differing"
GRADES_COUNT, _STEPS, ANCHORS, COUNTS = (
    len(_GRADES) + 1,
    len(LETTERS_STEPS) + 1,
    len(ANCHOR_STEPS) + 1,
    WORDS_MAX + 1,
)
SIZES = {
    LETTERS: _STEPS,
    UNVOWELLED: _STEPS + 1,
    ANSWERED: len(ANSWERED_STEPS) + 1,
    ANSWERED_LISTED: len(ANSWERED_STEPS) + 1,
    WORDS: WORDS_MAX**2,
    LENGTH: len(LENGTH_STEPS) + 1,
    COMPLETE: WORDS_MAX * GRADES_COUNT + 1,
    ANCHOR: 4 * ANCHORS,
    ADDED: CLASSES * COUNTS,
    OMITTED: CLASSES * COUNTS,
    DIFFERING: CLASSES * COUNTS,
}
"""Entries of each table. The last of `unvowelled` and of `complete`, always 0, stands for names that it does not judge.

`words`: number of words of the query, then of the list. `complete`: number of words, then the most doubtful agreement
of them, the surest first. `anchor`: persons and others, all words sure or not, then rarity. `added`, `omitted`,
`differing`: class, then number of words. Where one side is written without vowels its letters are compared under
`unvowelled` too, so the two add up.
"""
NEUTRAL = {
    UNVOWELLED: (SIZES[UNVOWELLED] - 1,),
    COMPLETE: (SIZES[COMPLETE] - 1,),
    ADDED: tuple(range(0, SIZES[ADDED], COUNTS)),
    OMITTED: tuple(range(0, SIZES[OMITTED], COUNTS)),
    DIFFERING: tuple(range(0, SIZES[DIFFERING], COUNTS)),
}
"""Entries that are 0 by definition."""
CHAINS = {
    LETTERS: (tuple(range(_STEPS)),),
    UNVOWELLED: (tuple(range(_STEPS)),),
    ANSWERED: (tuple(range(len(ANSWERED_STEPS) + 1)),),
    ANSWERED_LISTED: (tuple(range(len(ANSWERED_STEPS) + 1)),),
    COMPLETE: tuple(
        (SIZES[COMPLETE] - 1, *range((w + 1) * GRADES_COUNT - 1, w * GRADES_COUNT - 1, -1)) for w in range(WORDS_MAX)
    ),
    ANCHOR: tuple(tuple(range(i * ANCHORS, (i + 1) * ANCHORS)) for i in range(4)),
    **{
        t: tuple(tuple(range((c + 1) * COUNTS - 1, c * COUNTS - 1, -1)) for c in range(CLASSES))
        for t in NEUTRAL
        if t in (ADDED, OMITTED, DIFFERING)
    },
}
"""Entries of which each may not be worth less than the one before it."""


def steps(
    grid: Grid, state: Pairing, answered: Bools, listed_open: Bools, complete: Bools, arrays: Arrays
) -> dict[str, I64]:
    """For each table the entry that each listed name falls under [K].

    Args:
        grid: the two sides.
        state: what answers what.
        answered: query tokens that something answers [K, n].
        listed_open: listed tokens that nothing answers and that count as missing [K, T].
        complete: listed names of which every distinguishing word is answered, and every one of the query [K].
        arrays: the index.
    """
    core_query, core_listed = CORE[grid.query_kinds], CORE[grid.kinds] & grid.valid
    own, others = core_query * grid.query_rarity, core_listed * grid.rarity
    mine = (answered * own[None, :]).sum(axis=1) / max(own.sum(), LEAST)
    theirs = (~listed_open * others).sum(axis=1) / np.maximum(others.sum(axis=1), LEAST)
    words = _words(np.full(len(grid.documents), core_query.sum())) * WORDS_MAX + _words(core_listed.sum(axis=1))
    share, length = _letters(grid, state, arrays)
    letters = np.digitize(share, LETTERS_STEPS)
    without = (arrays.tok_abjad[grid.numbers].astype(bool) & grid.valid).any(axis=1)
    return {
        LETTERS: letters,
        UNVOWELLED: np.where(without != any(grid.query.profile.abjad), letters, SIZES[UNVOWELLED] - 1),
        ANSWERED: np.digitize(mine, ANSWERED_STEPS),
        ANSWERED_LISTED: np.digitize(theirs, ANSWERED_STEPS),
        WORDS: words,
        LENGTH: np.full(len(words), int(np.digitize(length, LENGTH_STEPS))),
        **_agreement(grid, state, answered, complete, arrays),
        **_openness(grid, answered, listed_open, arrays),
    }


def proportions(found: dict[str, I64], weights: Weights) -> dict[str, F64]:
    """Bits of each table for each listed name [K]."""
    return {name: weights.proportions[name][entry] for name, entry in found.items()}


def _agreement(grid: Grid, state: Pairing, answered: Bools, complete: Bools, arrays: Arrays) -> dict[str, I64]:
    """How doubtful the most doubtful agreement is, and how rare the rarest sure one."""
    core = CORE[grid.query_kinds][None, :]
    grade = np.where(state.answer == -2, 0, GRADE[state.level])
    worst = np.where(core & answered, grade, 0).max(axis=1)
    sure = core & answered & (grade < SURE_GRADES)
    rarity = np.where(state.answer >= 0, state.pair_rarity, grid.query_rarity[None, :])
    anchor = np.digitize(np.where(sure, rarity, 0.0).max(axis=1), ANCHOR_STEPS)
    doubtful = (core & ~sure).any(axis=1)
    person = arrays.doc_class[grid.documents] == PERSON
    count = _words((core & answered).sum(axis=1))
    return {
        COMPLETE: np.where(complete, count * GRADES_COUNT + worst, SIZES[COMPLETE] - 1),
        ANCHOR: (2 * ~person + doubtful) * ANCHORS + anchor,
    }


def _openness(grid: Grid, answered: Bools, listed_open: Bools, arrays: Arrays) -> dict[str, I64]:
    """Distinguishing words that only one side has, and that differ on both."""
    mine = (~answered & NAMING[grid.query_kinds][None, :]).sum(axis=1)
    theirs = (listed_open & NAMING[grid.kinds]).sum(axis=1)
    # A country that a company's name leaves out was never a word that told it from others.
    company = (arrays.doc_class[grid.documents] == CLASSES) | (arrays.doc_class[grid.documents] == ORGANISATION)
    placed = (listed_open & NAMING[grid.kinds] & (arrays.tok_named[grid.numbers] == PLACE_NAMED)).sum(axis=1)
    omitted = theirs - np.where(company, placed, 0)
    of = np.where(arrays.doc_class[grid.documents] == CLASSES, 1, arrays.doc_class[grid.documents]).astype(np.int64)
    return {
        name: of * COUNTS + np.minimum(count, WORDS_MAX)
        for name, count in ((ADDED, mine), (OMITTED, omitted), (DIFFERING, np.minimum(mine, theirs)))
    }


def _letters(grid: Grid, state: Pairing, arrays: Arrays) -> tuple[F64, int]:
    """Share of letters in common, in the order given or in that of the list, whichever is more; the query's length."""
    profile = grid.query.profile
    query = whole_text(profile.tokens, profile.kinds)
    starts, ends = arrays.doc_text_off[grid.documents].tolist(), arrays.doc_text_off[grid.documents + 1].tolist()
    text = arrays.doc_text
    listed = [text[a:b].tobytes().decode("ascii") for a, b in zip(starts, ends, strict=True)]
    lengths = np.array([len(t) for t in listed])
    distance = cdist([query], listed, scorer=Indel.distance, dtype=np.int32)[0]
    share = 1.0 - distance / np.maximum(len(query) + lengths, 1)
    for k, order in _reordered(state.answer):
        moved = "".join(grid.query.sound_texts[i] for i in order if profile.kinds[i] not in UNWRITTEN)
        again = 1.0 - Indel.distance(moved, listed[k]) / max(len(moved) + int(lengths[k]), 1)
        share[k] = max(share[k], again)
    return share, len(query)


def _reordered(answer: I64) -> list[tuple[int, list[int]]]:
    """Listed names whose words the query has in another order, and the query's words in the order of the list.

    A word that nothing answers one to one stays behind the word that it followed.
    """
    before = np.maximum.accumulate(np.where(answer >= 0, answer, -1), axis=1)
    disordered = ((answer >= 0) & (answer < before)).any(axis=1)
    found = []
    for k in np.nonzero(disordered)[0].tolist():
        places: list[int] = []
        for place in answer[k].tolist():
            places.append(place if place >= 0 else places[-1] if places else -1)
        found.append((k, sorted(range(len(places)), key=places.__getitem__)))
    return found


def _words(count: I64) -> I64:
    return np.asarray(np.clip(count, 1, WORDS_MAX) - 1)
