"""Where publishing a snapshot and building its index are wired together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ostrakon.errors import StoreError
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Manifest
from ostrakon.store.snapshot import Snapshot
from ostrakon.store.writer import Prepare, rollback, writing


@dataclass(frozen=True, slots=True)
class IndexBuilder:
    """What builds the index of a snapshot before it is published; `version` is part of the index's name."""

    prepare: Prepare
    version: str


def index_builder() -> IndexBuilder:
    """The builder of this program."""
    from ostrakon.index.arrays import INDEX_FORMAT  # noqa: PLC0415  # brings numpy; many commands do not need it
    from ostrakon.reading.gazetteer import VERSION  # noqa: PLC0415  # as above

    return IndexBuilder(_prepare, f"{INDEX_FORMAT}.{VERSION}")


def _prepare(snapshot: Snapshot, folder: Path) -> None:
    from ostrakon.index.build import build_index  # noqa: PLC0415  # as above
    from ostrakon.reading import gazetteer  # noqa: PLC0415  # as above

    build_index(snapshot.entities(), folder)
    gazetteer.build(snapshot.entities(), folder)


def roll_back(store_dir: Path, number: int, *, reason: str = "") -> Manifest:
    """Put an earlier snapshot in force again, with its index.

    Raises:
        StoreError: there is no such snapshot, or it is in force already.
    """
    if not StoreFolder(store_dir).current.exists():
        raise StoreError("no list was ever in force", where=str(store_dir))
    with writing(store_dir) as writer:
        return rollback(writer, number, reason=reason, prepare=index_builder().prepare)
