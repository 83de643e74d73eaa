"""Running text → its words with exact positions.

Offsets are code points of the text as given, end exclusive. A possessive ending (`Putin’s`) stands outside
of the word, as does an elided French one before a name (`d'Alexandre`); letters that no blank separates
(Chinese, Japanese, Hangul syllables) are words of their own; combining marks belong to their letter; `&` is a
word, since names write it for "and".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ostrakon.names.tokens import tokenise

SYLLABIC = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0002ffff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
    "\u0e31-\u0e4e\u1780-\u17dd\u200c\u200d"
)
_PART = rf"(?:[^\W_{SYLLABIC}]+|[{_MARKS}]+)+"
_WORD = re.compile(rf"{_PART}(?:['’ʼ]{_PART})*|[{SYLLABIC}]|&")
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_ELIDED = re.compile(r"(?:[ldjnsmtc]|qu)['’ʼ](?=[A-ZÀ-Ý])")
_APOSTROPHES = frozenset("'’ʼ")
_SYLLABIC = re.compile(f"[{SYLLABIC}]")


@dataclass(frozen=True, slots=True)
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

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next one (a possessive ending included)."""
        return self.text[self.ends[index] : self.starts[index + 1]] if index + 1 < len(self.words) else ""


def running(text: str) -> Running:
    """Split a text into words; never raises, whatever Unicode it is given."""
    spans = [found.span() for found in _WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    if not _APOSTROPHES.isdisjoint(text):
        for place, word in enumerate(words):
            if word[-1] in "sS" and len(word) > 2 and word[-2] in "'’ʼ":
                words[place] = word[:-2]
                ends[place] -= 2
            elif not _APOSTROPHES.isdisjoint(word[1:3]) and (elided := _ELIDED.match(word)):
                words[place] = word[elided.end() :]
                starts[place] += elided.end()
    return Running(text, words, starts, ends)


@lru_cache(maxsize=200_000)
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
