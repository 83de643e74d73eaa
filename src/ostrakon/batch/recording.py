"""The record of a batch that is no file: hashes over its rows in and out, counts, and the root over its rows."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.app.batch_answering import BatchOptions
from ostrakon.app.recording import Asked, Grounds, recorder
from ostrakon.ledger.merkle import MerkleTree, merkle_root

_JSON = msgspec.json.Encoder(order="sorted")


class BatchFacts:
    """Grows part by part; the rows are those of the JSON Lines output without evidence.

    Attributes:
        rows: answered so far.
        counts: of them by status.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.counts: Counter[str] = Counter()
        self._input, self._output = hashlib.sha256(), hashlib.sha256()
        self._tree = MerkleTree()

    def add(self, batch: Any, objects: list[dict[str, Any]]) -> None:
        """Take in one record batch of subjects and its answers."""
        self._input.update(_JSON.encode(batch.to_pylist()))
        for one in objects:
            row = _JSON.encode(one)
            self._output.update(row + b"\n")
            self._tree.add(row)
            self.counts[one["status"]] += 1
        self.rows += len(objects)

    @property
    def summary(self) -> dict[str, Any]:
        """All of it, for the record."""
        return {
            "received": self.rows,
            "counts": dict(sorted(self.counts.items())),
            "input_sha256": self._input.hexdigest(),
            "output_sha256": self._output.hexdigest(),
            "rows_root": self._tree.root,
        }


def joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """One summary of those of several parts, in their order: hashes and root go over the parts' own."""
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part["counts"])
    return {
        "received": sum(part["received"] for part in parts),
        "counts": dict(sorted(counts.items())),
        "parts": len(parts),
        **{
            name: hashlib.sha256("".join(part[name] for part in parts).encode()).hexdigest()
            for name in ("input_sha256", "output_sha256")
        },
        "rows_root": merkle_root(part["rows_root"].encode() for part in parts),
    }


def record_batch(store: Path, engine: Grounds, options: BatchOptions, facts: dict[str, Any]) -> None:
    """Write the batch into the ledger of the store, where the settings keep one.

    Raises:
        NotScreened: it could not be written, and a record is required.
    """
    with recorder(store, say=warn_of) as ledger:
        if ledger:
            ledger.batch("batch", facts, Asked(options.limit, options.threshold), engine)


def warn_of(message: str) -> None:
    """Tell a program's author."""
    warnings.warn(message, stacklevel=4)
