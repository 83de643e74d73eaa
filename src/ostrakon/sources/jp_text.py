"""Japanese cells of official lists: dates in words, aliases in two scripts at once, words for "unknown"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ostrakon.model import PartialDate
from ostrakon.sources.lettered import given, lettered
from ostrakon.sources.values import clean

_DATE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*)?(?:(\d{1,2})\s*日)?|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RANGE = re.compile(r"(\d{4})\s*年?\s*(?:[-~〜～–]|から)\s*(\d{4})\s*年")
_ALSO = re.compile(r"[（(]?\s*(?:a\.?k\.?a\.?|f\.?k\.?a\.?)\s*[:：]?\s*", re.IGNORECASE)
_LABEL = re.compile(r"[（(]?\s*(?:別称|別名|旧称|以前の呼称)\s*[、,:：）)]\s*")
_DIVIDERS = ";；、\n"
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_PAIR = re.compile(
    r"^([^()（）]*[\u3040-\u30ff\u3400-\u9fff][^()（）]*)[（(]([^()（）]*[A-Za-z\u00c0-\u024f][^()（）]*)[）)]$"
)
_NO_NAME = re.compile(r"\d{4}\s*年|生まれ|出生|旅券|https?:|【|】|パスポート")
NAME_CHARS_MAX = 120


def half_width(text: str) -> str:
    """Full-width digits, letters and brackets as the plain ones."""
    return unicodedata.normalize("NFKC", text)


def dates(text: str) -> Iterator[PartialDate]:
    """Every date of a cell: `1944年10月13日`, `1963年頃`, `1955年-1958年頃`, ISO.

    A number that cannot be a date is passed over; the caller sees that nothing came.
    """
    plain = half_width(text)
    for part in lettered(plain, dividers=";、\n") or [plain]:
        about = "頃" in part or "約" in part
        if years := _RANGE.search(part):
            yield PartialDate(value=years[1], until=years[2], approximate=about)
            continue
        for found in _DATE.finditer(part):
            numbers = (found[1] or found[4], found[2] or found[5], found[3] or found[6])
            numbers = (found[1] or found[4], found[2] or found[5], found[3] or found[6])
            year, month, day = (int(number) if number else None for number in numbers)
            try:
                yield PartialDate.of(year or 0, month, day, approximate=about)
            except ValueError:
                continue


def names(text: str) -> Iterator[str]:
    """The names in a cell: in Japanese and Latin letters, lettered, in brackets or divided by commas."""
    plain = _LABEL.sub("\n", _ALSO.sub("\n", half_width(text)))
    for line in re.split(r"\n+", plain):
        for part in lettered(line, dividers=_DIVIDERS):
            yield from _one(part)


def _one(part: str) -> Iterator[str]:
    pair = _PAIR.match(part)
    for name in (pair[1], pair[2]) if pair else (part,):
        value = clean(name).strip(" ,.;。・")
        value = value[:-1] if value.count(")") > value.count("(") else value
        letters = _JAPANESE.search(value) or _LATIN.search(value)
        if letters and len(value) <= NAME_CHARS_MAX and given(value) and not _NO_NAME.search(value):
            yield value


def is_japanese(text: str) -> bool:
    """Whether a text has kana or Chinese characters in it."""
    return bool(_JAPANESE.search(text))
