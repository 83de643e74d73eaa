"""Loops that the tests compile."""

from __future__ import annotations

import numpy as np
from numba import njit

from ostrakon.native.pointers import pointer_to
from ostrakon.native.sorting import sort, sort_by

f8, i8, u8 = (pointer_to(np.dtype(kind)) for kind in ("f8", "i8", "u8"))
_STEPS = np.array([1.0, 2.5, 7.0, 40.0])


@njit(nogil=True)
def _step(value: float) -> int:
    count = 0
    for one in _STEPS:
        if one <= value:
            count += 1
    return count


def count_steps(numbers: int, count: int, factor: float, out: int) -> None:
    """How many steps each number times `factor` reaches; the whole of `out` is set to 0 first."""
    given, found = f8(numbers), i8(out)
    for place in range(count):
        found[place] = 0
    for place in range(count):
        found[place] += _step(given[place] * factor)


def sort_numbers(numbers: int, count: int) -> None:
    """Sort in place."""
    sort(i8(numbers), count)


def sort_along(ranks: int, numbers: int, count: int) -> None:
    """Sort in place, by ranks."""
    sort_by(u8(ranks), i8(numbers), count)


def allocate(count: int, out: int) -> None:
    """Needs memory of its own, which only numba's own library gives."""
    made = np.arange(count)
    found = i8(out)
    for place in range(count):
        found[place] = made[::-1].copy()[place]
