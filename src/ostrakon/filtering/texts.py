"""A block as one text with its words and the way back to its lines."""

from __future__ import annotations

from typing import NamedTuple

from ostrakon.filtering.joined import Joined, joined_at
from ostrakon.intake.payments import Block
from ostrakon.names.running import Running, running

SEGMENT_WORDS, SEGMENT_STEP = 48, 32
"""A longer text is looked through in overlapping stretches, so that words far apart never make a name."""


class Text(NamedTuple):
    """A block, its lines joined by blanks.

    Attributes:
        block: whose text it is.
        joined: the text with the way back. words: its words with their places.
        glued: number of a word that ends a line → it and the next one written as one, where a word may have been cut.
    """

    block: Block
    joined: Joined
    words: Running
    glued: dict[int, str]

    @classmethod
    def of(cls, block: Block) -> Text:
        """Split the block's text into words."""
        joined = joined_at(block.lines, None)
        words = running(joined.text)
        return cls(block, joined, words, _glued(joined, words) if len(block.lines) > 1 else {})

    def between(self, first: int, last: int) -> tuple[str, Joined, int, int]:
        """The words `first` to `last` as a text, glued where a line ends within a word, and where they stand."""
        start, end = self.words.starts[first], self.words.ends[last]
        return self.joined.text[start:end], self.joined, start, end

    def between_glued(self, first: int, last: int, border: int) -> tuple[str, Joined, int, int]:
        """The same with the words at a border written as one."""
        lines = self.joined.lines
        at = self.words.starts[border + 1]
        joined = joined_at(lines, next(n for n, begin in enumerate(self.joined.begins) if begin == at))
        start, end = self.words.starts[first], self.words.ends[last] - 1
        return joined.text[start:end], joined, start, end


def _glued(joined: Joined, words: Running) -> dict[int, str]:
    begins = set(joined.begins[1:])
    found = {}
    for number in range(1, len(words)):
        start = words.starts[number]
        if start in begins and words.ends[number - 1] == start - 1:
            found[number - 1] = words.words[number - 1] + words.words[number]
    return found
