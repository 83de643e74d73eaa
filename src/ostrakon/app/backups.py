"""Backups: the database and the lists, in one file whose parts carry their hashes."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from ostrakon.database.dumping import dump, load
from ostrakon.database.records import verify_ledger
from ostrakon.database.transactions import Database
from ostrakon.errors import InputError, StoreError, UsageError

ROWS = "database.jsonl"
CONTENTS = "contents.json"
LISTS = "store/"
GZIP = b"\x1f\x8b"
"""First bytes of a compressed file (RFC 1952)."""
LIST_PARTS = ("raw", "lists", "snapshots", "CURRENT", "journal.jsonl", "customers")
"""What of the data folder a backup holds; the index is built anew from it. Customers are sealed as they
are there."""


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restoration brought.

    Attributes:
        rows: by table.
        files: of the data folder.
        records: of the ledger, whose chain was verified.
    """

    rows: dict[str, int]
    files: int
    records: int


def backup(database: Database, store: Path, target: Path, *, lists: bool = True) -> int:
    """Write a backup, complete or not at all; its size in bytes.

    Args:
        lists: whether to take the archived lists and snapshots, too, without which no old answer can be given again.

    Raises:
        UsageError: there is a file of this name already, and it is no backup.
        StoreError: it cannot be written.
    """
    if target.exists() and not _compressed(target):
        raise UsageError(
            "there is a file of this name already, and it is no backup",
            where=str(target),
            remedy="Name another file; only an earlier backup is replaced",
        )
    hashes: dict[str, str] = {}
    aside = target.with_name(target.name + ".part")
    try:
        with tarfile.open(aside, "w:gz", compresslevel=1) as archive, tempfile.TemporaryFile() as rows:
            for line in dump(database):
                rows.write(line.encode() + b"\n")
            _add(archive, ROWS, rows, hashes)
            for name, path in _list_files(store) if lists else ():
                with path.open("rb") as stream:
                    _add(archive, LISTS + name, stream, hashes)
            _add(archive, CONTENTS, io.BytesIO(json.dumps(hashes, indent=1).encode()), {})
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.replace(target)
    except OSError as denied:
        aside.unlink(missing_ok=True)
        raise StoreError(f"the backup cannot be written ({denied.strerror})", where=str(target)) from denied
    return target.stat().st_size


def restore(database: Database, store: Path, source: Path) -> Restored:
    """Bring a backup into an empty database and, where it holds lists, an empty data folder.

    Everything is checked against its hash before anything is brought in, and the ledger's chain afterwards.

    Raises:
        InputError: the file is no backup, damaged or of another revision.
        UsageError: database or data folder are not empty.
        StoreError: the ledger in it is broken.
    """
    if any((store / part).exists() for part in LIST_PARTS):
        raise UsageError("the data folder already holds lists", where=str(store), remedy="Restore into an empty one")
    with tempfile.TemporaryDirectory(prefix="ostrakon-restore-") as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        with (unpacked / ROWS).open(encoding="utf-8") as rows:
            counts = load(database, rows)
        files = _bring_lists(unpacked / LISTS, store)
    verdict = verify_ledger(database)
    if not verdict.intact:
        raise StoreError(f"the ledger of the backup is broken at record {verdict.broken}: {verdict.what}")
    return Restored(rows=counts, files=files, records=verdict.records)


def _list_files(store: Path) -> Iterator[tuple[str, Path]]:
    for part in LIST_PARTS:
        path = store / part
        found = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for one in found:
            if one.is_file():
                yield one.relative_to(store).as_posix(), one


def _add(archive: tarfile.TarFile, name: str, stream: IO[bytes], hashes: dict[str, str]) -> None:
    stream.seek(0)
    hashes[name] = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # its stub is narrower
    info = tarfile.TarInfo(name)
    info.size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    archive.addfile(info, stream)


def _unpack(source: Path, folder: Path) -> None:
    """Unpack what the list of contents names, each with the right hash; nothing else, and nowhere else."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        contents = json.loads((folder / CONTENTS).read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError, EOFError, gzip.BadGzipFile) as bad:
        raise InputError(f"this is no backup, or it is damaged ({bad})", where=str(source)) from bad
    for name, expected in contents.items():
        if not _has_hash(folder / name, expected):
            raise InputError(f"{name} is damaged or missing", where=str(source), remedy="Take another backup")


def _compressed(path: Path) -> bool:
    """Whether a file begins as every backup does."""
    with path.open("rb") as stream:
        return stream.read(len(GZIP)) == GZIP


def _has_hash(path: Path, expected: str) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == expected


def _bring_lists(unpacked: Path, store: Path) -> int:
    if not unpacked.is_dir():
        return 0
    store.mkdir(parents=True, exist_ok=True)
    files = sum(one.is_file() for one in unpacked.rglob("*"))
    for part in (*LIST_PARTS[:3], "journal.jsonl", "CURRENT"):  # what names the snapshot in force comes last
        if (unpacked / part).exists():
            (unpacked / part).rename(store / part)
    return files
