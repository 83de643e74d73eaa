"""Messages made from ISO 20022 schemas: every element that may hold text, filled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_XS = "{http://www.w3.org/2001/XMLSchema}"
DEPTH_MAX = 14
"""Some types hold themselves; deeper than this nothing is made."""


def filled(schema: Path) -> etree._Element:
    """A document of the schema with every element and every choice filled with a text of its own (`T1`, `T2`, …)."""
    root = etree.parse(str(schema)).getroot()
    space = root.get("targetNamespace") or ""
    types = {t.get("name"): t for t in root.iter(f"{_XS}complexType", f"{_XS}simpleType")}
    top = root.find(f"{_XS}element")
    assert top is not None
    document = etree.Element(f"{{{space}}}{top.get('name')}", nsmap={None: space})
    numbers = iter(range(1, 1_000_000))
    _fill(document, types.get(top.get("type")), types, space, numbers, 0)
    return document


def _fill(
    element: etree._Element,
    kind: etree._Element | None,
    types: dict[str | None, etree._Element],
    space: str,
    numbers: Iterator[int],
    depth: int,
) -> None:
    children = [] if kind is None else list(kind.iter(f"{_XS}element"))
    if not children or depth > DEPTH_MAX:
        element.text = f"T{next(numbers)}"
        return
    for child in children:
        made = etree.SubElement(element, f"{{{space}}}{child.get('name')}")
        _fill(made, types.get(child.get("type")), types, space, numbers, depth + 1)
