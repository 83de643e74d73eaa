"""`read`: listed parties and countries in a text or a document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

import msgspec
from msgspec import structs

from ostrakon.clusters import Clusters
from ostrakon.intake.documents import Document
from ostrakon.intake.documents.language import language_of
from ostrakon.intake.documents.parts import parts
from ostrakon.model import Issue
from ostrakon.reading.gazetteer import load
from ostrakon.reading.mentions import Mention
from ostrakon.reading.reader import Reader

LAYERS = ("party", "country")
NOT_READ = "programmes, goods, claims, events and red flags are not read by this version"

ReadingStatus = Literal["clear", "hit", "not_screened"]


class HasIndex(Protocol):
    """A snapshot or an engine: it says where the index of its lists lies."""

    @property
    def index_folder(self) -> Path:
        """The folder into which the gazetteer was built."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one document mentions.

    Attributes:
        file: as the user named it.
        status: `hit` when a listed party is mentioned, `clear` when none is, `not_screened` when the document could
            not be read, or not all of it.
        reason: why it was not screened; empty otherwise.
        language: ISO 639-1; None where too little speaks for one. date: as the document gives it, None without.
        layers: which kinds of mention were looked for.
        mentions: in text order.
        problems: what a person should know about the document.
        notes: limits of this reading.
    """

    file: str
    status: ReadingStatus
    reason: str = ""
    language: str | None = None
    date: str | None = None
    layers: tuple[str, ...] = LAYERS
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Issue, ...] = ()
    notes: tuple[str, ...] = (NOT_READ,)

    @property
    def parties(self) -> tuple[Mention, ...]:
        """The mentions of listed parties."""
        return tuple(mention for mention in self.mentions if mention.kind == "party")


def open_reader(source: HasIndex) -> Reader:
    """A reader over the lists of a snapshot or engine; keep it for many texts. It does not know how old they are.

    Raises:
        StoreError: the index of names in text or the clusters are missing or damaged.
    """
    return Reader(load(source.index_folder), Clusters.load(source.index_folder))


def read_text(source: HasIndex | Reader, text: str, *, file: str = "") -> Reading:
    """Read one text.

    Args:
        source: a snapshot, an engine, or a reader from `open_reader`.
        text: the text; offsets of the mentions are its code points.
        file: what to call it.
    """
    return read_document(source, Document(file=file, text=text))


def read_document(source: HasIndex | Reader, document: Document, *, stale: str = "") -> Reading:
    """Read one document; one that could not be decoded is `not_screened`, never `clear`.

    Args:
        source: a snapshot, an engine, or a reader from `open_reader`. An engine says by itself that its lists are older
            than its policy allows.
        document: what to read.
        stale: why no document may be answered from these lists; empty where nothing stands against it.
    """
    if stale := stale or getattr(source, "stale", ""):
        return Reading(file=document.file, status="not_screened", reason=stale, layers=(), problems=document.issues)
    if document.unread:
        return Reading(
            file=document.file, status="not_screened", reason=document.unread, layers=(), problems=document.issues
        )
    reader = source if isinstance(source, Reader) else open_reader(source)
    mentions = tuple(reader.mentions(document.text))
    beside = _beside(reader, document.aside)
    status: ReadingStatus = "hit" if beside or any(mention.kind == "party" for mention in mentions) else "clear"
    reason = ""
    if document.partly:
        status, reason = "not_screened", "not all of it could be read"
    return Reading(
        file=document.file,
        status=status,
        reason=reason,
        language=language_of(document.text),
        date=document.date or None,
        mentions=mentions,
        problems=document.issues,
        notes=(NOT_READ, *beside),
    )


def _beside(reader: Reader, aside: str) -> tuple[str, ...]:
    """Listed parties that a page names outside of its article, as notes: there is no place in the text for them."""
    named = {mention.text: mention.key for mention in reader.mentions(aside) if mention.kind == "party"}
    return tuple(f"named outside of the article: {text} ({key})" for text, key in named.items())


MENTIONS_MAX = 200_000
"""Mentions kept of one long text; the status counts all of them."""


def read_long(source: HasIndex | Reader, stream: BinaryIO, name: str, *, stale: str = "") -> Reading:
    """Mentions in plain text of any length, in bounded memory; offsets refer to the whole text.

    Args:
        source, stale: as in `read_document`.
        stream: the open file, at its beginning.
        name: what to call it.
    """
    if stale := stale or getattr(source, "stale", ""):
        return Reading(file=name, status="not_screened", reason=stale, layers=())
    reader = source if isinstance(source, Reader) else open_reader(source)
    mentions: list[Mention] = []
    listed, lost, left = False, 0, 0
    for part in parts(stream):
        found = [
            structs.replace(mention, start=mention.start + part.start, end=mention.end + part.start)
            for mention in reader.mentions(part.text)
        ]
        listed = listed or any(mention.kind == "party" for mention in found)
        lost += part.lost
        room = max(MENTIONS_MAX - len(mentions), 0)
        mentions += found[:room]
        left += len(found[room:])
    notes = [NOT_READ, "a long text: read in parts, so short forms of a name are known within a part only"]
    if left:
        notes.append(f"{left} more mentions after the first {MENTIONS_MAX} are not shown")
    status: ReadingStatus = "not_screened" if lost else "hit" if listed else "clear"
    return Reading(
        file=name,
        status=status,
        reason=f"{lost} of its characters could not be decoded" if lost else "",
        mentions=tuple(mentions),
        notes=tuple(notes),
    )


def read_documents(source: HasIndex, documents: Iterable[Document], *, stale: str = "") -> list[Reading]:
    """Read several documents, in their order; `stale` as in `read_document`."""
    stale = stale or getattr(source, "stale", "")
    reader = open_reader(source)
    return [read_document(reader, document, stale=stale) for document in documents]


def reading_object(reading: Reading) -> dict[str, Any]:
    """The reading as `read --json` gives it."""
    found: dict[str, Any] = msgspec.to_builtins(reading)
    for mention, plain in zip(reading.mentions, found["mentions"], strict=True):
        plain["score"] = mention.score
    return found
