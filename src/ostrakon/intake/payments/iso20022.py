"""ISO 20022 messages as a stream of parts: every text with its path, whatever the message and its version.

Reading everything costs no more than reading a table of elements, and nothing is skipped because a row is missing.
Bindings generated from schemas were measured and not taken: they accept broken encodings and second documents without a
word. A DOCTYPE is refused; libxml2 is never asked to recover.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO

from lxml import etree

from ostrakon.intake.payments.iso_blocks import TAGS, TOP, blocks_before, blocks_of, local, role_above
from ostrakon.intake.payments.iso_forms import Forms
from ostrakon.intake.payments.message import Block, Line, Message, Part, Problem

UNITS = frozenset({"CdtTrfTxInf", "DrctDbtTxInf", "Ntry", "TxInf", "TxInfAndSts", "CxlDtls"})
"""Elements of which a message may hold a hundred thousand: each is a part, and freed once it was read."""
CONTAINERS = frozenset((
    "PmtInf", "Stmt", "Rpt", "Ntfctn", "OrgnlPmtInfAndSts", "OrgnlPmtInfAndRvsl", "OrgnlPmtInfAndCxl", "Undrlyg",
    "CdtInstr",
))  # fmt: skip
"""Elements that hold some units and what they have in common (orders, statements): parts as well, and freed."""
WHOLE_MAX = 1024 * 1024
"""Bytes of a message that is read in one go, which takes half of the time; larger ones are read as they come."""
_TYPE = re.compile(r"(?:^|[^a-z])([a-z]{4}\.\d{3}\.\d{3}\.\d{2})")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)[\"']")
_STRICT = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"} | {
    f"iso-8859-{part}" for part in range(1, 17)
} | {f"windows-125{part}" for part in range(9)})  # fmt: skip
_CONTAINER = re.compile(rf"<(?:[\w.-]+:)?({'|'.join(sorted(CONTAINERS))})[\s/>]".encode())
_PROLOG_END = 5
PIECE = 1024 * 1024
TAG_LENGTH_MAX = 1_000
"""Bytes of a tag that is put together again where two pieces of a file meet."""
PROLOG = 64 * 1024
_UNIT_TAGS = [f"{{*}}{name}" for name in sorted(UNITS)]
_TOLD = [*_UNIT_TAGS, *(f"{{*}}{name}" for name in sorted(CONTAINERS))]


def _parser(*, blanks: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not blanks,
    )


_QUICK = _parser(blanks=False)


def read_iso(source: bytes | BinaryIO, message: Message) -> Iterator[Part]:
    """The parts of one file in the order of their ends; type, id and problems are written into `message` on the way.

    Never raises over the content: what is malformed ends the stream and leaves a problem with its place.
    """
    if isinstance(source, bytes) and (parts := _FORMS.parts(source, message)) is not None:
        yield from parts
    else:
        yield from parsed(source, message)


def parsed(source: bytes | BinaryIO, message: Message) -> Iterator[Part]:
    """As `read_iso`, always by the parser."""
    stream = BytesIO(source) if isinstance(source, bytes) else source
    head = stream.read(PROLOG)
    stream.seek(0)
    if refused := _refused(head):
        message.problems.append(refused)
        return
    root = _whole(source) if isinstance(source, bytes) else None
    reader = _Reader(message, None if root is not None else _several(stream))
    try:
        if root is not None:
            for _, element in etree.iterwalk(root, events=("end",), tag=_TOLD):
                yield from reader.end(element)
            yield from reader.root(root)
            return
        # Only the ends of units and containers are told, so that the tree is built without a word of ours.
        context = etree.iterparse(
            stream,
            events=("end",),
            tag=_TOLD,
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
        yield from reader.broken()
        if not message.type and (found := _TYPE.search(head.decode("latin-1"))):
            message.type = found.group(1)
        if "depth" in bad.msg:
            message.problems.append(Problem("elements nest deeper than any message's", _place(bad)))
        else:
            message.problems.append(Problem(f"the XML is malformed or cut off: {bad.msg}", _place(bad)))
    except _Refused as refused_late:
        message.problems.append(Problem(str(refused_late), "before the first element"))


_FORMS = Forms(parsed)


class _Refused(Exception):
    pass


def _refused(head: bytes) -> Problem | None:
    """Why a message that begins so is not given to the parser at all; None when it is."""
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4] else head
    if found := _DOCTYPE.search(plain):
        return Problem("the XML carries a DOCTYPE or an entity, which no payment message does", f"byte {found.start()}")
    declared = _ENCODING.search(plain[:400].lstrip(b"\xef\xbb\xbf\xff\xfe"))
    encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    if declared and encoding not in _STRICT:
        where = f"byte {declared.start(1)}"
        return Problem(f"the XML says that it is encoded as {encoding!r}, which is not read", where)
    return None


def _whole(data: bytes) -> etree._Element | None:
    """The root of a sound and ordinary message; None where it must be read as it comes.

    Without comments, sections and instructions blanks between elements are nobody's text; the parser leaves them out.
    """
    if len(data) > WHOLE_MAX or b"<!" in data or b"\0" in data or data.find(b"<?", _PROLOG_END) >= 0:
        return None
    try:
        return etree.fromstring(data, _QUICK)
    except etree.XMLSyntaxError:
        return None


def _several(stream: BinaryIO) -> frozenset[str]:
    """Containers that occur more than once, so that the first of them has its number while it is read."""
    counts: Counter[bytes] = Counter()
    rest = b""
    while piece := stream.read(PIECE):
        text = rest + piece.replace(b"\0", b"")
        cut = text.rfind(b"<")
        rest = text[cut:] if cut >= 0 and len(text) - cut < TAG_LENGTH_MAX else b""
        counts.update(found.group(1) for found in _CONTAINER.finditer(text[: len(text) - len(rest)]))
    counts.update(found.group(1) for found in _CONTAINER.finditer(rest))
    stream.seek(0)
    return frozenset(name.decode() for name, count in counts.items() if count > 1)


def _place(bad: etree.XMLSyntaxError) -> str:
    line, column = bad.position
    return f"line {line}, column {column}"


class _Reader:
    """Which units were read: how often each occurred, and those that may be the only one of their kind.

    Args:
        message: what is known of the whole is written into it.
        several: of a message that is read as it comes, containers that come more than once; None where all is there.
    """

    def __init__(self, message: Message, several: frozenset[str] | None) -> None:
        self._message, self._several = message, several
        self._units: dict[tuple[str, str], int] = {}
        self._containers: dict[tuple[str, str], int] = {}
        self._first: dict[tuple[str, str], Part] = {}
        self._begun = False
        self._last = ""
        self._parent: etree._Element | None = None
        self._path = self._role = ""
        self._before: tuple[Block, ...] = ()

    def end(self, element: etree._Element) -> Iterator[Part]:
        """The part of a unit or container that has ended, unless it stands within a unit."""
        name = local(element)
        if next(element.iterancestors(_UNIT_TAGS), None) is not None:
            return
        if not self._begun:
            self._begin(element)
        if name in CONTAINERS:
            yield from self._container(element, name)
        else:
            yield from self._unit(element, name)
        tail = element.tail
        element.clear()
        element.tail = tail
        _drop_earlier(element, name)

    def _unit(self, element: etree._Element, name: str) -> Iterator[Part]:
        if self._parent is None or element.getparent() is not self._parent:
            self._stands_in(element)
        key = (self._path, name)
        count = self._units[key] = self._units.get(key, 0) + 1
        path = self._last = f"{self._path}/{name}" + (f"[{count}]" if count > 1 else "")
        part = Part(path, tuple(blocks_of(element, path, self._role)), self._before)
        if count == 1:
            # Whether it stands alone shows only when a second one ends, or its container.
            self._first[key] = part
            return
        if key in self._first:
            yield _numbered(self._first.pop(key), f"{self._path}/{name}")
        yield part

    def _container(self, element: etree._Element, name: str) -> Iterator[Part]:
        yield from self.held()
        path = self._path_of(element)
        filled = self._last.startswith(f"{path}/")
        if not filled:
            self._stands_in(element)
        yield Part(path, tuple(blocks_of(element, path, role_above(element))), self._before, around=filled)
        self._units = {key: count for key, count in self._units.items() if not key[0].startswith(path)}
        key = (path.rpartition("/")[0], name)
        self._containers[key] = self._containers.get(key, 0) + 1
        self._parent, self._last = None, path

    def _stands_in(self, element: etree._Element) -> None:
        """Where an element stands, and what stands before it there and above, the nearest first."""
        path = role = ""
        found: list[list[Block]] = []
        node: etree._Element | None = None
        for below in (*reversed(list(element.iterancestors())), element):
            if node is not None:
                path = self._path_below(path, node)
                tag = TAGS[node.tag]
                role = tag.name if tag.role else role
                found.append(blocks_before(below, path, role, UNITS | CONTAINERS))
            node = below
        self._parent, self._path, self._role = element.getparent(), path, role
        self._before = tuple([block for blocks in reversed(found) for block in blocks])
        self._message.id = self._message.id or _id(self._before)

    def _path_of(self, element: etree._Element) -> str:
        """Path of an element that may be unfinished."""
        path = ""
        for node in (*reversed(list(element.iterancestors())), element):
            path = self._path_below(path, node)
        return path

    def _path_below(self, above: str, element: etree._Element) -> str:
        """Path of an element below another; it has a number where it is not the only one of its name."""
        name = local(element)
        if name in TOP:
            above = ""
        if name in CONTAINERS:
            place = self._containers.get((above, name), 0)
        else:
            place = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
        numbered = place > 0
        if not numbered and self._several is not None:
            numbered = name in self._several
        elif not numbered and name not in TOP:
            numbered = next(element.itersiblings(element.tag), None) is not None
        return f"{above}/{name}" + (f"[{place + 1}]" if numbered else "")

    def _begin(self, element: etree._Element) -> None:
        self._begun = True
        if element.getroottree().docinfo.internalDTD is not None:
            raise _Refused("the XML carries a DOCTYPE or an entity, which no payment message does")
        document = next((e for e in element.iterancestors() if local(e) == "Document"), None)
        if document is not None:
            self._message.type = _type(document)

    def held(self) -> Iterator[Part]:
        """Units that stand alone, once nothing can follow any more."""
        yield from self._first.values()
        self._first.clear()

    def broken(self) -> Iterator[Part]:
        """What was read of the last container when the stream ends too early."""
        yield from self.held()
        if self._before:
            yield Part(self._path, self._before, self._before, around=True)

    def root(self, root: etree._Element) -> Iterator[Part]:
        """What stands around the units, once everything has ended."""
        if not self._begun:
            self._begin(root)
        yield from self.held()
        path = self._path_of(root)
        blocks = blocks_of(root, path, "")
        self._message.id = self._message.id or _id(blocks)
        document = root if local(root) == "Document" else next(iter(root.iter("{*}Document")), root)
        self._message.type = self._message.type or _type(document) or _type(root)
        yield Part(path, tuple(blocks), self._before, around=True)


def _id(blocks: Sequence[Block]) -> str:
    """The sender's reference, which stands before all transactions."""
    ids = {b.part: b.lines[0].text for b in reversed(blocks) if b.part in {"MsgId", "BizMsgIdr"}}
    return ids.get("MsgId") or ids.get("BizMsgIdr") or ""


def _drop_earlier(element: etree._Element, name: str) -> None:
    """Take the sibling of the same name before the element out of the tree, whose content was read; text that follows
    it stays."""
    parent, earlier = element.getparent(), element.getprevious()
    if parent is not None and earlier is not None and local(earlier) == name and not (earlier.tail or "").strip():
        parent.remove(earlier)


def _numbered(part: Part, path: str) -> Part:
    """The part once it is known to be the first of several."""

    def moved(line: Line) -> Line:
        return Line(f"{path}[1]{line.field[len(path) :]}", line.text, line.start)

    blocks = tuple(Block(b.cls, b.role, b.part, tuple(map(moved, b.lines)), b.currency) for b in part.blocks)
    return Part(f"{path}[1]", blocks, part.before)


def _type(element: etree._Element) -> str:
    for uri in (etree.QName(element).namespace or "", *map(str, element.nsmap.values())):
        if found := _TYPE.search(uri):
            return found.group(1)
    return ""
