"""Greek words in Latin letters.

`elot` is ELOT 743 (ISO 843 type 2, the transcription of Greek passports); `as_heard` is how the letters sound, which is
what counts where Greek itself renders a foreign name: Μπασάρ is Bashar, Ντμίτρι is Dmitri, Γεβγκένι is Yevgeni.
"""

from __future__ import annotations

import re

_PLAIN = str.maketrans(
    {
        **dict(zip("αβγδεζηικλμνοπρσςτυφωάέήίόύώΐΰϊϋ", "avgdeziiklmnoprsstyfoaeiioyoiyiy", strict=True)),
        "θ": "th",
        "ξ": "x",
        "χ": "ch",
        "ψ": "ps",
    }
)
_VOICELESS = "θκξπσςτφχψ"
_BEFORE_VOICED = rf"(?![{_VOICELESS}]|$)"
_DIPHTHONGS = (
    (re.compile(rf"α[υύ]{_BEFORE_VOICED}"), "av"),
    (re.compile(rf"ε[υύ]{_BEFORE_VOICED}"), "ev"),
    (re.compile(rf"η[υύ]{_BEFORE_VOICED}"), "iv"),
    (re.compile("α[υύ]"), "af"),
    (re.compile("ε[υύ]"), "ef"),
    (re.compile("η[υύ]"), "if"),
    (re.compile("ο[υύ]"), "ou"),
)
"""An accent on the first vowel, or a diaeresis on the second, keeps the two apart: άυ is `ay`."""
_NASALS = (
    (re.compile("γγ"), "ng"),
    (re.compile("γξ"), "nx"),
    (re.compile("γχ"), "nch"),
    (re.compile("^μπ|μπ$"), "b"),
)
_HEARD = (
    (re.compile("τζ"), "j"),
    (re.compile("μπ"), "b"),
    (re.compile("ντ"), "d"),
    (re.compile("γ[κγ]"), "g"),
    (re.compile("γ[ιίυύ](?=[αάεέοόωώ])|γι(?=ο[υύ])"), "y"),
    (re.compile("γ(?=[εέιίηή])"), "y"),
    (re.compile("α[ιί]"), "e"),
    (re.compile("[εο][ιί]"), "i"),
    (re.compile("χ"), "kh"),
)
_HEARD_LETTERS = {ord(letter): "i" for letter in "υύ"}


def elot(word: str) -> str:
    """A lower-case Greek word after ELOT 743."""
    for pattern, latin in (*_NASALS, *_DIPHTHONGS):
        word = pattern.sub(latin, word)
    return word.translate(_PLAIN)


def as_heard(word: str) -> str:
    """A lower-case Greek word by its sounds: μπ is b, ντ is d, γκ is g, τζ is j, χ is kh."""
    for pattern, latin in (*_HEARD, *_DIPHTHONGS):
        word = pattern.sub(latin, word)
    return word.translate(_HEARD_LETTERS).translate(_PLAIN)
