"""Plain text decoded so that every offset refers to the text as given."""

from __future__ import annotations

import codecs

from ostrakon.intake.documents.document import Document
from ostrakon.model import Issue

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def marked_encoding(data: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark names, and the mark's length; empty and 0 without one."""
    return next(((encoding, len(bom)) for bom, encoding in BOMS if data.startswith(bom)), ("", 0))


def read_plain(data: bytes, name: str) -> Document:
    """Decode plain text."""
    encoding, mark = marked_encoding(data)
    text, encoding, issues, partly = decoded(data[mark:], name, encoding or "utf-8")
    if "\0" in text:
        return Document(file=name, unread="holds NUL characters, so it is no plain text")
    if not text.strip():
        return Document(file=name, unread="holds no text")
    return Document(file=name, text=text, kind="text", encoding=encoding, issues=issues, partly=partly)


def decoded(data: bytes, name: str, encoding: str) -> tuple[str, str, tuple[Issue, ...], bool]:
    """Text, encoding, what to tell, and whether characters were lost.

    Text that is not in its encoding is Windows-1252 where nothing speaks for UTF-8, else it has gaps.
    """
    try:
        return data.decode(encoding), encoding, (), False
    except UnicodeDecodeError:
        pass
    text = data.decode(encoding, errors="replace")
    gaps = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - gaps
    if encoding == "utf-8" and gaps > sound:
        text = data.decode("cp1252", errors="replace")
        encoding = "cp1252"
        gaps = text.count("\ufffd")
        if not gaps:
            assumed = Issue(
                code="encoding_assumed",
                message="the file is not UTF-8; it was read as Windows-1252, which is a guess",
                where=name,
            )
            return text, encoding, (assumed,), False
    lost = Issue(
        code="characters_lost",
        message=f"characters that are not valid {encoding} were replaced; a name around them may be missed",
        severity="error",
        where=name,
        count=gaps,
    )
    return text, encoding, (lost,), True
