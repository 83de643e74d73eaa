"""Plain text files and streams, decoded so that every offset refers to the text as given."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ostrakon.errors import InputError
from ostrakon.intake.documents.kinds import unreadable_kind
from ostrakon.model import Issue

SIZE_MAX = 16 * 1024 * 1024
"""Bytes of one document; about 2,500,000 words."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as text.

    Attributes:
        file: as the user named it; `-` for standard input.
        text: decoded, line ends and all else as given; a byte order mark is a sign of the encoding and no part of it.
        encoding: how it was decoded; empty when it was not.
        issues: what a person should know.
        unread: why the document could not be read at all; empty when it could.
        partly: some characters could not be decoded, so that a name may be missed.
    """

    file: str
    text: str = ""
    encoding: str = ""
    issues: tuple[Issue, ...] = ()
    unread: str = ""
    partly: bool = False


def read_file(path: Path, *, size_max: int = SIZE_MAX) -> Document:
    """Read one file; what cannot be read as text comes back with `unread` set.

    Raises:
        InputError: there is no such file, or the system does not let us read it.
    """
    try:
        with path.open("rb") as stream:
            return read_stream(stream, str(path), size_max=size_max)
    except FileNotFoundError as missing:
        raise InputError("there is no such file", where=str(path)) from missing
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(path)) from denied


def read_stream(stream: BinaryIO, name: str, *, size_max: int = SIZE_MAX) -> Document:
    """Read one open binary stream; never more than `size_max` bytes and one are held in memory."""
    data = stream.read(size_max + 1)
    if len(data) > size_max:
        return Document(file=name, unread=f"longer than {size_max / 1024 / 1024:.0f} MiB; divide it and read the parts")
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Document:
    """Decode the content of one document."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data[len(bom) :], name, encoding)
    kind = unreadable_kind(data, name)
    if kind:
        return Document(file=name, unread=f"{kind}; only plain text is read so far, so save it as a text file")
    return _decoded(data, name, "utf-8")


def _decoded(data: bytes, name: str, encoding: str) -> Document:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _damaged(data, name, encoding)
    if "\0" in text:
        return Document(file=name, unread="holds NUL characters, so it is no plain text")
    return Document(file=name, text=text, encoding=encoding)


def _damaged(data: bytes, name: str, encoding: str) -> Document:
    """Text that is not in its encoding: Windows-1252 where nothing speaks for UTF-8, else with gaps."""
    text = data.decode(encoding, errors="replace")
    gaps = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - gaps
    if encoding == "utf-8" and gaps > sound:
        text = data.decode("cp1252", errors="replace")
        encoding = "cp1252"
        assumed = Issue(
            code="encoding_assumed",
            message="the file is not UTF-8; it was read as Windows-1252, which is a guess",
            where=name,
        )
        gaps = text.count("\ufffd")
        if not gaps:
            return Document(file=name, text=text, encoding=encoding, issues=(assumed,))
    lost = Issue(
        code="characters_lost",
        message=f"characters that are not valid {encoding} were replaced; a name around them may be missed",
        severity="error",
        where=name,
        count=gaps,
    )
    return Document(file=name, text=text, encoding=encoding, issues=(lost,), partly=True)
