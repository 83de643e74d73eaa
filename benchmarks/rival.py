"""The rival: every query compared with every name by rapidfuzz, without an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process

BLOCK = 128


def folded(name: str) -> str:
    """Latin letters, lower case, words sorted: what `token_sort_ratio` would do, done once per name."""
    return " ".join(sorted(anyascii(name).lower().replace(",", " ").split()))


class BruteForce:
    """rapidfuzz's token_sort_ratio over prepared names, one thread."""

    def __init__(self, names: Sequence[str]) -> None:
        self._folded = [folded(name) for name in names]

    def best(self, query: str, *, limit: int = 5) -> list[tuple[int, float]]:
        """Positions and scores of the best names for one query."""
        found = process.extract(folded(query), self._folded, scorer=fuzz.ratio, processor=None, limit=limit)
        return [(position, score) for _, score, position in found]

    def blocks(self, queries: Sequence[str]) -> Iterator[tuple[int, np.ndarray]]:
        """Score matrices for `BLOCK` queries at a time with the position of the first query; uint8 scores."""
        for start in range(0, len(queries), BLOCK):
            part = [folded(query) for query in queries[start : start + BLOCK]]
            yield start, process.cdist(part, self._folded, scorer=fuzz.ratio, dtype=np.uint8, workers=1)
