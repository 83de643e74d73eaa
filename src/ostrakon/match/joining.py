"""Words that one side writes together and the other apart: `van der Bilt`, `Nizam al-Din`, `WISEHONEST`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ostrakon.index.arrays import U64, Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.grid import Bools, Grid
from ostrakon.match.pairing import Pairing
from ostrakon.match.weights import LEVEL, Weights, quantise
from ostrakon.names.abjad import spells
from ostrakon.names.keys import skeleton, sound_fold
from ostrakon.profile.name import hash64

JOINED_LENGTH_MIN = 4
JOINED_RARITY_MAX = 15.0
WORDS = (2, 3)
"""So many neighbouring words of the query may be one word of the list."""

Joins = dict[int, list[tuple[str, str, float]]]
"""Row of the grid → (words of the query, words of the list, bits)."""


class Joiner:
    """Finds joined and split words in one grid and takes them in its pairing."""

    def __init__(self, grid: Grid, state: Pairing, arrays: Arrays, vocabulary: Vocabulary, weights: Weights) -> None:
        self._grid, self._state, self._arrays, self._texts = grid, state, arrays, vocabulary.texts
        self._base, self._slope = weights.level_base[LEVEL["joined"]], weights.level_slope[LEVEL["joined"]]
        self.joins: Joins = {}

    def run(self) -> Joins:
        """Take all joins; what was taken, by row."""
        profile = self._grid.query.profile
        arrays, unique = self._arrays, self._grid.unique
        self._together_on_the_list(arrays.tok_sound[unique], sound_fold, JOINED_LENGTH_MIN, None)
        if any(profile.abjad):
            self._together_on_the_list(arrays.tok_skel[unique], skeleton, 1, spells)
        pairs = arrays.doc_pair[self._grid.position]
        self._apart_on_the_list(pairs, self._grid.query.sounds, JOINED_LENGTH_MIN, None)
        if any(profile.abjad):
            pairs = arrays.doc_pair_skel[self._grid.position]
            self._apart_on_the_list(pairs, self._grid.query.skeletons, 1, spells)
        return self.joins

    def _together_on_the_list(
        self, keys: U64, key: Callable[[str], str], length_min: int, test: Callable[[str, str], bool] | None
    ) -> None:
        grid, tokens = self._grid, self._grid.query.profile.tokens
        for length in WORDS:
            for i in range(len(tokens) - length + 1):
                joined = "".join(tokens[i : i + length])
                same = keys == np.uint64(hash64(key(joined)))
                if len(joined) < length_min or not same.any():
                    continue
                for k, place in _places(same[grid.inverse] & grid.valid):
                    listed = str(self._texts[grid.numbers[k, place]])
                    if test is None or test(joined, listed):
                        rarity = float(grid.rarity[k, place])
                        self._take(k, range(i, i + length), range(place, place + 1), rarity, listed)

    def _apart_on_the_list(
        self, pairs: U64, keys: U64, length_min: int, test: Callable[[str, str], bool] | None
    ) -> None:
        grid = self._grid
        for i, token in enumerate(grid.query.profile.tokens):
            hits = (pairs == keys[i]) & grid.valid
            hits[:, -1] = False
            if len(token) < length_min or not hits.any() or (test and not grid.query.profile.abjad[i]):
                continue
            for k, place in _places(hits):
                words = [str(t) for t in self._texts[grid.numbers[k, place : place + 2]]]
                if test is None or test(token, "".join(words)):
                    rarity = min(float(grid.rarity[k, place : place + 2].sum()), JOINED_RARITY_MAX)
                    self._take(k, range(i, i + 1), range(place, place + 2), rarity, " ".join(words))

    def _take(self, k: int, query: range, listed: range, rarity: float, words: str) -> None:
        bits = quantise(float(self._base + self._slope * rarity))
        if self._state.take_joined(k, query, listed, bits):
            tokens = self._grid.query.profile.tokens[query.start : query.stop]
            self.joins.setdefault(k, []).append((" ".join(tokens), words, bits))


def _places(hits: Bools) -> Iterator[tuple[int, int]]:
    rows, columns = np.nonzero(hits)
    return zip(rows.tolist(), columns.tolist(), strict=True)
