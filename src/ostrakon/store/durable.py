"""Writing so that a crash leaves either the old bytes or the new, never a mixture."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path
from typing import BinaryIO

COPY_CHUNK_BYTES = 1024 * 1024


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, so that a rename inside it survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(stream: BinaryIO) -> None:
    """Flush a file's content to the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def sync_tree(folder: Path) -> None:
    """Flush all files and folders below `folder` to the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
        elif path.is_dir():
            sync_folder(path)
    sync_folder(folder)


def replace_file(target: Path, content: bytes, *, scratch: Path) -> None:
    """Put `content` at `target` in one step; `scratch` is a folder on the same file system."""
    aside = scratch / f"{uuid.uuid4().hex}.part"
    with aside.open("wb") as stream:
        stream.write(content)
        sync_file(stream)
    aside.replace(target)
    sync_folder(target.parent)


def move_folder(finished: Path, target: Path) -> None:
    """Put a finished folder in place in one step; where the target stands already, drop ours."""
    sync_tree(finished)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.rmtree(finished)
        return
    finished.replace(target)
    sync_folder(target.parent)


def replace_folder(finished: Path, target: Path, *, scratch: Path) -> None:
    """Put a finished folder in the place of another one, which goes to `scratch`.

    Not one step: a crash between the two leaves no folder there. Who has files of the old one open keeps them.
    """
    if target.exists():
        target.replace(scratch / uuid.uuid4().hex)
    move_folder(finished, target)


def copy_hashed(source: BinaryIO, target: Path) -> tuple[str, int]:
    """Copy a stream into a new file and flush it; returns its SHA-256 in hex and its size in bytes."""
    digest = hashlib.sha256()
    size = 0
    with target.open("wb") as out:
        while chunk := source.read(COPY_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        sync_file(out)
    return digest.hexdigest(), size
