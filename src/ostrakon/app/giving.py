"""A snapshot given to the other hosts: its files, each once for all snapshots that hold it, then that it is in force.

Whoever brings lists into force does so just before they are in force here, so that the others need only fetch. What is
given is in force for all, wherever this process ends: a host that died in between follows what it gave.
"""

from __future__ import annotations

import hashlib
import logging
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ostrakon.app.serving import PREFIX, read_settings
from ostrakon.app.settings import database_url
from ostrakon.app.signals import Signals, signals
from ostrakon.database import shared_lists
from ostrakon.database.opening import open_database
from ostrakon.database.records import moment
from ostrakon.database.shared_lists import PIECE_BYTES, Publication, SharedFile
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import OstrakonError
from ostrakon.store.bundles import files_of
from ostrakon.store.durable import replace_file
from ostrakon.store.folder import StoreFolder
from ostrakon.store.snapshot import Snapshot

SIDE_BY_SIDE = 3
"""Files that are read, hashed and sent at the same time."""
_log = logging.getLogger("ostrakon.lists")


class Followed(msgspec.Struct, frozen=True):
    """Content of the file `FOLLOWED`: the publication that this host took part in last, and its snapshot."""

    seq: int = 0
    number: int = 0


def followed(folder: StoreFolder) -> Followed:
    """What this host took part in last."""
    try:
        return msgspec.json.decode(_mark(folder).read_bytes(), type=Followed)
    except (FileNotFoundError, msgspec.MsgspecError):
        return Followed()


def note_followed(folder: StoreFolder, done: Followed) -> None:
    """Remember what this host took part in."""
    replace_file(_mark(folder), msgspec.json.encode(done), scratch=folder.scratch)


def host_name() -> str:
    """What others are told of this host."""
    return platform.node() or "unknown"


def give(database: Database, snapshot: Snapshot, seq: int, host: str) -> bool:
    """Put the files of a snapshot into the database, then that it is to be in force; False where another was first.

    Args:
        seq: number of the publication.
    """
    folder = snapshot.folder
    with database.read() as transaction:
        known = shared_lists.newest(transaction)
    paths = _described(snapshot, {one.path: one for one in known.files} if known else {})
    with database.read() as transaction:
        absent = shared_lists.missing(transaction, {one.sha256 for one in paths})
    wanted = {one.sha256: one for one in paths if one.sha256 in absent}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        list(pool.map(lambda one: _send(database, folder, [one]), sorted(wanted.values(), key=lambda one: -one.size)))
    with database.write() as transaction:
        # Another host may have cleared away what no publication holds, together with one of its own under our number:
        # then this one is refused. Before that number it is seen here.
        lost = shared_lists.missing(transaction, {one.sha256 for one in paths})
        _put(transaction, folder, (one for one in paths if one.sha256 in lost))
        new = Publication(seq=seq, number=snapshot.number, files=paths, host=host, at=moment())
        return shared_lists.publish(transaction, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingSettings:
    """Those of `ServerSettings` that a command needs."""

    share_lists: bool = False
    signals: str = ""


def give_ahead(snapshot: Snapshot) -> None:
    """Give a snapshot that is about to come into force, where the settings want lists to be shared.

    What fails changes nothing here: the service of this host gives it as soon as it can.
    """
    try:
        settings = read_settings(GivingSettings, PREFIX)
        root = snapshot.folder.root
        if not settings.share_lists or (url := database_url(root)).startswith("sqlite"):
            return
        database = open_database(url)
        try:
            _give_ahead(database, snapshot, signals(database, url, settings.signals))
        finally:
            database.close()
    except OstrakonError as away:
        _log.warning("the lists could not be given to the other hosts yet: %s", away)


def _give_ahead(database: Database, snapshot: Snapshot, ways: Signals) -> None:
    with database.read() as transaction:
        newest = shared_lists.newest(transaction)
    if newest is not None and newest.seq > followed(snapshot.folder).seq and newest.number >= snapshot.number:
        return  # another host was first: the service of this one finds out what is to be done
    if give(database, snapshot, newest.seq + 1 if newest else 1, host_name()):
        ways.tell()


def _described(snapshot: Snapshot, known: Mapping[str, SharedFile]) -> tuple[SharedFile, ...]:
    """The files of a snapshot with their hashes; those of editions never change, so what is known is not read again."""
    root = snapshot.folder.root
    names = [path.relative_to(root).as_posix() for path in files_of(snapshot)]
    fresh = [name for name in names if not (name.startswith("lists/") and name in known)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = dict(zip(fresh, pool.map(lambda name: _hashed(root, name), fresh), strict=True))
    return tuple(found.get(name) or known[name] for name in names)


def _hashed(root: Path, name: str) -> SharedFile:
    path = root / name
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return SharedFile(name, digest, path.stat().st_size)


def _send(database: Database, folder: StoreFolder, files: Sequence[SharedFile]) -> None:
    with database.write() as transaction:
        _put(transaction, folder, files)


def _put(transaction: Transaction, folder: StoreFolder, files: Iterable[SharedFile]) -> None:
    for one in files:
        for number, piece in enumerate(_pieces_of(folder.root / one.path)):
            shared_lists.add_piece(transaction, one.sha256, number, piece)


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield stream.read(PIECE_BYTES)  # an empty file has one piece, too
        while piece := stream.read(PIECE_BYTES):
            yield piece


def _mark(folder: StoreFolder) -> Path:
    return folder.root / "FOLLOWED"
