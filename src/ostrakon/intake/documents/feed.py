"""A feed: JSON Lines with one article a line, each of them a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ostrakon.errors import InputError
from ostrakon.intake.documents.document import SIZE_MAX, Document
from ostrakon.model import Issue

SUFFIXES = (".jsonl", ".ndjson")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])")


class _Article(msgspec.Struct, frozen=True):
    """One line. Other fields are passed over: a feed may carry more than is read."""

    text: str
    id: str | int | None = None
    date: str | None = None
    title: str | None = None


def is_feed(path: Path) -> bool:
    """Whether a file is taken for a feed, by its name."""
    return path.suffix.lower() in SUFFIXES and path.is_file()


def read_feed(path: Path, *, size_max: int = SIZE_MAX) -> Iterator[Document]:
    """The articles of a feed, one at a time; a line that is none comes back with `unread` set, an empty one not at all.

    A line is an object with `text`, and where known `id`, `date` (ISO 8601) and `title`. The document is called
    `FILE#ID`, without an id `FILE:LINE`. Its text is the title, a blank line and the text, so that offsets count from
    the title; a title with which the text begins anyway is not repeated.

    Raises:
        InputError: there is no such file, or the system does not let us read it.
    """
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(size_max + 1):
                number += 1
                name = f"{path}:{number}"
                if len(line) > size_max and not line.endswith(b"\n"):
                    while (more := stream.readline(size_max)) and not more.endswith(b"\n"):
                        pass
                    yield Document(file=name, unread=f"a line longer than {size_max // 1024**2} MiB")
                elif line.strip():
                    yield _document(line, path, name)
    except OSError as denied:
        raise InputError(f"the feed cannot be read ({denied.strerror or denied})", where=str(path)) from denied


def _document(line: bytes, path: Path, name: str) -> Document:
    try:
        article = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=_Article)
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        return Document(file=name, unread=f"no article: {wrong}; a line is an object with `text`")
    if article.id not in (None, ""):
        name = f"{path}#{article.id}"
    title, text = (article.title or "").strip(), article.text
    whole = f"{title}\n\n{text}" if title and not text.lstrip().startswith(title) else text
    match = _DATE.match(article.date or "")
    issues: tuple[Issue, ...] = ()
    if article.date and not match:
        issues = (
            Issue(code="bad_date", message="the date of the article is not ISO 8601 and was left out", where=name),
        )
    return Document(
        file=name,
        text=whole,
        kind="text",
        encoding="utf-8",
        title=title,
        date=match[0] if match else "",
        issues=issues,
    )
