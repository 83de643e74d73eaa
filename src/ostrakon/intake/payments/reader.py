"""One file of payments of either standard: told apart by its first characters, decoded strictly, read as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from ostrakon.intake.payments.iso20022 import read_iso
from ostrakon.intake.payments.message import Message, Part, Problem
from ostrakon.intake.payments.mt import read_mt

_XML_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BLANK = re.compile(rb"[\0\s]*")
HEAD = 64 * 1024


def read_payments(source: bytes | BinaryIO, file: str) -> Iterator[tuple[Message, Iterator[Part]]]:
    """The messages of a file, each with its parts; a message's `problems` are complete once its parts were taken.

    Never raises over the content: what cannot be read at all comes as a message with a problem and no part.

    Args:
        source: the bytes, or an open file, of which ISO 20022 is read as it is needed; it must be able to seek.
    """
    if isinstance(source, bytes):
        data = source
    else:
        data = source.read(HEAD)
        source.seek(0)
    blank = _BLANK.match(data)
    start = data[blank.end() if blank else 0 :][:400]
    for mark in _XML_MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"").lstrip()
    if not start:
        yield Message(file=file, problems=[Problem("the file is empty", "byte 0")]), iter(())
    elif start.startswith(b"<"):
        message = Message(file=file)
        yield message, read_iso(source, message)
    elif start.startswith((b"{", b"$", b"\x01")):
        yield from _swift(source if isinstance(source, bytes) else source.read(), file)
    else:
        yield Message(file=file, problems=[Problem("neither ISO 20022 (XML) nor SWIFT MT", "byte 0")]), iter(())


def _swift(data: bytes, file: str) -> Iterator[tuple[Message, Iterator[Part]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        problem = Problem("a character that is not UTF-8, which contains all that SWIFT allows", f"byte {bad.start}")
        message = Message(file=file, problems=[problem])
        # What can be read is looked through all the same: a hit in a damaged file is still a hit.
        parts = [part for _, part in read_mt(data.decode("latin-1"), file)]
        yield message, iter(parts)
        return
    for swift, part in read_mt(text, file):
        yield swift, iter((part,))
