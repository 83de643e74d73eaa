"""A name → its words in lower-case ASCII, whatever script it was written in.

The steps, in this order: NFKC; invisible and bidirectional format characters dropped; apostrophes dropped; dotted
initials joined (`J.S.C.` → `JSC`, `M/V` → `MV`); everything else that is neither letter nor digit separates; letters of
look-alike scripts undone word by word; each word romanised (`romanise.py`). Chinese and Korean text, which does not
separate words, gives one token a syllable. Folding a folded text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ostrakon.names.romanise import romanise
from ostrakon.names.scripts import LATIN, SYLLABIC, main_script, script_of, twin, unmix
from ostrakon.names.syllabic import syllables

NAME_CHARS_MAX = 1_000
"""Longer names are cut here; `Tokens.cut` says so."""
TEXTS_REMEMBERED = 1_000  # saves time alone
"""Names kept in memory with their words: one name is asked for as what may be a person's, a firm's, and as a text."""
TOKENS_MAX = 40
"""More tokens than this are dropped from a name; `Tokens.cut` says so."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ′ʾʿ＇ˈ\"“”„"))
_GLUED = re.compile(r"(?<=[a-z])(?=(?:Ltd|Llc|LLC|Inc|GmbH|Corp|AG|SA|AO|OOO|Rt|Oy|AB|BV|Kft|Srl)\b)")
"""Where a legal form was written together with the word before it."""
_HUMPED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
"""Where two words were written together and the second kept its capital: `MarineIndustries`."""
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_SLASHED = re.compile(r"\b([^\W\d_])/([^\W\d_])\b")
_MARKS = "\u0900-\u0dff\u0e31-\u0e4e\u1000-\u109f\u1780-\u17dd"
"""Vowel signs of Indian and South-East Asian scripts belong to their word, though they are no letters."""
_WORD = re.compile(rf"(?:[^\W_]|[{_MARKS}])+")


_GLUED_AT_ALL = re.compile(r"[a-z][A-Z]")
"""What every place where words are set apart holds; most names hold none."""
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")


class Token(NamedTuple):
    """One word of a name.

    Attributes:
        text: lower-case ASCII letters and digits, never empty.
        script: the script it was written in; empty for digits.
    """

    text: str
    script: str = LATIN


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a name; `cut` is true when a limit was reached and some were left out."""

    tokens: tuple[Token, ...]
    cut: bool = False


@lru_cache(maxsize=TEXTS_REMEMBERED)
def tokenise(name: str) -> Tokens:
    """Split and romanise a name; never raises, whatever Unicode it is given."""
    cut = len(name) > NAME_CHARS_MAX
    text = name[:NAME_CHARS_MAX]
    if _GLUED_AT_ALL.search(text):
        text = _HUMPED.sub(" ", _GLUED.sub(" ", text))
    if text.isascii():
        found = [_ascii_token(word) for word in _words(text.lower())]
    else:
        found = []
        words = _words(_clean(text))
        sure = {main_script(word) for word in words if word.isascii() or not twin(word)}
        for word in words:
            # A word of look-alikes is Latin where Latin words stand beside it, and none that its own script alone has.
            seen = twin(word) if LATIN in sure and main_script(word) not in sure else ""
            found.extend(_word_tokens(seen or word))
    return Tokens(tuple(found[:TOKENS_MAX]), cut or len(found) > TOKENS_MAX)


_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Me"})
_SPECIAL = {
    **dict.fromkeys([0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x0640, 0x07FA], ""),
    **{first + i: chr(ord("A") + i) for first in (0x1F150, 0x1F170, 0x1F1E6) for i in range(26)},
}
"""Letters that are not seen (Hangul fillers, a blank Braille cell, the lengthening stroke of Arabic) and Latin letters
in circles, squares and flags, which NFKC keeps."""


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_SPECIAL)).translate(_SPECIAL)
    return "".join(c for c in text if unicodedata.category(c) not in _UNSEEN or c in "\t\n\r")


@lru_cache(maxsize=50_000)
def _ascii_token(word: str) -> Token:
    return Token(word, "" if word.isdigit() else LATIN)


def _words(text: str) -> list[str]:
    plain = text.isascii()
    if not plain or "'" in text or "`" in text or '"' in text:
        text = text.translate(_APOSTROPHES)
    if "." in text:
        text = _DOTTED.sub(lambda m: m.group().replace(".", "") + " ", text)
    if "/" in text:
        text = _SLASHED.sub(r"\1\2", text)
    text = text.replace("&", " and ")
    if plain:
        return _ASCII_WORD.findall(text)
    return _compounds(_WORD.findall(_strip_marks(text)))


_COMPOUND_ENDINGS = frozenset({"الله", "اللہ", "الدين", "الدین"})
"""-ullah and -uddin: Latin spellings write them together with the word before."""
_FAMILY_ENDINGS = frozenset({"زاده", "زادہ", "زادگان", "نژاد", "پور", "نیا", "وند", "آبادی", "اللهی"})
"""-zadeh, -nejad, -pour, -nia and others at the end of Persian families' names: the same."""


def _compounds(words: list[str]) -> list[str]:
    joined: list[str] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1 and word in _FAMILY_ENDINGS
        if (last or word in _COMPOUND_ENDINGS) and joined and script_of(joined[-1][0]) == "Arabic":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _strip_marks(text: str) -> str:
    if text.isascii():
        return text
    # Combining marks are no word characters for `re` and would split Hebrew, Arabic and decomposed Latin words.
    return "".join(c for c in text if unicodedata.category(c) != "Mn" or "\u0900" <= c <= "\u109f")


@lru_cache(maxsize=50_000)
def _word_tokens(word: str) -> tuple[Token, ...]:
    word = unmix(word)
    script = main_script(word)
    if not script:
        digits = "".join(str(unicodedata.digit(c, "")) for c in word)
        return (Token(digits, ""),) if digits else ()
    if script in SYLLABIC:
        return tuple([Token(text, part) for text, part in syllables(word) if text])
    text = romanise(word, script)
    return tuple([Token(part, script) for part in text.split()])
