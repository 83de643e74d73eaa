"""ISO 20022 messages as a stream of parts: every text with its path, whatever the message and its version.

Reading everything costs no more than reading a table of elements, and nothing is skipped because a row is missing.
Bindings generated from schemas were measured and not taken: they accept broken encodings and second documents without a
word. A DOCTYPE is refused; libxml2 is never asked to recover.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from ostrakon.intake.payments.iso_fields import JOINED, ROLES, class_of
from ostrakon.intake.payments.message import Block, FieldClass, Line, Message, Part, Problem

UNITS = frozenset({"CdtTrfTxInf", "DrctDbtTxInf", "Ntry", "TxInf", "TxInfAndSts", "CxlDtls"})
"""Elements of which a message may hold a hundred thousand: each is a part, and freed once it was read."""
DEPTH_MAX = 200
_TYPE = re.compile(r"(?:^|[^a-z])([a-z]{4}\.\d{3}\.\d{3}\.\d{2})")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)[\"']")
_STRICT = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"} | {
    f"iso-8859-{part}" for part in range(1, 17)
} | {f"windows-125{part}" for part in range(9)})  # fmt: skip
PROLOG = 64 * 1024
_TOP = ("Document", "AppHdr")
_SILENT_ATTRIBUTES = frozenset({"Ccy"})
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


def read_iso(data: bytes, message: Message) -> Iterator[Part]:
    """The parts of one file in the order of their ends; type, id and problems are written into `message` on the way.

    Never raises over the content: what is malformed ends the stream and leaves a problem with its place.
    """
    if refused := _refused(data):
        message.problems.append(Problem(refused))
        return
    reader = _Reader(message)
    try:
        context = etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in context:
            if event == "start":
                yield from reader.start(element)
            else:
                yield from reader.end(element)
    except etree.XMLSyntaxError as bad:
        yield from reader.held()
        message.problems.append(Problem(f"the XML is malformed or cut off: {bad.msg}", _place(bad)))
    except _TooDeep as deep:
        message.problems.append(Problem(str(deep)))


class _TooDeep(Exception):
    pass


def _refused(data: bytes) -> str:
    """Why the bytes are not given to the parser at all; empty when they are."""
    head = data[:PROLOG]
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4] else head
    if _DOCTYPE.search(plain):
        return "the XML carries a DOCTYPE or an entity, which no payment message does"
    declared = _ENCODING.search(plain[:400].lstrip(b"\xef\xbb\xbf\xff\xfe"))
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if encoding not in _STRICT:
        return f"the XML says that it is encoded as {encoding!r}, which is not read"
    return ""


def _place(bad: etree.XMLSyntaxError) -> str:
    line, column = bad.position
    return f"line {line}, column {column}"


class _Reader:
    """Where the parser is: the path from the top element, and how often each unit occurred."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._depth = 0
        self._units: list[etree._Element] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], Part] = {}

    def start(self, element: etree._Element) -> Iterator[Part]:
        self._depth += 1
        if self._depth > DEPTH_MAX:
            raise _TooDeep(f"elements nest deeper than {DEPTH_MAX}")
        name = _local(element)
        if self._depth == 1 and element.getroottree().docinfo.internalDTD is not None:
            raise _TooDeep("the XML carries a DOCTYPE or an entity, which no payment message does")
        if name == "Document" and not self._message.type:
            self._message.type = _type(element)
        if name in UNITS and not self._units:
            self._units.append(element)
            key = (_path(element.getparent()), name)
            self._counts[key] = self._counts.get(key, 0) + 1
            if self._counts[key] == 2 and key in self._first:
                yield _numbered(self._first.pop(key), f"{key[0]}/{name}")

    def end(self, element: etree._Element) -> Iterator[Part]:
        self._depth -= 1
        if self._units and self._units[-1] is element:
            self._units.pop()
            name, parent = _local(element), element.getparent()
            key = (_path(parent), name)
            count = self._counts[key]
            part = _part(element, f"{key[0]}/{name}" + (f"[{count}]" if count > 1 else ""))
            if count == 1:
                # Whether it stands alone shows only when its parent ends or a second one begins.
                self._first[key] = part
            else:
                yield part
            tail = element.tail
            element.clear()
            element.tail = tail
            _drop_earlier(element, name)
        elif self._depth == 0:
            yield from self.held()
            yield self._around(element)

    def held(self) -> Iterator[Part]:
        """Units that stand alone, once nothing can follow any more."""
        yield from self._first.values()
        self._first.clear()

    def _around(self, root: etree._Element) -> Part:
        part = _part(root, _path(root))
        ids = {b.part: b.lines[0].text for b in reversed(part.blocks) if b.part in {"MsgId", "BizMsgIdr"}}
        self._message.id = ids.get("MsgId") or ids.get("BizMsgIdr") or ""
        self._message.type = self._message.type or _type(root)
        return part


def _drop_earlier(element: etree._Element, name: str) -> None:
    """Take the siblings of the same name before the element out of the tree, whose content was read."""
    parent = element.getparent()
    while parent is not None and (earlier := element.getprevious()) is not None and _local(earlier) == name:
        parent.remove(earlier)


def _numbered(part: Part, path: str) -> Part:
    """The part once it is known to be the first of several."""

    def moved(line: Line) -> Line:
        return Line(f"{path}[1]{line.field[len(path) :]}", line.text, line.start)

    blocks = tuple(Block(b.cls, b.role, b.part, tuple(map(moved, b.lines)), b.currency) for b in part.blocks)
    return Part(f"{path}[1]", blocks)


def _part(top: etree._Element, path: str) -> Part:
    blocks: list[Block] = []
    role = next((n for e in top.iterancestors() if (n := _local(e)) in ROLES), "")
    _walk(top, path, role, blocks)
    return Part(path, tuple(blocks))


def _walk(element: etree._Element, path: str, role: str, blocks: list[Block]) -> None:
    """Blocks of an element and everything below it, in document order."""
    name = _local(element)
    if name in ROLES:
        role = name
    for key, value in element.attrib.items():
        if value.strip() and key not in _SILENT_ATTRIBUTES and not str(key).startswith(_SCHEMA_INSTANCE):
            line = Line(f"{path}/@{str(key).rsplit('}', 1)[-1]}", str(value))
            blocks.append(Block(FieldClass.FREE, role, "@", (line,)))
    children = list(element)
    if element.text and not element.text.isspace():
        text = element.text
        currency = element.get("Ccy", "")
        blocks.append(Block(class_of(name, text.strip()), role, name, (Line(path, text),), currency))
    if not children:
        return
    names = [_local(child) for child in children]
    total = Counter(names)
    seen: dict[str, int] = {}
    joined: dict[str, int] = {}
    for child, own in zip(children, names, strict=True):
        seen[own] = seen.get(own, 0) + 1
        # A top element is where paths begin: what stands above it is an envelope.
        place = f"/{own}" if own in _TOP else f"{path}/{own}"
        if total[own] > 1:
            place += f"[{seen[own]}]"
        before = len(blocks)
        _walk(child, place, role, blocks)
        if own in JOINED and len(blocks) == before + 1 and not len(child):
            if own in joined:
                first = blocks[joined[own]]
                blocks[joined[own]] = Block(first.cls, first.role, first.part, first.lines + blocks.pop().lines)
            else:
                joined[own] = before
        if child.tail and not child.tail.isspace():
            blocks.append(Block(FieldClass.FREE, role, "", (Line(path, child.tail),)))


def _path(element: etree._Element | None) -> str:
    """Path of an element whose ancestors are all unfinished, so that none of them has a known following sibling."""
    parts: list[str] = []
    while element is not None:
        name = _local(element)
        same = sum(1 for e in element.itersiblings(preceding=True) if _local(e) == name) if len(parts) < 3 else 0
        parts.append(name + (f"[{same + 1}]" if same else ""))
        if name in _TOP:
            break
        element = element.getparent()
    return "/" + "/".join(reversed(parts)) if parts else ""


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _type(element: etree._Element) -> str:
    for uri in (etree.QName(element).namespace or "", *map(str, element.nsmap.values())):
        if found := _TYPE.search(uri):
            return found.group(1)
    return ""
