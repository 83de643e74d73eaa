"""What the index loses: its candidates against every listed name, compared by the same evidence."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import SEED
from benchmarks.measure import Bar, Section
from ostrakon.app.compiled_cache import made_code
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligner
from ostrakon.match.compiled.aligner import CompiledAligner
from ostrakon.match.weights import Weights, weights
from ostrakon.names.kinds import NameClass, name_class
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import NameProfile, profile_name
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.score import bits_of

FIRST = 10
"""Names of the oracle that are looked for, at most: the best that reach the review threshold."""
BLOCK = 4_096
"""Names that plain numpy compares at once."""


@dataclass(slots=True)
class Losses:
    """What was found and lost.

    Attributes:
        first, first_found: queries with a name above the threshold, and those whose best name (or one as good) was
            among the candidates.
        ten, ten_found: the same for each of the first ten names.
        by_kind: names lost, by the alteration of the query.
    """

    first: int = 0
    first_found: int = 0
    ten: int = 0
    ten_found: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, bits: Sequence[float], fetched: Sequence[bool]) -> None:
        """Count one query: bits of the oracle's names, best first, and which of them are candidates."""
        if bits:
            self.first += 1
            self.first_found += any(f for b, f in zip(bits, fetched, strict=True) if b == bits[0])
            self.ten += len(bits)
            self.ten_found += sum(fetched)
            self.by_kind[kind] += len(bits) - sum(fetched)


class Oracle:
    """Compares a query with every name of an index.

    Args:
        compiled: by compiled code; None where it is installed.
    """

    def __init__(self, arrays: Arrays, *, table: Weights | None = None, compiled: bool | None = None) -> None:
        self._arrays, self._weights = arrays, table or weights()
        vocabulary = Vocabulary.of(arrays)
        fast = compiled_available() if compiled is None else compiled
        self.candidates = Candidates(arrays, vocabulary, nearest=made_code()[0] if fast else None)
        self._floor = bits_of(shipped_policy().review) - self._weights.prior
        self._aligner = _aligner(arrays, vocabulary, self._weights, fast=fast)
        # Names of like length stand together, since one long name makes a whole block wide.
        order = np.argsort(np.diff(arrays.doc_off.astype(np.int64)), kind="stable")
        step = len(order) if fast else BLOCK
        self._blocks = [np.sort(order[at : at + step]) for at in range(0, len(order), max(step, 1))]

    def ask(self, losses: Losses, name: str, of: NameClass, kind: str) -> None:
        """Count what the candidates for one name lose."""
        best: dict[int, float] = {}
        fetched: set[int] = set()
        for profile in _profiles(name, of):
            fetched.update(self.candidates.find(profile).tolist())
            for documents in self._blocks:
                for document, bits in self._above(profile, documents):
                    best[document] = max(best.get(document, bits), bits)
        first = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:FIRST]
        losses.add(kind, [bits for _, bits in first], [document in fetched for document, _ in first])

    def _above(self, profile: NameProfile, documents: NDArray[np.int64]) -> Iterable[tuple[int, float]]:
        bits = self._aligner.bits(profile, documents)
        places = np.nonzero(bits >= self._floor)[0]
        return zip(documents[places].tolist(), bits[places].tolist(), strict=True)


def _aligner(arrays: Arrays, vocabulary: Vocabulary, table: Weights, *, fast: bool) -> Aligner:
    if not fast:
        return Aligner(arrays, vocabulary, table)
    return CompiledAligner(arrays, vocabulary, table, made_code()[1])


def _profiles(name: str, of: NameClass) -> list[NameProfile]:
    found = (profile_name(reading, of) for reading in dict.fromkeys((name, *other_readings(name))))
    return [profile for profile in found if profile.tokens]


def oracle(index_folder: Path, queries: Sequence[Mapping[str, Any]], *, count: int) -> Section:
    """`count` of the labelled queries."""
    arrays = Arrays.load(index_folder)
    sample = random.Random(SEED).sample(list(queries), min(count, len(queries)))
    found, losses = Oracle(arrays), Losses()
    for query in sample:
        found.ask(losses, query["name"], name_class(query["schema"]), query["mutation"])
    section = Section(
        "Index against an exhaustive comparison",
        f"{len(sample):,} labelled queries by name alone, each compared with every one of {arrays.docs_count:,} "
        f"analysed names. Of the names that reach the review threshold the first, and the first {FIRST}, should be "
        f"among the {found.candidates.limit:,} candidates.",
        ("what", "names", "among the candidates", "share"),
    )
    for what, all_of, there, wanted in (
        ("the best name", losses.first, losses.first_found, 0.995),
        (f"the first {FIRST}", losses.ten, losses.ten_found, 0.99),
    ):
        share = there / max(all_of, 1)
        section.rows.append((what, f"{all_of:,}", f"{there:,}", f"{share:.2%}"))
        section.bars.append(Bar(f"share of the oracle's names that the index finds, {what}", wanted, share, digits=4))
    lost = ", ".join(f"{kind} {number}" for kind, number in losses.by_kind.most_common(8) if number)
    section.notes.append(f"Names lost, by alteration: {lost or 'none'}.")
    return section
