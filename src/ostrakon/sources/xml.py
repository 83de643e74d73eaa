"""XML as a stream of records, hardened: no DTD, no entities, no network, bounded depth and text.

A DOCTYPE is refused outright: none of the official lists has one, and every entity trick needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO, cast

from lxml import etree

from ostrakon.errors import ListRefused

DEPTH_MAX = 60
RECORD_ELEMENTS_MAX = 250_000
"""Elements within one record; the largest records of real lists have some thousands."""
PROLOG_BYTES_MAX = 64 * 1024
"""What is searched for a DOCTYPE; the root element has to come within four times as much."""

_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "windows-1252", "windows-1251"}
    | {f"iso-8859-{part}" for part in range(1, 17)}
)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_DOCTYPE = re.compile(rb"<!DOCTYPE\b|<!ENTITY\b", re.IGNORECASE)


def local(tag: object) -> str:
    """Element name without its namespace; empty for comments and processing instructions."""
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def without_namespace(record: etree._Element) -> etree._Element:
    """The record, its elements renamed to their local names, so that plain paths find them."""
    if "}" in str(record.tag):
        for element in record.iter():
            element.tag = local(element.tag)
    return record


def records(
    stream: BinaryIO,
    wanted: Collection[str],
    *,
    where: str,
    outside: Callable[[etree._Element], None] | None = None,
) -> Iterator[etree._Element]:
    """Yield each element whose local name is in `wanted` when it is complete, and free it afterwards.

    The first element yielded is the root at its start event (attributes only, no children yet), so that
    publication dates in its attributes can be read.

    Args:
        stream: the XML bytes.
        wanted: local names of the record elements (they may not nest in each other).
        where: file name for messages.
        outside: called with each element that stands outside of all records, when it is complete and before it
            is freed, so that a format can see what else its file holds (the root is not among them).

    Raises:
        ListRefused: malformed or truncated XML, a DOCTYPE, nesting deeper than `DEPTH_MAX`.
    """
    depth = 0
    inside = 0
    elements = 0
    guarded = _Guarded(stream, where)
    root: etree._Element | None = None
    try:
        for event, element in _events(guarded):
            name = local(element.tag)
            if event == "start":
                depth += 1
                if root is None:
                    root = element
                    guarded.root_seen = True
                    _refuse_doctype(element, where)
                    yield element
                if depth > DEPTH_MAX:
                    raise _hostile(f"elements nest deeper than {DEPTH_MAX}", element, where)
                inside += name in wanted
                elements = elements + 1 if inside else 0
                if elements > RECORD_ELEMENTS_MAX:
                    raise _hostile(f"a record of more than {RECORD_ELEMENTS_MAX:,} elements", element, where)
                continue
            depth -= 1
            if name in wanted:
                inside -= 1
                elements = 0
                yield element
                _free(element)
            elif not inside and element is not root:
                if outside is not None:
                    outside(element)
                _free(element)
    except etree.XMLSyntaxError as bad:
        raise ListRefused(
            f"the XML is malformed or truncated: {bad.msg}",
            reason="malformed",
            where=f"{where}:{bad.lineno}",
            remedy="Fetch it again from the official address",
        ) from bad


def _events(guarded: _Guarded) -> Iterator[tuple[str, etree._Element]]:
    """Begin and end of each element; nothing is fetched, no entity is put in place."""
    return iter(
        etree.iterparse(
            cast(BinaryIO, guarded),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
    )


def _hostile(what: str, element: etree._Element, where: str) -> ListRefused:
    return ListRefused(what, reason="hostile", where=_place(element, where))


def _refuse_doctype(root: etree._Element, where: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype(where)


def _doctype(where: str) -> ListRefused:
    return ListRefused(
        "the XML carries a DOCTYPE, which no official list does",
        reason="hostile",
        where=where,
        remedy="Fetch it again from the official address",
    )


class _Guarded:
    """Passes bytes to the parser once their beginning is seen to be harmless.

    A DOCTYPE is looked for in the bytes themselves, before the parser can act on it: entities in attributes of the
    root are expanded before the root is reported. That search needs an encoding which it can read, so that
    encodings in which ASCII is written otherwise are refused.
    """

    def __init__(self, stream: BinaryIO, where: str) -> None:
        self._stream, self._where = stream, where
        self._passed = 0
        self.root_seen = False

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(PROLOG_BYTES_MAX if not self._passed else size)
        if not self._passed:
            self._check(data)
        self._passed += len(data)
        if not self.root_seen and self._passed > 4 * PROLOG_BYTES_MAX:
            raise ListRefused("no root element where the XML should begin", reason="hostile", where=self._where)
        return data

    def _check(self, head: bytes) -> None:
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]
        text = head.replace(b"\0", b"")  # UTF-16 of ASCII, in either order, is ASCII with zeros between
        declared = _ENCODING.search(text[:200])
        encoding = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
        if encoding not in _ENCODINGS or (wide != encoding.startswith("utf-16") and declared is not None):
            raise ListRefused(
                f"the XML says that it is encoded as {encoding!r}, which no official list is",
                reason="malformed",
                where=self._where,
            )
        if _DOCTYPE.search(text):
            raise _doctype(self._where)


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _place(element: etree._Element, where: str) -> str:
    return f"{where}:{element.sourceline}"
