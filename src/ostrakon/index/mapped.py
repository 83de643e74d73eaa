"""Arrays of files, mapped into memory."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

_READING = threading.Lock()
"""numpy reads the head of a file with the parser of Python, which before 3.11.8 fails in two threads at once (CPython
106905: "AST constructor recursion depth mismatch")."""


def mapped(path: Path) -> Any:
    """The array of a `.npy` file, read-only.

    A plain view of the mapping: numpy.memmap's own bookkeeping costs a microsecond on every slice.

    Raises:
        OSError, ValueError: the file is missing or damaged.
    """
    with _READING:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(array).view(np.ndarray)
