"""One snapshot as one file, to be carried to another machine: its lists and its index, without the originals.

The name of a bundle is the hash of what it holds, so whoever has unpacked it once need not do so again.
"""

from __future__ import annotations

import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ostrakon.errors import StoreError
from ostrakon.store.folder import StoreFolder
from ostrakon.store.snapshot import Current, Snapshot

ENDING = ".ostrakon-snapshot.tar"
_MEMBERS = ("snapshots", "lists", "index")


def bundle_name(snapshot: Snapshot) -> str:
    """File name of the bundle of a snapshot: its number, its index and its lists decide it."""
    return f"{snapshot.number:06d}-{snapshot.index_folder.name[:32]}{ENDING}"


def write_bundle(snapshot: Snapshot, folder: Path) -> Path:
    """Write the bundle of a snapshot into a folder, unless it is there; appears complete or not at all.

    Raises:
        StoreError: it cannot be written.
    """
    target = folder / bundle_name(snapshot)
    if target.exists():
        return target
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(aside, "w") as archive:
            for path in sorted(files_of(snapshot)):
                archive.add(path, arcname=path.relative_to(snapshot.folder.root).as_posix(), filter=_plain)
        aside.replace(target)
    except OSError as error:
        raise StoreError(f"the snapshot cannot be bundled ({error.strerror})", where=str(target)) from None
    finally:
        aside.unlink(missing_ok=True)
    return target


def unpacked(bundle: Path, cache: Path) -> Path:
    """A data folder in which the snapshot of the bundle is in force; made in `cache` where it is not there yet.

    Several processes may ask at once: each unpacks aside, and the first to be done gives its folder the name.

    Raises:
        StoreError: the bundle cannot be read, or holds what does not belong into one.
    """
    target = cache / bundle.name.removesuffix(ENDING)
    if target.exists():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=cache))
    try:
        with tarfile.open(bundle) as archive:
            for member in archive:
                if member.name.split("/", 1)[0] not in _MEMBERS:
                    raise StoreError(f"holds {member.name!r}, which no snapshot has", where=str(bundle))
                archive.extract(member, aside, filter="data")
        _put_in_force(aside, int(bundle.name.split("-", 1)[0]))
        try:
            aside.rename(target)
        except OSError:
            if not target.exists():
                raise
    except (OSError, tarfile.TarError, ValueError) as error:
        raise StoreError(f"the bundle cannot be unpacked ({error})", where=str(bundle)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def files_of(snapshot: Snapshot) -> Iterator[Path]:
    """The files of a snapshot: its manifest, its lists, its index."""
    folder = snapshot.folder
    yield folder.manifest(snapshot.number)
    parts = [snapshot.index_folder, *(folder.edition(name, one.digest) for name, one in snapshot.lists.items())]
    for part in parts:
        yield from (path for path in part.rglob("*") if path.is_file())


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without who made it and when, so that the same snapshot gives the same bytes."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = 0
    member.mode = 0o644
    return member


def _put_in_force(root: Path, number: int) -> None:
    since = msgspec.json.decode(StoreFolder(root).manifest(number).read_bytes())["created"]
    current = Current(number=number, previous=None, highest=number, since=since)
    StoreFolder(root).current.write_bytes(msgspec.json.encode(current))
