"""Readings of a name in Chinese characters beside the pinyin of each.

A Chinese name is written with its given name in one word (习近平, Xi Jinping), in Taiwan after Wade-Giles (Hsi
Chin-p'ing), in Hong Kong by its Cantonese sounds; a Korean, Japanese or Vietnamese name in the same characters has
that language's reading (金正恩, Kim Jong Un). The characters alone do not tell which it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ostrakon.names.scripts import script_of
from ostrakon.names.syllabic import Piece, pieces, syllable

PERSON_LENGTH = range(2, 5)
"""A name of a person has so many characters."""

_INITIALS = {"zh": "ch", "j": "ch", "q": "ch", "x": "hs", "z": "ts", "c": "ts", "r": "j", "b": "p", "d": "t", "g": "k"}
_SPLIT = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.*)")
_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh",
    "you": "yu", "yan": "yen", "ye": "yeh", "yong": "yung", "ju": "chu", "qu": "chu", "xu": "hsu", "ge": "ko",
    "ke": "ko", "he": "ho", "yi": "i", "rong": "jung", "e": "o", "gui": "kuei", "kui": "kuei",
}  # fmt: skip
_FINALS = {"ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "uo": "o", "ue": "ueh", "iu": "iu", "ui": "ui"}


@dataclass(frozen=True, slots=True)
class _Tables:
    pinyin: dict[str, str]
    compound: frozenset[str]
    cantonese: dict[str, str]
    vietnamese: dict[str, str]
    families: dict[str, str]
    given: dict[str, str]
    korean: dict[str, str]
    korean_families: frozenset[str]


def wade_giles(pinyin: str) -> str:
    """One syllable of Hanyu Pinyin after Wade-Giles, without the marks of aspiration and tone, as names print it."""
    if pinyin in _WHOLE:
        return _WHOLE[pinyin]
    found = _SPLIT.fullmatch(pinyin)
    if found is None:
        return pinyin
    initial, final = found.groups()
    if final == "uo" and initial in ("g", "k", "h", "sh"):
        return _INITIALS.get(initial, initial) + "uo"
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = {"ue": "ueh", "uan": "uan", "un": "un", "u": "u"}.get(final, final)
    else:
        final = _FINALS.get(final, final)
    return _INITIALS.get(initial, initial) + final


def han_readings(name: str) -> Iterator[str]:
    """Readings of a name written in Chinese characters (all of its letters, at least in part)."""
    runs = [pieces(run) for run in re.findall(r"[^\W_]+", name)]
    found = [piece for run in runs for piece in run]
    stretches = [piece.text for piece in found if piece.kind == "stretch" and script_of(piece.text[0]) == "Han"]
    if not stretches:
        return
    letters = "".join(stretches)
    if len(letters) in PERSON_LENGTH and len(stretches) == len(found):
        yield from _of_person(letters)
        return
    yield " ".join(_joined(piece) for piece in found)
    cantonese = _tables().cantonese
    if all(letter in cantonese for letter in letters):
        # A name may go on in another script that does not separate words: 泽东 정은.
        read = [
            " ".join(cantonese[c] for c in piece.text) if piece.text in stretches else _joined(piece) for piece in found
        ]
        yield " ".join(read)


def _joined(piece: Piece) -> str:
    return "".join(map(syllable, piece.text)) if piece.kind == "stretch" else piece.text


def _of_person(letters: str) -> Iterator[str]:
    tables = _tables()
    size = 2 if letters[:2] in tables.compound and len(letters) > 2 else 1
    family, given = letters[:size], letters[size:]
    first = tables.pinyin.get(family) or "".join(map(syllable, family))
    if letters[0] in tables.korean_families and all(letter in tables.korean for letter in letters):
        yield " ".join(tables.korean[letter] for letter in letters)
    yield f"{first} {''.join(map(syllable, given))}"
    yield from _japanese(letters, tables)
    wade = [wade_giles(syllable(letter)) for letter in given]
    yield f"{wade_giles(first) if size == 1 else first} {''.join(wade)}"
    if all(letter in tables.cantonese for letter in letters):
        yield " ".join(tables.cantonese[letter] for letter in letters)
    if all(letter in tables.vietnamese for letter in letters):
        yield " ".join(tables.vietnamese[letter] for letter in letters)


def _japanese(letters: str, tables: _Tables) -> Iterator[str]:
    """Family and given name where the family is Japanese; the given name stays as it is where it is not known."""
    for size in (3, 2):
        family, given = letters[:size], letters[size:]
        if family in tables.families and given:
            yield f"{tables.families[family]} {tables.given.get(given, given)}"
            return
    if letters[:1] in tables.families and letters[1:] in tables.given:
        yield f"{tables.families[letters[:1]]} {tables.given[letters[1:]]}"


@cache
def _tables() -> _Tables:
    data = {name: tomllib.loads(_read(name)) for name in ("han_readings.toml", "korean_readings.toml")}
    han, korean = data["han_readings.toml"], data["korean_readings.toml"]
    return _Tables(
        pinyin=_by_letter(han["pinyin"]),
        compound=frozenset(han["compound"]["families"].split()),
        cantonese=_by_letter(han["cantonese"]),
        vietnamese=_by_letter(han["vietnamese"]),
        families={form: reading for reading, forms in han["japanese_families"].items() for form in forms.split()},
        given={form: reading for reading, forms in han["japanese_given"].items() for form in forms.split()},
        korean=_by_letter(korean["han"]),
        korean_families=frozenset(korean["families"]["han"]),
    )


def _by_letter(table: dict[str, str]) -> dict[str, str]:
    return {letter: reading for reading, letters in table.items() for letter in letters}


def _read(name: str) -> str:
    return files("ostrakon.names").joinpath("data", name).read_text(encoding="utf-8")
