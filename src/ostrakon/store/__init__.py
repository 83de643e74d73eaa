"""Lists as they were received, and as they are in force.

Owns: the data folder: original bytes by hash, parsed editions, numbered snapshots, what is in force and since
when, the journal of imports and refusals, the guards at the door, fetching from official addresses. Refuses:
matching, knowing what an index is (the caller builds it in `prepare`, before a snapshot is published).

    raw/ab/<sha256>                      a file as given
    lists/<source>/<digest>/             one edition of one list, parsed: entities.jsonl, ids.bin, report.json
    snapshots/000001.json                one manifest: which editions together are a snapshot; never changed
    index/<key>/                         what is built from exactly one set of editions
    CURRENT                              which snapshot is in force, and which was before
    journal.jsonl                        imports, refusals, overrides, rollbacks, rebuilt indexes, in order
    lock, tmp/                           one writer at a time, and its unfinished work

Everything is written aside, flushed to the disk and renamed into place, `CURRENT` last: a crash at any moment
leaves the earlier snapshot in force, complete. Readers take no lock, since nothing that a manifest names ever
changes; an index that is damaged is replaced by one of the same content.
"""

from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import ArchivedFile, ListInForce, Manifest
from ostrakon.store.snapshot import Snapshot, current_number, open_snapshot
from ostrakon.store.writer import publish, rollback, writing

__all__ = [
    "ArchivedFile",
    "ListInForce",
    "Manifest",
    "Snapshot",
    "StoreFolder",
    "current_number",
    "open_snapshot",
    "publish",
    "rollback",
    "writing",
]
