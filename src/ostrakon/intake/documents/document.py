"""What every reader of documents gives: the text as a person sees it, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.model import Issue

SIZE_MAX = 16 * 1024 * 1024
"""Bytes of one document; about 2,500,000 words. Longer plain text is read in parts (`parts.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as text.

    Attributes:
        file: as the user named it; `-` for standard input.
        text: what all offsets refer to. Plain text stands as given, line ends and all; of other kinds it is the text as
            a reader of the document sees it, one paragraph a line.
        aside: other visible text of the same document (navigation and margins of a web page): looked through for
            listed parties too, so that a name outside the article is not lost, but no part of the text.
        kind: `text`, `html`, `pdf`, `docx` or `mail`; empty when nothing could be read.
        encoding: how it was decoded; empty where the kind has its own.
        title, date: as the document itself gives them (date as ISO 8601); empty where it does not.
        issues: what a person should know.
        unread: why the document could not be read at all; empty when it could.
        partly: something in it could not be read, so that a name may be missed.
    """

    file: str
    text: str = ""
    aside: str = ""
    kind: str = ""
    encoding: str = ""
    title: str = ""
    date: str = ""
    issues: tuple[Issue, ...] = ()
    unread: str = ""
    partly: bool = False
