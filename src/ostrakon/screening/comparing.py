"""A name against chosen listed names: their bits and nothing else, for callers that know whom to compare with."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ostrakon.index.arrays import Arrays
from ostrakon.index.facts import IDENTIFIER_LENGTH_MIN, identifier_key
from ostrakon.match.alignment import Aligner
from ostrakon.match.weights import F64, Weights
from ostrakon.names.kinds import NameClass
from ostrakon.names.readings import other_readings
from ostrakon.profile.name import hash64, profile_name

CLASSES: tuple[NameClass, ...] = ("person", "organisation", "vessel", "any")
"""By number (`Arrays.doc_class`)."""
_OWN_KEYS = frozenset({"bic", "imo", "wallet"})
_IMO = "Ii"
"""How a number may begin that is written with `IMO` before it."""
PERSON, ORGANISATION, VESSEL, ANY = range(4)


class Comparer:
    """Compares names with listed names given by their numbers; see `Screener.comparer`.

    Args:
        aligner: gives the way to compare, the fastest that there is at the time.
    """

    def __init__(self, arrays: Arrays, aligner: Callable[[], Aligner], weights: Weights) -> None:
        self._arrays, self._aligner, self._weights = arrays, aligner, weights
        strong = np.minimum.reduceat(arrays.name_weak, arrays.doc_name_off[:-1].astype(np.int64))
        self._weak = weights.weak * strong.astype(np.float64)
        self._numbers = frozenset(arrays.ident_key.tolist())

    def bits(self, name: str, documents: Sequence[int], of: NameClass = "any", least: float = -math.inf) -> list[float]:
        """Log2 odds that the name is that of each of the listed names (at least one), by the name alone.

        Args:
            least: bits that count; a name that has less may get any number below it, in less time.
        """
        numbers = np.array(documents, dtype=np.int64)
        weak = self._weak[numbers]
        without = least - self._weights.prior - float(weak.max())
        best: F64 | None = None
        for reading in (name, *other_readings(name)):
            profile = profile_name(reading, of)
            if profile.tokens:
                bits = self._aligner().bits(profile, numbers, without)
                best = bits if best is None else np.maximum(best, bits)
        if best is None:
            return [-math.inf] * len(documents)
        found: list[float] = (best + weak + self._weights.prior).tolist()
        return found

    def kind(self, document: int) -> int:
        """Class of those who bear a listed name (`Arrays.doc_class`)."""
        return int(self._arrays.doc_class[document])

    def words(self, document: int) -> int:
        """Words of a listed name, legal forms included."""
        return int(self._arrays.doc_off[document + 1]) - int(self._arrays.doc_off[document])

    def number_listed(self, types: tuple[str, ...], value: str) -> bool:
        """Whether some party has this very number, whatever its type there."""
        if types[0] != "bic" and value.isascii() and value.isalnum() and value[:1] not in _IMO:
            # Written so it has one key, whatever its type.
            return len(value) >= IDENTIFIER_LENGTH_MIN and hash64(value.upper()) in self._numbers
        # Types do not part the keys but for these, whose numbers are written in ways of their own.
        kinds = {kind if kind in _OWN_KEYS else "other" for kind in types}
        return any((key := identifier_key(kind, value)) and hash64(key) in self._numbers for kind in kinds)
