"""Tables by which compiled code finds a text's number: 32-bit hashes in rising order, with where each beginning starts.

Made anew by each process in a few milliseconds; sixteen bits of a key lead to the handful of entries among which it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.index.arrays import U8, U32, U64

HASH_START, HASH_FACTOR = 2166136261, 16777619
"""Of the 32-bit hash FNV-1a of G. Fowler, L. C. Noll and K.-P. Vo."""
BEGINNINGS = 1 << 16
_BITS_A_KEY = 8


class Table(NamedTuple):
    """Texts by their hashes.

    Attributes:
        key: hashes, rising. number: of the text of each. start: place of the first key of each beginning.
    """

    key: U32
    number: U32
    start: U32


def table_of(text: U8, off: U32, numbers: U32 | None = None) -> Table:
    """The texts of a joined array by their hashes, all or those of some numbers; several texts may be equal."""
    chosen = np.arange(len(off) - 1) if numbers is None else numbers.astype(np.int64)
    begins = off[chosen].astype(np.int64)
    length = off[chosen + 1].astype(np.int64) - begins
    found = np.full(len(begins), HASH_START, dtype=np.uint64)
    for place in range(int(length.max(initial=0))):
        rows = np.flatnonzero(length > place)
        letters = text[begins[rows] + place].astype(np.uint64)
        found[rows] = ((found[rows] ^ letters) * np.uint64(HASH_FACTOR)) & np.uint64(0xFFFFFFFF)
    order = np.argsort(found, kind="stable")
    key = found[order].astype(np.uint32)
    return Table(key, chosen[order].astype(np.uint32), starts_of(key))


def table_of_texts(texts: dict[str, int]) -> tuple[Table, NDArray[np.uint8], U32]:
    """Texts with numbers given, and the texts joined: key → place in these, whose number stands in the table."""
    joined = "".join(texts).encode("ascii")
    off = np.cumsum([0, *map(len, texts)], dtype=np.uint32)
    text = np.frombuffer(joined or b"\0", dtype=np.uint8)
    return table_of(text, off), text, off


def starts_of(key: U32) -> U32:
    """Place of the first of the rising keys with each beginning of sixteen bits, and of the end."""
    beginnings = np.arange(BEGINNINGS + 1, dtype=np.uint64) << np.uint64(16)
    return np.searchsorted(key.astype(np.uint64), beginnings).astype(np.uint32)


def bits_of(keys: U32) -> tuple[U64, int]:
    """A bit for each key by its highest bits: most other keys are known by it to be none; how many bits are cut off."""
    size = max(6, min(32, int(np.ceil(np.log2(max(len(keys), 1) * _BITS_A_KEY)))))
    held = np.unique(keys >> np.uint32(32 - size))
    bits = np.zeros(1 << (size - 6), dtype=np.uint64)
    np.bitwise_or.at(bits, held >> np.uint32(6), np.uint64(1) << (held & np.uint32(63)).astype(np.uint64))
    return bits, 32 - size
