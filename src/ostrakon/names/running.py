"""Running text → its words with exact positions.

Offsets are code points of the text as given, end exclusive. A possessive ending (`Putin’s`) stands outside
of the word, as does an elided French one before a name (`d'Alexandre`); letters that no blank separates
(Chinese, Japanese, Hangul syllables) are words of their own; combining marks belong to their letter; `&` is a
word, since names write it for "and".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ostrakon.names.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

SYLLABIC = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002ffff"
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
    "\u0e31-\u0e4e\u1780-\u17dd\u200c\u200d"
)
_PART = rf"(?:[^\W_{SYLLABIC}]+|[{MARKS}]+)+"
_WORD = re.compile(rf"({_PART}(?:['’ʼ]{_PART})*|[{SYLLABIC}]|&)")
_ELIDED = re.compile(r"(?:[ldjnsmtc]|qu)['’ʼ](?=[A-ZÀ-Ý])")
_APOSTROPHES = frozenset("'’ʼ")
SHORT = 40
"""Words of a text that is gone through word by word: to number them would take longer."""
_SYLLABIC = re.compile(f"[{SYLLABIC}]")


@dataclass(frozen=True)
class Running:
    """The words of a text.

    Attributes:
        text: as given.
        words: each word as it stands, possessive ending removed.
        starts, ends: position of each word in `text`.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    @classmethod
    def numbered(
        cls, text: str, words: list[str], starts: list[int], ends: list[int], distinct: list[str], numbers: NDArray[Any]
    ) -> Running:
        """Words that are numbered already."""
        found = cls(text, words, starts, ends)
        found.__dict__.update(distinct=distinct, numbers=numbers)
        return found

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next one (a possessive ending included)."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.words) else ""

    @cached_property
    def distinct(self) -> list[str]:
        """Each word once, in the order in which they come up."""
        return list(dict.fromkeys(self.words))

    @cached_property
    def numbers(self) -> NDArray[Any]:
        """For each word its place in `distinct`: what is asked of words is asked once of each, whatever the length."""
        import numpy as np  # noqa: PLC0415  # words of single names are never numbered

        place = dict(zip(self.distinct, range(len(self.distinct)), strict=True))
        return np.fromiter(map(place.__getitem__, self.words), dtype=np.int64, count=len(self.words))

    def places(self, wanted: Callable[[str], object]) -> list[int]:
        """Where the words stand of which `wanted` is true, in text order."""
        if len(self.words) <= SHORT:
            return [place for place, word in enumerate(self.words) if wanted(word)]
        import numpy as np  # noqa: PLC0415  # as above

        hot = np.fromiter((bool(wanted(word)) for word in self.distinct), dtype=np.bool_, count=len(self.distinct))
        found: list[int] = np.flatnonzero(hot[self.numbers]).tolist()
        return found


def running(text: str) -> Running:
    """Split a text into words; never raises, whatever Unicode it is given."""
    pieces = _WORD.split(text)  # what stands between words, and each word, in turn
    ends = list(accumulate(map(len, pieces)))
    words, starts, ends = pieces[1::2], ends[:-1:2], ends[1::2]
    if not _APOSTROPHES.isdisjoint(text):
        with_one = {word for word in set(words) if not _APOSTROPHES.isdisjoint(word)}
        for place in [place for place, word in enumerate(words) if word in with_one]:
            word = words[place]
            if word[-1] in "sS" and len(word) > 2 and word[-2] in "'’ʼ":
                words[place] = word[:-2]
                ends[place] -= 2
            elif not _APOSTROPHES.isdisjoint(word[1:3]) and (elided := _ELIDED.match(word)):
                words[place] = word[elided.end() :]
                starts[place] += elided.end()
    return Running(text, words, starts, ends)


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """The comparing form of one word: lower-case ASCII, apostrophes removed; syllabic letters stay
    themselves."""
    if word == "&":
        return "and"
    if word.isascii() and word.isalnum():
        return word.lower()
    if len(word) == 1 and _SYLLABIC.match(word):
        return word
    return "".join(token.text for token in tokenise(word).tokens)


def fold_words(text: str) -> tuple[str, ...]:
    """The comparing forms of all words of a text, empty ones left out."""
    return tuple(folded for word in running(text).words if (folded := fold_word(word)))
