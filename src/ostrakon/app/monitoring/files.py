"""The files of a customer base inside the data folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ostrakon.customers import container
from ostrakon.customers.base import Base, program_key
from ostrakon.customers.footprints import Footprints
from ostrakon.customers.segment import Segment, load
from ostrakon.errors import StoreError
from ostrakon.store.durable import sync_folder


@dataclass(frozen=True, slots=True)
class BaseFolder:
    """Where the files of one base are; a file is never changed, and counts once the database names it.

    Args:
        key: under which segments are sealed; None leaves them readable.
    """

    root: Path
    key: bytes | None

    @classmethod
    def of(cls, store: Path, key: bytes | None) -> BaseFolder:
        """The base of a data folder."""
        return cls(store / "customers", key)

    def segment_path(self, name: str) -> Path:
        """The file of a segment."""
        return self.root / "segments" / f"{name}.segment"

    def work(self, run: str) -> Path:
        """Where an unfinished run keeps what it has done."""
        return self.root / "work" / run

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the base, so that no second run changes it; a killed process lets go by itself.

        Raises:
            StoreError: another run holds it, or the folder cannot be written.
        """
        try:
            for folder in (self.root / "segments", self.root / "work"):
                folder.mkdir(parents=True, exist_ok=True)
            handle = (self.root / "lock").open("w")
        except OSError as denied:
            raise StoreError(f"cannot be written ({denied.strerror})", where=str(self.root)) from denied
        with handle:
            _hold(handle.fileno(), self.root)
            yield

    def segment(self, name: str) -> Segment:
        """A segment by its name, analysed by this program.

        Raises:
            StoreError: it cannot be read, or another program made it.
        """
        found, made_by = self.segment_as_made(name)
        if made_by != program_key():
            raise StoreError(
                "a segment of customers was made by another version of the program",
                where=str(self.segment_path(name)),
                remedy="`ostrakon customers rescreen` makes it anew",
            )
        return found

    def segment_as_made(self, name: str) -> tuple[Segment, str]:
        """A segment whoever made it, and by which program."""
        return load(self.segment_path(name), self.key)

    def write_segment(self, segment: Segment) -> str:
        """Write a segment, flushed to the disk; its name."""
        raw = segment.encoded(program_key())
        name = hashlib.sha256(raw).hexdigest()[:32]
        self._put(self.segment_path(name), raw, self.key)
        return name

    def read_footprints(self, name: str) -> Footprints:
        """Footprints of the listed parties by name."""
        arrays, _ = container.read(self.root / f"{name}.footprints", None)
        return Footprints(**{field: np.asarray(arrays[field]) for field in ("ids", "prints", "words", "rarity")})

    def write_footprints(self, found: Footprints) -> str:
        """Write footprints of the listed parties; their name."""
        fields = {name: getattr(found, name) for name in ("ids", "prints", "words", "rarity")}
        raw = container.encode(fields, {})
        name = hashlib.sha256(raw).hexdigest()[:32]
        self._put(self.root / f"{name}.footprints", raw, None)
        return name

    def with_key(self, key: bytes | None) -> BaseFolder:
        """The same folder under another key."""
        return replace(self, key=key)

    def replace_sealed(self, name: str, raw: bytes) -> None:
        """Seal the bytes of a segment that lay open, in its place; one that is sealed already stays as it is."""
        if raw.startswith(container.MAGIC):
            self._put(self.segment_path(name), raw, self.key)

    def sweep(self, base: Base) -> None:
        """Remove files that the base does not name: of older states, and of runs that did not end."""
        named = {self.segment_path(one.name).name for one in base.segments}
        if base.screened is not None:
            named.add(f"{base.screened.footprints}.footprints")
        for path in (*(self.root / "segments").iterdir(), *self.root.glob("*.footprints")):
            if path.name not in named:
                path.unlink(missing_ok=True)
        for folder in (self.root / "work").iterdir():
            for path in folder.iterdir():
                path.unlink(missing_ok=True)
            folder.rmdir()

    @staticmethod
    def _put(path: Path, raw: bytes, key: bytes | None) -> None:
        aside = path.with_name(path.name + ".part")
        container.write(aside, raw, key)
        with aside.open("rb") as stream:
            os.fsync(stream.fileno())
        aside.replace(path)
        sync_folder(path.parent)


def _hold(handle: int, where: Path) -> None:
    try:
        import fcntl  # noqa: PLC0415  # absent on Windows
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreError(
            "another run is at work on the customers", where=str(where), remedy="Wait until it has ended"
        ) from None
