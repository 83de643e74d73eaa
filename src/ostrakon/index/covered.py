"""Words of a text as rows of features, and what they cover: what adding up reads and gives, compiled or not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import F32

LETTERS_APART = 3
"""A lone word and a listed name differ by so many letters at most."""

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


class Rows(NamedTuple):
    """The features of a text, one row for each way in which words of it lead to one.

    Attributes:
        feature: numbers over both channels. gain: rarity squared times likeness.
        first, last: the words (the same one, or the first and last of those written together).
        letters: letters of the word, where it alone may only be a listed name of about as many; else 0.
    """

    feature: I32
    gain: F32
    first: I32
    last: I32
    letters: I32

    @classmethod
    def of(cls, feature: list[int], gain: list[float], first: list[int], last: list[int], letters: list[int]) -> Rows:
        """The columns as arrays."""
        numbers = np.array([feature, first, last, letters], dtype=np.int32)
        return cls(numbers[0], np.array(gain, dtype=np.float32), numbers[1], numbers[2], numbers[3])


class Covered(NamedTuple):
    """Listed names that a text covers: name after name, for each the rows that lead to it."""

    document: I64
    row: I64
    share: NDArray[np.float64]
