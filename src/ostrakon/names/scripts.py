"""Which script a letter is written in, and which letters look alike across scripts.

Source: Unicode character names (UAX #24 assigns scripts; the first word of a letter's name tells them apart well
enough for the scripts that lists hold) and the "confusables" of UTS #39 for Cyrillic, Greek, Armenian, Cherokee, Lisu
and Coptic against Latin. Fullwidth, mathematical and enclosed letters are undone by NFKC before.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LATIN = "Latin"
ABJADS = frozenset({"Arabic", "Hebrew", "Syriac"})
"""Scripts that leave most vowels out: their consonants are all that can be compared with a romanised name."""
SYLLABIC = frozenset({"Han", "Hangul", "Hiragana", "Katakana"})
"""Scripts in which every letter is a syllable and words are not separated."""

_NAMES = {"Cjk": "Han", "Ideographic": "Han", "Modifier": LATIN, "Feminine": LATIN, "Masculine": LATIN}


@lru_cache(maxsize=20_000)
def script_of(letter: str) -> str:
    """`Latin`, `Cyrillic`, `Arabic`, `Han`, …; empty for what is no letter."""
    if "a" <= letter <= "z" or "A" <= letter <= "Z":
        return LATIN
    if not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0].title()
    return _NAMES.get(first, first)


_CYRILLIC = "авеёіїјкмнорсѕтухцԁԛԝһАВЕЁІЇЈКМНОРСЅТУХҺЗЬ"
_CYR_LATIN = "abeeiijkmhopcstyxudqwhABEEIIJKMHOPCSTYXH3b"
_GREEK = "αβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_GRE_LATIN = "abeikvoptuxABEZHIKMNOPTYX"
_OTHERS = {
    "Armenian": ("օոսհցզյՍՕՏԼգձ", "onuhgqjUOSLqd"),
    "Cherokee": ("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏃᏎᏒᏔᏚᏞᏟᏢᏦᏧᏙᏴᏰ", "DRTiAJEWMHYGZ4RWSLCPKdVBB"),
    "Lisu": ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "BPDTGKJCZFMNLSRVHWXYAEIOU"),
    "Coptic": ("ⲀⲂⲈⲎⲒⲔⲘⲚⲞⲢⲤⲦⲨⲬⲟⲥ", "ABEHIKMNOPCTYXoc"),
}
LOOK_ALIKES = frozenset({"Cyrillic", "Greek", *_OTHERS})
"""Scripts whose letters are mistaken for Latin ones."""
_TO_LATIN = {ord(a): b for a, b in zip(_CYRILLIC + _GREEK, _CYR_LATIN + _GRE_LATIN, strict=True)}
for _theirs, _ours in _OTHERS.values():
    _TO_LATIN |= {ord(a): b for a, b in zip(_theirs, _ours, strict=True)}
_TO_CYRILLIC = {ord(b): a for a, b in zip("авекморстухАВЕКМНОРСТУХі", "abekmopctyxABEKMHOPCTYXi", strict=True)}


def unmix(word: str) -> str:
    """Undo look-alike letters: a word that mixes Latin with a script of look-alikes is written in its main script."""
    if word.isascii():
        return word
    counts: dict[str, int] = {}
    for letter in word:
        script = script_of(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    if LATIN not in counts or len(counts) < 2 or not counts.keys() & LOOK_ALIKES:
        return word
    return twin(word) or word.translate(_TO_CYRILLIC if counts.get("Cyrillic", 0) > counts[LATIN] else _TO_LATIN)


def twin(word: str) -> str:
    """The Latin word that one of another script looks like, when every letter of it has a Latin twin; else empty."""
    seen = word.translate(_TO_LATIN)
    return seen if seen.isascii() else ""


def main_script(text: str) -> str:
    """The script that most letters of `text` are written in; empty when it holds no letter."""
    counts: dict[str, int] = {}
    for letter in text:
        script = script_of(letter)
        if script:
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda s: counts[s]) if counts else ""
