"""The names' evidence: tokens paired one to one, what is left over priced, the whole judged.

One call compares a query's name with many listed names at once, in flat arrays: laid out (`grid.py`), joined words
taken first (`joining.py`), then pairs by how surely they agree (`pairing.py`), then the whole name judged
(`judging.py`).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.grid import I64, Bools, lay_out
from ostrakon.match.joining import Joiner, Joins
from ostrakon.match.judging import Whole, judge, left_over
from ostrakon.match.pairing import Pairing
from ostrakon.match.proportions import proportions, steps
from ostrakon.match.tokens import QueryTokens
from ostrakon.match.weights import F64, Weights, quantised
from ostrakon.profile.name import NameProfile


@dataclass(frozen=True, slots=True)
class Aligned:
    """A query's name against K listed names: bits and what they are made of.

    Attributes:
        bits: sum of all parts for each listed name, without the prior.
        numbers, kinds, valid: listed tokens [K, T], their kinds, and which places hold one.
        answer: for each query token the place of the listed token that answers it, -1 none, -2 answered jointly.
        level: for each query token the level of its answer.
        pair_bits, pair_rarity: bits of that agreement, and the rarity that it was weighed with.
        listed_open: listed tokens that nothing answers.
        extra, missing: prices of unanswered query tokens [n] and of unanswered listed tokens [K, T].
        whole: name of the judgement over the whole name → bits [K].
        entries: name of a proportion → which entry of its table each listed name falls under [K].
        joins: for each listed name a tuple of (words of the query, words of the list, bits), where words were joined.
    """

    bits: F64
    numbers: I64
    kinds: NDArray[np.uint8]
    valid: Bools
    answer: I64
    level: NDArray[np.int8]
    pair_bits: F64
    pair_rarity: F64
    listed_open: Bools
    extra: F64
    missing: F64
    whole: Whole
    entries: dict[str, I64]
    joins: Joins


class Beside(NamedTuple):
    """What dates and countries leave of listed names; see `match.compiled.beside`.

    Attributes:
        given: date and countries of the subject.
        conflicts: for each schema number whether it cannot be the subject's.
        needed: bits below which name, date and countries together cannot count any more.
    """

    given: array[int]
    conflicts: Bools
    needed: float


class Wanted(NamedTuple):
    """One name that is compared with listed ones.

    Attributes:
        documents: numbers of the listed names (at least one).
        least: bits that count; a name that has less may get any number below it.
        beside: facts that may rule listed names out before they are compared; None for none.
    """

    profile: NameProfile
    documents: I64
    least: float
    beside: Beside | None = None


class Aligner:
    """Compares names under one set of weights and one index; holds no state between calls."""

    def __init__(self, arrays: Arrays, vocabulary: Vocabulary, weights: Weights) -> None:
        self._arrays, self._vocabulary, self._weights = arrays, vocabulary, weights

    def bits(self, profile: NameProfile, documents: I64, least: float = -math.inf) -> F64:  # noqa: ARG002  # compiled
        """Bits of the name against each of the listed names `documents` (at least one), without the prior.

        Args:
            profile: the name.
            documents: numbers of the listed names.
            least: bits that count; a name that has less may get any number below it.
        """
        return self.align(QueryTokens.of(profile), documents).bits

    def bits_of_many(self, asked: Sequence[Wanted]) -> list[tuple[I64, F64]]:
        """`bits` of several names, in less time: listed names, and their bits.

        Those may be left out that do not reach what counts, or that the facts beside the names rule out.
        """
        return [(one.documents, self.bits(one.profile, one.documents, one.least)) for one in asked]

    def account(self, profile: NameProfile, documents: I64) -> Aligned:
        """The comparison of the name with the listed names `documents` (at least one) in full."""
        return self.align(QueryTokens.of(profile), documents)

    def accounts(self, asked: Sequence[tuple[NameProfile, I64]]) -> list[Aligned]:
        """`account` of several names, each with its listed names, in less time."""
        return [self.account(*one) for one in asked]

    def align(self, query: QueryTokens, documents: I64) -> Aligned:
        """Compare the query's name with the listed names `documents` (at least one)."""
        arrays, weights = self._arrays, self._weights
        grid = lay_out(query, documents, arrays, self._vocabulary, weights)
        extra = _price(weights.extra_base, weights.extra_slope, grid.query_kinds, grid.query_rarity)
        missing = _price(weights.missing_base, weights.missing_slope, grid.kinds, grid.rarity)
        missing = np.where(grid.valid, missing, 0.0)
        state = Pairing(grid, weights)
        joins = Joiner(grid, state, arrays, self._vocabulary, weights).run()
        state.run()
        left = left_over(grid, state, missing, arrays)
        whole = judge(grid, state, left, arrays, weights)
        bits = state.bits + (~left.answered * extra[None, :]).sum(axis=1) + (left.listed * left.missing).sum(axis=1)
        entries = steps(grid, state, left.answered, left.listed & (left.missing < 0), left.complete, arrays)
        whole |= proportions(entries, weights)
        for part in whole.values():
            bits = bits + part
        return Aligned(
            bits=bits,
            numbers=grid.numbers,
            kinds=grid.kinds,
            valid=grid.valid,
            answer=state.answer,
            level=state.level,
            pair_bits=state.pair_bits,
            pair_rarity=state.pair_rarity,
            listed_open=left.listed,
            extra=extra,
            missing=left.missing,
            whole=whole,
            entries=entries,
            joins=joins,
        )


def _price(base: F64, slope: F64, kinds: NDArray[np.uint8], rarity: F64) -> F64:
    """Price of leaving a token unanswered; never a gain."""
    return np.minimum(quantised(base[kinds] + slope[kinds] * rarity), 0.0)
