"""Chinese names in Russian texts (the system of Palladius), back to pinyin: Си Цзиньпин is Xi Jinping.

One final -н is -ng and -нь is -n; some syllables of Russian stand for two of pinyin (цзи is ji, цзы is zi), none the
other way round, so that a word that divides into such syllables has one reading.
"""

from __future__ import annotations

import re
from functools import cache

_INITIALS = dict(zip("bpmfdtnlgkhr", "бпмфдтнлгкхж", strict=True))
_PALATAL = {"j": "цз", "q": "ц", "x": "с"}
_HISSING = {"zh": "чж", "ch": "ч", "sh": "ш", "z": "цз", "c": "ц", "s": "с"}
_BROAD = {
    "a": "а",
    "e": "э",
    "ai": "ай",
    "ei": "эй",
    "ao": "ао",
    "ou": "оу",
    "an": "ань",
    "en": "энь",
    "ang": "ан",
    "eng": "эн",
    "ong": "ун",
    "u": "у",
    "ua": "уа",
    "uo": "о",
    "uai": "уай",
    "ui": "уй",
    "uan": "уань",
    "un": "унь",
    "uang": "уан",
    "o": "о",
}
_NARROW = {
    "i": "и",
    "ia": "я",
    "ie": "е",
    "iao": "яо",
    "iu": "ю",
    "ian": "янь",
    "in": "инь",
    "iang": "ян",
    "ing": "ин",
    "iong": "юн",
    "u": "юй",
    "ue": "юэ",
    "uan": "юань",
    "un": "юнь",
}
_ALONE = {
    "a": "а",
    "e": "э",
    "ai": "ай",
    "ao": "ао",
    "ou": "оу",
    "an": "ань",
    "en": "энь",
    "ang": "ан",
    "er": "эр",
    "ya": "я",
    "ye": "е",
    "yao": "яо",
    "you": "ю",
    "yan": "янь",
    "yang": "ян",
    "yin": "инь",
    "ying": "ин",
    "yong": "юн",
    "yu": "юй",
    "yue": "юэ",
    "yuan": "юань",
    "yun": "юнь",
    "yi": "и",
    "wa": "ва",
    "wo": "во",
    "wai": "вай",
    "wei": "вэй",
    "wan": "вань",
    "wang": "ван",
    "wen": "вэнь",
    "weng": "вэн",
    "wu": "у",
    "zhi": "чжи",
    "chi": "чи",
    "shi": "ши",
    "ri": "жи",
    "zi": "цзы",
    "ci": "цы",
    "si": "сы",
    "hui": "хуэй",
    "lu": "лу",
}
GIVEN_MAX = 3
"""Syllables of a given name, at most."""


def pinyin_of(words: list[str]) -> str:
    """Family and given name in pinyin of two or three lower-case Russian words; empty when they are no such name."""
    if len(words) not in (2, 3):
        return ""
    table, pattern = _syllables()
    if words[0] not in table:
        return ""
    given = "".join(words[1:])
    parts = pattern.findall(given)
    if "".join(parts) != given.replace("ъ", "") or not 1 <= len(parts) <= GIVEN_MAX:
        return ""
    return f"{table[words[0]]} {''.join(table[part] for part in parts)}"


@cache
def _syllables() -> tuple[dict[str, str], re.Pattern[str]]:
    """Russian syllable → pinyin, and the pattern that divides a word: longest first, none before a soft sign."""
    made = dict(_ALONE)
    for initial, letter in {**_INITIALS, **_HISSING}.items():
        without = "uo" if initial in "bpmf" else "o"
        made |= {initial + final: letter + vowel for final, vowel in _BROAD.items() if final != without}
    for initial, letter in {**_INITIALS, **_PALATAL}.items():
        broad = frozenset() if initial in _PALATAL else _BROAD.keys()
        made |= {initial + final: letter + vowel for final, vowel in _NARROW.items() if final not in broad}
    table: dict[str, str] = {}
    for pinyin, russian in made.items():
        table.setdefault(russian, pinyin)
    longest = "|".join(sorted(table, key=len, reverse=True))
    return table, re.compile(f"(?:{longest})(?!ь)")
