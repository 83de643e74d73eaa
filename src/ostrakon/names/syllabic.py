"""Chinese, Japanese and Korean text, which does not part its words, in pieces.

Ordinary words of company and government names come translated, as lists do it (`data/script_words.toml`); Latin parts
and runs of kana stay whole; what is left are stretches of syllables. Short texts are mostly names of persons, and words
such as 建国 are given names too: those are translated only where nothing of a short text is left over.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from anyascii import anyascii

from ostrakon.names.kana import hepburn
from ostrakon.names.scripts import LATIN, script_of

SHORT_MAX = 4
"""Texts of up to so many letters may be a person's name."""
SURE_LENGTH = 3
"""In texts of up to this length only `SURE` words are translated beside something else."""
SURE = frozenset(
    ["公司", "有限公司", "集团", "集團", "银行", "銀行", "大学", "大學", "회사", "은행", "무역", "株式会社"]
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text.

    Attributes:
        kind: `word` (translated), `latin` (already in Latin letters or digits, or kana), `stretch` (Han or Hangul).
        text: the English words; lower-case Latin letters; the letters of the stretch as they are.
    """

    kind: Literal["word", "latin", "stretch"]
    text: str


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[Piece, ...]:
    """The pieces of one run of letters, in their order."""
    words, names, pattern = _script_words()
    parts = pattern.findall(word)
    letters = sum(len(p) for p in parts if not p.isascii())
    kept: Container[str] = words
    if letters <= SHORT_MAX and any(p not in words for p in parts):
        kept = SURE if letters <= SURE_LENGTH else words.keys() - names
    found: list[Piece] = []
    for part in parts:
        if part in kept:
            if words[part]:
                found.append(Piece("word", words[part]))
            continue
        kind, text = _plain(part)
        if kind == "stretch" and found and found[-1].kind == "stretch":
            found[-1] = Piece("stretch", found[-1].text + text)
        elif text:
            found.append(Piece(kind, text))
    return tuple(found)


def _plain(part: str) -> tuple[Literal["latin", "stretch"], str]:
    if part.isascii():
        return "latin", part.lower()
    script = script_of(part[0])
    if script in ("Hiragana", "Katakana", "Katakana-Hiragana"):
        return "latin", hepburn(part)
    if script in ("Han", "Hangul"):
        return "stretch", part
    return "latin", _NOT_WORD.sub("", anyascii(part).lower())


def syllable(letter: str) -> str:
    """One Han character in pinyin, one Hangul syllable in the Revised Romanisation; empty for other signs."""
    return _NOT_WORD.sub("", anyascii(letter).lower())


@lru_cache(maxsize=50_000)
def syllables(word: str) -> tuple[tuple[str, str], ...]:
    """(romanised, script) for each token of a run of letters: one a syllable, translated words as Latin ones.

    A translated word is no longer a syllable: it is compared like the English word that it stands for.
    """
    found: list[tuple[str, str]] = []
    for piece in pieces(word):
        if piece.kind == "stretch":
            found.extend((text, script_of(letter)) for letter in piece.text if (text := syllable(letter)))
        else:
            found.extend((text, LATIN if text.isalpha() else "") for text in piece.text.split())
    return tuple(found)


@cache
def _script_words() -> tuple[dict[str, str], frozenset[str], re.Pattern[str]]:
    """Form → English; the forms that are parts of personal names too; the pattern that cuts a text."""
    text = files("ostrakon.names").joinpath("data", "script_words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    towns = {town: "".join(map(syllable, town)) for town in tables.pop("zh_towns")["pinyin"].split()}
    names = frozenset(form for forms in tables["zh_names"].values() for form in forms.split()) | towns.keys()
    words = towns | {
        form: english for table in tables.values() for english, forms in table.items() for form in forms.split()
    }
    longest_first = "|".join(sorted(map(re.escape, words), key=lambda form: (-len(form), form)))
    return words, names, re.compile(rf"{longest_first}|[a-zA-Z0-9]+|[\u3041-\u3096\u30a1-\u30fa\u30fc]+|.", re.DOTALL)
