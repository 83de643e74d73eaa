"""Greedy one-to-one pairing of query tokens with listed tokens, for all listed names at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ostrakon.match.grid import CONTENT, CORE, Grid
from ostrakon.match.weights import F64, LEVEL, LEVELS, Weights, quantised

SAME = np.isin(np.array(LEVELS), ("equal", "sound"))
"""The only levels at which articles, titles and legal forms agree with anything."""
DOUBTFUL = np.isin(np.array(LEVELS), ("far", "consonants_near", "initial"))
"""Levels that do not spare two words the judgement of contradicting each other."""
_SURE_BITS = {"equal": 2.0, "sound": 1.5, "equivalent": 1.5, "pattern": 1.5, "syllable": 1.5, "typo": 1.0}
SURENESS = np.array([_SURE_BITS.get(name, 0.0) for name in LEVELS])
"""Where several words could answer one, the surer agreement is taken, even where a vaguer one weighs more."""
ORDER_PULL = 1 / 4096
"""Between equal gains the pair at like places in both names wins; too little to change a sum."""


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

    def __init__(self, grid: Grid, extra: F64, missing: F64, weights: Weights) -> None:
        n, k, t = grid.level.shape
        self._grid = grid
        self._agree = agreement(grid, weights)
        self._gain = np.ascontiguousarray(self._gains(extra, missing, weights).transpose(1, 0, 2))
        self.bits = np.zeros(k)
        self.answer = np.full((k, n), -1, dtype=np.int64)
        self.level: NDArray[np.int8] = np.zeros((k, n), dtype=np.int8)
        self.pair_bits = np.zeros((k, n))
        self.pair_rarity = np.zeros((k, n))
        self.taken = np.zeros((k, t), dtype=bool)

    def _gains(self, extra: F64, missing: F64, weights: Weights) -> F64:
        """What taking each pair gains over leaving both of its tokens unanswered."""
        grid = self._grid
        gain = self._agree - extra[:, None, None] - missing[None]
        # Two distinguishing words left over, one on each side, would contradict each other: pairing them spares that.
        core = CORE[grid.query_kinds][:, None, None] & CORE[grid.kinds][None] & ~DOUBTFUL[grid.level]
        gain = gain - weights.whole["contradiction"] * core + SURENESS[grid.level]
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
        if bits <= 0 or (self._grid.level[rows, k, columns] == LEVEL["equal"]).any():
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
        """Take the pair that gains most in each listed name, until none gains."""
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
