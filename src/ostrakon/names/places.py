"""Countries in running text: names, adjectives, and the seats that stand for a state ("Moscow", "the
Kremlin").

Names in English are always looked for, those in other languages where the text's script tells them apart or
the caller names the language. A word that is also the name of persons or American states ("Georgia",
"Washington") counts only when no other name stands next to it. Phrases that merely hold a country's name
("Gulf of Mexico", "American Samoa") are passed over. Tables: `country_names.tsv` (CLDR),
`country_forms.tsv`, `demonyms.tsv`, `places.tsv`, `place_masks.txt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ostrakon.names.common import common_words
from ostrakon.names.running import Running, fold_word, fold_words, running

_DATA = Path(__file__).resolve().parent / "data"
_SMALL = frozenset(
    {"au", "of", "the", "and", "d", "de", "du", "da", "do", "der", "und", "et", "y", "e", "i", "la", "del"}
)
_GAP_MAX = 3
_ENDING_MAX = 4
_CODE_MAX = 4


@dataclass(frozen=True, slots=True)
class CountryMention:
    """One mention of a country: position in the text and lower-case alpha-2 code."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    code: str  # empty for a phrase that is to be passed over
    alone: bool = False
    upper: bool = False


def country_mentions(
    text: str, *, words: Running | None = None, languages: Collection[str] = ()
) -> list[CountryMention]:
    """Every mention of a country, in text order, without overlaps.

    Args:
        text: the text.
        words: its words where the caller has them already.
        languages: ISO 639-1 codes of languages of the text besides English (`de`, `fr`, …).
    """
    words = words or running(text)
    table = phrases(tuple(sorted(languages)))
    found: list[CountryMention] = []
    after = 0
    for index in words.places(
        lambda word: _may_open(word, table) or _inflected(word) or _adjective_in(word, languages)
    ):
        if index < after:
            continue
        options = table.get(words.words[index])
        if options is None:
            options = table.get(fold_word(words.words[index]), ())
        length = 1
        if code := _inflected(words.words[index]) or _adjective_in(words.words[index], languages):
            found.append(_mention(words, index, index, code))
            options = ()
        elif _small(words, index) and _small(words, index + 1):
            continue
        for phrase in options:
            if _matches(words, index, phrase):
                length = len(phrase.words)
                if phrase.code and not (phrase.alone and _has_name_beside(words, index, index + length - 1)):
                    found.append(_mention(words, index, index + length - 1, phrase.code))
                break
        after = index + length
    return found


def _small(words: Running, index: int) -> bool:
    """Whether a word begins with a small Latin letter; so does none in a name but its article."""
    return index >= len(words) or "a" <= words.words[index][0] <= "z"


def _may_open(word: str, table: Mapping[str, tuple[_Phrase, ...]]) -> bool:
    """Whether a phrase may begin with the word; a word in small letters only where names write it so."""
    folded = fold_word(word)
    return (not word[0].islower() or folded in _SMALL) and (word in table or folded in table)


@lru_cache(maxsize=50_000)
def _inflected(word: str) -> str:
    """The country that a Russian or Ukrainian word names in any of its cases; empty when none."""
    if not "\u0400" <= word[0] <= "\u04ff":
        return ""
    shouted = word.isupper() and len(word) > _CODE_MAX
    form = word.capitalize() if shouted else word
    for ending in range(_ENDING_MAX + 1):
        stem = form[: len(form) - ending]
        if len(stem) < 3:
            break
        code = _stems().get(stem) or (_stems().get(stem[0].lower() + stem[1:]) if stem[0].isupper() else "")
        if code and (ending <= _ENDING_MAX - 1 or stem[0].islower()):
            return code
    return ""


def _adjective_in(word: str, languages: Collection[str]) -> str:
    """The country that a German, French or Spanish adjective or people names; empty when none."""
    return next((code for language in languages if (code := _local(language).get(word.lower()))), "")


@cache
def _local(language: str) -> dict[str, str]:
    """Small-letter forms of the adjectives of a language, each with its country."""
    column = {"de": 1, "fr": 2, "es": 3}.get(language)
    if column is None:
        return {}
    found: dict[str, str] = {}
    for code, *cells in _rows("demonyms_other.tsv"):
        for stem in cells[column - 1].split("|"):
            for form in _forms(stem.lower(), language):
                found.setdefault(form, code)
    return found


def _forms(stem: str, language: str) -> list[str]:
    if language == "de":
        return [stem + ending for ending in ("", "e", "en", "er", "es", "em", "s", "n")]
    if language == "fr":
        feminine = f"{stem}ne" if stem.endswith("ien") else stem if stem.endswith("e") else f"{stem}e"
        return [stem, feminine, stem if stem.endswith("s") else f"{stem}s", f"{feminine}s"]
    plain = stem.translate(_UNACCENTED)
    if stem.endswith("o"):
        return [stem, f"{stem[:-1]}a", f"{stem}s", f"{stem[:-1]}as"]
    if stem.endswith(("és", "án", "ón")):
        return [stem, f"{plain}a", f"{plain}es", f"{plain}as"]
    return [stem, f"{stem}s", f"{stem}es", f"{stem}a", f"{stem}as"]


_UNACCENTED = str.maketrans("áéíóú", "aeiou")


@cache
def _stems() -> dict[str, str]:
    return {stem: code for code, cell in _rows("cyrillic_stems.tsv") for stem in cell.split("|")}


def _matches(words: Running, index: int, phrase: _Phrase) -> bool:
    last = index + len(phrase.words) - 1
    if last >= len(words):
        return False
    for offset, wanted in enumerate(phrase.words):
        word = words.words[index + offset]
        if fold_word(word) != wanted or not _cased(word, phrase, wanted):
            return False
        if offset and not _joined(words, index + offset - 1):
            return False
    return not (phrase.upper and _shouted(words, index, last))


def _cased(word: str, phrase: _Phrase, wanted: str) -> bool:
    if phrase.upper:
        return word.isupper()
    return wanted in _SMALL or not word[0].islower()


def _joined(words: Running, index: int) -> bool:
    """Whether nothing but a blank, a hyphen or the dot of an initial stands before the next word."""
    gap = words.gap(index)
    if len(words.words[index]) == 1 and words.words[index].isalpha() and words.words[index].isascii():
        return gap in {".", ". ", ".\n", ".\u00a0"} or (gap == " " and len(words.words[index + 1]) > 1)
    return len(gap) <= _GAP_MAX and not gap.strip(" -–\u00a0\n.'’") and "\n\n" not in gap and ". " not in gap


def _shouted(words: Running, first: int, last: int) -> bool:
    """Whether a code (`US`) stands in a heading in capitals, where it may be an ordinary word."""
    if len("".join(words.words[first : last + 1])) > 2 or last > first:
        return False
    beside = [words.words[i] for i in (first - 2, first - 1, last + 1, last + 2) if 0 <= i < len(words)]
    letters = [word for word in beside if word.isalpha() and len(word) > 1]
    return len(letters) > 1 and all(word.isupper() for word in letters)


def _has_name_beside(words: Running, first: int, last: int) -> bool:
    """Whether a capitalised word that is no ordinary one touches the place, so that both make another name.

    A town before a comma does as well: `Savannah, Georgia` is not the country, `Tbilisi, Georgia` is.
    """
    return (
        (first > 0 and words.gap(first - 1) == ", " and _is_name(words.words[first - 1]))
        or (first > 0 and words.gap(first - 1) == " " and _is_name(words.words[first - 1]))
        or (last + 1 < len(words) and words.gap(last) == " " and _is_name(words.words[last + 1]))
    )


def _is_name(word: str) -> bool:
    return word[0].isupper() and fold_word(word) not in common_words() and not names_place(word)


def names_place(word: str) -> bool:
    """Whether the name, adjective or seat of a country begins with this word."""
    return fold_word(word) in phrases(()) or bool(_inflected(word))


def _mention(words: Running, first: int, last: int, code: str) -> CountryMention:
    end = words.ends[last]
    if len(words.words[last]) == 1 and words.words[last].isascii() and words.text[end : end + 1] == ".":
        end += 1
    return CountryMention(words.starts[first], end, code)


@cache
def phrases(languages: tuple[str, ...]) -> dict[str, tuple[_Phrase, ...]]:
    """Comparing form of the first word → what may begin there, the longest first."""
    found: dict[tuple[str, ...], _Phrase] = {}
    for language, code, name in _rows("country_names.tsv"):
        if language == "en" or language in languages or (not name[0].isascii() and not _latin(name)):
            _add(found, name, code)
    for table in ("demonyms.tsv", "country_forms.tsv", "places.tsv"):
        for code, *cells in _rows(table):
            for name in (n for cell in cells for n in cell.split("|") if n):
                _add(found, name, code)
    for language, code, cell in _rows("places_other.tsv"):
        if language in languages or language in {"ko", "ru"}:
            for name in cell.split("|"):
                _add(found, name, code)
    for line in (_DATA / "place_masks.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            _add(found, line, "")
    table_: dict[str, list[_Phrase]] = {}
    for phrase in found.values():
        table_.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(sorted(options, key=lambda p: -len(p.words))) for first, options in table_.items()}


def _add(found: dict[tuple[str, ...], _Phrase], name: str, code: str) -> None:
    plain = name.removeprefix("?")
    words = fold_words(plain)
    letters = plain.replace(".", "")
    upper = letters.isupper() and letters.isascii() and len(letters) <= 4
    found[words] = _Phrase(words, code, alone=name.startswith("?"), upper=upper)


def _latin(name: str) -> bool:
    return any("LATIN" in _script(letter) for letter in name if letter.isalpha())


def _script(letter: str) -> str:
    return unicodedata.name(letter, "")


def _rows(name: str) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def is_adjective(text: str) -> bool:
    """Whether the words name a people or qualify a noun (`Russian`, `North Korean`), and no state itself."""
    if fold_words(text) in _adjectives():
        return True
    if not text[:1].islower():
        return False
    return "\u0400" <= text[0] <= "\u04ff" or any(text in _local(language) for language in ("de", "fr", "es"))


@cache
def _adjectives() -> frozenset[tuple[str, ...]]:
    cells = (cell for _, adjectives, *_ in _rows("demonyms.tsv") for cell in adjectives.split("|"))
    return frozenset(fold_words(cell) for cell in cells) | {
        ("n", "korean"),
        ("s", "korean"),
        ("us",),
        ("u", "s"),
        ("uk",),
    }
