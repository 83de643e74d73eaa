"""Arabic and Hebrew words by their consonants and long vowels, in the alphabet that `abjad.py` compares.

Urdu, Persian, Kurdish and Pashto letters included. `a`, `w` and `y` are the long vowels; every other letter is a
consonant; an `e` only keeps two letters apart that would read as one.
"""

from __future__ import annotations

import re

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
    "ە": "h",
    "ے": "y",
    "ۓ": "y",
    "ێ": "y",
    "ې": "y",
    "ۍ": "y",
    "ۆ": "w",
    "ۇ": "w",
    "ۈ": "w",
    "ۋ": "w",
    "ں": "n",
    "ڼ": "n",
    "ٹ": "t",
    "ټ": "t",
    "ڈ": "d",
    "ډ": "d",
    "ڑ": "r",
    "ړ": "r",
    "ڕ": "r",
    "ځ": "z",
    "څ": "ts",
    "ښ": "sh",
    "ږ": "zh",
    "ګ": "g",
    "ڵ": "l",
    "ڤ": "v",
    "ڭ": "n",
    "ھ": "h",
    "ہ": "h",
    "ۂ": "h",
    "ۃ": "h",
    "ﻻ": "la",
}
_ARABIC_TABLE = {ord(a): b.replace("'", "") for a, b in _ARABIC.items()}
_SILENT = {"عمرو": "عمر"}
"""Words with a letter that is not spoken."""
_ARABIC_APART = re.compile("([سصكتطدضزظذقگجچپ])(?=[حه])")

_HEBREW = {
    **dict(zip("בגדהוזחטיכךלמםנןסעפףקרשתא", "bgdhwzhtykklmmnns" + "'" + "ppqrst'", strict=True)),
    "ש": "sh",
    "צ": "ts",
    "ץ": "ts",
    "ײ": "y",
    "װ": "v",
    "ױ": "wy",
}
_HEBREW_TABLE = {ord(a): b.replace("'", "") for a, b in _HEBREW.items()}
_HEBREW_APART = re.compile("([כתסזגדצ])(?=ה)|(ת|ט)(?=[סש])")

_HEBREW_SOFT = re.compile("(?<!^)(?<!^ה)[בפ]|ף")
"""Bet and pe are v and f inside a word, mostly; after the article they begin their word."""


def arabic(word: str) -> str:
    """A word in Arabic letters, of any language that uses them."""
    # A vowel keeps s + h apart from sh (ش) and the like, where two letters meet that are one in Latin spelling.
    text = _ARABIC_APART.sub(r"\1e", _SILENT.get(word, word)).translate(_ARABIC_TABLE)
    # The article is written together with its word; Latin spellings mostly set it apart.
    return f"al{text[2:]}" if word.startswith("ال") and len(word) > 4 else text


def hebrew(word: str) -> str:
    """A Hebrew or Yiddish word; alef and ayin only carry vowels and leave a trace at the beginning alone."""
    word = word.replace("וו", "װ").replace("יי", "ײ")
    word = _HEBREW_SOFT.sub(lambda m: "v" if m.group() == "ב" else "f", word)
    text = _HEBREW_APART.sub(lambda m: f"{m.group()}e", word).translate(_HEBREW_TABLE)
    return f"a{text}" if word[:1] in "אע" else text
