"""What the tests of list formats share: a list read from text, bytes or a file."""

from __future__ import annotations

from pathlib import Path

from ostrakon.model import Entity, Issue
from ostrakon.sources.base import Format
from ostrakon.sources.files import ListFile
from ostrakon.sources.reading import ParsedList, parse_list

GOLDEN = Path(__file__).parent.parent / "golden"


def read_file(path: Path, format_: Format) -> ParsedList:
    """The list at `path`, recognised and read."""
    file = ListFile(path)
    source = format_.recognise(file.name, file.head())
    assert source is not None, f"{path.name} is not recognised as {format_.name}"
    return parse_list([file], source, format_)


def read_text(folder: Path, content: str | bytes, format_: Format) -> ParsedList:
    """A list written for one test."""
    path = folder / "list"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse_list([ListFile(path)], format_.sources[0], format_)


def names(entity: Entity, kind: str | None = None) -> list[str]:
    """The names of an entity in order, all or of one kind."""
    return [name.value for name in entity.names if kind in (None, name.kind)]


def values(entity: Entity, property_name: str) -> list[str]:
    """The values of one property in order."""
    return [item.value for item in entity.properties if item.name == property_name]


def issue(parsed: ParsedList, code: str) -> Issue:
    """The one issue of this code."""
    (found,) = [item for item in parsed.issues if item.code == code]
    return found


def codes(parsed: ParsedList) -> set[str]:
    """The codes of all issues."""
    return {item.code for item in parsed.issues}
