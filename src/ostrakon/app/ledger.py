"""`read` over many texts: files, folders and feeds, and the ledger of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.app.reading import HasIndex, Reading, open_reader, read_document, read_long, reading_object
from ostrakon.errors import InputError
from ostrakon.intake.documents import SIZE_MAX, Document, read_file
from ostrakon.intake.documents.feed import is_feed, read_feed
from ostrakon.intake.documents.kinds import HEAD
from ostrakon.intake.documents.parts import is_plain
from ostrakon.reading.ledger.entries import Ledger, Report
from ostrakon.reading.reader import Reader
from ostrakon.reports.naming import Namer


def is_many(path: Path) -> bool:
    """Whether a path stands for several texts: a folder or a feed."""
    return path.is_dir() or is_feed(path)


def files_of(folder: Path) -> list[Path]:
    """All files of a folder and of the folders in it, by name; hidden ones are passed over.

    Raises:
        InputError: there is none.
    """
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise InputError("the folder holds no file", where=str(folder), remedy="Name a folder with texts")
    return found


def readings_of(
    source: HasIndex | Reader, path: Path, *, stale: str = "", only_mentions: bool = False
) -> Iterator[tuple[Reading, Document]]:
    """Every text that a path stands for, read in turn: the file itself, a folder's files, a feed's articles.

    Args:
        source, stale, only_mentions: as in `read_document`.
        path: a file, a folder or a feed.

    Raises:
        InputError: a file is missing or may not be read, or a folder holds none.
    """
    reader = source if isinstance(source, Reader) else open_reader(source)
    stale = stale or getattr(source, "stale", "")
    for file in files_of(path) if path.is_dir() else [path]:
        if _is_long(file):
            with file.open("rb") as stream:
                reading = read_long(reader, stream, str(file), stale=stale)
            yield reading, Document(file=str(file), unread=f"longer than {SIZE_MAX // 1024**2} MiB, so not shown here")
            continue
        for document in _documents(file, within=path.is_dir()):
            yield read_document(reader, document, stale=stale, only_mentions=only_mentions), document


def _documents(file: Path, *, within: bool) -> Iterator[Document]:
    """The documents of one file; within a folder one that may not be read is told, not an end to the reading."""
    found = False
    try:
        for document in read_feed(file) if is_feed(file) else (read_file(file),):
            found = True
            yield document
    except InputError as denied:
        if not within:
            raise
        found = True
        yield Document(file=str(file), unread=str(denied))
    if not found:
        yield Document(file=str(file), unread="the feed holds no article")


def report_of(reading: Reading, text: str) -> Report:
    """What the ledger takes in of a reading."""
    return Report.of(
        reading.file,
        text,
        date=reading.date,
        mentions=reading.mentions,
        claims=reading.claims,
        events=reading.events,
    )


def many_object(readings: Iterable[Reading], kept: Ledger) -> dict[str, Any]:
    """Several readings with their ledger, as `read --json` gives them; numbers in it count in its own lists, from 0."""
    return {"documents": [reading_object(reading) for reading in readings], "ledger": msgspec.to_builtins(kept)}


def namer(kept: Ledger) -> Namer:
    """Names for the keys of a ledger, listed parties as the texts call them."""
    return Namer({"kind": "party", "key": one.key, "text": one.name} for one in kept.parties)


def _is_long(path: Path) -> bool:
    """Whether the file is plain text that is too long to be held at once."""
    if not path.is_file() or path.stat().st_size <= SIZE_MAX or is_feed(path):
        return False
    with path.open("rb") as stream:
        return is_plain(stream.read(HEAD), str(path))
