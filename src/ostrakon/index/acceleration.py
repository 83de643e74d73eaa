"""Whether compiled code is at hand: the extra `fast`, numba, which every path can do without."""

from __future__ import annotations

import importlib.util
from functools import cache


@cache
def compiled_available() -> bool:
    """Whether numba is installed. Does not import it: that alone costs a third of a second."""
    return importlib.util.find_spec("numba") is not None
