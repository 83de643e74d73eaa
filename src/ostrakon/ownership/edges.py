"""Stakes of one kind as flat arrays: what each holder holds in whom, several interests of one pair added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ostrakon.ownership.graph import WHOLE

Numbers = npt.NDArray[np.int64]


@dataclass(slots=True)
class Edges:
    """Who holds what in whom, by number of the party.

    Plain lists, since the search walks them one by one, and numbers out of an array are slower to take.

    Attributes:
        start: the stakes of holder `h` are those from `start[h]` to `start[h + 1]`.
        to: the entity held.
        low, high: the least share, and the one that counts where stakes are as large as they may be, before anything
            unrecorded is added; in `UNIT`s.
        total: by entity, the sum of the least shares of all holders.
    """

    start: list[int]
    to: list[int]
    low: list[int]
    high: list[int]
    total: Numbers
    _needs: dict[tuple[int, bool], list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, holder: Numbers, owned: Numbers, low: Numbers, high: Numbers, parties: int) -> Edges:
        """The stakes of interests, in any order."""
        key = holder * parties + owned
        order = np.argsort(key, kind="stable")
        key, low, high = key[order], low[order], high[order]
        first = np.flatnonzero(np.diff(key, prepend=-1)) if len(key) else np.zeros(0, np.int64)
        merged = key[first]
        add = np.add.reduceat if len(first) else lambda values, _first: values
        lows = add(low, first)
        to = merged % parties if parties else merged
        start = np.searchsorted(merged, np.arange(parties + 1) * parties)
        total = np.zeros(parties, np.int64)
        np.add.at(total, to, lows)
        return cls(start.tolist(), to.tolist(), lows.tolist(), add(high, first).tolist(), total)

    def needs(self, least: int, *, largest: bool) -> Sequence[int]:
        """By entity, what a side's recorded stakes must sum to so that it has `least`.

        With the largest stakes, all that no record names may be the side's; then its first stake may be enough.
        """
        kept = self._needs.get((least, largest))
        if kept is None:
            spare = np.maximum(0, WHOLE - self.total) if largest else 0
            kept = self._needs[least, largest] = (least - spare + np.zeros_like(self.total)).tolist()
        return kept

    def __len__(self) -> int:
        return len(self.to)
