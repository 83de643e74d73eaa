"""`read`: listed parties and countries in a text or a document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec

from ostrakon.clusters import Clusters
from ostrakon.intake.documents import Document
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
        language, date: of the text; None, since this version does not determine them.
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
    status: ReadingStatus = "hit" if any(mention.kind == "party" for mention in mentions) else "clear"
    reason = ""
    if document.partly:
        status, reason = "not_screened", "some of its characters could not be decoded"
    return Reading(file=document.file, status=status, reason=reason, mentions=mentions, problems=document.issues)


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
