"""Words of a text → listed words: equal, or one edit away; each distinct word is looked up once and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from ostrakon.names.common import common_words
from ostrakon.names.keys import sound_fold
from ostrakon.names.running import Running, fold_word
from ostrakon.names.spellings import english_spellings, hangul_readings
from ostrakon.reading.gazetteer import FUZZY_MAX, FUZZY_MIN, Gazetteer, deletions

SURFACES_MAX = 400_000
"""Distinct words remembered; then the memory starts anew, so that it cannot grow without bound."""

STEM_MIN = 2
"""Letters that a Russian name keeps without its case ending (`Ким Чен Ына`)."""

_ENDINGS = "ого его ому ему ыми ими ами ями ой ей ою ым им ом ем ах а я у ю ы и е о"
_RUSSIAN_ENDINGS = tuple(_ENDINGS.split())


@dataclass(frozen=True)
class Seen:
    """The words of one text as the lists know them.

    Attributes:
        words: the words.
        surfaces: number in the memory of each distinct word.
        listed: for each distinct word the listed word that it equals, -1 for none.
    """

    lexicon: Lexicon
    words: Running
    surfaces: list[int]
    listed: NDArray[Any]

    @cached_property
    def exact(self) -> NDArray[Any]:
        """For each word of the text the listed word that it equals, -1 for none."""
        found: NDArray[Any] = self.listed[self.words.numbers]
        return found

    def near(self, index: int) -> tuple[int, ...]:
        """Listed words one edit away from a word of the text."""
        return self.lexicon.near.get(self._surface(index), ())

    def same(self, index: int) -> tuple[int, ...]:
        """Listed words that a word of the text is in another case or another language's spelling."""
        return self.lexicon.same.get(self._surface(index), ())

    @cached_property
    def spelt(self) -> dict[int, tuple[int, ...]]:
        """For distinct words, by number, the listed words that they may be but do not equal letter by letter."""
        near, same = self.lexicon.near, self.lexicon.same
        return {
            number: (*same.get(surface, ()), *near.get(surface, ()))
            for number, surface in enumerate(self.surfaces)
            if surface in near or surface in same
        }

    def _surface(self, index: int) -> int:
        return self.surfaces[int(self.words.numbers[index])]


class Lexicon:
    """The memory of one gazetteer; one for each thread.

    Attributes:
        near: surface → listed words one edit away.
        same: surface → listed words that it is in another case or another language's spelling; no edit.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._surfaces: dict[str, int] = {}
        self._language = ""
        self._by_language: dict[str, dict[str, int]] = {"": self._surfaces}
        self._exact: list[int] = []
        self.near: dict[int, tuple[int, ...]] = {}
        self.same: dict[int, tuple[int, ...]] = {}

    def seen(self, words: Running, language: str = "") -> Seen:
        """What the words of a text are.

        Args:
            words: the words.
            language: ISO 639-1, for words that other languages spell otherwise; words are remembered by language.
        """
        if language != self._language:
            self._language = language
            self._surfaces = self._by_language.setdefault(language, {})
        if len(self._exact) > SURFACES_MAX:
            for memory in self._by_language.values():
                memory.clear()
            self._exact.clear()
            self.near.clear()
            self.same.clear()
        distinct = words.distinct
        unseen = [word for word in distinct if word not in self._surfaces]
        if unseen:
            self._learn(unseen)
        surfaces = list(map(self._surfaces.__getitem__, distinct))
        exact = np.fromiter(map(self._exact.__getitem__, surfaces), dtype=np.int64, count=len(surfaces))
        return Seen(self, words, surfaces, exact)

    def _learn(self, words: list[str]) -> None:
        asked: dict[str, list[str]] = {}
        folded = {word: fold_word(word) for word in words}
        for word, plain in folded.items():
            wanted = {plain}
            if _may_be_misspelt(word, plain):
                sound = sound_fold(plain)
                wanted |= {sound, *deletions(sound), *deletions(plain)}
            for stem in self._others(word, plain):
                wanted |= {stem, sound_fold(stem)}
                if len(stem) >= FUZZY_MIN and stem != plain:
                    wanted.update(deletions(stem))
            asked[word] = [form for form in wanted if form]
        found = self._candidates({form for forms in asked.values() for form in forms})
        for word, forms in asked.items():
            self._remember(word, folded[word], forms, found)

    def _others(self, word: str, plain: str) -> list[str]:
        """What else the word may be: without its case ending, or as English spells it."""
        if len(word) == 1:
            return [*hangul_readings(word)] if self._language == "ko" else []
        if word[0].islower():
            return []
        if len(plain) < 4:
            return [fold_word(stem) for stem in _stems(word)]
        return [*(fold_word(stem) for stem in _stems(word)), *english_spellings(plain, self._language)]

    def _candidates(self, forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Form → listed words that share its key; hash collisions are sorted out by whoever asks."""
        ordered = sorted(forms)
        keys = np.array([crc32(form.encode()) for form in ordered], dtype=np.uint32)
        table = self._gazetteer.key
        low = np.searchsorted(table, keys, side="left")
        high = np.searchsorted(table, keys, side="right")
        hits = np.flatnonzero(high > low)
        words = self._gazetteer.key_word
        return {ordered[i]: tuple(words[low[i] : high[i]].tolist()) for i in hits.tolist()}

    def _remember(self, word: str, plain: str, forms: list[str], found: dict[str, tuple[int, ...]]) -> None:
        number = len(self._exact)
        self._surfaces[word] = number
        exact = -1
        near: set[int] = set()
        same: set[int] = set()
        stems = set(self._others(word, plain))
        sounds = (
            {sound_fold(stem) for stem in stems if len(stem) >= FUZZY_MIN} if "\u0400" <= word[0] <= "\u04ff" else set()
        )
        for candidate in {c for form in forms for c in found.get(form, ())}:
            listed = self._gazetteer.word(candidate)
            if listed == plain:
                exact = candidate
            elif listed in stems or (sounds and sound_fold(listed) in sounds):
                same.add(candidate)
            elif _one_edit(plain, listed) or any(_one_edit(stem, listed) for stem in stems):
                near.add(candidate)
        self._exact.append(exact)
        if same:
            self.same[number] = tuple(sorted(same))
        if near:
            self.near[number] = tuple(sorted(near))


def _may_be_misspelt(word: str, plain: str) -> bool:
    """Whether other spellings of the word are looked for: names only, not ordinary words."""
    if not FUZZY_MIN <= len(plain) <= FUZZY_MAX:
        return False
    return not word[0].islower() and plain not in common_words() and not plain.isdigit()


def _one_edit(plain: str, listed: str) -> bool:
    if len(plain) < FUZZY_MIN or len(listed) < FUZZY_MIN:
        return False
    if OSA.distance(plain, listed, score_cutoff=1) <= 1:
        return True
    return bool(OSA.distance(sound_fold(plain), sound_fold(listed), score_cutoff=1) <= 1)


def _stems(word: str) -> list[str]:
    """A Russian or Ukrainian name without its case ending, as the lists have it."""
    if not "\u0400" <= word[0] <= "\u04ff" or not STEM_MIN < len(word) <= FUZZY_MAX:
        return []
    lowered = word.lower()
    stems = []
    for ending in _RUSSIAN_ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= STEM_MIN:
            stem = word[: -len(ending)]
            stems += [stem, f"{stem}а", f"{stem}й", f"{stem}я", f"{stem}ий"]
    return stems
