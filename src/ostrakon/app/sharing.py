"""Several hosts with one database have the same lists in force: whoever puts a snapshot in force gives it to all.

Each host looks into the database every second or so: is there a newer publication, it takes it over; has its own
snapshot changed since, it publishes that. The files travel through the database, each once for all snapshots that hold
it. Originals stay on the host that read them.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ostrakon.app.publishing import index_builder
from ostrakon.database import shared_lists
from ostrakon.database.records import moment
from ostrakon.database.shared_lists import PIECE_BYTES, Publication, SharedFile
from ostrakon.database.transactions import Database
from ostrakon.store.bundles import files_of
from ostrakon.store.durable import replace_file
from ostrakon.store.folder import StoreFolder
from ostrakon.store.following import ForeignSnapshotError, take_over
from ostrakon.store.snapshot import Current, open_snapshot, read_current
from ostrakon.store.writer import StoreBusy, Writer, writing

WAIT_SECONDS = 0.5
"""So long a look waits for another writer of the data folder; the next look is near."""


class Followed(msgspec.Struct, frozen=True):
    """Content of the file `FOLLOWED`: the publication that this host took part in last, and its snapshot."""

    seq: int = 0
    number: int = 0


class Sharing:
    """Keeps one data folder and the database of several hosts in step; one look at a time, in any process of the host.

    Args:
        store: the data folder.
        database: that of all hosts.
        host: what others are told of this one.
    """

    def __init__(self, store: Path, database: Database, *, host: str = "") -> None:
        self._folder = StoreFolder(store)
        self._database = database
        self._host = host or platform.node() or "unknown"

    def look(self) -> str:
        """Follow or publish where there is something to; what was done, in words, empty where nothing was.

        Raises:
            StoreError: it could not be done; the snapshot in force stays.
        """
        if not self._stale():
            return ""
        try:
            return self._done()
        except StoreBusy:  # an import, or another worker that does the same: seen at the next look
            return ""

    def _done(self) -> str:
        with writing(self._folder.root, wait_seconds=WAIT_SECONDS) as writer:
            with self._database.read() as transaction:
                newest = shared_lists.newest(transaction)
            followed, current = self._followed(), read_current(self._folder)
            if newest is not None and newest.seq > followed.seq:
                try:
                    return self._follow(writer, newest)
                except ForeignSnapshotError:
                    if not followed.seq or current is None or current.number <= newest.number:
                        raise
            if current is not None and current.number != followed.number:
                return self._publish(current, newest.seq + 1 if newest else 1)
        return ""

    def _stale(self) -> bool:
        """Whether there might be something to do; takes no lock."""
        followed, current = self._followed(), read_current(self._folder)
        if current is not None and current.number != followed.number:
            return True
        with self._database.read() as transaction:
            return shared_lists.newest_seq(transaction) > followed.seq

    def _follow(self, writer: Writer, newest: Publication) -> str:
        def pieces(sha256: str) -> Iterator[bytes]:
            with self._database.read() as transaction:
                yield from shared_lists.pieces(transaction, sha256)

        builder = index_builder()
        take_over(
            writer,
            newest.number,
            newest.files,
            pieces,
            host=newest.host,
            prepare=builder.prepare,
            usable=builder.usable,
        )
        self._note(Followed(newest.seq, newest.number))
        return f"snapshot {newest.number}, published by {newest.host}, is in force"

    def _publish(self, current: Current, seq: int) -> str:
        snapshot = open_snapshot(self._folder.root, current.number)
        paths = {_described(path, self._folder.root): path for path in files_of(snapshot)}
        with self._database.read() as transaction:
            absent = shared_lists.missing(transaction, {one.sha256 for one in paths})
        with self._database.write() as transaction:
            for one, path in paths.items():
                if one.sha256 in absent:
                    absent.remove(one.sha256)
                    for number, piece in enumerate(_pieces_of(path)):
                        shared_lists.add_piece(transaction, one.sha256, number, piece)
            new = Publication(seq=seq, number=current.number, files=tuple(paths), host=self._host, at=moment())
            if not shared_lists.publish(transaction, new):
                return ""  # another host was first: seen at the next look
        self._note(Followed(seq, current.number))
        return f"snapshot {current.number} is published to the other hosts"

    def _followed(self) -> Followed:
        try:
            return msgspec.json.decode(self._mark.read_bytes(), type=Followed)
        except (FileNotFoundError, msgspec.MsgspecError):
            return Followed()

    def _note(self, followed: Followed) -> None:
        replace_file(self._mark, msgspec.json.encode(followed), scratch=self._folder.scratch)

    @property
    def _mark(self) -> Path:
        return self._folder.root / "FOLLOWED"


def _described(path: Path, root: Path) -> SharedFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return SharedFile(path.relative_to(root).as_posix(), digest, path.stat().st_size)


def _pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield stream.read(PIECE_BYTES)  # an empty file has one piece, too
        while piece := stream.read(PIECE_BYTES):
            yield piece
