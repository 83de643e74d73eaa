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
TAGS_MAX = 10_000
"""Names of elements remembered; all are dropped when there are more."""
_TYPE = re.compile(r"(?:^|[^a-z])([a-z]{4}\.\d{3}\.\d{3}\.\d{2})")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)[\"']")
_STRICT = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"} | {
    f"iso-8859-{part}" for part in range(1, 17)
} | {f"windows-125{part}" for part in range(9)})  # fmt: skip
PROLOG = 64 * 1024
_TOP = ("Document", "AppHdr")
_CURRENCY = re.compile("[A-Z]{3}")
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


def read_iso(data: bytes, message: Message) -> Iterator[Part]:
    """The parts of one file in the order of their ends; type, id and problems are written into `message` on the way.

    Never raises over the content: what is malformed ends the stream and leaves a problem with its place.
    """
    if refused := _refused(data):
        message.problems.append(refused)
        return
    reader = _Reader(message)
    try:
        # Only the end of each unit is told, so that the tree is built without a word of ours.
        context = etree.iterparse(
            BytesIO(data),
            events=("end",),
            tag=[f"{{*}}{unit}" for unit in sorted(UNITS)],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in context:
            yield from reader.end(element)
        yield from reader.root(context.root)
    except etree.XMLSyntaxError as bad:
        yield from reader.held()
        if not message.type and (found := _TYPE.search(data[:PROLOG].decode("latin-1"))):
            message.type = found.group(1)
        if "depth" in bad.msg:
            message.problems.append(Problem("elements nest deeper than any message's", _place(bad)))
        else:
            message.problems.append(Problem(f"the XML is malformed or cut off: {bad.msg}", _place(bad)))
    except _Refused as refused_late:
        message.problems.append(Problem(str(refused_late), "before the first element"))


class _Refused(Exception):
    pass


def _refused(data: bytes) -> Problem | None:
    """Why the bytes are not given to the parser at all; None when they are."""
    head = data[:PROLOG]
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4] else head
    if found := _DOCTYPE.search(plain):
        return Problem("the XML carries a DOCTYPE or an entity, which no payment message does", f"byte {found.start()}")
    declared = _ENCODING.search(plain[:400].lstrip(b"\xef\xbb\xbf\xff\xfe"))
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if declared and encoding not in _STRICT:
        where = f"byte {declared.start(1)}"
        return Problem(f"the XML says that it is encoded as {encoding!r}, which is not read", where)
    return None


def _place(bad: etree.XMLSyntaxError) -> str:
    line, column = bad.position
    return f"line {line}, column {column}"


class _Reader:
    """Which units were read: how often each occurred, and those that may be the only one of their kind."""

    def __init__(self, message: Message) -> None:
        self._message = message
        self._counts: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], Part] = {}

    def end(self, element: etree._Element) -> Iterator[Part]:
        """The part of a unit that has ended, unless it stands within another."""
        name = _local(element)
        if any(_local(above) in UNITS for above in element.iterancestors()):
            return
        if not self._counts:
            self._begin(element)
        key = (_path(element.getparent()), name)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        part = _part(element, f"{key[0]}/{name}" + (f"[{count}]" if count > 1 else ""))
        if count == 1:
            # Whether it stands alone shows only when a second one ends, or everything.
            self._first[key] = part
        else:
            if key in self._first:
                yield _numbered(self._first.pop(key), f"{key[0]}/{name}")
            yield part
        tail = element.tail
        element.clear()
        element.tail = tail
        _drop_earlier(element, name)

    def _begin(self, element: etree._Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise _Refused("the XML carries a DOCTYPE or an entity, which no payment message does")
        document = next((e for e in element.iterancestors() if _local(e) == "Document"), None)
        if document is not None:
            self._message.type = _type(document)

    def held(self) -> Iterator[Part]:
        """Units that stand alone, once nothing can follow any more."""
        yield from self._first.values()
        self._first.clear()

    def root(self, root: etree._Element) -> Iterator[Part]:
        """What stands around the units, once everything has ended."""
        if not self._counts:
            self._begin(root)
        yield from self.held()
        part = _part(root, _path(root))
        ids = {b.part: b.lines[0].text for b in reversed(part.blocks) if b.part in {"MsgId", "BizMsgIdr"}}
        self._message.id = ids.get("MsgId") or ids.get("BizMsgIdr") or ""
        document = next(iter(root.iter("{*}Document")), root)
        self._message.type = self._message.type or _type(document) or _type(root)
        yield part


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
    attributes = element.attrib
    currency = ""
    if attributes:
        currency = attributes.get("Ccy", "")
        _attributes(attributes, path, role, blocks)
    text = element.text
    if text and not text.isspace():
        blocks.append(Block(class_of(name, text.strip()), role, name, (Line(path, text),), currency))
    if not len(element):
        return
    children = list(element)
    names = [_LOCALS[tag] if isinstance(tag := child.tag, str) else "" for child in children]
    total = Counter(names) if len(set(names)) < len(names) else {}
    seen: dict[str, int] = {}
    joined: dict[str, int] = {}
    for child, own in zip(children, names, strict=True):
        # A top element is where paths begin: what stands above it is an envelope.
        place = f"/{own}" if own in _TOP else f"{path}/{own}"
        if total and total[own] > 1:
            seen[own] = seen.get(own, 0) + 1
            place += f"[{seen[own]}]"
        before = len(blocks)
        _walk(child, place, role, blocks)
        if total and own in JOINED and len(blocks) == before + 1 and not len(child):
            if own in joined:
                first = blocks[joined[own]]
                blocks[joined[own]] = Block(first.cls, first.role, first.part, first.lines + blocks.pop().lines)
            else:
                joined[own] = before
        if (tail := child.tail) and not tail.isspace():
            blocks.append(Block(FieldClass.FREE, role, "", (Line(path, tail),)))


def _attributes(attributes: etree._Attrib, path: str, role: str, blocks: list[Block]) -> None:
    for key, value in attributes.items():
        if (
            value.strip()
            and not (key == "Ccy" and _CURRENCY.fullmatch(str(value)))
            and not str(key).startswith(_SCHEMA_INSTANCE)
        ):
            line = Line(f"{path}/@{str(key).rsplit('}', 1)[-1]}", str(value))
            blocks.append(Block(FieldClass.FREE, role, "@", (line,)))


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


class _Locals(dict[str, str]):
    """Tag with its namespace → its local name; a message repeats a few dozen tags hundreds of times."""

    def __missing__(self, tag: str) -> str:
        if len(self) > TAGS_MAX:
            self.clear()
        found = self[tag] = tag.rsplit("}", 1)[-1]
        return found


_LOCALS = _Locals()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return _LOCALS[tag] if isinstance(tag, str) else ""


def _type(element: etree._Element) -> str:
    for uri in (etree.QName(element).namespace or "", *map(str, element.nsmap.values())):
        if found := _TYPE.search(uri):
            return found.group(1)
    return ""
