"""Where everything lies inside the data folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ostrakon.errors import UsageError

_SOURCE_ID = re.compile(r"^[a-z0-9_]+(:[A-Za-z0-9][A-Za-z0-9_.-]{0,63})?$")
_DIGEST = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The paths of one data folder; creates nothing by itself."""

    root: Path

    @property
    def current(self) -> Path:
        """Names the snapshot in force."""
        return self.root / "CURRENT"

    @property
    def journal(self) -> Path:
        """Append-only events, one JSON object a line."""
        return self.root / "journal.jsonl"

    @property
    def lock(self) -> Path:
        """Held by the one writer."""
        return self.root / "lock"

    @property
    def scratch(self) -> Path:
        """Unfinished work of the writer, emptied by the next one."""
        return self.root / "tmp"

    @property
    def snapshots(self) -> Path:
        """All manifests."""
        return self.root / "snapshots"

    def manifest(self, number: int) -> Path:
        """The manifest of one snapshot."""
        return self.snapshots / f"{number:06d}.json"

    def raw(self, sha256: str) -> Path:
        """The archived bytes with this SHA-256 (hex)."""
        return self.root / "raw" / _checked(sha256)[:2] / sha256

    def edition(self, source: str, digest: str) -> Path:
        """The folder of one parsed edition of one list."""
        if not _SOURCE_ID.match(source):
            raise UsageError(f"{source!r} is no source id")
        # A colon is not allowed in file names everywhere.
        return self.root / "lists" / source.replace(":", "+") / _checked(digest)

    def index(self, key: str) -> Path:
        """The folder of what was built from one set of editions."""
        return self.root / "index" / _checked(key)

    def create(self) -> None:
        """Make the folders that a writer needs."""
        for folder in (self.root, self.scratch, self.snapshots, self.root / "raw", self.root / "lists"):
            folder.mkdir(parents=True, exist_ok=True)
        (self.root / "index").mkdir(exist_ok=True)


def _checked(digest: str) -> str:
    if not _DIGEST.match(digest):
        raise UsageError(f"{digest!r} is no SHA-256 in hex")
    return digest
