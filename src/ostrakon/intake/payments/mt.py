"""SWIFT MT messages: blocks, fields and the lines of parties, every character with its place.

Several messages may stand in one file, parted by `$` or by nothing, each perhaps behind its acknowledgement; what
stands between them and is neither is a problem, not noise. A text block without its end is never read as if it were
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.intake.payments.message import Block, FieldClass, Line, Message, Part, Problem
from ostrakon.intake.payments.mt_fields import FREE_ROLES, STRUCTURED, STRUCTURED_LINES, class_of, party_role

_BLOCK = re.compile(r"\{(\d|S):")
_TAG = re.compile(r"^:(\d{2}[A-Za-z]?):", re.MULTILINE)
_TEXT_END = re.compile(r"\r?\n-\}")
_FIELD_3 = re.compile(r"\{(\w{3}):([^{}]*)\}")
_TYPE = re.compile(r"[IO](\d{3})")
_BASIC = re.compile(r"[A-Z]\d\d[A-Z0-9]{12}\d{0,10}")
_APPLICATION = re.compile(r"I\d{3}[A-Z0-9]{12}[A-Z]?\d{0,4}|O\d{3}\d{10}[A-Z0-9]{12}\d{10,22}[A-Z]?")
"""Basic and application header; what has another form is free text."""
_BETWEEN = re.compile(r"(?:[\s$\x01\x03\x00]|\{\s*(?=\$|\Z))*")
_ACCOUNT = re.compile(r"/{1,2}[^\n]*")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_NUMBERED = re.compile(r"([1-8])/")
_WRAPPED = re.compile(r"^//")
_LAST = "Z"
FULL_LINE_MIN = 30
"""Of the 35 characters that a line takes; writers break a little earlier too."""


def read_mt(text: str, file: str) -> Iterator[tuple[Message, Part]]:
    """The messages of one file with their only part each; acknowledgements (`{1:F21…}`) are passed over.

    Never raises over the content; a message with problems still gives what could be read of it.
    """
    at = _skip(text, 0)
    found = False
    while at < len(text):
        if not text.startswith("{1:", at):
            end = _next(text, at + 1)
            message = Message(file=file, problems=[Problem("text that belongs to no message", _place(text, at))])
            yield message, Part("", (_free("", text[at:end], at),))
            at = end
        else:
            message, part, at = _message(text, at, file)
            if part is not None:
                yield message, part
                found = True
        at = _skip(text, at)
    if not found and not text.strip():
        yield Message(file=file, problems=[Problem("the file is empty", "byte 0")]), Part("", ())


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _next(text: str, at: int) -> int:
    place = text.find("{1:", at)
    return len(text) if place < 0 else place


def _message(text: str, at: int, file: str) -> tuple[Message, Part | None, int]:
    """One message from its basic header on; None for an acknowledgement alone."""
    message = Message(file=file)
    blocks: list[Block] = []
    service = text[at + 4 : at + 6]
    ended = False
    while (begin := _BLOCK.match(text, at)) and not (begin.group(1) == "1" and at and ended):
        number = begin.group(1)
        if number == "1" and blocks:
            break
        start = begin.end()
        if number == "4" and text[start : start + 1] in "\r\n":
            end = _TEXT_END.search(text, start)
            if end is None:
                stop = _next(text, start)
                message.problems.append(Problem("block 4 has no end (`-}`)", _place(text, at)))
                blocks += _text_block(text[start:stop], message)
                at = stop
                break
            blocks += _text_block(text[start : end.start()], message)
            at, ended = end.end(), True
            continue
        close = _close(text, start)
        if close < 0:
            message.problems.append(Problem(f"block {number} has no end", _place(text, at)))
            stop = _next(text, start)
            blocks.append(_free(f"block {number}", text[start:stop], 0))
            at = stop
            break
        blocks += _header_block(number, text[start:close], message)
        at = close + 1
    if service == "21":
        return message, None if not message.problems else Part("", tuple(blocks)), at
    if not ended and not message.problems:
        message.problems.append(Problem("the message has no block 4", _place(text, at)))
    return message, Part("", tuple(blocks)), at


def _close(text: str, start: int) -> int:
    """Where the block that began before `start` ends; -1 when it does not."""
    depth = 1
    for place in range(start, len(text)):
        if text[place] == "{":
            depth += 1
        elif text[place] == "}":
            depth -= 1
            if not depth:
                return place
    return -1


def _header_block(number: str, content: str, message: Message) -> list[Block]:
    if number == "1":
        return [_bic("block 1", "Fr", content[3:15])] if _BASIC.fullmatch(content) else [_free("block 1", content, 0)]
    if number == "2":
        kind = _TYPE.match(content)
        message.type = f"MT{kind.group(1)}" if kind else ""
        if not _APPLICATION.fullmatch(content):
            return [_free("block 2", content, 0)]
        address = content[4:16] if content.startswith("I") else content[14:26]
        return [_bic("block 2", "To" if content.startswith("I") else "Fr", address)]
    blocks = []
    for tag, value in _FIELD_3.findall(content):
        if tag == "119" and value == "COV":
            message.type += "COV"
        cls = class_of(tag, value)
        blocks.append(Block(cls, "", tag, (Line(tag, value),)))
    rest = _FIELD_3.sub("", content).strip()
    return [*blocks, _free(f"block {number}", rest, 0)] if rest else blocks


def _bic(field: str, role: str, address: str) -> Block:
    """A logical terminal address (12 characters) as the BIC that it stands for."""
    return Block(FieldClass.BIC, role, "BICFI", (Line(field, address[:8] + address[9:12]),))


def _text_block(content: str, message: Message) -> list[Block]:
    text = content.replace("\r\n", "\n")
    tags = list(_TAG.finditer(text))
    blocks: list[Block] = []
    before = text[: tags[0].start()] if tags else text
    if before.strip():
        message.problems.append(Problem("text before the first field of block 4", "block 4, line 1"))
        blocks.append(_free("block 4", before, 0))
    for place, tag in enumerate(tags):
        end = tags[place + 1].start() if place + 1 < len(tags) else len(text)
        value = text[tag.end() : end].rstrip("\n")
        name = tag.group(1).upper()
        if name == "20" and not message.id:
            message.id = value.strip()
        blocks += field_blocks(name, value, message.type)
    return blocks


def field_blocks(tag: str, value: str, message_type: str) -> list[Block]:
    """The blocks of one field: for a party its account, its BIC, and its name and address."""
    role = party_role(tag, message_type)
    if not role:
        cls = class_of(tag, value)
        whole = tuple(_lines(tag, value)) or (Line(tag, value),)
        return [Block(cls, FREE_ROLES.get(tag[:2], ""), tag, whole)] if value.strip() else []
    blocks: list[Block] = []
    lines = list(_lines(tag, value))
    while lines and _ACCOUNT.fullmatch(lines[0].text):
        blocks.append(Block(FieldClass.ACCOUNT, role, "Acct", (lines.pop(0),)))
    if lines and _BIC.fullmatch(lines[0].text.strip()) and tag[2:] in {"A", "G", "C", ""}:
        blocks.append(Block(FieldClass.BIC, role, "BICFI", (lines.pop(0),)))
    if lines and tag in STRUCTURED:
        return blocks + _structured(role, lines)
    if lines:
        # A full line may go on in the next one, in the middle of a word.
        blocks.append(Block(FieldClass.NAME, role, "Nm", tuple(lines[: 1 + (len(lines[0].text) >= FULL_LINE_MIN)])))
        blocks.append(Block(FieldClass.PARTY, role, "Pty", tuple(lines)))
    return blocks


def _structured(role: str, lines: list[Line]) -> list[Block]:
    """Lines of 50F and 59F by the number that they begin with; a number given again goes on with its text."""
    held: dict[str, list[Line]] = {}
    last = _LAST
    for line in lines:
        begins = _NUMBERED.match(line.text)
        last = begins.group(1) if begins else last
        cut = begins.end() if begins else 0
        if line.text[cut:].strip():
            held.setdefault(last, []).append(Line(line.field, line.text[cut:], line.start + cut))
    found = []
    for number, texts in held.items():
        cls, part = STRUCTURED_LINES.get(number, (FieldClass.FREE, "AdrLine"))
        if cls is FieldClass.CODE and not texts[0].text.strip().isdigit():
            cls = FieldClass.FREE
        if number == "3":
            found += _country_and_town(role, texts)
            continue
        found.append(Block(cls, role, part, tuple(texts)))
    return found


def _country_and_town(role: str, texts: list[Line]) -> list[Block]:
    """`IR/TEHRAN`: a country code, and after a slash the town; anything else is free text."""
    first = texts[0]
    if not re.match(r"[A-Z]{2}(?:/|$)", first.text):
        return [Block(FieldClass.FREE, role, "AdrLine", tuple(texts))]
    found = [Block(FieldClass.COUNTRY, role, "Ctry", (Line(first.field, first.text[:2], first.start),))]
    rest = [Line(first.field, first.text[3:], first.start + 3)] if first.text[3:].strip() else []
    town = (*rest, *texts[1:])
    return [*found, Block(FieldClass.TOWN, role, "TwnNm", town)] if town else found


def _lines(tag: str, value: str) -> Iterator[Line]:
    """The lines of a field with their places; `//` at the beginning of one says that it goes on."""
    at = 0
    for number, text in enumerate(value.split("\n")):
        mark = _WRAPPED.match(text) if number else None
        cut = mark.end() if mark else 0
        if text[cut:].strip():
            yield Line(tag, text[cut:], at + cut)
        at += len(text) + 1


def _free(field: str, text: str, start: int) -> Block:
    return Block(FieldClass.FREE, "", "", (Line(field, text, start),))


def _place(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, character {at}"
