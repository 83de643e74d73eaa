"""Every element and attribute of an XML list, checked against the format's table of fields."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from ostrakon.sources.base import FieldAudit, Report
from ostrakon.sources.xml import local


class ElementAudit:
    """Walks records and reports each path that the format's table does not know.

    A path is the local names from the record element down, joined by `/`, attributes with `@`:
    `INDIVIDUAL/NATIONALITY/VALUE`, `sanctionEntity/nameAlias@strong`. An element that stands in the table only
    as the beginning of longer paths is a container. Below an unknown element nothing more is reported.
    """

    def __init__(self, table: Mapping[str, str], report: Report) -> None:
        self._audit = FieldAudit(table, report)
        self._known = set(table) | {path[:end] for path in table for end in range(len(path)) if path[end] in "/@"}
        self._paths: dict[tuple[str, object], str] = {}

    def record(self, element: etree._Element, where: str) -> None:
        """Check one complete record."""
        self._check(element, local(element.tag), where)

    def outside(self, element: etree._Element) -> None:
        """Check one element that stands outside of all records, such as the root or a container of records."""
        above = [local(parent.tag) for parent in element.iterancestors()]
        path = "/".join([*reversed(above), local(element.tag)])
        self._check(element, path, f"line {element.sourceline}", deep=False)

    def _check(self, element: etree._Element, path: str, where: str, *, deep: bool = True) -> None:
        if path not in self._known:
            self._audit.seen(path, value=_shown(element), where=where)
            return
        for name, value in element.items():
            attribute = self._join(path, name, "@")
            if attribute not in self._known:
                self._audit.seen(attribute, value=str(value), where=where)
        if deep:
            for child in element:
                self._check(child, self._join(path, child.tag, "/"), where)

    def _join(self, path: str, name: object, mark: str) -> str:
        key = (path, name)
        found = self._paths.get(key)
        if found is None:
            found = self._paths[key] = f"{path}{mark}{local(name)}"
        return found


def _shown(element: etree._Element) -> str:
    return " ".join(" ".join(str(text) for text in element.itertext()).split())
