"""Words of a text → listed words: equal, or one edit away; each distinct word is looked up once and remembered."""

from __future__ import annotations

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
from ostrakon.names.spellings import english_spellings, firm_word, hangul_readings
from ostrakon.reading.gazetteer import FUZZY_MAX, FUZZY_MIN, Gazetteer, deletions

SURFACES_MAX = 400_000
"""Distinct words remembered; then the memory starts anew, so that it cannot grow without bound."""

_OWNER = 32
"""Bits of a listed word in a number that holds it with the word that asks for it."""
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

    @cached_property
    def others(self) -> list[tuple[int, ...]]:
        """For each distinct word what `spelt` has, the ones without an edit first."""
        return [self.spelt.get(number, ()) for number in range(len(self.surfaces))]

    @cached_property
    def same_count(self) -> list[int]:
        """For each distinct word how many of `others` are no edit."""
        return [len(self.lexicon.same.get(surface, ())) for surface in self.surfaces]

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
        folded = list(map(fold_word, words))
        asked: list[int] = []
        owner: list[int] = []
        for number, (word, plain) in enumerate(zip(words, folded, strict=True)):
            wanted = [plain] if plain else []
            if _may_be_misspelt(word, plain):
                sound = sound_fold(plain)
                wanted += deletions(plain)
                if sound != plain:
                    wanted += (sound, *deletions(sound))
            for stem in self._others(word, plain):
                wanted += (form for form in (stem, sound_fold(stem)) if form)
                if len(stem) >= FUZZY_MIN and stem != plain:
                    wanted += deletions(stem)
            asked += [crc32(form.encode()) for form in wanted]
            owner += [number] * len(wanted)
        found = self._candidates(np.array(asked, dtype=np.uint32), np.array(owner, dtype=np.int64), len(words))
        for word, plain, candidates in zip(words, folded, found, strict=True):
            self._remember(word, plain, candidates)

    def _others(self, word: str, plain: str) -> list[str]:
        """What else the word may be: without its case ending, or as English spells it."""
        if len(word) == 1:
            return [*hangul_readings(word)] if self._language == "ko" else []
        if word[0].islower():
            return []
        if len(plain) < 4:
            return [fold_word(stem) for stem in _stems(word)]
        stems = [fold_word(stem) for stem in _stems(word)]
        own = (plain, *stems) if self._language == "ru" else (plain,)
        spelt = [other for one in own for other in english_spellings(one, self._language)]
        named = [firm_word(plain)] if self._language == "ru" and firm_word(plain) else []
        return [*stems, *spelt, *named]

    def _candidates(self, keys: NDArray[Any], owner: NDArray[Any], count: int) -> list[list[int]]:
        """For each owner the listed words that share a key with it; collisions are sorted out by whoever asks."""
        order = np.argsort(keys)
        keys, owner = keys[order], owner[order]
        table, words = self._gazetteer.key, self._gazetteer.key_word
        low = np.searchsorted(table, keys, side="left")
        size = np.searchsorted(table, keys, side="right") - low
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        listed = words[np.repeat(low, size) + within].astype(np.int64)
        pairs = np.unique(np.repeat(owner, size) << _OWNER | listed)
        ends = np.searchsorted(pairs >> _OWNER, np.arange(1, count), side="left")
        return [part.tolist() for part in np.split(pairs & ((1 << _OWNER) - 1), ends)]

    def _remember(self, word: str, plain: str, candidates: list[int]) -> None:
        number = len(self._exact)
        self._surfaces[word] = number
        exact = -1
        near: set[int] = set()
        same: set[int] = set()
        stems = set(self._others(word, plain))
        named = firm_word(plain) if self._language == "ru" else ""
        sounds = (
            {sound_fold(stem) for stem in stems if len(stem) >= FUZZY_MIN} if "\u0400" <= word[0] <= "\u04ff" else set()
        )
        for candidate in candidates:
            listed = self._gazetteer.word(candidate)
            if listed == plain:
                exact = candidate
            elif (listed == named and named) or (
                not (sounds and listed in common_words())
                and (listed in stems or (sounds and sound_fold(listed) in sounds))
            ):
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
