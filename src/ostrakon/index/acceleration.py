"""Whether compiled code is at hand: the extra `fast`, numba, which every path can do without."""

from __future__ import annotations

import importlib.util
import os
from functools import cache

SWITCH = "OSTRAKON_COMPILED"
"""Environment variable; `0` keeps everything on plain numpy, with equal results."""


@cache
def compiled_available() -> bool:
    """Whether numba is installed and not switched off. Does not import it: that alone costs a third of a second.

    Long runs ask; commands that answer once never do, since loading compiled code costs them more than it saves.
    """
    return os.environ.get(SWITCH, "") != "0" and importlib.util.find_spec("numba") is not None
