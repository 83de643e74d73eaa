"""Taking over a snapshot that another host made: its files, checked by their hashes, then its number in force.

Owns which files are wanted and where they go. Refuses to change what is there: a snapshot of the same number with
other contents is an error, never overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

import msgspec

from ostrakon.errors import OstrakonError, StoreError
from ostrakon.store import journal
from ostrakon.store.durable import move_folder, replace_file
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Manifest
from ostrakon.store.snapshot import Current, read_current
from ostrakon.store.writer import Prepare, Usable, Writer, now, prepared, turn

Pieces = Callable[[str], Iterator[bytes]]
"""SHA-256 → the bytes of a file, piece by piece."""


class File(Protocol):
    """A file of a snapshot."""

    @property
    def path(self) -> str:
        """Where it lies within the data folder."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""


class ForeignSnapshotError(StoreError):
    """This host has another snapshot under the number of the one that was published."""


def take_over(
    writer: Writer,
    number: int,
    files: Iterable[File],
    pieces: Pieces,
    *,
    host: str,
    prepare: Prepare | None = None,
    usable: Usable = Path.is_dir,
) -> Manifest:
    """Put a snapshot of another host in force under its number; files that are here already are not fetched.

    Raises:
        ForeignSnapshotError: see there.
        StoreError: a file is missing, damaged or not where files of snapshots lie; the old snapshot stays in force.
    """
    folder = writer.folder
    every = list(files)
    manifest_path = folder.manifest(number)
    said = [one for one in every if _within(folder, one.path) == manifest_path]
    if len(said) != 1:
        raise StoreError(f"snapshot {number} was published without its manifest", where=host)
    content = b"".join(_checked(said[0], pieces))
    current = read_current(folder)
    if current is not None and number <= current.highest and manifest_path.read_bytes() != content:
        raise ForeignSnapshotError(
            f"{host} has published a snapshot {number}, and this host has another one of that number",
            where=str(folder.root),
            remedy="`ostrakon lists update` here makes one for all hosts; or begin here with an empty data folder",
        )
    for home, members in _by_home(folder, (one for one in every if one is not said[0])).items():
        if not home.exists():
            room = writer.room()
            for one in members:
                target = room / _within(folder, one.path).relative_to(home)
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    out.writelines(_checked(one, pieces))
            move_folder(room, home)
    manifest = msgspec.json.decode(content, type=Manifest)
    prepared(writer, manifest, prepare, usable)
    replace_file(manifest_path, content, scratch=folder.scratch)
    moment = now()
    before = current.number if current else None
    highest = max(number, current.highest if current else 0)
    if before != number:
        turn(folder, Current(number=number, previous=before, highest=highest, since=moment))
        message = f"published by {host}; before: snapshot {before}" if before else f"published by {host}"
        journal.append(folder, journal.Event(at=moment, kind="followed", snapshot=number, message=message))
    return manifest


def _by_home(folder: StoreFolder, files: Iterable[File]) -> dict[Path, list[File]]:
    """Files by the folder that is complete or not there: of an edition, or of an index."""
    homes: dict[Path, list[File]] = {}
    for one in files:
        path = _within(folder, one.path)
        match path.relative_to(folder.root).parts:
            case ("lists", source, digest, _, *_):
                home = folder.edition(source.replace("+", ":"), digest)
            case ("index", key, _, *_):
                home = folder.index(key)
            case _:
                raise StoreError(f"{one.path!r} is no file of a snapshot")
        homes.setdefault(home, []).append(one)
    return homes


def _within(folder: StoreFolder, path: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise StoreError(f"{path!r} leads out of the data folder")
    return folder.root.joinpath(*pure.parts)


def _checked(file: File, pieces: Pieces) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        for piece in pieces(file.sha256):
            digest.update(piece)
            yield piece
    except OstrakonError as away:
        raise StoreError(f"{file.path} could not be fetched: {away}") from away
    if digest.hexdigest() != file.sha256:
        raise StoreError(f"{file.path} came damaged or not whole", remedy="It is fetched again in a moment")
