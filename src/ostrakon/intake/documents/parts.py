"""Plain text too long to hold at once: read in parts that end between paragraphs or sentences."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ostrakon.intake.documents.kinds import HEAD, kind_of
from ostrakon.intake.documents.plain import marked_encoding

PART_CHARS = 1_000_000
BYTES = 1024 * 1024
ENDS = ("\n\n", "\n", ". ", " ")
"""Where a part may end, best first; a name that spans such a place is not expected."""
SEARCHED = 20_000
"""Characters at the end of a part in which an end is looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a long text.

    Attributes:
        start: code points before it in the whole text.
        text: its characters.
        lost: characters in it that could not be decoded.
    """

    start: int
    text: str
    lost: int = 0


def is_plain(head: bytes, name: str) -> bool:
    """Whether a file that begins so is plain text."""
    return bool(marked_encoding(head)[0]) or kind_of(head[:HEAD], name).reader == "text"


def parts(stream: BinaryIO, *, size: int = PART_CHARS) -> Iterator[Part]:
    """The text of `stream` in order, nothing left out; about two parts are in memory at once.

    Undecodable bytes become U+FFFD and are counted.
    """
    head = stream.read(BYTES)
    encoding, mark = marked_encoding(head)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")(errors="replace")
    held = decoder.decode(head[mark:])
    start = 0
    while True:
        while len(held) < size + SEARCHED and (more := stream.read(BYTES)):
            held += decoder.decode(more)
        if len(held) <= size:
            held += decoder.decode(b"", final=True)
            if held:
                yield Part(start, held, held.count("\ufffd"))
            return
        cut = _end(held, size)
        yield Part(start, held[:cut], held.count("\ufffd", 0, cut))
        start += cut
        held = held[cut:]


def _end(text: str, size: int) -> int:
    for mark in ENDS:
        place = text.rfind(mark, size - SEARCHED, size)
        if place >= 0:
            return place + len(mark)
    return size
