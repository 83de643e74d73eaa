"""Cyrillic words in Latin letters, by language, and which languages a name may be written in.

Sources: Russian after BGN/PCGN 1947 (simplified, as OFAC and passports have it), Ukrainian after resolution 55 of its
cabinet (2010), Belarusian after the rules for geographical names (2007) without diacritics, Bulgarian after its
transliteration act (2009), Serbian by Vuk Karadžić's pairs and Macedonian after its own passports, both without
diacritics; Kazakh, Kyrgyz, Uzbek, Tajik and Mongolian after BGN/PCGN.
"""

from __future__ import annotations

import re

_RUSSIAN = {
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
    "ѓ": "gj",
    "ќ": "kj",
    "ѕ": "dz",
    "ә": "a",
    "ғ": "g",
    "қ": "k",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "ҳ": "h",
    "ҷ": "j",
    "ӣ": "i",
    "ӯ": "u",
    "ѝ": "i",
    "ӑ": "a",
    "ӗ": "e",
    "ҙ": "z",
    "ҫ": "s",
    "ҡ": "k",
    "җ": "j",
    "ӊ": "n",
    "ӈ": "n",
    "ҹ": "j",
    "ӹ": "y",
    "ӓ": "a",
    "ӧ": "o",
    "ӱ": "u",
}
_DIFFERENT: dict[str, dict[str, str]] = {
    "uk": {"г": "h", "и": "y", "є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"},
    "be": {"г": "h", "й": "i", "е": "e", "ё": "io", "ю": "iu", "я": "ia"},
    "bg": {"х": "h", "щ": "sht", "ъ": "a"},
    "sr": {"х": "h", "ж": "z", "ц": "c", "ч": "c", "ш": "s"},
    "mk": {"х": "h"},
    "kk": {"ғ": "gh", "қ": "q", "ң": "ng", "һ": "h", "й": "y", "і": "i"},
    "ky": {"ж": "j", "ң": "ng", "й": "y"},
    "uz": {"х": "x", "ў": "o", "ж": "j", "ғ": "gh", "қ": "q"},
    "tg": {"ғ": "gh", "қ": "q", "ъ": ""},
    "mn": {"ж": "j", "з": "z", "й": "i", "ы": "y"},
}
_TABLES = {
    "ru": str.maketrans(_RUSSIAN),
    **{language: str.maketrans({**_RUSSIAN, **own}) for language, own in _DIFFERENT.items()},
}
_FIRST = {
    "uk": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"},
    "be": {"е": "ye", "ё": "yo", "ю": "yu", "я": "ya"},
}
"""Letters that are written otherwise at the beginning of a word."""

_OWN_LETTERS = (
    ("uk", re.compile("[їєґ]|ськ|цьк|зьк")),
    ("be", re.compile("ў(?!.*[қғҳ])|^(?=.*і)(?=.*[ыэё])|дзь")),
    ("mk", re.compile("[ѓќѕ]")),
    ("sr", re.compile("[љњћђџ]|ј(?!.*[ѓќѕ])")),
    ("uz", re.compile("^(?=.*[қғҳ])(?=.*[ўқҳ])(?!.*[әңұіӣӯҷ])")),
    ("tg", re.compile("[ҷӣӯ]")),
    ("kk", re.compile("[әұһ]|^(?=.*[ғқңөү])(?=.*і)|[ғқ](?!.*[ўҳӣӯҷ])")),
    ("ky", re.compile("ң(?!.*[әғқұіһ])|^(?=.*[өү])(?=.*ң)")),
    ("mn", re.compile("[өү](?!.*[әғқңұіһ])")),
)
"""A language, and what only its spelling has; of several that fit all count."""
_UK_OR_BE = re.compile("і")
_UK_WORDS = re.compile(r"\b(?:володимир|олександр|олександра|микола|михайло|дмитро|павло|петро|олена|катерина)\b")
_BG_WORDS = re.compile(
    r"\b(?:георги|димитър|стоян|христо|красимир|цветан|бойко|румен|благовест|ивайло|пламен|веселин|тодор|петър)\b"
)
_RUSSIAN_ONLY = re.compile("[ыэё]")
_BULGARIAN = re.compile("ъ(?![еёюя])|щ")
_NOT_SERBIAN = re.compile("[йщъыьэюяёіїєґўқғң]")
_SIBILANT = re.compile("[жчшц]")


def romanised(word: str, language: str = "ru") -> str:
    """A lower-case Cyrillic word by the usage of one language (ISO 639-1); letters of other scripts stay."""
    first = _FIRST.get(language, {}).get(word[:1])
    if language == "uk":
        word = word.replace("зг", "zgh")
    text = word.translate(_TABLES[language])
    if first is not None:
        text = first + word[1:].translate(_TABLES[language])
    return text


def languages(name: str) -> tuple[str, ...]:
    """Languages beside Russian that a lower-case name may be written in, by its letters and words; mostly none.

    Letters that only one language has decide; where several fit, all are given. A name in letters that Russian and
    Serbian share, with one that they romanise differently, may be Serbian too.
    """
    found = [language for language, pattern in _OWN_LETTERS if pattern.search(name)]
    if found:
        return tuple(found)
    if _RUSSIAN_ONLY.search(name):
        return ()
    if _UK_OR_BE.search(name):
        return ("uk", "be")
    if _UK_WORDS.search(name):
        return ("uk",)
    if _BULGARIAN.search(name) or _BG_WORDS.search(name):
        return ("bg",)
    return ("sr",) if _SIBILANT.search(name) and not _NOT_SERBIAN.search(name) else ()
