"""Arrays that compiled code reads, bound by their addresses.

To hand an array to compiled code costs a tenth of a microsecond, and there are sixty: more than to compare a name. So
what stays the same goes as one array of addresses.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Bound:
    """Arrays with their addresses, `at` the address of these; the arrays live as long as this.

    Raises:
        TypeError: an array is not of the type that compiled code reads.
    """

    def __init__(self, arrays: tuple[Any, ...], types: tuple[Any, ...]) -> None:
        for array, expected in zip(arrays, types, strict=True):
            if array.dtype != np.dtype(expected) or not array.flags.c_contiguous:
                raise TypeError(f"compiled code reads {np.dtype(expected)} here, and was given {array.dtype}")
        self.arrays = arrays
        self._addresses: NDArray[np.int64] = np.array([array.ctypes.data for array in arrays], dtype=np.int64)
        self.at = int(self._addresses.ctypes.data)
