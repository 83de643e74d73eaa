"""Lines put together, with the way back: a name may be cut into two lines between words or in the middle of one."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ostrakon.intake.payments import Line


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

    def borders(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Number of the line and place in it where a stretch begins, and the same where it ends."""
        first, last = self._line(start), self._line(max(end - 1, start))
        return first, start - self.begins[first], last, min(end - self.begins[last], len(self.lines[last].text))

    def _line(self, at: int) -> int:
        return bisect_right(self.begins, at) - 1


def joined_at(lines: tuple[Line, ...], cut: int | None) -> Joined:
    """The lines parted by blanks, those on both sides of the border before line `cut` by nothing."""
    if len(lines) == 1:
        return Joined(lines[0].text, lines, (0,))
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
