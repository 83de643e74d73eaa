"""Sorting plain numbers in compiled code: a few hundred of them, in place, without help.

Source: D. L. Shell, A high-speed sorting procedure (1959), with the gaps of M. Ciura (2001).
"""

# numba infers the types of compiled code; annotations are for the reader.
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_GAPS = np.array([1750, 701, 301, 132, 57, 23, 10, 4, 1])


@njit(nogil=True, error_model="numpy")
def sort(numbers: Any, count: int) -> None:
    """Sort `numbers[:count]` ascending."""
    for gap in _GAPS:
        for place in range(gap, count):
            one = numbers[place]
            at = place
            while at >= gap and numbers[at - gap] > one:
                numbers[at] = numbers[at - gap]
                at -= gap
            numbers[at] = one


@njit(nogil=True, error_model="numpy")
def sort_by(ranks: Any, numbers: Any, count: int) -> None:
    """Sort `ranks[:count]` ascending, and `numbers` along with them."""
    for gap in _GAPS:
        for place in range(gap, count):
            rank, one = ranks[place], numbers[place]
            at = place
            while at >= gap and ranks[at - gap] > rank:
                ranks[at], numbers[at] = ranks[at - gap], numbers[at - gap]
                at -= gap
            ranks[at], numbers[at] = rank, one
