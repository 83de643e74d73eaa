"""One document, whatever its kind: recognised, given to its reader, or refused with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ostrakon.errors import InputError
from ostrakon.intake.documents.document import SIZE_MAX, Document
from ostrakon.intake.documents.kinds import kind_of
from ostrakon.intake.documents.plain import marked_encoding, read_plain
from ostrakon.intake.documents.sealed import extract

_READ_KINDS = "plain text, HTML, PDF, Word (.docx) and mail (.eml) are read; save it as one of these"


def read_file(path: Path, *, size_max: int = SIZE_MAX) -> Document:
    """Read one file; what cannot be read comes back with `unread` set.

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
    """The text of one document given as bytes."""
    if marked_encoding(data)[0] and kind_of(data[:4], name).reader != "html":
        return read_plain(data, name)
    kind = kind_of(data, name)
    if kind.reader is None:
        return Document(file=name, unread=f"{kind.called}; {_READ_KINDS}")
    if kind.reader == "text":
        return read_plain(data, name)
    return extract(kind, data, name)
