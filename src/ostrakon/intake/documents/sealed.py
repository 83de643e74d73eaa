"""Readers of foreign formats, each in a process of its own with limits of time and memory.

A hostile PDF may crash the library that reads it, a hostile page may keep it busy for ever: the process that decides
about payments and articles must survive both. The child gets the bytes on its standard input and answers with JSON.
"""

from __future__ import annotations

import subprocess
import sys

import msgspec

from ostrakon.intake.documents.document import Document
from ostrakon.intake.documents.kinds import Kind
from ostrakon.model import Issue

SECONDS_MAX = 4.5
"""Wall time of one document; a book of a thousand pages takes less."""
MEMORY_BYTES_MAX = 2 * 1024**3
"""Address space of the child, libraries included."""


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What a child found: the fields of `Document` that depend on the content."""

    text: str = ""
    aside: str = ""
    encoding: str = ""
    title: str = ""
    date: str = ""
    issues: tuple[Issue, ...] = ()
    unread: str = ""
    partly: bool = False


def extract(kind: Kind, data: bytes, name: str, *, seconds: float | None = None) -> Document:
    """The text of a document of this kind, or the reason why it could not be read. Never raises over the content.

    Args:
        seconds: how long it may take; None: `SECONDS_MAX`.
    """
    seconds = SECONDS_MAX if seconds is None else seconds
    command = [sys.executable, "-m", "ostrakon.intake.documents.child", str(kind.reader), name]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Document(file=name, unread=f"{kind.called} that took longer than {seconds:g} s to read")
    try:
        found = msgspec.json.decode(done.stdout, type=Extracted)
    except msgspec.DecodeError:
        return Document(file=name, unread=f"{kind.called} that is damaged or needs too much memory to read")
    if found.unread:
        return Document(file=name, unread=f"{kind.called}: {found.unread}", issues=found.issues)
    return Document(
        file=name,
        text=found.text,
        aside=found.aside,
        kind=str(kind.reader),
        encoding=found.encoding,
        title=found.title,
        date=found.date,
        issues=found.issues,
        partly=found.partly,
    )
