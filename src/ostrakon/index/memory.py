"""What words of queries lead to, remembered in flat arrays that the look-up of candidates reads as they are."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.channels import Channel, Reach
from ostrakon.index.lookup import REMEMBERED_MAX

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

_T = TypeVar("_T", bound=np.generic)
_ROOM = 1 << 12


class Pool(NamedTuple):
    """The remembered words ("entries") of all channels.

    Attributes:
        off: borders of each entry's features.
        feature, value: number over both channels, and rarity times likeness to the word.
        square: squared rarity of each entry's word: its share of the query's norm.
        own: whether the first feature of an entry is the word itself.
    """

    off: I64
    feature: I32
    value: F32
    square: F64
    own: NDArray[np.bool_]


class Memory:
    """Entries by word; grows by blocks. Readers need no lock: what stands in the arrays never changes."""

    def __init__(self, channels: Sequence[Channel]) -> None:
        self._channels = channels
        self._entries: tuple[dict[str, int], ...] = tuple({} for _ in channels)
        self._lock = threading.Lock()
        self._count = 0
        self.pool = Pool(
            off=np.zeros(_ROOM + 1, dtype=np.int64),
            feature=np.zeros(_ROOM, dtype=np.int32),
            value=np.zeros(_ROOM, dtype=np.float32),
            square=np.zeros(_ROOM, dtype=np.float64),
            own=np.zeros(_ROOM, dtype=np.bool_),
        )

    @property
    def full(self) -> bool:
        """Whether more is remembered than should be: then a new memory takes this one's place."""
        return self._count > REMEMBERED_MAX

    def entries(self, asked: Sequence[Sequence[str]]) -> list[list[int]]:
        """The entries of words, channel by channel; those that are not remembered are looked up in one block."""
        try:
            return [[known[t] for t in texts] for known, texts in zip(self._entries, asked, strict=True)]
        except KeyError:
            self._learn(asked)
            return [[known[t] for t in texts] for known, texts in zip(self._entries, asked, strict=True)]

    def reach(self, entry: int) -> tuple[I32, F32]:
        """Features of one entry and their values."""
        rows = slice(int(self.pool.off[entry]), int(self.pool.off[entry + 1]))
        return self.pool.feature[rows], self.pool.value[rows]

    def _learn(self, asked: Sequence[Sequence[str]]) -> None:
        with self._lock:
            for channel, known, texts in zip(self._channels, self._entries, asked, strict=True):
                missing = [t for t in dict.fromkeys(texts) if t not in known]
                if missing:
                    found = channel.look_up(missing)
                    first = self._count
                    self._append(found)
                    known.update(zip(missing, range(first, self._count), strict=True))

    def _append(self, found: Reach) -> None:
        count, pool = self._count, self.pool
        used = int(pool.off[count])
        rows, total = count + len(found.size), used + len(found.feature)
        pool = Pool(
            off=_grown(pool.off, rows + 1),
            feature=_grown(pool.feature, total),
            value=_grown(pool.value, total),
            square=_grown(pool.square, rows),
            own=_grown(pool.own, rows),
        )
        pool.feature[used:total] = found.feature
        pool.value[used:total] = found.value
        pool.square[count:rows] = found.square
        pool.own[count:rows] = found.own
        pool.off[count + 1 : rows + 1] = used + np.cumsum(found.size)
        self.pool, self._count = pool, rows


def _grown(array: NDArray[_T], needed: int) -> NDArray[_T]:
    if len(array) >= needed:
        return array
    larger = np.zeros(max(needed, 2 * len(array)), dtype=array.dtype)
    larger[: len(array)] = array
    return larger
