"""Several hosts with one database have the same lists in force: whoever puts a snapshot in force gives it to all.

Each host looks into the database when it hears a signal, and every second or so: is there a newer publication, it takes
it over; has its own snapshot changed since, it publishes that. The files travel through the database, each once for all
snapshots that hold it. Originals stay on the host that read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ostrakon.app.giving import Followed, followed, give, host_name, note_followed
from ostrakon.app.publishing import index_builder
from ostrakon.database import shared_lists
from ostrakon.database.shared_lists import Publication, SharedFile
from ostrakon.database.transactions import Database
from ostrakon.store.folder import StoreFolder
from ostrakon.store.following import ForeignSnapshotError, take_over
from ostrakon.store.snapshot import Current, open_snapshot, read_current
from ostrakon.store.writer import StoreBusy, Writer, writing

WAIT_SECONDS = 0.5
"""So long a look waits for another writer of the data folder; the next look is near."""


class Sharing:
    """Keeps one data folder and the database of several hosts in step; one look at a time, in any process of the host.

    Args:
        store: the data folder.
        database: that of all hosts.
        host: what others are told of this one.
        tell: called when there is something for the others.
    """

    def __init__(
        self, store: Path, database: Database, *, host: str = "", tell: Callable[[], None] = lambda: None
    ) -> None:
        self._folder = StoreFolder(store)
        self._database = database
        self._host = host or host_name()
        self._tell = tell
        self.busy = False
        """Whether the last look found another writer at work, perhaps another worker that follows: it is done soon."""

    def look(self) -> str:
        """Follow or publish where there is something to; what was done, in words, empty where nothing was.

        Raises:
            StoreError: it could not be done; the snapshot in force stays.
        """
        self.busy = False
        if not self._stale():
            return ""
        try:
            return self._done()
        except StoreBusy:  # an import, or another worker that does the same: seen at the next look
            self.busy = True
            return ""

    def _done(self) -> str:
        with writing(self._folder.root, wait_seconds=WAIT_SECONDS) as writer:
            with self._database.read() as transaction:
                newest = shared_lists.newest(transaction)
            before, current = followed(self._folder), read_current(self._folder)
            if newest is not None and newest.seq > before.seq:
                try:
                    return self._follow(writer, newest)
                except ForeignSnapshotError:
                    if not before.seq or current is None or current.number <= newest.number:
                        raise
            if current is not None and current.number != before.number:
                return self._publish(current, newest.seq + 1 if newest else 1)
        return ""

    def _stale(self) -> bool:
        """Whether there might be something to do; takes no lock."""
        before, current = followed(self._folder), read_current(self._folder)
        if current is not None and current.number != before.number:
            return True
        with self._database.read() as transaction:
            return shared_lists.newest_seq(transaction) > before.seq

    def _follow(self, writer: Writer, newest: Publication) -> str:
        def pieces(files: Sequence[SharedFile]) -> Iterator[Iterator[bytes]]:
            with self._database.read() as transaction:
                for one in files:
                    yield shared_lists.pieces(transaction, one)

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
        note_followed(self._folder, Followed(newest.seq, newest.number))
        return f"snapshot {newest.number}, published by {newest.host}, is in force"

    def _publish(self, current: Current, seq: int) -> str:
        snapshot = open_snapshot(self._folder.root, current.number)
        if not give(self._database, snapshot, seq, self._host):
            return ""  # another host was first: seen at the next look
        note_followed(self._folder, Followed(seq, current.number))
        self._tell()
        return f"snapshot {current.number} is published to the other hosts"
