"""All formats and all sources that Ostrakon knows, and how a file finds its format."""

from __future__ import annotations

from collections.abc import Sequence

from ostrakon.errors import UsageError
from ostrakon.sources.base import Format, Source
from ostrakon.sources.files import ListFile

FORMATS: tuple[Format, ...] = ()
SOURCES: tuple[Source, ...] = ()


def source(source_id: str) -> Source:
    """The source of this id; `ftm:NAME` is a source of its own for every NAME.

    Raises:
        UsageError: the id is unknown; the message lists the known ones.
    """
    base = source_id.partition(":")[0] if source_id.startswith("ftm:") else source_id
    for known in SOURCES:
        if known.id == base:
            return known
    raise UsageError(
        f"{source_id!r} is no known source", remedy=f"Known are: {', '.join(s.id for s in SOURCES)}, ftm:NAME"
    )


def recognise(
    files: Sequence[ListFile], source_id: str | None = None
) -> list[tuple[str, Format, tuple[ListFile, ...]]]:
    """Group files into lists: (source id, format, its files), in the order of first appearance.

    Args:
        files: what the user named; the parts of a set (sdn, alt, add, comments) come together.
        source_id: the source that the user named; None recognises it from name and content.

    Raises:
        ListRefused: a file is in no known format, or not in one of the named source.
    """
    raise NotImplementedError
