"""What a compiled loop is to those who call it: its name, where its source is, the kinds of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Function = Callable[..., object]
"""Called with addresses, whole numbers and fractions, as the entry says; writes its results where it is told to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One loop that is compiled by itself.

    Attributes:
        name: of the file that keeps it.
        module, function: where its source is; the module imports numba.
        arguments: one letter each: `i` an address or whole number of 64 bits, `f` a double.
    """

    name: str
    module: str
    function: str
    arguments: str
