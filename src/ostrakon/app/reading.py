"""`read`: what a text or a document says of listed parties, states and sanctions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

import msgspec
from msgspec import structs

from ostrakon.app.reading_code import WORTH_CODE, ReadingCode
from ostrakon.clusters import Clusters
from ostrakon.intake.documents import Document
from ostrakon.intake.documents.language import language_of
from ostrakon.intake.documents.parts import parts
from ostrakon.model import Issue
from ostrakon.reading.findings import Claim, Event, Programme, RedFlag
from ostrakon.reading.gazetteer import load
from ostrakon.reading.grammar.pack import languages
from ostrakon.reading.interpreting import interpret
from ostrakon.reading.long_texts import moved_mentions
from ostrakon.reading.mentions import Mention
from ostrakon.reading.reader import Reader
from ostrakon.reading.topics.identifiers import identifiers, with_identifiers
from ostrakon.reports.counting import counted

MENTIONS = ("party", "country", "identifier")
LAYERS = (*MENTIONS, "programme", "goods", "claim", "event", "red_flag")
ONLY_MENTIONS = "programmes, goods, claims, events and red flags were not looked for"
NO_LEXICON = "claims, events, goods and red flags are not read in this language"
_STATEMENTS = ("programmes", "claims", "events", "red_flags")

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
        language: ISO 639-1; None where too little speaks for one.
        date: as the document or its text gives it, ISO 8601; None without.
        layers: what was looked for.
        mentions: in text order.
        programmes, claims, events, red_flags: what it says; empty where `layers` does not name them.
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
    programmes: tuple[Programme, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    problems: tuple[Issue, ...] = ()
    notes: tuple[str, ...] = ()

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


def read_text(source: HasIndex | Reader, text: str, *, file: str = "", only_mentions: bool = False) -> Reading:
    """Read one text.

    Args:
        source: a snapshot, an engine, or a reader from `open_reader`.
        text: the text; offsets of the mentions are its code points.
        file: what to call it.
        only_mentions: look for parties, countries and identifiers alone.
    """
    return read_document(source, Document(file=file, text=text), only_mentions=only_mentions)


def read_document(
    source: HasIndex | Reader, document: Document, *, stale: str = "", only_mentions: bool = False
) -> Reading:
    """Read one document; one that could not be decoded is `not_screened`, never `clear`.

    Args:
        source: a snapshot, an engine, or a reader from `open_reader`. An engine says by itself that its lists are older
            than its policy allows.
        document: what to read.
        stale: why no document may be answered from these lists; empty where nothing stands against it.
        only_mentions: as in `read_text`.
    """
    if stale := stale or getattr(source, "stale", ""):
        return Reading(file=document.file, status="not_screened", reason=stale, layers=(), problems=document.issues)
    if document.unread:
        return Reading(
            file=document.file, status="not_screened", reason=document.unread, layers=(), problems=document.issues
        )
    reader = source if isinstance(source, Reader) else open_reader(source)
    read = _read(reader, document, only_mentions=only_mentions)
    beside = _beside(reader, document.aside)
    status: ReadingStatus = "hit" if beside or read.parties else "clear"
    reason = ""
    if document.partly:
        status, reason = "not_screened", "not all of it could be read"
    return structs.replace(read, status=status, reason=reason, problems=document.issues, notes=(*read.notes, *beside))


def _read(reader: Reader, document: Document, *, only_mentions: bool) -> Reading:
    """What the text of a document says; status, reason and problems are the caller's."""
    text = document.text
    language = language_of(text)
    if len(text) >= WORTH_CODE:
        ReadingCode(reader)
    words = reader.words(text)
    found = reader.found(text, languages=(language,) if language else (), words=words)
    mentions = with_identifiers(found.mentions, identifiers(text, words))
    empty = Reading(file=document.file, status="clear", language=language, date=document.date or None)
    notes = _not_counted(found.namesakes)
    if only_mentions:
        return structs.replace(empty, layers=MENTIONS, mentions=tuple(mentions), notes=(ONLY_MENTIONS, *notes))
    said = interpret(text, mentions, found.nations, language=language, date=document.date or None)
    known = language in languages()
    return structs.replace(
        empty,
        date=said.date,
        layers=LAYERS if known else (*MENTIONS, "programme"),
        mentions=said.mentions,
        programmes=said.programmes,
        claims=said.claims,
        events=said.events,
        red_flags=said.red_flags,
        notes=notes if known else (NO_LEXICON, *notes),
    )


def _not_counted(namesakes: Iterable[Mention]) -> tuple[str, ...]:
    """What a person should know of names that were passed over, as one note; empty without any."""
    named = {mention.text: mention.key for mention in namesakes}
    if not named:
        return ()
    shown = ", ".join(f"{text} ({key})" for text, key in list(named.items())[:NAMESAKES_MAX])
    more = f" and {len(named) - NAMESAKES_MAX} more" if len(named) > NAMESAKES_MAX else ""
    return (f"names of listed parties that many bear, not counted since nothing else speaks for them: {shown}{more}",)


def _beside(reader: Reader, aside: str) -> tuple[str, ...]:
    """Listed parties that a page names outside of its article, as notes: there is no place in the text for them."""
    named = {mention.text: mention.key for mention in reader.mentions(aside) if mention.kind == "party"}
    return tuple(f"named outside of the article: {text} ({key})" for text, key in named.items())


NAMESAKES_MAX = 20
"""Names shown of those passed over."""
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
    code = ReadingCode(reader)
    mentions: list[Mention] = []
    namesakes: dict[str, Mention] = {}
    listed, lost, left = False, 0, 0
    for part in parts(stream):
        code.seen(len(part.text))
        words = reader.words(part.text)
        told = reader.found(part.text, words=words)
        namesakes.update({mention.text: mention for mention in told.namesakes})
        found = moved_mentions(with_identifiers(told.mentions, identifiers(part.text, words)), part.start)
        listed = listed or any(mention.kind == "party" for mention in found)
        lost += part.lost
        room = max(MENTIONS_MAX - len(mentions), 0)
        mentions += found[:room]
        left += len(found[room:])
    notes = [ONLY_MENTIONS, "a long text: read in parts, so short forms of a name are known within a part only"]
    if left:
        notes.append(f"not shown: {counted(left, 'more mention')} after the first {MENTIONS_MAX}")
    notes += _not_counted(namesakes.values())
    status: ReadingStatus = "not_screened" if lost else "hit" if listed else "clear"
    return Reading(
        file=name,
        status=status,
        reason=f"{lost} of its characters could not be decoded" if lost else "",
        layers=MENTIONS,
        mentions=tuple(mentions),
        notes=tuple(notes),
    )


def reading_object(reading: Reading) -> dict[str, Any]:
    """The reading as `read --json` gives it; what was not looked for is left out, not given as empty."""
    found: dict[str, Any] = msgspec.to_builtins(reading)
    if "claim" not in reading.layers:
        for name in _STATEMENTS:
            if name != "programmes" or "programme" not in reading.layers:
                del found[name]
    for mention, plain in zip(reading.mentions, found["mentions"], strict=True):
        plain["score"] = mention.score
    return found
