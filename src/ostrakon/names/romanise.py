"""Words of any script → lower-case ASCII.

anyascii gives one romanisation of every script without ICU; where its choice differs from what lists use, the
tables here come first: Russian-style Cyrillic after BGN/PCGN (the romanisation that OFAC and the passports use most),
Arabic letters by their consonants, Hangul after the Revised Romanisation (2000).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

from ostrakon.names.scripts import LATIN, script_of

_NOT_WORD = re.compile(r"[^a-z0-9]+")

_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "dj",
    "џ": "dz",
    "ә": "a",
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
}
_CYRILLIC_TABLE = {ord(a): b for a, b in _CYRILLIC.items()}

_ARABIC = {
    **dict(zip("ابتجحدذرزسصضطظعغفقكلمنهويپچژگکیىةؤئءآأإ", "abtjhddrzssdtz'gfqklmnhwypcjgkyah'''aai", strict=True)),
    "ث": "th",
    "خ": "kh",
    "ش": "sh",
    "ذ": "z",
    "غ": "gh",
    "چ": "ch",
    "ژ": "zh",
    "ٱ": "a",
    "ۀ": "h",
    "ے": "y",
    "ں": "n",
    "ٹ": "t",
    "ڈ": "d",
    "ڑ": "r",
    "ھ": "h",
    "ہ": "h",
    "ﻻ": "la",
}
_SILENT = {"عمرو": "عمر"}
"""Words with a letter that is not spoken."""
_APART = re.compile("([سصكتطدضزظذقگجچپ])(?=[حه])()")
_ARABIC_TABLE = {ord(a): b.replace("'", "") for a, b in _ARABIC.items()}


@lru_cache(maxsize=100_000)
def romanise(word: str, script: str) -> str:
    """One word in lower-case ASCII; blanks inside separate words where the script's romanisation needs several."""
    if word.isascii():
        return word.lower()
    lowered = word.lower()
    if script == "Cyrillic":
        lowered = lowered.translate(_CYRILLIC_TABLE)
    elif script == "Arabic":
        lowered = _arabic(lowered)
    return _NOT_WORD.sub("", anyascii(lowered).lower())


def _arabic(word: str) -> str:
    # A vowel keeps s + h apart from sh (ش) and the like, where two letters meet that are one in Latin spelling.
    text = _APART.sub(r"\1e\2", _SILENT.get(word, word)).translate(_ARABIC_TABLE)
    # The article is written together with its word; Latin spellings mostly set it apart.
    return f"al{text[2:]}" if word.startswith("ال") and len(word) > 4 else text


@cache
def _script_words() -> tuple[dict[str, str], re.Pattern[str]]:
    text = files("ostrakon.names").joinpath("data", "script_words.toml").read_text(encoding="utf-8")
    words: dict[str, str] = {}
    for table in tomllib.loads(text).values():
        words.update(table)
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return words, re.compile(rf"{longest_first}|[a-zA-Z0-9]+|.", re.DOTALL)


@lru_cache(maxsize=50_000)
def syllables(word: str) -> tuple[tuple[str, str], ...]:
    """(romanised syllable, script) for each letter of a Chinese, Japanese or Korean word; Latin parts stay whole.

    Ordinary words of company names come translated, as the lists do it (`script_words.toml`).
    """
    found: list[tuple[str, str]] = []
    words, pattern = _script_words()
    for part in pattern.findall(word):
        if part in words:
            # A translated word is no longer a syllable: it is compared like the English word that it stands for.
            found.extend((text, LATIN) for text in words[part].split())
            continue
        script = script_of(part[0])
        text = _NOT_WORD.sub("", anyascii(part).lower())
        if text:
            found.append((text, script))
    return tuple(found)
