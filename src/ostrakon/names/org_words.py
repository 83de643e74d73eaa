"""Ordinary words in names of organisations, whatever language they are written in, by concept.

Lists translate what bodies are called: `Ministerstvo oborony`, `Ministry of Defence` and `وزارة الدفاع` are one name.
This file knows which concept a folded word stands for; what that is worth is for others to say.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ostrakon.names.scripts import ABJADS

_PREFIXES = {"Arabic": ("al", "wal", "ll", "w"), "Hebrew": ("h", "w", "l", "b", "m", "wh", "sh")}
"""The article, "and" and "for" as they are written together with a word, folded; longest match is not needed."""
_REST_MIN = 3


def org_word(token_text: str, script: str) -> str:
    """The concept that a word of an organisation's name stands for, as a plain English word; "" when unknown.

    Args:
        token_text: folded text of the word (`Token.text`).
        script: the script it was written in (`Token.script`). Words of scripts without vowels are looked up apart:
            the consonants of one language are a word with vowels of another.
    """
    bare = script in ABJADS
    words = _words()[bare]
    found = words.get(token_text, "")
    if found or not bare:
        return found
    for prefix in _PREFIXES.get(script, ()):
        rest = token_text[len(prefix) :]
        if len(rest) >= _REST_MIN and token_text.startswith(prefix) and rest in words:
            return words[rest]
    return ""


def org_words(script: str) -> dict[str, str]:
    """All words that `org_word` knows as they are written in a script, with their concepts."""
    return _words()[script in ABJADS]


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """Folded word → concept: words written with vowels, words written without."""
    text = files("ostrakon.names").joinpath("data", "org_words.tsv").read_text(encoding="utf-8")
    voiced: dict[str, str] = {}
    bare: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            concept, with_vowels, without = line.split("\t")
            voiced.update(dict.fromkeys(with_vowels.split(), concept))
            bare.update(dict.fromkeys(without.split(), concept))
    return voiced, bare
