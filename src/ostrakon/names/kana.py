"""Japanese kana in Latin letters, after the modified Hepburn system (passports write no long vowels)."""

from __future__ import annotations

import re
import unicodedata

_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サ シスセソ".replace(" ", ""),
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_KANA = {letter: row + vowel for row, letters in _ROWS.items() for letter, vowel in zip(letters, "aiueo", strict=True)}
_KANA |= {"シ": "shi", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ヂ": "ji", "ヅ": "zu", "ヤ": "ya", "ユ": "yu"}
_KANA |= {"ヨ": "yo", "ワ": "wa", "ヲ": "o", "ン": "n", "ヴ": "vu", "ヰ": "i", "ヱ": "e", "ヵ": "ka", "ヶ": "ke"}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}
_PALATAL = {"shi": "sh", "chi": "ch", "ji": "j", "fu": "f", "vu": "v", "tsu": "ts", "te": "t", "de": "d", "u": "w"}
_LONG = re.compile(r"(?<=[ou])u|(?<=o)o")
_BEFORE_CH = re.compile(r"Q(?=ch)")
_DOUBLED = re.compile(r"Q([a-z])")


def hepburn(kana: str) -> str:
    """A run of hiragana or katakana; what is neither is left out.

    Long vowels are written once: トーキョー and とうきょう are both `tokyo`.
    """
    parts: list[str] = []
    for letter in unicodedata.normalize("NFKC", kana):
        code = ord(letter)
        sign = chr(code + 0x60) if 0x3041 <= code <= 0x3096 else letter
        if sign == "ッ":
            parts.append("Q")
        elif sign in _SMALL and parts and parts[-1] not in ("", "Q"):
            parts[-1] = _combined(parts[-1], _SMALL[sign])
        else:
            parts.append(_KANA.get(sign, _SMALL.get(sign, "")))
    text = _DOUBLED.sub(r"\1\1", _BEFORE_CH.sub("t", "".join(parts)))
    return _LONG.sub("", text.replace("Q", ""))


def _combined(before: str, small: str) -> str:
    if before in _PALATAL:
        stem = _PALATAL[before]
        return stem + (small[1:] if small[0] == "y" and stem in ("sh", "ch", "j") else small)
    if small[0] == "y" and before.endswith("i"):
        return before[:-1] + small
    return before[:-1] + small if before.endswith("u") and len(before) > 1 else before + small
