"""What the comparison of single words does not say: whether the whole name is answered, or contradicted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.match.grid import CONTENT, CORE, I64, NAMING, Bools, Grid
from ostrakon.match.pairing import Pairing
from ostrakon.match.weights import F64, LEVEL, LEVELS, Weights, quantised
from ostrakon.names.keys import sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import hash64

TOGETHER_LENGTH_MIN = 6
"""A shorter name written as one word can be any."""
TOGETHER_OPEN_BITS = 14.0
"""Worth of a name written as one word when none of its words found a partner by itself."""
_STRONG = np.isin(np.array(LEVELS), ("equal", "sound", "typo", "joined", "equivalent", "syllable", "pattern", "cut"))
"""Levels at which two words are surely meant to be the same."""
_VAGUE = np.isin(np.array(LEVELS), ("near", "far", "consonants", "consonants_near", "initial"))
"""Levels at which two words may well be different ones."""
_APART = ((Kind.PATRONYMIC, "contradiction_patronymic"), (Kind.NUMBER, "contradiction_number"))

Whole = dict[str, F64]
"""Name of the judgement → bits for each listed name [K]."""


@dataclass(frozen=True, slots=True)
class Openness:
    """What is left over after pairing.

    Attributes:
        answered: query tokens that something answers [K, n].
        listed: listed tokens that nothing answers [K, T].
        missing: prices of the listed tokens that nothing answers [K, T].
        acronym: listed names that the query is the acronym of [K].
    """

    answered: Bools
    listed: Bools
    missing: F64
    acronym: Bools


def left_over(grid: Grid, state: Pairing, missing: F64, arrays: Arrays) -> Openness:
    """What nothing answers; an acronym answers for all words that it is made of."""
    acronym = _acronym(grid, arrays)
    if acronym.any():
        state.take_all(acronym, CORE[grid.query_kinds])
    if grid.query.profile.truncated:
        # Whatever a 35-character field cut off was not left out by its writer.
        after = np.arange(grid.valid.shape[1])[None, :] > state.answer.max(axis=1)[:, None]
        missing = np.where(after, 0.0, missing)
    return Openness(state.answer != -1, grid.valid & ~state.taken, missing, acronym)


def judge(grid: Grid, state: Pairing, left: Openness, arrays: Arrays, weights: Weights) -> Whole:
    """All judgements over the whole name."""
    bits = weights.whole
    core_answered = (left.answered & CORE[grid.query_kinds][None, :]).sum(axis=1)
    open_query = (~left.answered & NAMING[grid.query_kinds][None, :]).sum(axis=1)
    open_listed = (left.listed & NAMING[grid.kinds] & (left.missing < 0)).sum(axis=1)
    complete = (open_query == 0) & (open_listed == 0) & (core_answered > 0) & ~left.acronym
    whole = _completeness(grid, state, left, complete, core_answered, bits)
    whole["contradiction"] = bits["contradiction"] * np.minimum(open_query, open_listed)
    whole |= _contradictions(grid, left, bits)
    whole["single"] = np.where((core_answered == 1) & ~complete & ~left.acronym, bits["single"], 0.0)
    whole["order"] = np.where(_ordered(state.answer), bits["order"], 0.0)
    whole["together"] = _together(grid, left.answered, arrays, bits["together"])
    whole["acronym"] = np.where(left.acronym, bits["acronym"], 0.0)
    letters = max((len(t) for t in grid.query.profile.core), default=3) - 3
    whole["acronym_letter"] = np.where(left.acronym, bits["acronym_letter"] * letters, 0.0)
    return whole


def _completeness(
    grid: Grid, state: Pairing, left: Openness, complete: Bools, core_answered: I64, bits: dict[str, float]
) -> Whole:
    core = left.answered & CORE[grid.query_kinds][None, :]
    sure = (core & _STRONG[state.level]).any(axis=1) & ~(core & _VAGUE[state.level]).any(axis=1)
    several = core_answered > 1
    same = (state.level == LEVEL["equal"]) | ~CONTENT[grid.query_kinds][None, :]
    identical = complete & same.all(axis=1) & ~(left.listed & CONTENT[grid.kinds]).any(axis=1)
    return {
        "complete": np.where(complete & sure & several, bits["complete"], 0.0),
        "complete_single": np.where(complete & sure & ~several, bits["complete_single"], 0.0),
        "complete_fuzzy": np.where(complete & ~sure, bits["complete_fuzzy"], 0.0),
        "identical": np.where(identical & several, bits["identical"], 0.0),
        "identical_single": np.where(identical & ~several, bits["identical_single"], 0.0),
    }


def _contradictions(grid: Grid, left: Openness, bits: dict[str, float]) -> Whole:
    query = (~left.answered * (NAMING[grid.query_kinds] * grid.query_rarity)[None, :]).sum(axis=1)
    listed = (left.listed * NAMING[grid.kinds] * (left.missing < 0) * grid.rarity).sum(axis=1)
    whole = {"contradiction_rarity": quantised(bits["contradiction_rarity"] * np.minimum(query, listed))}
    for kind, name in _APART:
        mine = (~left.answered & (grid.query_kinds == kind)[None, :]).sum(axis=1)
        theirs = (left.listed & (grid.kinds == kind)).sum(axis=1)
        whole[name] = bits[name] * np.minimum(mine, theirs)
    return whole


def _together(grid: Grid, answered: Bools, arrays: Arrays, bits: float) -> F64:
    """The whole name written without blanks on one side: worth its own bits where its words found no partner."""
    profile = grid.query.profile
    kept = [t for t, k in zip(profile.tokens, profile.kinds, strict=True) if k not in (Kind.LEGAL, Kind.TITLE)]
    joined = "".join(kept)
    content = CONTENT[grid.query_kinds]
    if len(joined) < TOGETHER_LENGTH_MIN or not content.any():
        return np.zeros(len(grid.documents))
    same = arrays.doc_whole[grid.documents] == np.uint64(hash64(sound_fold(joined)))
    open_share = 1.0 - answered[:, content].mean(axis=1)
    return quantised(np.where(same, bits + TOGETHER_OPEN_BITS * open_share, 0.0))


def _acronym(grid: Grid, arrays: Arrays) -> Bools:
    """Whether the query's only distinguishing word is made of the first letters of the listed name."""
    core = grid.query.profile.core
    if len(core) != 1:
        return np.zeros(len(grid.documents), dtype=bool)
    key = np.uint64(hash64(core[0]))
    start, end = np.searchsorted(arrays.acronym_key, [key, key + np.uint64(1)])
    return np.isin(grid.documents, arrays.acronym_doc[start:end])


def _ordered(answer: I64) -> Bools:
    """Whether at least two query tokens are answered one by one, in rising places of the listed name."""
    last = np.full(len(answer), -1, dtype=np.int64)
    rising = np.ones(len(answer), dtype=bool)
    count = np.zeros(len(answer), dtype=np.int64)
    for i in range(answer.shape[1]):
        place = answer[:, i]
        here = place >= 0
        rising &= ~here | (place > last)
        last = np.where(here, place, last)
        count += here
    return rising & (count >= 2)
