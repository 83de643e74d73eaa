"""What a filter says of a message; the JSON form is the contract of `payment --json`."""

from __future__ import annotations

import msgspec

from ostrakon.rules.rule import Finding
from ostrakon.screening.result import Result, Status


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """Listed parties that stand at one place of a message.

    Attributes:
        field: absolute path without namespaces, or the MT tag, where the words begin.
        start, end: their place in the field's text, code points; where they go on in the next field, `end` is
            the end of this one.
        text: the words, line breaks and continuation marks taken out.
        results: the parties, best first.
        field_class: what the field is (`name`, `free`, `bic`, …), which decided how it was looked through.
    """

    field: str
    start: int
    end: int
    text: str
    results: tuple[Result, ...]
    field_class: str = ""


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read, and where."""

    message: str
    where: str = ""


class Filtered(msgspec.Struct, frozen=True, kw_only=True):
    """The decision about one message.

    Attributes:
        file, type, id: of the message.
        status: the worst of its hits and findings; `not_screened` where anything of it could not be read and nothing
            worse was found.
        hits, findings, problems: why.
        transactions: how many it holds.
    """

    file: str
    type: str
    id: str
    status: Status
    hits: tuple[Hit, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Unread, ...] = ()
    transactions: int = 0
