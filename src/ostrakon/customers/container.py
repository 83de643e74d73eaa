"""Many arrays in one file: a line of JSON that says where each lies, then their bytes.

One file is written, renamed and sealed in one piece. Unsealed it is mapped into memory; sealed (AES-256-GCM under the
key of the base, as the ledger seals) it is opened into memory as a whole.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.errors import StoreError
from ostrakon.ledger.sealing import seal_bytes, unseal_bytes

Array = NDArray[Any]
MAGIC = b"ostcust1"
_ALIGNED = 64


def encode(arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> bytes:
    """Arrays of plain types, and a few JSON values beside them, as bytes."""
    places: dict[str, tuple[str, list[int], int]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, list(array.shape), at)
        at += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({"arrays": places, "facts": dict(facts), "size": at}).encode()
    start = -(-(len(MAGIC) + 8 + len(head)) // _ALIGNED) * _ALIGNED
    out = bytearray(start + at)
    out[: len(MAGIC) + 8] = MAGIC + len(head).to_bytes(8, "little")
    out[len(MAGIC) + 8 : len(MAGIC) + 8 + len(head)] = head
    for name, array in arrays.items():
        begin = start + places[name][2]
        out[begin : begin + array.nbytes] = np.ascontiguousarray(array).tobytes()
    return bytes(out)


def decode(raw: Any, *, where: str) -> tuple[dict[str, Array], dict[str, Any]]:
    """What `encode` made, without a copy.

    Raises:
        StoreError: it is something else, or cut short.
    """
    try:
        if bytes(raw[: len(MAGIC)]) != MAGIC:
            raise ValueError("it is sealed, or no file of ours")
        length = int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 8], "little")
        head = json.loads(bytes(raw[len(MAGIC) + 8 : len(MAGIC) + 8 + length]))
        start = -(-(len(MAGIC) + 8 + length) // _ALIGNED) * _ALIGNED
        if len(raw) != start + head["size"]:
            raise ValueError("it is cut short")
        found = {}
        for name, (kind, shape, at) in head["arrays"].items():
            count = int(np.prod(shape, dtype=np.int64))
            array = np.frombuffer(raw, dtype=np.dtype(kind), count=count, offset=start + at)
            found[name] = array.reshape(shape)
    except (ValueError, KeyError, TypeError) as bad:
        raise StoreError(
            f"a file of customers cannot be read ({bad})",
            where=where,
            remedy="Name the key that sealed it, or restore it from a backup",
        ) from bad
    return found, head["facts"]


def write(path: Path, raw: bytes, key: bytes | None) -> None:
    """Write a file, sealed where a key is given; the caller renames it into place and flushes its folder."""
    path.write_bytes(raw if key is None else seal_bytes(raw, key, "customers"))


def read(path: Path, key: bytes | None) -> tuple[dict[str, Array], dict[str, Any]]:
    """The arrays of a file.

    Raises:
        StoreError: it is missing or damaged, or another key sealed it.
    """
    try:
        if key is not None:
            return decode(unseal_bytes(path.read_bytes(), key, "customers"), where=str(path))
        with path.open("rb") as stream:
            return decode(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ), where=str(path))
    except (OSError, ValueError) as bad:
        raise StoreError(f"a file of customers cannot be read ({bad})", where=str(path)) from bad
