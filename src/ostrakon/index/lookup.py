"""Text → number and number → text over mapped arrays, without a Python dictionary or list of all texts.

A process that screens asks for a few thousand of an index's hundred thousand words: those are decoded and remembered,
the rest stays in the files that all processes share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U8, U32, U64
from ostrakon.profile.name import hash64

REMEMBERED_MAX = 100_000
"""Look-ups kept in memory; all are dropped when there are more."""
TEXTS_REMEMBERED_MAX = 30_000
"""Decoded texts kept in memory; all are dropped when there are more."""
READ_AT_ONCE = 2_000
"""From so many texts on all of the joined texts are decoded, for the moment: that takes less time than each alone."""


class MappedTexts:
    """Texts of a joined array, decoded when they are asked for.

    Indexed by a number it gives the text, by an array of numbers an array of objects.
    """

    __slots__ = ("_blob", "_known", "_off")

    def __init__(self, blob: U8, off: U32) -> None:
        self._blob, self._off = memoryview(blob.data), off
        self._known: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._off) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: NDArray[np.integer]) -> NDArray[np.object_]: ...
    def __getitem__(self, number: int | NDArray[np.integer]) -> str | NDArray[np.object_]:
        if isinstance(number, np.ndarray):
            found = np.empty(number.size, dtype=object)
            found[:] = self.take(number.reshape(-1).tolist())
            return found.reshape(number.shape)
        return self.take([int(number)])[0]

    def lengths(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Letters of the texts of many numbers."""
        return self._off[numbers + 1].astype(np.int64) - self._off[numbers]

    def take(self, numbers: Sequence[int]) -> list[str]:
        """The texts of many numbers, remembered: for those that names are compared with."""
        known = self._known
        missing = [n for n in numbers if n not in known]
        if missing:
            if len(known) + len(missing) > TEXTS_REMEMBERED_MAX:
                self._known = known = {}
                missing = list(dict.fromkeys(numbers))
            known.update(zip(missing, self.read(missing), strict=True))
        return [known[n] for n in numbers]

    def read(self, numbers: Sequence[int]) -> list[str]:
        """The texts of many numbers, not remembered: a search for near words looks at many and needs each once."""
        at = np.array(numbers, dtype=np.int64)
        starts, ends = self._off[at].tolist(), self._off[at + 1].tolist()
        if len(starts) >= READ_AT_ONCE:
            whole = str(self._blob, "ascii")
            return [whole[start:end] for start, end in zip(starts, ends, strict=True)]
        blob = self._blob
        return [str(blob[start:end], "ascii") for start, end in zip(starts, ends, strict=True)]


class Numbers:
    """Text → its number, by sorted 64-bit hashes; a text of equal hash but other letters is not taken for it."""

    __slots__ = ("_hash", "_id", "_known", "_sorted", "_texts")

    def __init__(self, hashes: U64, ids: U32, texts: MappedTexts) -> None:
        self._hash, self._id, self._texts = hashes, ids, texts
        self._sorted = memoryview(hashes.data)
        self._known: dict[str, int] = {}

    def get(self, text: str) -> int | None:
        """The number of one text, None when the index does not hold it."""
        found = self._known.get(text)
        if found is None:
            found = self._look_up_one(text)
            if len(self._known) >= REMEMBERED_MAX:
                self._known = {}
            self._known[text] = found
        return found if found >= 0 else None

    def _look_up_one(self, text: str) -> int:
        """`look_up` of one text, without the arrays that only many are worth."""
        wanted = hash64(text)
        place = bisect_left(self._sorted, wanted)
        if place == len(self._sorted) or self._sorted[place] != wanted:
            return -1
        number = int(self._id[place])
        return number if self._texts.read([number])[0] == text else -1

    def look_up(self, texts: Sequence[str]) -> list[int]:
        """The numbers of many texts at once, -1 for those that the index does not hold."""
        if not len(self._hash):
            return [-1] * len(texts)
        wanted = np.array([hash64(t) for t in texts], dtype=np.uint64)
        places = np.minimum(np.searchsorted(self._hash, wanted), len(self._hash) - 1)
        there = self._hash[places] == wanted
        found = np.full(len(texts), -1, dtype=np.int64)
        found[there] = self._id[places[there]]
        listed = iter(self._texts.read(found[there].tolist()))
        return [n if n >= 0 and next(listed) == text else -1 for text, n in zip(texts, found.tolist(), strict=True)]


def hash_table(texts: Sequence[str], numbers: Sequence[int] | None = None) -> tuple[U64, U32]:
    """Sorted hashes of distinct texts, and the number of each: what `Numbers` reads."""
    ids = np.arange(len(texts), dtype=np.uint32) if numbers is None else np.array(numbers, dtype=np.uint32)
    hashes = np.array([hash64(t) for t in texts], dtype=np.uint64)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], ids[order]
