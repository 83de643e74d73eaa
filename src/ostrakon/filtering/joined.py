"""Lines put together, with the way back: a name may be cut into two lines between words or in the middle of one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.intake.payments import Block, Line

LINES_MAX = 200
"""Borders looked at in one block; an MT700 has a hundred lines a field."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The lines of a block as one text.

    Attributes:
        text: the lines, parted by blanks but for one border where a word may have been cut.
        lines: the lines. begins: where each begins in `text`.
        border: where in `text` two lines meet without a blank; -1 when they nowhere do.
    """

    text: str
    lines: tuple[Line, ...]
    begins: tuple[int, ...]
    border: int = -1

    def crosses(self, start: int, end: int) -> bool:
        """Whether a stretch of the text goes over the border."""
        return start < self.border < end

    def place(self, start: int, end: int) -> tuple[str, int, int]:
        """Field, and start and end in its text, of the first line of a stretch."""
        first = self._line(start)
        line = self.lines[first]
        inside = min(end - self.begins[first], len(line.text))
        # Lines of one field (SWIFT MT) go on in the same text; the end is then where the stretch ends.
        last = self._line(max(end - 1, start))
        if last != first and self.lines[last].field == line.field:
            inside = self.lines[last].start - line.start + end - self.begins[last]
        return line.field, line.start + start - self.begins[first], line.start + inside

    def _line(self, at: int) -> int:
        return bisect_right(self.begins, at) - 1


def joinings(block: Block) -> Iterator[Joined]:
    """The block with its lines parted by blanks, and once for each border that may have cut a word in two."""
    yield _joined(block.lines, None)
    for number in range(1, min(len(block.lines), LINES_MAX)):
        if block.lines[number - 1].text[-1:].isalnum() and block.lines[number].text[:1].isalnum():
            yield _joined(block.lines, number)


def _joined(lines: tuple[Line, ...], cut: int | None) -> Joined:
    parts: list[str] = []
    begins: list[int] = []
    at, border = 0, -1
    for number, line in enumerate(lines):
        if number and number != cut:
            parts.append(" ")
            at += 1
        elif number:
            border = at
        begins.append(at)
        parts.append(line.text)
        at += len(line.text)
    return Joined("".join(parts), lines, tuple(begins), border)
