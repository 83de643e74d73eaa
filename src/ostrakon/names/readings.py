"""Other readings of a name: the same letters as another language, country or custom would romanise them.

Several readings stand side by side: each is compared, none replaces the name. Names in Latin letters have none, and
cost nothing. A reading is a text that `tokenise` takes; words of it may stay in their own script, where they are known
in it (words of organisations) or where nothing better is known.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from ostrakon.names.cyrillic import languages, romanised
from ostrakon.names.greek import as_heard
from ostrakon.names.han import han_readings
from ostrakon.names.hangul import hangul_readings
from ostrakon.names.keys import sound_fold
from ostrakon.names.mrz import arabic_letters, machine_name, unexpanded
from ostrakon.names.org_words import org_word
from ostrakon.names.palladius import pinyin_of
from ostrakon.names.scripts import script_of
from ostrakon.names.several import names_within
from ostrakon.names.tokens import NAME_CHARS_MAX, tokenise

READINGS_MAX = 5
"""So many readings are kept beside the name itself."""
SYLLABLES = range(2, 5)
"""A Korean name has so many syllables."""
_PERSIAN = re.compile("[کیگچپژہے]")
"""Letters that Persian and Urdu have, and Arabic has not."""
_SPOKEN = str.maketrans({"ض": "ز", "ث": "س"})
"""Letters of Arabic words as Persian and Urdu speak them: رضا is Reza."""
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def other_readings(name: str) -> tuple[str, ...]:
    """Further romanisations of `name` that do not sound like the first; empty for nearly all names."""
    if len(name) > NAME_CHARS_MAX:
        return ()
    several = names_within(name)
    if several:
        return several
    if name.isascii():
        return _machine_readings(name) if "<" in name else ()
    known: set[tuple[str, ...]] = set()
    found: list[str] = []
    for reading in islice(_readings(name), 2 * READINGS_MAX):
        known = known or {_sound(name)}
        sound = _sound(reading)
        if sound and sound not in known:
            known.add(sound)
            found.append(reading)
    return tuple(found[:READINGS_MAX])


def _machine_readings(name: str) -> tuple[str, ...]:
    """The Arabic letters of a name that a travel document writes letter by letter; others without expanded umlauts."""
    found = machine_name(name)
    if found is None:
        return ()
    other = arabic_letters(found.text) or unexpanded(found.text)
    return (other,) if other != found.text else ()


def _sound(text: str) -> tuple[str, ...]:
    return tuple(sound_fold(token.text) for token in tokenise(text).tokens)


def _readings(name: str) -> Iterator[str]:
    scripts = {script_of(letter) for letter in name}
    if "Cyrillic" in scripts:
        yield from _cyrillic(name)
    if "Arabic" in scripts and _PERSIAN.search(name):
        yield name.translate(_SPOKEN)
    if "Greek" in scripts:
        yield _respelt(name, "Greek", as_heard)
    if "Han" in scripts:
        yield from han_readings(name)
    if "Hangul" in scripts:
        yield from hangul_readings(name)


def _cyrillic(name: str) -> Iterator[str]:
    lowered = name.lower()
    words, table = _WORD.findall(lowered), _korean()
    if len(words) in SYLLABLES and all(word in table for word in words):
        yield " ".join(table[word] for word in words)
        return
    if chinese := pinyin_of(words):
        yield chinese
    for language in languages(lowered):
        yield _respelt(lowered, "Cyrillic", lambda word, language=language: romanised(word, language))  # type: ignore[misc]


def _respelt(name: str, script: str, convert: Callable[[str], str]) -> str:
    """The name with each word of a script converted, unless it is a known word of organisations."""

    def word(found: re.Match[str]) -> str:
        text = found.group()
        if script_of(text[0]) != script:
            return text
        tokens = tokenise(text).tokens
        return text if len(tokens) == 1 and org_word(tokens[0].text, script) else convert(text.lower())

    return _WORD.sub(word, name)


@cache
def _korean() -> dict[str, str]:
    """Russian spellings of Korean syllables → the North's."""
    text = files("ostrakon.names").joinpath("data", "korean_readings.toml").read_text(encoding="utf-8")
    return {word: reading for reading, words in tomllib.loads(text)["cyrillic"].items() for word in words.split()}
