"""Bringing editions into force: one writer at a time, everything complete before `CURRENT` is turned."""

from __future__ import annotations

import fcntl
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from ostrakon.errors import StoreError
from ostrakon.store import journal
from ostrakon.store.durable import copy_hashed, move_folder, replace_file, replace_folder, sync_folder
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Action, ListInForce, Manifest, index_key, read_manifest
from ostrakon.store.snapshot import Current, Snapshot, nothing_in_force, read_current

LOCK_WAIT_SECONDS = 30.0
"""So long a writer waits for another one to finish."""
_LOCK_POLL_SECONDS = 0.05

Prepare = Callable[[Snapshot, Path], None]
"""Builds what belongs to a snapshot (its index) into an empty folder."""

Ready = Callable[[Snapshot], None]
"""Called with a snapshot of which all files are in place, just before it comes into force."""

Usable = Callable[[Path], bool]
"""Whether a folder holds what `Prepare` builds, whole and of the version of this program."""


class StoreBusy(StoreError):
    """Another writer did not finish in time."""


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file taken in but not yet archived; `path` holds its bytes until the writer is done."""

    name: str
    path: Path
    sha256: str
    bytes: int


def now() -> str:
    """The present moment as it is written everywhere here: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Writer:
    """The one writer of a data folder; got from `writing`."""

    def __init__(self, folder: StoreFolder) -> None:
        self.folder = folder

    def room(self) -> Path:
        """A new empty folder for unfinished work; gone with the writer."""
        room = self.folder.scratch / uuid.uuid4().hex
        room.mkdir()
        return room

    def stage(self, stream: BinaryIO, name: str) -> StagedFile:
        """Copy a file aside under its own name, so that what is hashed is what is read and archived."""
        path = self.room() / (Path(name).name or "list")
        sha256, size = copy_hashed(stream, path)
        return StagedFile(name, path, sha256, size)

    def archive(self, staged: StagedFile) -> None:
        """Put a staged file into the archive; its staged path is gone afterwards."""
        target = self.folder.raw(staged.sha256)
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.path.replace(target)
        target.chmod(0o444)
        sync_folder(target.parent)

    def keep_edition(self, written: Path, source: str, digest: str) -> None:
        """Move a finished edition into its place."""
        move_folder(written, self.folder.edition(source, digest))

    def current_number(self) -> int | None:
        """Number of the snapshot in force, None where there is none."""
        current = read_current(self.folder)
        return None if current is None else current.number

    def lists_in_force(self) -> dict[str, ListInForce]:
        """The lists of the snapshot in force; empty where there is none."""
        current = read_current(self.folder)
        return {} if current is None else dict(read_manifest(self.folder, current.number).lists)

    def manifest_in_force(self) -> Manifest:
        """The manifest of the snapshot in force.

        Raises:
            NotScreened: no list is in force.
        """
        current = read_current(self.folder)
        if current is None:
            raise nothing_in_force(self.folder.root)
        return read_manifest(self.folder, current.number)


@contextmanager
def writing(store_dir: Path, *, wait_seconds: float = LOCK_WAIT_SECONDS) -> Iterator[Writer]:
    """Become the one writer of a data folder, which is made where it does not exist.

    Leftovers of a writer that crashed are removed first.

    Raises:
        StoreError: the folder cannot be written, or another writer does not finish.
    """
    folder = StoreFolder(store_dir)
    try:
        folder.create()
        lock = folder.lock.open("ab")
    except OSError as denied:
        raise _unwritable(denied, store_dir) from denied
    with lock:
        _acquire(lock, store_dir, wait_seconds)
        try:
            _remove_leftovers(folder)
            yield Writer(folder)
            _empty(folder.scratch)
        except OSError as full:
            raise _unwritable(full, store_dir) from full
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def publish(
    writer: Writer,
    changed: Mapping[str, ListInForce],
    *,
    action: Action,
    prepare: Prepare | None = None,
    index_version: str = "0",
    usable: Usable = Path.is_dir,
    ready: Ready | None = None,
) -> Manifest:
    """Bring editions into force beside the other lists: one new snapshot.

    Args:
        writer: holds the lock; the editions and files are in place already.
        changed: the lists that the snapshot replaces or adds, by source id; none where only the index is another.
        action: what the manifest says made it.
        prepare: builds the index; called before anything is published, not at all when it was built before.
        index_version: of the builder; part of the index's name.
        usable: whether an index that was built before still serves.
        ready: see there.
    """
    folder = writer.folder
    current = read_current(folder)
    lists = dict(sorted((writer.lists_in_force() | dict(changed)).items()))
    manifest = Manifest(
        number=(current.highest if current else 0) + 1,
        created=now(),
        action=action,
        parent=current.number if current else None,
        lists=lists,
        index=index_key(lists, version=index_version),
    )
    prepared(writer, manifest, prepare, usable)
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    replace_file(folder.manifest(manifest.number), content, scratch=folder.scratch)
    if ready is not None:
        ready(Snapshot(folder, manifest))
    turn(
        folder,
        Current(
            number=manifest.number,
            previous=manifest.parent,
            highest=manifest.number,
            since=manifest.created,
        ),
    )
    for source in sorted(changed):
        listed = changed[source]
        journal.append(
            folder,
            journal.Event(
                at=manifest.created,
                kind="published",
                source=source,
                snapshot=manifest.number,
                reason=listed.forced,
                message=f"{listed.entities:,} entities, {listed.names:,} names",
                files=tuple(file.name for file in listed.files),
            ),
        )
    return manifest


def rebuild_index(writer: Writer, prepare: Prepare) -> Manifest:
    """Build the index of the snapshot in force anew and put it in the place of the old one, under the same key.

    Raises:
        NotScreened: no list is in force.
    """
    manifest = writer.manifest_in_force()
    _build(writer, Snapshot(writer.folder, manifest), prepare)
    return manifest


def rollback(
    writer: Writer,
    number: int,
    *,
    reason: str = "",
    prepare: Prepare | None = None,
    usable: Usable = Path.is_dir,
    ready: Ready | None = None,
) -> Manifest:
    """Put an earlier snapshot in force again; numbers of later ones are not given out anew.

    An index that an older program built, or that is damaged, is built anew under the key of the snapshot.

    Raises:
        StoreError: there is no such snapshot, or it is in force already.
    """
    folder = writer.folder
    current = read_current(folder)
    if current is None or not 1 <= number <= current.highest:
        raise StoreError(
            f"there is no snapshot {number}",
            where=str(folder.root),
            remedy="`ostrakon lists status` shows them",
        )
    if number == current.number:
        raise StoreError(f"snapshot {number} is in force already", where=str(folder.root))
    manifest = read_manifest(folder, number)
    prepared(writer, manifest, prepare, usable)
    if ready is not None:
        ready(Snapshot(folder, manifest))
    moment = now()
    turn(folder, Current(number=number, previous=current.number, highest=current.highest, since=moment))
    event = journal.Event(
        at=moment, kind="rollback", snapshot=number, reason=reason, message=f"from snapshot {current.number}"
    )
    journal.append(folder, event)
    return manifest


def _unwritable(problem: OSError, store_dir: Path) -> StoreError:
    return StoreError(
        f"the data folder cannot be written ({problem.strerror or problem})",
        where=str(store_dir),
        remedy="Make room, or name another one with --store",
    )


def prepared(writer: Writer, manifest: Manifest, prepare: Prepare | None, usable: Usable) -> None:
    """Make sure that a snapshot can be opened, and that its index serves; builds the index where it does not.

    Raises:
        StoreError: an edition cannot be read.
    """
    snapshot = Snapshot(writer.folder, manifest)  # opens every edition: none is published that cannot be read
    if prepare is not None and not usable(snapshot.index_folder):
        _build(writer, snapshot, prepare)


def _build(writer: Writer, snapshot: Snapshot, prepare: Prepare) -> None:
    room = writer.room()
    prepare(snapshot, room)
    replace_folder(room, snapshot.index_folder, scratch=writer.folder.scratch)


def turn(folder: StoreFolder, current: Current) -> None:
    """Put a snapshot in force, all of whose files are in place."""
    replace_file(folder.current, msgspec.json.encode(current) + b"\n", scratch=folder.scratch)


def _acquire(lock: BinaryIO, store_dir: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError as busy:
            if time.monotonic() >= deadline:
                raise StoreBusy(
                    "another import or update is running",
                    where=str(store_dir),
                    remedy="Try again when it is done",
                ) from busy
        time.sleep(_LOCK_POLL_SECONDS)


def _remove_leftovers(folder: StoreFolder) -> None:
    _empty(folder.scratch)
    current = read_current(folder)
    highest = current.highest if current else 0
    for path in folder.snapshots.glob("*.json"):
        if path.stem.isdigit() and int(path.stem) > highest:
            path.unlink()  # written, but its writer died before it came into force


def _empty(scratch: Path) -> None:
    for leftover in scratch.iterdir():
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
