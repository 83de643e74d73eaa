"""Taking over a snapshot that another host made: its files, checked by their hashes, then its number in force.

Owns which files are wanted and where they go. Refuses to change what is there: a snapshot of the same number with
other contents is an error, never overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import msgspec

from ostrakon.errors import OstrakonError, StoreError
from ostrakon.store import journal
from ostrakon.store.durable import move_folder, replace_file
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Manifest
from ostrakon.store.snapshot import Current, read_current
from ostrakon.store.writer import Prepare, Usable, Writer, now, prepared, turn

SIDE_BY_SIDE = 3
"""Files that are fetched, checked and written at the same time."""


class File(Protocol):
    """A file of a snapshot."""

    @property
    def path(self) -> str:
        """Where it lies within the data folder."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""

    @property
    def size(self) -> int:
        """Bytes."""


F = TypeVar("F", bound=File)
Pieces = Callable[[Sequence[F]], Iterator[Iterator[bytes]]]
"""Files → the bytes of each in turn, piece by piece; may be called by several threads."""


class ForeignSnapshotError(StoreError):
    """This host has another snapshot under the number of the one that was published."""


def take_over(
    writer: Writer,
    number: int,
    files: Iterable[F],
    pieces: Pieces[F],
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
    content = b"".join(b"".join(_checked(said[0], given)) for given in pieces(said))
    current = read_current(folder)
    if current is not None and number <= current.highest and manifest_path.read_bytes() != content:
        raise ForeignSnapshotError(
            f"{host} has published a snapshot {number}, and this host has another one of that number",
            where=str(folder.root),
            remedy="`ostrakon lists update` here makes one for all hosts; or begin here with an empty data folder",
        )
    _fetch(writer, _by_home(folder, (one for one in every if one is not said[0])), pieces)
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


def _fetch(writer: Writer, homes: dict[Path, list[F]], pieces: Pieces[F]) -> None:
    """Fetch the folders that are not here yet, some files side by side."""
    rooms = {home: writer.room() for home in homes if not home.exists()}
    wanted = [
        (one, rooms[home] / _within(writer.folder, one.path).relative_to(home)) for home in rooms for one in homes[home]
    ]
    wanted.sort(key=lambda pair: -pair[0].size)

    def fetch(share: Sequence[tuple[F, Path]]) -> None:
        for (one, target), given in zip(share, pieces([one for one, _ in share]), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as out:
                out.writelines(_checked(one, given))

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(fetch, _shares(wanted)))
    for home, room in rooms.items():
        move_folder(room, home)


def _shares(wanted: Sequence[tuple[F, Path]]) -> list[list[tuple[F, Path]]]:
    """As many shares as are fetched side by side, of about the same size."""
    shares: list[list[tuple[F, Path]]] = [[] for _ in range(SIDE_BY_SIDE)]
    sizes = [0] * SIDE_BY_SIDE
    for pair in wanted:  # the largest first
        least = sizes.index(min(sizes))
        shares[least].append(pair)
        sizes[least] += pair[0].size
    return shares


def _by_home(folder: StoreFolder, files: Iterable[F]) -> dict[Path, list[F]]:
    """Files by the folder that is complete or not there: of an edition, or of an index."""
    homes: dict[Path, list[F]] = {}
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


def _checked(file: File, given: Iterator[bytes]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    try:
        for piece in given:
            digest.update(piece)
            yield piece
    except OstrakonError as away:
        raise StoreError(f"{file.path} could not be fetched: {away}") from away
    if digest.hexdigest() != file.sha256:
        raise StoreError(f"{file.path} came damaged or not whole", remedy="It is fetched again in a moment")
