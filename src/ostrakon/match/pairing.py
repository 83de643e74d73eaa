"""Greedy one-to-one pairing of query tokens with listed tokens, for all listed names at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ostrakon.match.grid import CONTENT, Grid
from ostrakon.match.weights import F64, LEVEL, LEVELS, Weights, quantised

SAME = np.isin(np.array(LEVELS), ("equal", "sound"))
"""The only levels at which articles, titles and legal forms agree with anything."""
_SURE = {
    "equal": 12.0,
    "sound": 11.0,
    "equivalent": 10.0,
    "pattern": 10.0,
    "syllable": 10.0,
    "typo": 9.0,
    "cut": 9.0,
    "close": 8.0,
    "abbreviation": 7.0,
    "consonants": 6.0,
    "near": 5.0,
    "initial": 4.0,
    "consonants_near": 3.0,
    "far": 2.0,
}
SURENESS = np.array([_SURE.get(name, -np.inf) for name in LEVELS])
"""The surest agreement is taken first, whatever the weights are: which words answer each other is a matter of the
words, what that is worth one of the weights."""
RARITY_PULL = 1 / 64
"""Between equally sure ones the rarer pair is taken."""
ORDER_PULL = 1 / 4096
"""Then the pair at like places in both names."""


def agreement(grid: Grid, weights: Weights) -> F64:
    """Bits of each pair of tokens if it is taken [n, K, T]."""
    bits = quantised(weights.level_base[grid.level] + weights.level_slope[grid.level] * grid.pair_rarity)
    # A word in common never speaks against a match, however ordinary it is.
    return np.where(grid.level == LEVEL["equal"], np.maximum(bits, 0.0), bits)


class Pairing:
    """Which query token is answered by which listed token.

    Attributes:
        bits: sum of the bits of the pairs taken, for each listed name [K].
        answer: for each query token the place of the listed token that answers it, -1 none, -2 answered jointly [K, n].
        level, pair_bits, pair_rarity: of each answer [K, n].
        taken: listed tokens that answer something [K, T].
    """

    def __init__(self, grid: Grid, weights: Weights) -> None:
        n, k, t = grid.level.shape
        self._grid = grid
        self._agree = agreement(grid, weights)
        self._gain = np.ascontiguousarray(self._gains().transpose(1, 0, 2))
        self.bits = np.zeros(k)
        self.answer = np.full((k, n), -1, dtype=np.int64)
        self.level: NDArray[np.int8] = np.zeros((k, n), dtype=np.int8)
        self.pair_bits = np.zeros((k, n))
        self.pair_rarity = np.zeros((k, n))
        self.taken = np.zeros((k, t), dtype=bool)

    def _gains(self) -> F64:
        """How soon each pair is taken; minus infinity for those that do not agree."""
        grid = self._grid
        gain = SURENESS[grid.level] + grid.pair_rarity * RARITY_PULL
        n = len(grid.query_kinds)
        at_query = (np.arange(n) / max(n, 1))[:, None, None]
        at_listed = (np.arange(grid.valid.shape[1])[None, :] / grid.size[:, None])[None]
        gain = gain - np.abs(at_query - at_listed) * ORDER_PULL
        small = ~CONTENT[grid.query_kinds][:, None, None] | ~CONTENT[grid.kinds][None]
        gain[small & ~SAME[grid.level]] = -np.inf
        gain[:, ~grid.valid] = -np.inf
        return np.asarray(gain)

    def take_joined(self, k: int, query: range, listed: range, bits: float) -> bool:
        """Pair several tokens as one; false when one of them is taken already or pairs exactly elsewhere."""
        rows, columns = slice(query.start, query.stop), slice(listed.start, listed.stop)
        if (self.answer[k, rows] != -1).any() or self.taken[k, columns].any():
            return False
        if (self._grid.level[rows, k, columns] == LEVEL["equal"]).any():
            return False
        self.answer[k, rows] = -2
        self.level[k, rows] = LEVEL["joined"]
        self.taken[k, columns] = True
        self._gain[k, rows, :] = -np.inf
        self._gain[k, :, columns] = -np.inf
        self.bits[k] += bits
        return True

    def take_all(self, rows: NDArray[np.bool_], query: NDArray[np.bool_]) -> None:
        """Let the query tokens `query` answer jointly for everything in the listed names `rows`."""
        self.answer[np.ix_(rows, query)] = -2
        self.taken[rows] = True

    def run(self) -> None:
        """Take the surest pair that is left in each listed name, until none agrees."""
        k, n, t = self._gain.shape
        flat = self._gain.reshape(k, n * t)
        every = np.arange(k)
        for _ in range(min(n, t)):
            best = flat.argmax(axis=1)
            chosen = np.nonzero(flat[every, best] > 0)[0]
            if not len(chosen):
                return
            i, place = np.divmod(best[chosen], t)
            bits = self._agree[i, chosen, place]
            self.bits[chosen] += bits
            self.answer[chosen, i] = place
            self.level[chosen, i] = self._grid.level[i, chosen, place]
            self.pair_bits[chosen, i] = bits
            self.pair_rarity[chosen, i] = self._grid.pair_rarity[i, chosen, place]
            self.taken[chosen, place] = True
            self._gain[chosen, i, :] = -np.inf
            self._gain[chosen, :, place] = -np.inf
