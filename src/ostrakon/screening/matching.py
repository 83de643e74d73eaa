"""The names of a subject against the names of the listed parties: the best pair of each party worth looking at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned, Aligner
from ostrakon.match.judging import acronym_documents
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
Accounts = dict[tuple[str, int], tuple[Aligned, int]]
"""Text of the subject's name, document → the comparison in full, and its row there."""


class NameMatcher:
    """Compares names over one index under one set of weights; holds no state between calls, safe to share."""

    def __init__(
        self, arrays: Arrays, vocabulary: Vocabulary, candidates: Candidates, aligner: Aligner, weights: Weights
    ) -> None:
        self._arrays, self._vocabulary, self._candidates, self.aligner = arrays, vocabulary, candidates, aligner
        self._lone = weights.lone
        self._weak, self._schema_other = weights.weak, weights.schema_other
        self._beyond = max(0.0, weights.weak) + max(0.0, weights.schema_other)

    def matches(
        self, profiles: Iterable[NameProfile], conflicts: NDArray[np.bool_], least: float, parties_max: int
    ) -> Matches:
        """The best parties that the candidates lead to.

        Args:
            profiles: the subject's names.
            conflicts: for each schema number whether it cannot be the subject's.
            least: bits below which a pair of names cannot count any more.
            parties_max: parties for each of the names, at most.
        """
        best: Matches = {}
        for profile in profiles:
            documents = self._candidates.find(profile)
            if len(documents):
                _merge(best, self._compared(profile, documents, conflicts, least, parties_max))
        return best

    def prepare(self, profiles: Iterable[NameProfile]) -> None:
        """Get ready for many names that are about to be compared: in one block it takes less time."""
        self._candidates.prepare(profiles)

    def match(
        self, profiles: Iterable[NameProfile], documents: NDArray[np.int64], conflicts: NDArray[np.bool_], party: int
    ) -> NameMatch | None:
        """The best pair of names of one party, whose analysed names are `documents`."""
        best: Matches = {}
        if len(documents):
            for profile in profiles:
                _merge(best, self._compared(profile, documents, conflicts, -np.inf, 1, party))
        return best.get(party)

    def among(
        self, profiles: Iterable[NameProfile], documents: NDArray[np.int64], conflicts: NDArray[np.bool_]
    ) -> Matches:
        """The best pair of names of each party that bears one of the listed names `documents`."""
        best: Matches = {}
        if len(documents):
            for profile in profiles:
                _merge(best, self._compared(profile, documents, conflicts, -np.inf, PARTIES_MAX))
        return best

    def accounts(self, matches: Iterable[NameMatch]) -> Accounts:
        """The comparisons in full."""
        by_profile: dict[NameProfile, list[int]] = {}
        for match in matches:
            by_profile.setdefault(match.profile, []).append(match.document)
        found: Accounts = {}
        for profile, documents in by_profile.items():
            aligned = self.aligner.account(profile, np.array(documents, dtype=np.int64))
            found.update({(profile.text, document): (aligned, row) for row, document in enumerate(documents)})
        return found

    def by_acronym(self, match: NameMatch) -> bool:
        """Whether the subject's name is only an acronym of the party's."""
        return bool((acronym_documents(match.profile, self._arrays) == match.document).any())

    def _compared(
        self,
        profile: NameProfile,
        documents: NDArray[np.int64],
        conflicts: NDArray[np.bool_],
        least: float,
        parties_max: int,
        only: int | None = None,
    ) -> Matches:
        arrays = self._arrays
        word = lone_word(profile, arrays, self._vocabulary)
        beyond = self._beyond + (self._lone if word is not None else 0.0)
        of_document = self.aligner.bits(profile, documents, least - beyond)
        lone = None if word is None else self._lone * borne_by(word, documents, arrays)
        if lone is not None:
            of_document = of_document + lone
        if least > -np.inf:
            kept = np.nonzero(of_document >= least - self._beyond)[0]
            if not len(kept):
                return {}
            documents, of_document = documents[kept], of_document[kept]
            lone = None if lone is None else lone[kept]
        start = arrays.doc_name_off[documents].astype(np.int64)
        count = arrays.doc_name_off[documents + 1] - start
        row = np.repeat(np.arange(len(documents)), count)
        names = np.arange(len(row)) + np.repeat(start - np.cumsum(count) + count, count)
        parties = arrays.name_ent[names]
        bits = of_document[row] + self._weak * arrays.name_weak[names]
        bits = bits + np.where(conflicts, self._schema_other, 0.0)[arrays.ent_schema[parties]]
        kept = np.nonzero(bits >= least if only is None else parties == only)[0]
        row, names, bits = row[kept], names[kept], bits[kept]
        order = np.lexsort((names, -bits))
        row = row[order]
        lifted = repeat(0.0) if lone is None else lone[row].tolist()
        columns = (parties[kept][order], bits[order], names[order], documents[row])
        best: Matches = {}
        for party, one, name, document, lift in zip(*(a.tolist() for a in columns), lifted, strict=False):
            if party not in best:
                if len(best) == parties_max:
                    break
                best[party] = NameMatch(one, name, document, profile, lift)
        return best


def _merge(best: Matches, found: Matches) -> None:
    for party, match in found.items():
        known = best.get(party)
        if known is None or match.bits > known.bits:
            best[party] = match
