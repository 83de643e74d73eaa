"""The words of a text → the listed names that they largely cover, and which words these are.

A name within a text cannot be looked for by the likeness of the two, since the text is longer; but most of the name's
words must stand there. Each word of the text leads to listed words (equal, one or two letters away, of the same
consonants, written together or apart), these to listed names, and of each name the share that the words cover is added
up. Words are looked up once and remembered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ostrakon.index.channels import Channel
from ostrakon.index.compiled_coverage import Adder
from ostrakon.index.coverage_tables import CoverageTables
from ostrakon.index.covered import LETTERS_APART, Covered, Rows
from ostrakon.index.keys import ACRONYM_LENGTH
from ostrakon.index.ranges import spread
from ostrakon.index.sifted import LOOSE, MAY, SPELT_MAX
from ostrakon.index.sifting import Sifter
from ostrakon.names.keys import skeleton
from ostrakon.names.org_words import org_word
from ostrakon.names.running import running
from ostrakon.names.scripts import ABJADS, LATIN
from ostrakon.names.tokens import tokenise
from ostrakon.names.wordlists import words
from ostrakon.native.entry import Function
from ostrakon.profile.name import hash64

WORDS_MAX = 30_000
"""Distinct words remembered; all are dropped when there are more."""
CONSONANTS_MIN = 3
"""Shorter consonant keys are found in any text."""
CONSONANTS_LIKENESS = 0.4
"""What equal consonants are worth beside equal letters."""
NEAR_MIN = 4
"""Shorter words of a text are looked for as they stand."""

_APART = frozenset("'\0\x01")
PLAIN_MAX = 20_000
"""Words in other letters remembered."""
GLUED_MIN, PART_MIN = 7, 3
"""Letters of a word that may be two listed ones written together, and of each of them."""


class Word(NamedTuple):
    """What one word of a text leads to.

    Attributes:
        folded: in lower-case ASCII; what romanisation gives.
        consonants: its consonant key.
        features, gains: features of the index, and rarity squared times likeness of each.
        best: rarity of the rarest listed word that it can be, in bits.
        own: rarity of the very word in the list; 0 where the list does not hold it.
        acronym: listed names whose first letters it is.
    """

    folded: str
    consonants: str
    features: tuple[int, ...]
    gains: tuple[float, ...]
    best: float
    own: float
    acronym: tuple[int, ...] = ()


class Coverage:
    """Looks texts up in one index; one thread at a time.

    Args:
        tables: of the index. channel: gives its words, by compiled code as soon as there is any.
        compiled, sift: give the compiled loops likewise; the names found are the same.
    """

    def __init__(
        self,
        tables: CoverageTables,
        channel: Callable[[], Channel],
        compiled: Callable[[], Function | None] = lambda: None,
        sift: Callable[[], Function | None] = lambda: None,
    ) -> None:
        self._compiled: Callable[[], Function | None] = compiled
        self._sift: Callable[[], Function | None] = sift
        self._sifter: Sifter | None = None
        self._adder: Adder | None = None
        self._tables, self._arrays, self._channel = tables, tables.arrays, channel
        self._split, self._rarity, self._acronyms = tables.split, tables.rarity, tables.acronyms
        self._words, self._keys = tables.words, tables.keys
        self.inverse, self.letters = tables.inverse, tables.letters
        self._known: dict[str, Word] = {}

    def ways(self, texts: Sequence[str], acronym: int, least: float, bits: float) -> list[int]:
        """For each text in which ways it may cover a listed name (flags of `sifted`); all where there is no compiled
        loop.

        Args:
            texts: with line feeds between their lines.
            acronym: letters of the shortest acronym that counts.
            least, bits: share of a name, and sum of squared rarities, that a stretch covers at least.
        """
        if self._sifter is None:
            function = self._sift()
            if function is None:
                return [MAY] * len(texts)
            self._sifter = Sifter(self._tables.sift, function)
        # What is not plain ASCII, or holds an apostrophe, is split into words by rules of its own.
        given = [text if text.isascii() and _APART.isdisjoint(text) else plain_words(text) for text in texts]
        known = [text for text in given if text is not None]
        if not known:
            return [MAY] * len(texts)
        told = self._sifter.ways("\0".join((*known, "")).encode("ascii"), len(known), acronym, least, bits)
        if len(known) == len(texts):
            return told
        found = iter(told)
        return [MAY if text is None else next(found) for text in given]

    def words(self, surfaces: Sequence[str]) -> list[Word]:
        """What each word of a text leads to; those that are new are looked up in one block."""
        known = self._known
        try:
            return [known[surface] for surface in surfaces]
        except KeyError:
            if len(known) > WORDS_MAX:
                known = self._known = {}
            self._learn([surface for surface in dict.fromkeys(surfaces) if surface not in known])
            return [known[surface] for surface in surfaces]

    def together(self, one: Word, other: Word) -> list[tuple[int, float]]:
        """Features of two neighbouring words written as one, and their gains."""
        found: list[tuple[int, float]] = []
        both = one.folded + other.folded
        if (number := self._words.get(both)) is not None and len(both) >= NEAR_MIN:
            found.append((number, float(self._rarity[number]) ** 2))
        keys = {one.consonants + other.consonants, skeleton(both)} if len(both) <= 40 else ()
        for key in keys:
            if len(key) >= CONSONANTS_MIN and (number := self._keys.get(key)) is not None:
                found.append((number, CONSONANTS_LIKENESS * float(self._rarity[number]) ** 2))
        return found

    def covered(self, rows: Rows, least: float) -> Covered:
        """Listed names of which the rows cover at least the share `least` (1 of the words, 1 of the consonants)."""
        if self._adder is None and (function := self._compiled()) is not None:
            self._adder = Adder(self._arrays, self._split, self.inverse, self.letters, function)
        if self._adder is not None:
            return self._adder.covered(rows, least)
        start = self._arrays.post_off[rows.feature].astype(np.int64)
        size = self._arrays.post_off[rows.feature + 1] - start
        row = np.repeat(np.arange(len(rows.feature)), size)
        document = self._arrays.post_doc[spread(start, size)].astype(np.int64)
        docs = self._arrays.docs_count
        place = document + np.where(rows.feature[row] >= self._split, docs, 0)
        share = rows.gain[row] * self.inverse[place]
        # Of several ways to one feature the best counts.
        order = np.lexsort((-share, rows.feature[row], document))
        document, row, share = document[order], row[order], share[order]
        feature = rows.feature[row]
        again = np.zeros(len(row), dtype=np.bool_)
        again[1:] = (document[1:] == document[:-1]) & (feature[1:] == feature[:-1])
        names, place = np.unique(document, return_inverse=True)
        total = np.bincount(place[~again], share[~again], minlength=len(names))
        low = np.full(len(names), len(rows.feature) + WORDS_MAX, dtype=np.int64)
        high = np.full(len(names), -1, dtype=np.int64)
        np.minimum.at(low, place, rows.first[row])
        np.maximum.at(high, place, rows.last[row])
        letters = rows.letters[row]
        unlike = (letters > 0) & (np.abs(letters - self.letters[document]) > LETTERS_APART)
        kept = (total[place] >= least) & ~((low == high)[place] & unlike)
        document, row, share = document[kept], row[kept], share[kept]
        order = np.lexsort((row, document))
        return Covered(document[order], row[order], share[order].astype(np.float64))

    def _learn(self, surfaces: list[str]) -> None:
        tokens = {surface: _tokens(surface) for surface in surfaces}
        asked = {t for found in tokens.values() for t, near in found if near and len(t) >= NEAR_MIN}
        near: dict[str, list[tuple[int, float]]] = {}
        if asked:
            texts = sorted(asked)
            reach = self._channel().look_up(texts)
            borders = np.concatenate([[0], np.cumsum(reach.size)]).tolist()
            features, values = reach.feature.tolist(), reach.value.tolist()
            for text, start, end in zip(texts, borders, borders[1:], strict=False):
                near[text] = list(zip(features[start:end], values[start:end], strict=True))
        for surface, found in tokens.items():
            self._known[surface] = self._word(found, near)._replace(acronym=self._acronym(surface))

    def _word(self, tokens: list[tuple[str, bool]], near: dict[str, list[tuple[int, float]]]) -> Word:
        gains: dict[int, float] = {}
        best = own = 0.0
        for text, vowels in tokens:
            number = self._words.get(text) if vowels else None
            reached = near.get(text) or ([] if number is None else [(number, float(self._rarity[number]))])
            for feature, value in reached:
                rarity = float(self._rarity[feature])
                gains[feature] = max(gains.get(feature, 0.0), value * rarity)
                best = max(best, rarity)
            if number is not None:
                own = max(own, float(self._rarity[number]))
            elif vowels and len(text) >= GLUED_MIN:
                for feature in self._parts(text):
                    gains.setdefault(feature, float(self._rarity[feature]) ** 2)
                    best = max(best, float(self._rarity[feature]))
            if (number := self._words.get(_written_otherwise(text))) is not None:
                gains.setdefault(number, float(self._rarity[number]) ** 2)
            key = skeleton(text)
            if len(key) >= CONSONANTS_MIN and (feature := self._keys.get(key, -1)) >= 0:
                rarity = float(self._rarity[feature])
                gains[feature] = (CONSONANTS_LIKENESS if vowels else 1.0) * rarity * rarity
                best = max(best, rarity)
        folded = "".join(text for text, _ in tokens)
        return Word(folded, skeleton(folded) if folded else "", tuple(gains), tuple(gains.values()), best, own)

    def _acronym(self, surface: str) -> tuple[int, ...]:
        if not may_be_acronym(surface):
            return ()
        key = hash64(surface.lower())
        start = bisect_left(self._acronyms, key)
        if start == len(self._acronyms) or self._acronyms[start] != key:
            return ()
        end = bisect_right(self._acronyms, key, start)
        return tuple(self._arrays.acronym_doc[start:end].tolist())

    def _parts(self, text: str) -> list[int]:
        """Listed words of which two make up this one."""
        words = self._words
        found: list[int] = []
        for at in range(PART_MIN, len(text) - PART_MIN + 1):
            if (one := words.get(text[:at])) is not None and (other := words.get(text[at:])) is not None:
                found += (one, other)
        return found


def _tokens(surface: str) -> list[tuple[str, bool]]:
    """The tokens of one word, and whether each was written with vowels."""
    if surface.isascii() and surface.isalnum() and (surface.isupper() or surface[1:].islower()):
        return [(surface.lower(), True)]
    return [(token.text, token.script not in ABJADS) for token in tokenise(surface).tokens]


def may_be_acronym(surface: str) -> bool:
    """Whether a word is written as the first letters of others are."""
    return surface.isupper() and surface.isascii() and len(surface) in ACRONYM_LENGTH


def plain_words(text: str) -> str | None:
    """The words of a text in other letters as they are compared, for the compiled loop; None where it could not tell.

    A word that is one token in letters with vowels leads where that token does, however it was written.
    """
    if "\n" in text or not _APART.isdisjoint(text):
        return None
    found = [word if word.isascii() else _plain(word) for word in running(text).words]
    return " ".join((chr(LOOSE), *found)) if all(found) else None


@lru_cache(maxsize=PLAIN_MAX)
def _plain(word: str) -> str:
    """The only token of a word; empty where it has another number, or none with vowels."""
    tokens = _tokens(word)
    if len(tokens) != 1:
        return ""
    [(text, vowels)] = tokens
    return text if vowels and text.isascii() and text.isalnum() and len(text) <= SPELT_MAX else ""


def _written_otherwise(text: str) -> str:
    """The form in which the list has a word of organisations, or a number in letters; empty for other words."""
    return org_word(text, LATIN) or words()["numbers"].get(text, "")
