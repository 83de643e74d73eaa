"""Finding one record of an edition by its id without reading the others.

`ids.bin`: 8 bytes magic, 8 bytes count, then three columns of 64-bit integers: the sorted hashes of the ids,
and for each the place and the length of its line in `entities.jsonl`. Both files are mapped into memory,
never loaded.
"""

from __future__ import annotations

import hashlib
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from ostrakon.errors import StoreError

_MAGIC = b"ostids1" + (b"L" if sys.byteorder == "little" else b"B")
_HEAD_BYTES = 16


def id_hash(entity_id: str) -> int:
    """64 bits that stand for an entity id."""
    return int.from_bytes(hashlib.blake2b(entity_id.encode(), digest_size=8).digest(), "little")


def encode_table(rows: Sequence[tuple[int, int, int]]) -> bytes:
    """The content of `ids.bin` for rows of (hash, place, length)."""
    ordered = sorted(rows)
    columns = [array("Q", (row[i] for row in ordered)) for i in range(3)]
    head = _MAGIC + len(ordered).to_bytes(8, sys.byteorder)
    return head + b"".join(column.tobytes() for column in columns)


class RecordTable:
    """The records of one edition, read-only; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._records = _mapped(folder / "entities.jsonl")
        head = _mapped(folder / "ids.bin")
        if head[:8] != _MAGIC:
            raise StoreError("the table of ids is damaged or from another kind of machine", where=str(folder))
        count = int.from_bytes(head[8:_HEAD_BYTES], sys.byteorder)
        if len(head) != _HEAD_BYTES + 24 * count:
            raise StoreError("the table of ids is truncated", where=str(folder))
        columns = memoryview(head)[_HEAD_BYTES:].cast("Q")
        self.hashes = columns[:count]
        self._places = columns[count : 2 * count]
        self._lengths = columns[2 * count :]

    def __len__(self) -> int:
        return len(self.hashes)

    def find(self, wanted: int) -> Iterator[bytes]:
        """The JSON of every record whose id has this hash (one, but for a freak of nature)."""
        hashes = self.hashes
        at = bisect_left(hashes, wanted)
        while at < len(hashes) and hashes[at] == wanted:
            place = self._places[at]
            yield self._records[place : place + self._lengths[at]]
            at += 1

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """(hash of the id, JSON) of every record in the order of the list."""
        order = sorted(range(len(self.hashes)), key=self._places.__getitem__)
        for at in order:
            place = self._places[at]
            yield self.hashes[at], self._records[place : place + self._lengths[at]]


def _mapped(path: Path) -> mmap.mmap | bytes:
    try:
        with path.open("rb") as stream:
            if path.stat().st_size == 0:
                return b""  # an empty file cannot be mapped
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as missing:
        raise StoreError("a file of the data folder is missing", where=str(path)) from missing
