"""One hash over the rows of a batch, from which each row can be proved without the others (RFC 6962, section 2.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY = hashlib.sha256(b"").hexdigest()
"""The root over no rows."""


def _leaf(row: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + row).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class MerkleTree:
    """A root that grows row by row in the memory of one path (a hash for each doubling of the rows)."""

    def __init__(self) -> None:
        self.rows = 0
        self._peaks: list[tuple[int, bytes]] = []  # (rows below it, hash), sizes falling powers of two

    def add(self, row: bytes) -> None:
        """Take in the next row."""
        self.rows += 1
        size, found = 1, _leaf(row)
        while self._peaks and self._peaks[-1][0] == size:
            _, left = self._peaks.pop()
            size, found = size * 2, _node(left, found)
        self._peaks.append((size, found))

    @property
    def peaks(self) -> list[tuple[int, str]]:
        """All that the tree knows, to go on from after a new start: rows below each part of it, and its hash in hex."""
        return [(size, found.hex()) for size, found in self._peaks]

    @classmethod
    def of_peaks(cls, peaks: Iterable[tuple[int, str]]) -> MerkleTree:
        """The tree that gave these `peaks`."""
        tree = cls()
        tree._peaks = [(size, bytes.fromhex(found)) for size, found in peaks]
        tree.rows = sum(size for size, _ in tree._peaks)
        return tree

    @property
    def root(self) -> str:
        """The root over the rows so far, in hex."""
        if not self._peaks:
            return EMPTY
        _, found = self._peaks[-1]
        for _, left in reversed(self._peaks[:-1]):
            found = _node(left, found)
        return found.hex()


def merkle_root(rows: Iterable[bytes]) -> str:
    """The root over all rows, in hex."""
    tree = MerkleTree()
    for row in rows:
        tree.add(row)
    return tree.root
