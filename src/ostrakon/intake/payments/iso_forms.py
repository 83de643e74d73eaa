"""Messages of a form that was seen before, read without a parser: the tags are the same, only the texts are others.

A bank's messages have a few hundred forms: which elements they fill, in which order, with which attributes. What a
reader makes of a message depends on its tags, and on its texts only where one is blank, or no code where a code should
be. So the second message of a form shows how all that follow are read: it is parsed with numbers in place of its texts,
and where the result says of every text what the reader says, the form is kept. A message that differs in anything but
its texts, or holds what only a parser understands (references, comments, carriage returns), is none of a known form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ostrakon.intake.payments.iso_fields import CHECKED, CLASSES, class_of
from ostrakon.intake.payments.message import Block, FieldClass, Line, Message, Part

SIZE_MAX = 128 * 1024
"""Bytes of a message that is looked at here."""
FORMS_MAX, LETTERS_MAX = 1_000, 8 * 1024 * 1024
"""Forms kept, and letters of their tags; all are dropped when there are more."""
SEEN_MAX = 20_000
"""Forms of which one message was seen."""
Read = Callable[[bytes, Message], Iterator[Part]]
_BETWEEN = re.compile(">([^<]*)<")
_TAG = re.compile(r"/?[\w.:-]+(?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*\s*/?")
_PROLOG = re.compile(
    r"<\?xml\s+version=(?:\"1\.0\"|'1\.0')(?:\s+encoding=(?:\"(?i:utf-8)\"|'(?i:utf-8)'))?"
    r"(?:\s+standalone=(?:\"(?:yes|no)\"|'(?:yes|no)'))?\s*\?"
)
_LAST = re.compile(r"/[\w.:-]+\s*>\s*")
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n")
_REFUSED = (b"&", b"<!", b"]]>", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""References, comments and sections; an end of section in a text, and code points that XML does not have."""
_MARK = "\ue000"


class _Kept(NamedTuple):
    """A block of a form: as `Block`, with its lines as paths and numbers of texts, -1 for one that stands in a tag."""

    cls: FieldClass
    checked: bool
    role: str
    part: str
    path: str
    text: int
    further: tuple[tuple[str, int], ...]
    currency: str
    said: str


class _KeptPart(NamedTuple):
    """A part of a form: numbers of its blocks; `before` is the number of what stands before it."""

    field: str
    blocks: tuple[int, ...]
    before: int
    around: bool


class _Form(NamedTuple):
    """How messages of some tags are read.

    Attributes:
        leaves: numbers of the texts that stand in an element, none of which may be blank. blanks: of all others.
        type: of the message. id: number of its text, -1 for none.
        blocks: each once, however often it stands in the parts and before them.
        parts, before: what they hold, by numbers of blocks.
    """

    leaves: tuple[int, ...]
    blanks: tuple[int, ...]
    type: str
    id: int
    blocks: tuple[_Kept, ...]
    parts: tuple[_KeptPart, ...]
    before: tuple[tuple[int, ...], ...]


class Forms:
    """Forms that were seen, for any number of messages.

    Args:
        read: reads any message.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._forms: dict[str, _Form | None] = {}
        self._letters = 0
        self._seen: set[int] = set()

    def parts(self, data: bytes, message: Message) -> list[Part] | None:
        """The parts of a message, and what is known of the whole; None where its form is not known."""
        if (
            len(data) > SIZE_MAX
            or any(one in data for one in _REFUSED)
            or len(data.translate(None, _CONTROL)) < len(data)
        ):
            return None
        try:
            pieces = _BETWEEN.split(data.decode())
        except UnicodeDecodeError:
            return None
        tags, texts = "<".join(pieces[::2]), pieces[1::2]
        form = self._forms.get(tags, _NEW)
        if form is _NEW:
            self._meet(tags, pieces, texts, data)
            return None
        return None if form is None else _filled(form, texts, message)

    def _meet(self, tags: str, pieces: Sequence[str], texts: Sequence[str], data: bytes) -> None:
        """Note a form; one that is met for the second time is learnt."""
        key = hash(tags)
        if key not in self._seen:
            if len(self._seen) >= SEEN_MAX:
                self._seen.clear()
            self._seen.add(key)
            return
        if len(self._forms) >= FORMS_MAX or self._letters > LETTERS_MAX:
            self._forms, self._letters = {}, 0
        self._forms[tags] = self._learnt(pieces, texts, data)
        self._letters += len(tags)

    def _learnt(self, pieces: Sequence[str], texts: Sequence[str], data: bytes) -> _Form | None:
        tags = pieces[::2]
        if len(tags) < 2 or not (_PROLOG.fullmatch(tags[0]) or _TAG.fullmatch(tags[0].removeprefix("<"))):
            return None
        if not all(map(_TAG.fullmatch, tags[1:-1])) or not _LAST.fullmatch(tags[-1]):
            return None
        leaves = [n for n, (one, other) in enumerate(pairwise(tags)) if _opens(one) and other.startswith("/")]
        shown = list(pieces)
        for number in leaves:
            shown[2 * number + 1] = f"{_MARK}{number}"
        other = Message("")
        form = _form(leaves, len(texts), other, list(self._read(_text_of(shown).encode(), other)))
        wanted, got = Message(""), Message("")
        parts = list(self._read(data, wanted))
        if form is None or wanted.problems or _filled(form, texts, got) != parts:
            return None
        return form if (wanted.type, wanted.id) == (got.type, got.id) else None


_NEW = _Form((), (), "", -1, (), (), ())


def _opens(tag: str) -> bool:
    return tag[:1] not in "/?" and not tag.startswith("<?") and not tag.endswith("/")


def _text_of(pieces: Sequence[str]) -> str:
    """The message again, from what stood between its marks."""
    parts = [pieces[0]]
    for text, tag in zip(pieces[1::2], pieces[2::2], strict=True):
        parts += (">", text, "<", tag)
    return "".join(parts)


def _form(leaves: Sequence[int], count: int, message: Message, parts: Sequence[Part]) -> _Form | None:
    before: dict[int, int] = {}
    kept: dict[_Kept, int] = {}
    held: list[tuple[int, ...]] = []
    found = []

    def numbers(blocks: Sequence[Block]) -> tuple[int, ...]:
        return tuple([kept.setdefault(_kept(block), len(kept)) for block in blocks])

    for part in parts:
        if id(part.before) not in before:
            before[id(part.before)] = len(held)
            held.append(numbers(part.before))
        found.append(_KeptPart(part.field, numbers(part.blocks), before[id(part.before)], part.around))
    told = set(leaves)
    blanks = tuple(n for n in range(count) if n not in told)
    if message.problems or (message.id and not message.id.startswith(_MARK)):
        return None
    number = int(message.id[1:]) if message.id else -1
    return _Form(tuple(leaves), blanks, message.type, number, tuple(kept), tuple(found), tuple(held))


def _kept(block: Block) -> _Kept:
    first = block.lines[0]
    number = _number(first.text)
    cls = CLASSES.get(block.part, FieldClass.FREE) if number >= 0 else block.cls
    further = tuple((line.field, _number(line.text)) for line in block.lines[1:])
    checked = number >= 0 and cls in CHECKED
    said = first.text if number < 0 else ""
    return _Kept(cls, checked, block.role, block.part, first.field, number, further, block.currency, said)


def _number(text: str) -> int:
    return int(text[1:]) if text.startswith(_MARK) else -1


def _filled(form: _Form, texts: Sequence[str], message: Message) -> list[Part] | None:
    """The parts of a message of a form; None where a text is blank that should not be, or the other way round."""
    if not all(map(str.strip, [texts[n] for n in form.leaves])) or "".join([texts[n] for n in form.blanks]).strip():
        return None
    message.type = form.type
    if form.id >= 0:
        message.id = texts[form.id]
    made = [_block(one, texts) for one in form.blocks]
    before = [tuple([made[one] for one in blocks]) for blocks in form.before]
    return [
        Part(field, tuple([made[one] for one in blocks]), before[number], around)
        for field, blocks, number, around in form.parts
    ]


def _block(kept: _Kept, texts: Sequence[str]) -> Block:
    cls, checked, role, part, path, number, further, currency, said = kept
    text = texts[number] if number >= 0 else said
    if checked:
        cls = class_of(part, text.strip())
    if further:
        lines = (Line(path, text), *[Line(field, texts[one]) for field, one in further])
        return Block(cls, role, part, lines, currency)
    return Block(cls, role, part, (Line(path, text),), currency)
