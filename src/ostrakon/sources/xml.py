"""XML as a stream of records, hardened: no DTD, no entities, no network, bounded depth and text.

A DOCTYPE is refused outright: none of the official lists has one, and every entity trick needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from lxml import etree

from ostrakon.errors import ListRefused

DEPTH_MAX = 60


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
    root: etree._Element | None = None
    try:
        context = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in context:
            name = local(element.tag)
            if event == "start":
                depth += 1
                if root is None:
                    root = element
                    _refuse_doctype(element, where)
                    yield element
                if depth > DEPTH_MAX:
                    raise ListRefused(
                        f"elements nest deeper than {DEPTH_MAX}",
                        reason="hostile",
                        where=_place(element, where),
                    )
                inside += name in wanted
                continue
            depth -= 1
            if name in wanted:
                inside -= 1
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


def _refuse_doctype(root: etree._Element, where: str) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise ListRefused(
            "the XML carries a DOCTYPE, which no official list does",
            reason="hostile",
            where=where,
            remedy="Fetch it again from the official address",
        )


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _place(element: etree._Element, where: str) -> str:
    return f"{where}:{element.sourceline}"
