"""Listed names that dates and countries rule out are not compared: the list side of `beside.py`, made when it pays."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable

from ostrakon.index.arrays import Arrays
from ostrakon.match.alignment import Beside
from ostrakon.match.compiled.beside import LISTED_TYPES, bits_of, listed_of
from ostrakon.match.fact_weights import FactWeights
from ostrakon.match.grid import I64
from ostrakon.match.weights import STEP, Weights
from ostrakon.native.bound import Bound

NAMES_BEFORE = 64
"""Names that are compared with all before the tables are made: they take longer than so many names do."""


class Sparing:
    """What the compiled comparison needs to spare listed names; safe to share between threads.

    Args:
        records_of: gives borders and numbers of all records of each party, itself among them.
    """

    def __init__(
        self, arrays: Arrays, weights: Weights, facts: FactWeights, records_of: Callable[[], tuple[I64, I64]]
    ) -> None:
        self._arrays, self._weights, self._records_of = arrays, weights, records_of
        self._bits = bits_of(facts, weights)
        self._bits_at = int(self._bits.ctypes.data)
        self._left = NAMES_BEFORE
        self._listed: Bound | None = None
        self._addresses = 0, 0
        self._lock = threading.Lock()

    def block(self, beside: Beside, needs_at: int) -> array[int] | None:
        """What the comparison reads of one subject, while `beside` lives; None where all are compared.

        In its order: date and countries, conflicts of schemata, `Listed`, weights, bits that count in steps of 1/1024,
        room for the needs.
        """
        if self._listed is None and not self._ready():
            return None
        names, facts = self._addresses
        return array(
            "q",
            (
                beside.given.buffer_info()[0], beside.conflicts.ctypes.data, names, facts, self._bits_at,
                int(beside.needed * STEP), needs_at,
            ),
        )  # fmt: skip

    def _ready(self) -> bool:
        self._left -= 1
        if self._left > 0:
            return False
        with self._lock:
            if self._listed is None:
                listed = listed_of(self._arrays, self._weights, self._records_of())
                names, facts = (int(one.ctypes.data) for one in listed)
                self._addresses, self._listed = (names, facts), Bound(listed, LISTED_TYPES)
        return True
