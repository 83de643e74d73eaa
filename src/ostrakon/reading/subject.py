"""Does a text speak of what sanctions lists are about? Then a name that many people and things bear is more telling."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from importlib.resources import files

from ostrakon.names.running import Running

REACH = 400
"""Words on either side that still belong to what is spoken of: about a page."""
SHORT_MAX = 30
"""A text of no more words is a heading, a caption or a list of names: whoever gives it asks about those names."""
PAIR_REACH = 3
_ENOUGH = 2


class Subject:
    """What one text speaks of, and where."""

    def __init__(self, words: Running) -> None:
        self._short = len(words) <= SHORT_MAX
        self._at: list[int] = []
        self._stem: list[str] = []
        self._weight: list[int] = []
        for place in () if self._short else words.places(_telling):
            stem, weight = _telling(words.words[place]) or ("", 0)
            if weight or _paired(stem, words.words[place + 1 : place + 1 + PAIR_REACH]):
                self._note(place, stem, weight or _ENOUGH)
        if not self._short and _syllabic().search(words.text):
            self._syllables(words)

    def near(self, place: int) -> bool:
        """Whether the words around a place speak of sanctions and what they answer, or are too few to tell."""
        if self._short:
            return True
        low, high = bisect_left(self._at, place - REACH), bisect_right(self._at, place + REACH)
        found = dict(zip(self._stem[low:high], self._weight[low:high], strict=True))
        return sum(found.values()) >= _ENOUGH

    def _note(self, place: int, stem: str, weight: int) -> None:
        self._at.append(place)
        self._stem.append(stem)
        self._weight.append(weight)

    def _syllables(self, words: Running) -> None:
        """Words of scripts whose letters are words of their own, in text order with the others."""
        found = list(zip(self._at, self._stem, self._weight, strict=True))
        for one in _syllabic().finditer(words.text):
            weight = _ENOUGH if one[0] in _words()["syllabic_strong"] else 1
            found.append((bisect_left(words.starts, one.start()), one[0], weight))
        self._at, self._stem, self._weight = [], [], []
        for entry in sorted(found):
            self._note(*entry)


@lru_cache(maxsize=200_000)
def _telling(word: str) -> tuple[str, int] | None:
    """The beginning by which a word tells, and how much, 0 for the first of a pair; None when it tells nothing."""
    lowered = word.lower()
    found = _stems().match(lowered)
    if found is None:
        return None
    return found[0], {"strong": _ENOUGH, "weak": 1, "first": 0}[found.lastgroup or "first"]


def _paired(first: str, after: list[str]) -> bool:
    """Whether one of the next words makes a pair with a beginning."""
    return any(word.lower().startswith(_pairs()[first]) for word in after)


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in _words()["pairs"]:
        first, _, second = pair.partition(":")
        found[first] = (*found.get(first, ()), second)
    return found


def is_office(word: str) -> bool:
    """Whether a word names an office or a standing of those whom lists name."""
    return _offices().match(word.lower()) is not None


@cache
def _offices() -> re.Pattern[str]:
    return re.compile("|".join(_words()["office"]))


@cache
def _words() -> dict[str, list[str]]:
    text = files("ostrakon.reading").joinpath("subjects.toml").read_text(encoding="utf-8")
    return {name: words.split() for name, words in tomllib.loads(text).items()}


@cache
def _stems() -> re.Pattern[str]:
    groups = {"strong": _words()["strong"], "weak": _words()["weak"], "first": list(_pairs())}
    parts = (f"(?P<{name}>{'|'.join(sorted(words, key=len, reverse=True))})" for name, words in groups.items())
    return re.compile("|".join(parts))


@cache
def _syllabic() -> re.Pattern[str]:
    return re.compile("|".join((*_words()["syllabic_strong"], *_words()["syllabic_weak"])))
