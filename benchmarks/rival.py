"""The rivals: every query compared with every name by rapidfuzz, without an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

BLOCK = 128
_WORD = re.compile(r"[a-z0-9]+")


def plain(name: str) -> str:
    """Latin letters and digits, lower case, words one space apart."""
    return " ".join(_WORD.findall(anyascii(name).lower()))


def in_order(name: str) -> str:
    """The same with its words sorted: what `token_sort_ratio` would do, done once per name."""
    return " ".join(sorted(_WORD.findall(anyascii(name).lower())))


@dataclass(frozen=True, slots=True)
class Scorer:
    """One of rapidfuzz's scorers and how names are prepared for it."""

    name: str
    scorer: Callable[..., float]
    prepare: Callable[[str], str]
    dtype: Any = np.float32


TOKEN_SORT = Scorer("rapidfuzz token_sort_ratio", fuzz.ratio, in_order, np.uint8)
JARO_WINKLER = Scorer("rapidfuzz Jaro-Winkler", JaroWinkler.normalized_similarity, plain)
WRATIO = Scorer("rapidfuzz WRatio", fuzz.WRatio, plain, np.uint8)


class BruteForce:
    """One scorer over prepared names; one thread unless said otherwise."""

    def __init__(self, names: Sequence[str], scorer: Scorer = TOKEN_SORT) -> None:
        self.scorer = scorer
        self._prepared = [scorer.prepare(name) for name in names]

    def best(self, query: str, *, limit: int = 5) -> list[tuple[int, float]]:
        """Positions and scores of the best names for one query."""
        found = process.extract(
            self.scorer.prepare(query), self._prepared, scorer=self.scorer.scorer, processor=None, limit=limit
        )
        return [(position, score) for _, score, position in found]

    def scores(self, queries: Sequence[str], *, workers: int = 1) -> NDArray[Any]:
        """The likeness of every query with every name."""
        prepared = [self.scorer.prepare(query) for query in queries]
        return process.cdist(
            prepared, self._prepared, scorer=self.scorer.scorer, dtype=self.scorer.dtype, workers=workers
        )

    def blocks(self, queries: Sequence[str], *, workers: int = 1) -> Iterator[tuple[int, NDArray[Any]]]:
        """Score matrices for `BLOCK` queries at a time with the position of the first query."""
        for start in range(0, len(queries), BLOCK):
            yield start, self.scores(queries[start : start + BLOCK], workers=workers)
