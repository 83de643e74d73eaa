"""Messages that hold one text, by the paths of an ISO 20022 schema: one for each element that may hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
DEPTH_MAX = 14
"""Some types hold themselves; deeper than this nothing is made."""


def text_paths(schema: Path) -> tuple[str, list[tuple[str, ...]]]:
    """The namespace of a schema, and the path of every element that may hold text."""
    root = etree.parse(str(schema)).getroot()
    types = {t.get("name"): t for t in root.iter(f"{_XS}complexType", f"{_XS}simpleType")}
    top = root.find(f"{_XS}element")
    assert top is not None
    found = list(_below((str(top.get("name")),), types.get(top.get("type")), types))
    return root.get("targetNamespace") or "", list(dict.fromkeys(found))


def _below(
    path: tuple[str, ...], kind: etree._Element | None, types: dict[str | None, etree._Element]
) -> Iterator[tuple[str, ...]]:
    children = [] if kind is None else list(kind.iter(f"{_XS}element"))
    if not children or len(path) > DEPTH_MAX:
        yield path
        return
    for child in children:
        yield from _below((*path, str(child.get("name"))), types.get(child.get("type")), types)


def holding(namespace: str, path: tuple[str, ...], text: str) -> bytes:
    """A message with `text` at the end of a path and nothing else."""
    top = made = etree.Element(f"{{{namespace}}}{path[0]}", nsmap={None: namespace})
    for name in path[1:]:
        made = etree.SubElement(made, f"{{{namespace}}}{name}")
    made.text = text
    return etree.tostring(top)
