"""What the comparison of single words does not say: whether the whole name is answered, or contradicted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.keys import UNWRITTEN
from ostrakon.match.grid import CONTENT, CORE, I64, NAMING, PERSON, Bools, Grid
from ostrakon.match.pairing import Pairing
from ostrakon.match.proportions import GRADE, ORGANISATION, SURE_GRADES
from ostrakon.match.weights import F64, LEVEL, Weights, quantised
from ostrakon.names.keys import sound_fold
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import NameProfile, hash64

TOGETHER_LENGTH_MIN = 6
"""A shorter name written as one word can be any."""
TOGETHER_OPEN_BITS = 14.0
"""Worth of a name written as one word when none of its words found a partner by itself."""
_TELLING = NAMING | (np.array(sorted(Kind)) == Kind.NUMBER)
"""Kinds without which a name is not complete."""
PAIR = 2
"""Distinguishing words of a company's name of which one that differs makes another company."""
_APART = ((Kind.PATRONYMIC, "contradiction_patronymic"), (Kind.NUMBER, "contradiction_number"))
_APART_WHERE_MISSED = ((Kind.NOISE, "contradiction_business"), (Kind.PLACE, "contradiction_town"))
"""The same of words that a cut name cannot be blamed for."""

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
        complete: listed names of which every distinguishing word is answered, and every one of the query [K].
    """

    answered: Bools
    listed: Bools
    missing: F64
    acronym: Bools
    complete: Bools


def left_over(grid: Grid, state: Pairing, missing: F64, arrays: Arrays) -> Openness:
    """What nothing answers; an acronym answers for all words that it is made of."""
    acronym = np.isin(grid.documents, acronym_documents(grid.query.profile, arrays))
    if acronym.any():
        state.take_all(acronym, CORE[grid.query_kinds])
    if grid.query.profile.truncated:
        # Whatever a 35-character field cut off was not left out by its writer.
        after = np.arange(grid.valid.shape[1])[None, :] > state.answer.max(axis=1)[:, None]
        missing = np.where(after, 0.0, missing)
    answered, listed = state.answer != -1, grid.valid & ~state.taken
    open_query = (~answered & _TELLING[grid.query_kinds][None, :]).any(axis=1)
    open_listed = (listed & _TELLING[grid.kinds] & (missing < 0)).any(axis=1)
    named = (answered & CORE[grid.query_kinds][None, :]).any(axis=1)
    return Openness(answered, listed, missing, acronym, named & ~open_query & ~open_listed & ~acronym)


def judge(grid: Grid, state: Pairing, left: Openness, arrays: Arrays, weights: Weights) -> Whole:
    """All judgements over the whole name."""
    bits = weights.whole
    core_answered = (left.answered & CORE[grid.query_kinds][None, :]).sum(axis=1)
    open_query = (~left.answered & NAMING[grid.query_kinds][None, :]).sum(axis=1)
    open_listed = (left.listed & NAMING[grid.kinds] & (left.missing < 0)).sum(axis=1)
    whole = _identity(grid, state, left, core_answered, bits) | _ends(grid, left, arrays, bits)
    whole["contradiction"] = bits["contradiction"] * np.minimum(open_query, open_listed)
    whole |= _contradictions(grid, left, arrays, bits)
    words, others = CORE[grid.query_kinds].sum(), (CORE[grid.kinds] & grid.valid).sum(axis=1)
    half = (open_query == 1) & (open_listed == 1) & (core_answered == 1) & (words == PAIR) & (others == PAIR)
    company = arrays.doc_class[grid.documents] == ORGANISATION
    whole["contradiction_half"] = np.where(half & company, bits["contradiction_half"], 0.0)
    whole["single"] = np.where((core_answered == 1) & ~left.complete & ~left.acronym, bits["single"], 0.0)
    whole["order"] = np.where(_ordered(state.answer), bits["order"], 0.0)
    sure = left.answered & ((GRADE[state.level] < SURE_GRADES) | (state.answer < 0))
    whole["together"] = _together(grid, sure, arrays, bits["together"])
    whole["acronym"] = np.where(left.acronym, bits["acronym"], 0.0)
    letters = max((len(t) for t in grid.query.profile.core), default=3) - 3
    whole["acronym_letter"] = np.where(left.acronym, bits["acronym_letter"] * letters, 0.0)
    return whole


def _identity(grid: Grid, state: Pairing, left: Openness, core_answered: I64, bits: dict[str, float]) -> Whole:
    several = core_answered > 1
    same = (state.level == LEVEL["equal"]) | ~CONTENT[grid.query_kinds][None, :]
    identical = left.complete & same.all(axis=1) & ~(left.listed & CONTENT[grid.kinds]).any(axis=1)
    return {
        "identical": np.where(identical & several, bits["identical"], 0.0),
        "identical_single": np.where(identical & ~several, bits["identical_single"], 0.0),
    }


def _ends(grid: Grid, left: Openness, arrays: Arrays, bits: dict[str, float]) -> Whole:
    """The first or last distinguishing word of a person's name, which has no counterpart: a family name, mostly."""
    person = arrays.doc_class[grid.documents] == PERSON
    some = (left.answered & CORE[grid.query_kinds][None, :]).any(axis=1) & person & ~left.acronym
    core = np.nonzero(NAMING[grid.query_kinds])[0]
    listed = NAMING[grid.kinds] & grid.valid
    open_listed = left.listed & (left.missing < 0)
    rows, last = np.arange(len(listed)), listed.shape[1] - 1
    ends = {
        "missing_first": open_listed[rows, listed.argmax(axis=1)] & listed.any(axis=1),
        "missing_last": open_listed[rows, last - listed[:, ::-1].argmax(axis=1)] & listed.any(axis=1),
    }
    if len(core):
        ends |= {"extra_first": ~left.answered[:, core[0]], "extra_last": ~left.answered[:, core[-1]]}
    return {name: np.where(some & found, bits[name], 0.0) for name, found in ends.items()}


def _contradictions(grid: Grid, left: Openness, arrays: Arrays, bits: dict[str, float]) -> Whole:
    query = (~left.answered * (NAMING[grid.query_kinds] * grid.query_rarity)[None, :]).sum(axis=1)
    listed = (left.listed * NAMING[grid.kinds] * (left.missing < 0) * grid.rarity).sum(axis=1)
    whole = {"contradiction_rarity": quantised(bits["contradiction_rarity"] * np.minimum(query, listed))}
    for kind, name in _APART:
        mine = (~left.answered & (grid.query_kinds == kind)[None, :]).sum(axis=1)
        theirs = (left.listed & (grid.kinds == kind)).sum(axis=1)
        whole[name] = bits[name] * np.minimum(mine, theirs)
    missed = left.listed & (left.missing < 0)
    for kind, name in _APART_WHERE_MISSED:
        mine = (~left.answered & (grid.query_kinds == kind)[None, :]).sum(axis=1)
        theirs = (missed & (grid.kinds == kind)).sum(axis=1)
        whole[name] = bits[name] * np.minimum(mine, theirs)
    apart = _initials_apart(grid, left, missed, arrays)
    whole["contradiction_initial"] = np.asarray(bits["contradiction_initial"] * apart, dtype=np.float64)
    mine = (~left.answered & grid.query.named[None, :]).sum(axis=1)
    theirs = (left.listed & arrays.tok_named[grid.numbers].astype(bool)).sum(axis=1)
    whole["contradiction_given"] = bits["contradiction_given"] * np.minimum(mine, theirs)
    return whole


def _initials_apart(grid: Grid, left: Openness, missed: Bools, arrays: Arrays) -> I64:
    """Initials of a person that begin no word of the other side, which has words or initials of its own left over."""
    open_query = ~left.answered
    mine = (open_query & (grid.query_kinds == Kind.INITIAL)[None, :]).sum(axis=1)
    theirs = (missed & (grid.kinds == Kind.INITIAL)).sum(axis=1)
    words = (open_query & NAMING[grid.query_kinds][None, :]).sum(axis=1)
    others = (missed & NAMING[grid.kinds]).sum(axis=1)
    found = np.minimum(mine, theirs + others) + np.minimum(words, np.maximum(theirs - mine, 0))
    return np.where(arrays.doc_class[grid.documents] == PERSON, found, 0)


def _together(grid: Grid, sure: Bools, arrays: Arrays, bits: float) -> F64:
    """The whole name written without blanks on one side: worth its own bits where its words found no sure partner."""
    profile = grid.query.profile
    kept = [t for t, k in zip(profile.tokens, profile.kinds, strict=True) if k not in UNWRITTEN]
    joined = "".join(kept)
    content = CONTENT[grid.query_kinds]
    if len(joined) < TOGETHER_LENGTH_MIN or not content.any():
        return np.zeros(len(grid.documents))
    same = arrays.doc_whole[grid.documents] == np.uint64(hash64(sound_fold(joined)))
    open_share = 1.0 - sure[:, content].mean(axis=1)
    return quantised(np.where(same, bits + TOGETHER_OPEN_BITS * open_share, 0.0))


def acronym_documents(profile: NameProfile, arrays: Arrays) -> NDArray[np.uint32]:
    """The listed names whose first letters make up the only distinguishing word of a query."""
    core = profile.core
    if len(core) != 1:
        return arrays.acronym_doc[:0]
    key = np.uint64(hash64(core[0]))
    start, end = np.searchsorted(arrays.acronym_key, [key, key + np.uint64(1)])
    return arrays.acronym_doc[start:end]


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
