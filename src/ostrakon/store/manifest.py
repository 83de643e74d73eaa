"""What a snapshot is: a number, and one edition of each list."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from ostrakon.errors import StoreError
from ostrakon.model import Issue
from ostrakon.store.folder import StoreFolder

STORE_FORMAT = 1
"""Layout of the data folder; a program refuses a folder that is newer than itself."""

Action = Literal["import", "update", "reindex"]


class ArchivedFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One original file of a list.

    Attributes:
        name: as the user or the server called it.
        sha256: of the bytes as given, the key in the archive.
        bytes: their number.
        url, etag, last_modified: where it was fetched and what the server said, for the next conditional
            request.
    """

    name: str
    sha256: str
    bytes: int
    url: str = ""
    etag: str = ""
    last_modified: str = ""


class ListInForce(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One list as a snapshot holds it.

    Attributes:
        source: source id.
        digest: names the edition: original bytes, format and version of the readers.
        format: name of the format.
        files: the original files.
        retrieved: when the files were given or fetched (ISO 8601, UTC).
        published: the publisher's date, None where the format carries none.
        entities, names: how many.
        fill: number of entities that carry a value of each kind (`birth_date`, `country`, …).
        issues: number of problems by severity; their text is in the edition's report.
        compared: what only the comparison with the edition before showed.
        extract: bundled starter data, not for production.
        forced: the reason given for overriding a guard, else empty.
    """

    source: str
    digest: str
    format: str
    files: tuple[ArchivedFile, ...]
    retrieved: str
    entities: int
    names: int
    published: str | None = None
    fill: dict[str, int] = {}
    issues: dict[str, int] = {}
    compared: tuple[Issue, ...] = ()
    extract: bool = False
    forced: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One snapshot; written once and never changed.

    Attributes:
        number: 1, 2, 3, … in the order of publication.
        created: ISO 8601, UTC.
        action: what made it.
        parent: the snapshot that was in force before, None for the first.
        lists: by source id, sorted.
        index: key of what was built from exactly these lists.
        store_format: layout of the data folder.
    """

    number: int
    created: str
    action: Action
    parent: int | None
    lists: dict[str, ListInForce]
    index: str
    store_format: int = STORE_FORMAT


def index_key(lists: dict[str, ListInForce], *, version: str) -> str:
    """Key of what is built from these editions by a builder of this version (SHA-256 in hex)."""
    parts = [f"{source}={lists[source].digest}" for source in sorted(lists)]
    return hashlib.sha256("\n".join([version, *parts]).encode()).hexdigest()


def read_manifest(folder: StoreFolder, number: int) -> Manifest:
    """The manifest of a snapshot.

    Raises:
        StoreError: there is none, it is damaged, or it was written by a newer program.
    """
    path = folder.manifest(number)
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as missing:
        raise StoreError(
            f"there is no snapshot {number}",
            where=str(folder.root),
            remedy="`ostrakon lists status` shows them",
        ) from missing
    except msgspec.MsgspecError as damaged:
        raise StoreError(f"the manifest is damaged ({damaged})", where=str(path)) from damaged
    if manifest.store_format > STORE_FORMAT:
        raise StoreError(
            f"the data folder has layout {manifest.store_format}, this program knows {STORE_FORMAT}",
            where=str(folder.root),
            remedy="Use the newer program",
        )
    return manifest
