"""Which texts may cover a listed name at all, by compiled code: a superset of what `Coverage` finds, in a hundredth of
the time."""

from __future__ import annotations

from typing import Any

import numpy as np

from ostrakon.index.sifted import (
    ELSEWHERE,
    FEATURES_MAX,
    LETTERS_MAX,
    MEMO_TYPES,
    NUMBERS,
    PADDED,
    ROOM_TYPES,
    ROWS_MAX,
    SLOTS,
    SPELT_MAX,
    STEPS,
    WORD_FEATURES_MAX,
    WORDS_MAX,
    SiftIndex,
)
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Entry, Function

SIFT = Entry("sift", "ostrakon.index.sift_loops", "sift", "iiiiiiiff")
_RARITY = SiftIndex._fields.index("rarity")
_ROWS = 256
_FULL = 3 / 4


class Sifter:
    """Sifts texts against one index; remembers words; one thread at a time.

    Args:
        index: as `sift_index` gives it. function: the compiled loop.
    """

    def __init__(self, index: Bound, function: Function) -> None:
        self._function, self._index = function, index
        words, names = index.arrays[NUMBERS][:2].tolist()
        self._room = Bound(_room_of(len(index.arrays[_RARITY]), names), ROOM_TYPES)
        self._memo = Bound(_memo_of(words), MEMO_TYPES)
        self._slot, self._said = self._memo.arrays[0], self._memo.arrays[14]

    def ways(self, texts: bytes, count: int, acronym: int, least: float, bits: float) -> list[int]:
        """Of each text in which ways it may cover a listed name (flags of `sifted`).

        Args:
            texts: `count` texts in ASCII, a zero after each, lines of one parted by line feeds.
            acronym: letters of the shortest acronym that is looked for.
            least, bits: what a stretch covers at least (`filtering.covering`).
        """
        said = self._said
        if said[0] > ROWS_MAX * _FULL or said[1] > LETTERS_MAX * _FULL or said[2] > FEATURES_MAX * _FULL:
            self._slot[:] = 0
            said[:3] = 0
        flags = np.empty(count, dtype=np.uint8)
        given = np.frombuffer(texts, dtype=np.uint8)
        self._function(
            given.ctypes.data,
            len(given),
            flags.ctypes.data,
            acronym,
            self._index.at,
            self._memo.at,
            self._room.at,
            least,
            bits,
        )
        return flags.tolist()


def _memo_of(words: int) -> tuple[Any, ...]:
    rows: list[Any] = [np.zeros(ROWS_MAX, dtype=np.int32) for _ in range(6)]
    return (
        np.zeros(SLOTS, dtype=np.int32), np.zeros(LETTERS_MAX, dtype=np.uint8), *rows,
        np.zeros(ROWS_MAX, dtype=np.float32), np.zeros(ROWS_MAX, dtype=np.uint8),
        np.zeros(FEATURES_MAX, dtype=np.int32), np.zeros(FEATURES_MAX, dtype=np.float32),
        np.zeros(3 * _ROWS, dtype=np.int32), np.zeros(words, dtype=np.int32), np.zeros(4, dtype=np.int64),
        np.array([ROWS_MAX, LETTERS_MAX, FEATURES_MAX, WORD_FEATURES_MAX], dtype=np.int64),
    )  # fmt: skip


def _room_of(features: int, docs: int) -> tuple[Any, ...]:
    return (
        np.zeros(WORDS_MAX, dtype=np.int32), np.zeros(WORDS_MAX, dtype=np.uint8),
        np.zeros(features, dtype=np.float32), np.zeros(features, dtype=np.int32),
        np.zeros(docs, dtype=np.float32), np.zeros(docs, dtype=np.int32),
        np.zeros(STEPS, dtype=np.float32), np.zeros(STEPS, dtype=np.float32),
        np.zeros(8 * SPELT_MAX + PADDED, dtype=np.uint8), np.zeros(2, dtype=np.uint8),
        np.zeros(32, dtype=np.uint64),
        np.zeros(features, dtype=np.int32), np.zeros(features, dtype=np.int32),
        np.zeros(docs, dtype=np.int32), np.full(docs, ELSEWHERE, dtype=np.int32), np.array([WORDS_MAX], dtype=np.int64),
    )  # fmt: skip
