"""A message as rows of fields whose texts are cut where hits and findings stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ostrakon.intake.payments import Block, FieldClass, Line

_RANK = {"hit": 3, "block": 3, "review": 2, "info": 1}
_CALLED = {
    "Dbtr": "Debtor", "Cdtr": "Creditor", "UltmtDbtr": "Ultimate debtor", "UltmtCdtr": "Ultimate creditor",
    "DbtrAcct": "Debtor", "CdtrAcct": "Creditor", "DbtrAgt": "Debtor’s bank", "CdtrAgt": "Creditor’s bank",
    "InstgAgt": "Instructing bank", "InstdAgt": "Instructed bank", "RmtInf": "Remittance",
    "InitgPty": "Initiating party",
    "InstrForNxtAgt": "Instruction to the next bank", "InstrForCdtrAgt": "Instruction to the creditor’s bank",
    "Fr": "From", "To": "To", "Invcee": "Invoicee", "Invcr": "Invoicer", "RgltryRptg": "Regulatory reporting",
    "SplmtryData": "Supplementary data", "Goods": "Goods and documents", "Purp": "Purpose",
}  # fmt: skip
_AGENT = re.compile(r"IntrmyAgt(\d)|PrvsInstgAgt(\d)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a field that something is said about.

    Attributes:
        field, start, end: where. severity: `hit`, `review`, `block` or `info`. anchor: what says it, on the page.
    """

    field: str
    start: int
    end: int
    severity: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of text; `mark` is the gravest thing said about it."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One field: `label` for a person, `field` in full, its pieces."""

    label: str
    field: str
    pieces: tuple[Cut, ...]

    @property
    def marked(self) -> bool:
        """Whether something is said about it."""
        return any(piece.mark for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring rows of one party, or of nobody."""

    title: str
    rows: tuple[Row, ...]


def groups(blocks: Iterable[Block], marks: Sequence[Mark]) -> list[Group]:
    """The texts of a transaction in their order, by party; a line that stands in two blocks is shown once."""
    by_field: dict[str, list[Mark]] = {}
    for mark in marks:
        by_field.setdefault(mark.field, []).append(mark)
    rows: list[tuple[str, Row]] = []
    for role, field, lines, currency in _fields(blocks):
        pieces = [Cut(f"{currency} ")] if currency else []
        for line in lines:
            pieces += [Cut("\n")] if line is not lines[0] else []
            pieces += _cut(line, by_field.get(field, ()))
        rows.append((_title(role), Row(_label(field), field, tuple(pieces))))
    return [Group(title, tuple(row for _, row in found)) for title, found in groupby(rows, key=lambda row: row[0])]


def _fields(blocks: Iterable[Block]) -> Iterator[tuple[str, str, list[Line], str]]:
    """Role, field, its lines and the currency of an amount; lines of one SWIFT field stand together."""
    seen: set[Line] = set()
    found: list[tuple[str, str, list[Line], str]] = []
    for block in blocks:
        for line in block.lines:
            if line in seen and block.cls in {FieldClass.PARTY, FieldClass.NAME}:
                continue
            seen.add(line)
            if found and found[-1][1] == line.field and line.start > found[-1][2][-1].start:
                found[-1][2].append(line)
            else:
                found.append((block.role, line.field, [line], block.currency))
    yield from found


def _cut(line: Line, marks: Iterable[Mark]) -> Iterator[Cut]:
    end = line.start + len(line.text)
    inside = [mark for mark in marks if mark.start < end and mark.end > line.start]
    edges = {line.start, end}
    for mark in inside:
        edges |= {max(mark.start, line.start), min(mark.end, end)}
    places = sorted(edges)
    for first, last in pairwise(places):
        over = [mark for mark in inside if mark.start <= first and mark.end >= last]
        text = line.text[first - line.start : last - line.start]
        yield Cut(text, max(over, key=lambda mark: _RANK[mark.severity]) if over else None)


def _title(role: str) -> str:
    found = _AGENT.fullmatch(role)
    if found:
        return f"Intermediary bank {found[1]}" if found[1] else f"Previous instructing bank {found[2]}"
    return _CALLED.get(role, role or "Payment")


def _label(field: str) -> str:
    """The last two elements of a path; a SWIFT tag between colons."""
    if not field.startswith("/"):
        return f":{field}:" if field[:2].isdigit() else field
    return " / ".join(field.strip("/").split("/")[-2:])
