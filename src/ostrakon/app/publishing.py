"""Where publishing a snapshot and building its index are wired together."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass

from ostrakon.store.publish import Prepare

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
