"""Initials of a person that are written together: `V.V. Putin`, `JC Juncker`, `Иванов ВВ`.

Dotted letters of a company's name are one word (`J.S.C.`), those of a person's are several names cut short.
"""

from __future__ import annotations

import re
from functools import cache

from ostrakon.names.syllables import is_syllable
from ostrakon.names.wordlists import words

_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_CAPITALS = re.compile(r"(?<![\w.'’-])[^\W\d_]{2,3}(?![\w.'’-])")
_VOWELS = frozenset("AEIOUYАЕЁИОУЫЭЮЯІЇЄ")
_NAMES = frozenset({"NG", "MD"})
"""Names without a vowel letter: a Chinese family name, and Mohammed in South Asia."""
_SCRIPTS = re.compile(r"[A-ZА-ЯЁІЇЄ]+")


def initials_apart(name: str) -> str:
    """The name of a person with its initials one by one."""
    if "." in name:
        name = _DOTTED.sub(lambda m: m[0] if _known(m[0].replace(".", "")) else m[0].replace(".", ". "), name)
    return _CAPITALS.sub(lambda m: " ".join(m[0]) if _initials(m[0], name) else m[0], name)


def _initials(word: str, name: str) -> bool:
    """Whether capitals are initials: none of the letters is a vowel, or two stand out from small letters."""
    if not _SCRIPTS.fullmatch(word) or word in _NAMES or _known(word):
        return False
    if _VOWELS.isdisjoint(word):
        return len(word) < len(name.strip())
    return len(word) == 2 and not is_syllable(word.lower()) and any(c.islower() for c in name)


def _known(word: str) -> bool:
    return word.lower() in _small_words()


@cache
def _small_words() -> frozenset[str]:
    """Titles, generations and particles, which are written in capitals and with dots too."""
    known = words()
    return frozenset(known["title"] | set(known["generation"]) | known["person_particle"])
