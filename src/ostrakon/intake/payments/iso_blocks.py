"""An ISO 20022 element → the blocks of text in it and below it, in document order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from ostrakon.intake.payments.iso_fields import CHECKED, CLASSES, JOINED, ROLES, class_of
from ostrakon.intake.payments.message import Block, FieldClass, Line

TAGS_MAX = 10_000
"""Names of elements remembered; all are dropped when there are more."""
TOP = frozenset({"Document", "AppHdr"})
"""Where paths begin: what stands above is an envelope."""
_CURRENCY = re.compile("[A-Z]{3}")
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


class Tag(NamedTuple):
    """What the name of an element says.

    Attributes:
        name: without namespace. cls: what its text is. checked: whether the text has a say in that.
        role: whether it says whose the texts below it are. joined: whether repeated ones are one text that was cut.
    """

    name: str
    cls: FieldClass
    checked: bool
    role: bool
    joined: bool


class _Tags(dict[object, Tag]):
    """Tag with its namespace → what it says; a message repeats a few dozen tags hundreds of times."""

    def __missing__(self, tag: object) -> Tag:
        if len(self) > TAGS_MAX:
            self.clear()
        name = tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
        cls = CLASSES.get(name, FieldClass.FREE)
        found = self[tag] = Tag(name, cls, cls in CHECKED, name in ROLES, name in JOINED)
        return found


TAGS = _Tags()


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return TAGS[element.tag].name


def role_above(element: etree._Element) -> str:
    """The role that the innermost element above says."""
    return next((tag.name for e in element.iterancestors() if (tag := TAGS[e.tag]).role), "")


def blocks_of(element: etree._Element, path: str, role: str) -> list[Block]:
    """Blocks of an element that stands at `path` and everything below it."""
    blocks: list[Block] = []
    tag = TAGS[element.tag]
    role = tag.name if tag.role else role
    _own(element, tag, path, role, blocks)
    _below(list(element), path, role, blocks)
    return blocks


def blocks_before(element: etree._Element, path: str, role: str, units: frozenset[str]) -> list[Block]:
    """Blocks of the siblings before an element; those of its own name and units stand for themselves.

    Args:
        path, role: of its parent.
    """
    earlier = list(element.itersiblings(preceding=True))
    if not earlier:
        return []
    name = local(element)
    blocks: list[Block] = []
    _below([e for e in reversed(earlier) if (own := local(e)) != name and own not in units], path, role, blocks)
    return blocks


def _own(element: etree._Element, tag: Tag, path: str, role: str, blocks: list[Block]) -> None:
    """The text of an element itself and those of its attributes."""
    currency = _attributes(element, path, role, blocks)
    text = element.text
    if text and not text.isspace():
        cls = class_of(tag.name, text.strip()) if tag.checked else tag.cls
        blocks.append(Block(cls, role, tag.name, (Line(path, text),), currency))


def _attributes(element: etree._Element, path: str, role: str, blocks: list[Block]) -> str:
    """The texts of the attributes of an element; gives the currency where one of them is one."""
    currency = ""
    for key, value in element.items():
        if key == "Ccy":
            currency = str(value)
        if (
            value.strip()
            and not (key == "Ccy" and _CURRENCY.fullmatch(currency))
            and not str(key).startswith(_SCHEMA_INSTANCE)
        ):
            line = Line(f"{path}/@{str(key).rsplit('}', 1)[-1]}", str(value))
            blocks.append(Block(FieldClass.FREE, role, "@", (line,)))
    return currency


def _below(children: Sequence[etree._Element], path: str, role: str, blocks: list[Block]) -> None:
    """Blocks of some siblings and everything below them."""
    tags = [TAGS[child.tag] for child in children]
    if len(tags) > 1:
        names = [tag.name for tag in tags]
        if len(set(names)) < len(names):
            _below_repeated(children, Counter(names), path, role, blocks)
            return
    for child, (name, cls, checked, own, _) in zip(children, tags, strict=True):
        place = f"/{name}" if name in TOP else f"{path}/{name}"
        inner = name if own else role
        # As in `_own`: most elements come by here.
        currency = _attributes(child, place, inner, blocks) if child.keys() else ""
        text = child.text
        if text and not text.isspace():
            line = Line(place, text)
            blocks.append(Block(class_of(name, text.strip()) if checked else cls, inner, name, (line,), currency))
        if len(child):
            _below(list(child), place, inner, blocks)
        tail = child.tail
        if tail and not tail.isspace():
            blocks.append(Block(FieldClass.FREE, role, "", (Line(path, tail),)))


def _below_repeated(
    children: Sequence[etree._Element], total: Counter[str], path: str, role: str, blocks: list[Block]
) -> None:
    """The same where some have one name: each has its number, and a text that was cut is one block."""
    seen: Counter[str] = Counter()
    joined: dict[str, int] = {}
    for child in children:
        tag = TAGS[child.tag]
        name = tag.name
        place = f"/{name}" if name in TOP else f"{path}/{name}"
        if total[name] > 1:
            seen[name] += 1
            place += f"[{seen[name]}]"
        before = len(blocks)
        _own(child, tag, place, name if tag.role else role, blocks)
        if len(child):
            _below(list(child), place, name if tag.role else role, blocks)
        elif tag.joined and len(blocks) == before + 1:
            if name in joined:
                first = blocks[joined[name]]
                blocks[joined[name]] = Block(first.cls, first.role, first.part, first.lines + blocks.pop().lines)
            else:
                joined[name] = before
        if (tail := child.tail) and not tail.isspace():
            blocks.append(Block(FieldClass.FREE, role, "", (Line(path, tail),)))
