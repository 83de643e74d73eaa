"""What the compiled comparison is asked in one call: of each query a row of numbers (`kernel.compare` reads them)."""

from __future__ import annotations

from array import array

import numpy as np

from ostrakon.match.compiled.asked import Asking
from ostrakon.match.grid import I64, Bools
from ostrakon.match.weights import F64
from ostrakon.native.bound import Bound

QUERY, DOCUMENTS, COUNT, ACRONYM, SPARED, ACCOUNT, ALL = range(7)
"""Places in a row: addresses of `Asking.block` and of the numbers of the listed names; how many these are; addresses
of whether each has the query for an acronym, of `Sparing.block`, and of the `Account`, 0 for none; whether listed names
are written whatever their bits."""
ROW_SIZE = 7
ROW_BYTES = 8 * ROW_SIZE


class Call:
    """The queries of one call, and what they are compared with.

    Args:
        documents: numbers of the listed names, of one query after the other.
    """

    def __init__(self, documents: I64) -> None:
        self.rows, self.least = array("q"), array("d")
        self._documents = np.ascontiguousarray(documents, dtype=np.int64)
        self._next = int(self._documents.ctypes.data)
        self._kept: list[object] = []

    def __len__(self) -> int:
        return len(self.least)

    def add(
        self,
        query: Asking,
        count: int,
        least: float,
        *,
        acronym: Bools | None = None,
        spared: array[int] | None = None,
        account: Bound | None = None,
        whatever: bool = False,
    ) -> None:
        """One query more, with the next `count` of the listed names; the rest as in a row."""
        self._kept.append((query, acronym, spared, account))
        self.rows.extend((
            query.block.buffer_info()[0],
            self._next,
            count,
            0 if acronym is None else acronym.ctypes.data,
            0 if spared is None else spared.buffer_info()[0],
            0 if account is None else account.at,
            whatever,
        ))  # fmt: skip
        self.least.append(least)
        self._next += 8 * count


class Compared:
    """Room for what a call writes.

    Attributes:
        documents, bits: of one query after the other. sizes: how many of each.
    """

    def __init__(self, queries: int, documents: int) -> None:
        self.documents: I64 = np.empty(documents, dtype=np.int64)
        self.bits: F64 = np.empty(documents)
        self.sizes: I64 = np.empty(queries, dtype=np.int64)

    def parts(self) -> list[tuple[I64, F64]]:
        """Documents and bits of each query."""
        ends = np.cumsum(self.sizes).tolist()
        return [
            (self.documents[start:end], self.bits[start:end])
            for start, end in zip([0, *ends], ends, strict=False)
        ]  # fmt: skip
