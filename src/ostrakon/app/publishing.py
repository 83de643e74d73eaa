"""Where publishing a snapshot and building its index are wired together."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from ostrakon.errors import StoreError
from ostrakon.store.folder import StoreFolder
from ostrakon.store.manifest import Manifest
from ostrakon.store.publish import Prepare, rollback, writing

_BUILDER = "ostrakon.index.build"


@dataclass(frozen=True, slots=True)
class IndexBuilder:
    """What builds the index of a snapshot before it is published; `version` is part of the index's name."""

    prepare: Prepare | None
    version: str


def index_builder() -> IndexBuilder:
    """The builder of this program; none where the program comes without the index."""
    try:
        present = importlib.util.find_spec(_BUILDER) is not None
    except ModuleNotFoundError:
        present = False
    if not present:
        return IndexBuilder(None, "0")
    build = importlib.import_module(_BUILDER)
    return IndexBuilder(build.build_index, str(getattr(build, "INDEX_VERSION", "0")))


def roll_back(store_dir: Path, number: int, *, reason: str = "") -> Manifest:
    """Put an earlier snapshot in force again, with its index.

    Raises:
        StoreError: there is no such snapshot, or it is in force already.
    """
    if not StoreFolder(store_dir).current.exists():
        raise StoreError("no list was ever in force", where=str(store_dir))
    with writing(store_dir) as writer:
        return rollback(writer, number, reason=reason, prepare=index_builder().prepare)
