"""The names of a subject against the names of the listed parties: the best pair of each party worth looking at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.ranges import spread
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner, Beside, Wanted
from ostrakon.match.lone import borne_by, lone_word
from ostrakon.match.weights import Weights
from ostrakon.profile.name import NameProfile


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How one name of the subject compares with one name of a party.

    Attributes:
        bits: of the name alone, weakness of the alias and conflict of schemata included, without the prior.
        name: number of the name in the index (`Arrays.name_*`). document: of the analysed name.
        profile: the subject's name.
        lone: bits of them that a single rare word of a person's name is lifted by.
    """

    bits: float
    name: int
    document: int
    profile: NameProfile
    lone: float = 0.0


PARTIES_MAX = 1_000
"""Parties compared where they are given; nobody shares one name with so many."""

Matches = dict[int, NameMatch]
"""Party number → its best compared name."""
Accounts = dict[tuple[NameProfile, int], tuple[Aligned, int]]
"""The subject's name, document → the comparison in full, and its row there."""


class Ask(NamedTuple):
    """What is asked about one subject.

    Attributes:
        profiles: the subject's names.
        conflicts: for each schema number whether it cannot be the subject's.
        least: bits below which a pair of names cannot count any more.
        parties_max: parties for each of the names, at most.
        beside: facts that may rule parties out before their names are compared; None for none.
    """

    profiles: tuple[NameProfile, ...]
    conflicts: NDArray[np.bool_]
    least: float
    parties_max: int
    beside: Beside | None = None


class Pair(NamedTuple):
    """A name of the subject at a place among those asked about, and listed names that it is compared with."""

    subject: int
    profile: NameProfile
    documents: NDArray[np.int64]


class _Rows(NamedTuple):
    """Listed names that are near enough: of which pair, their number, bits, and how far a lone word lifts them."""

    pairs: NDArray[np.int64]
    documents: NDArray[np.int64]
    bits: NDArray[np.float64]
    lift: NDArray[np.float64]


class NameMatcher:
    """Compares names over one index under one set of weights; holds no state between calls, safe to share."""

    def __init__(
        self, arrays: Arrays, vocabulary: Vocabulary, candidates: Candidates, aligner: Aligner, weights: Weights
    ) -> None:
        self._arrays, self._vocabulary, self._candidates, self.aligner = arrays, vocabulary, candidates, aligner
        self._lone = weights.lone
        self._weak, self._schema_other = weights.weak, weights.schema_other
        self._beyond = max(0.0, weights.weak) + max(0.0, weights.schema_other)

    def matches(self, asked: Sequence[Ask]) -> list[Matches]:
        """The best parties that the candidates lead to, for each of several subjects.

        One step is taken for all of them before the next is: the processor keeps what a step needs near at hand, and
        does it in half of the time.
        """
        names = [(place, profile) for place, ask in enumerate(asked) for profile in ask.profiles]
        keys = self._candidates.prepare(profile for _, profile in names)
        found = [self._candidates.find(profile, of_name) for (_, profile), of_name in zip(names, keys, strict=True)]
        return self._compared(
            [Pair(p, profile, documents) for (p, profile), documents in zip(names, found, strict=True)], asked
        )

    def match(
        self, profiles: Iterable[NameProfile], documents: NDArray[np.int64], conflicts: NDArray[np.bool_], party: int
    ) -> NameMatch | None:
        """The best pair of names of one party, whose analysed names are `documents`."""
        ask = Ask(tuple(profiles), conflicts, -np.inf, 1)
        return self._compared([Pair(0, profile, documents) for profile in ask.profiles], [ask], party)[0].get(party)

    def among(
        self,
        profiles: Iterable[NameProfile],
        documents: NDArray[np.int64],
        conflicts: NDArray[np.bool_],
        *,
        parties_max: int | None = PARTIES_MAX,
    ) -> Matches:
        """The best pair of names of each party that bears one of the listed names `documents`."""
        most = self._arrays.entities_count if parties_max is None else parties_max
        ask = Ask(tuple(profiles), conflicts, -np.inf, most)
        return self._compared([Pair(0, profile, documents) for profile in ask.profiles], [ask])[0]

    def accounts(self, matches: Iterable[NameMatch]) -> Accounts:
        """The comparisons in full."""
        by_profile: dict[NameProfile, list[int]] = {}
        for match in matches:
            by_profile.setdefault(match.profile, []).append(match.document)
        asked = [(profile, np.array(documents, dtype=np.int64)) for profile, documents in by_profile.items()]
        return {
            (profile, document): (aligned, row)
            for (profile, documents), aligned in zip(asked, self.aligner.accounts(asked), strict=True)
            for row, document in enumerate(documents.tolist())
        }

    def _compared(self, pairs: Sequence[Pair], asked: Sequence[Ask], only: int | None = None) -> list[Matches]:
        """The best matches of each subject.

        Args:
            pairs: names of the subjects, each with the listed names that it is compared with.
            only: the one party that counts; None for all.
        """
        best: list[Matches] = [{} for _ in asked]
        pairs = [pair for pair in pairs if len(pair.documents)]
        if not pairs:
            return best
        words = [lone_word(pair.profile, self._arrays, self._vocabulary) for pair in pairs]
        wanted = [
            self._wanted(pair, asked[pair.subject], self._lone if word is not None else 0.0)
            for pair, word in zip(pairs, words, strict=True)
        ]
        compared = self.aligner.bits_of_many(wanted)
        rows = []
        for number, (pair, (documents, of_name), word) in enumerate(zip(pairs, compared, words, strict=True)):
            if not len(documents):
                continue
            lift = np.zeros(1) if word is None else self._lone * borne_by(word, documents, self._arrays)
            bits = of_name + lift
            kept = np.nonzero(bits >= asked[pair.subject].least - self._beyond)[0]
            if len(kept):
                lift = np.broadcast_to(lift, bits.shape)
                rows.append((np.full(len(kept), number), documents[kept], bits[kept], lift[kept]))
        if rows:
            self._merge(_Rows(*map(np.concatenate, zip(*rows, strict=True))), pairs, asked, best, only)
        return best

    def _wanted(self, pair: Pair, ask: Ask, lone: float) -> Wanted:
        """How a name is compared, which a lone word may lift by some bits."""
        beyond = self._beyond + lone
        beside = ask.beside and ask.beside._replace(needed=ask.beside.needed - lone)
        return Wanted(pair.profile, pair.documents, ask.least - beyond, beside)

    def _merge(
        self, rows: _Rows, pairs: Sequence[Pair], asked: Sequence[Ask], best: list[Matches], only: int | None
    ) -> None:
        """From listed names to those who bear them: the best of each party, for each name of each subject."""
        arrays = self._arrays
        start = arrays.doc_name_off[rows.documents].astype(np.int64)
        count = arrays.doc_name_off[rows.documents + 1] - start
        row = np.repeat(np.arange(len(count)), count)
        names = spread(start, count)
        parties = arrays.name_ent[names]
        subject = np.array([pair.subject for pair in pairs])[rows.pairs][row]
        conflicts = np.stack([ask.conflicts for ask in asked])[subject, arrays.ent_schema[parties]]
        bits = rows.bits[row] + self._weak * arrays.name_weak[names]
        bits = bits + np.where(conflicts, self._schema_other, 0.0)
        least = np.array([ask.least for ask in asked])[subject]
        kept = np.nonzero(bits >= least if only is None else parties == only)[0]
        row, names, bits = row[kept], names[kept], bits[kept]
        order = np.lexsort((names, -bits, rows.pairs[row]))
        row = row[order]
        held = parties[kept][order]
        columns = (rows.pairs[row], held, bits[order], names[order], rows.documents[row], rows.lift[row])
        current, taken = -1, set[int]()
        for number, party, one, name, document, lift in zip(*(a.tolist() for a in columns), strict=True):
            if number != current:
                current, taken = number, set()
            pair = pairs[number]
            if party in taken or len(taken) == asked[pair.subject].parties_max:
                continue
            taken.add(party)
            known = best[pair.subject].get(party)
            if known is None or one > known.bits:
                best[pair.subject][party] = NameMatch(one, name, document, pair.profile, lift)
