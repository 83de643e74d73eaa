"""One pass over a text: where a listed name stands, word by word, with at most one edit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ostrakon.names.common import common_words
from ostrakon.names.running import Running, fold_word
from ostrakon.reading.gazetteer import FUZZY_MIN, Gazetteer
from ostrakon.reading.lexicon import Lexicon

_SHIFT = np.uint64(32)
_GAP_CHARS = frozenset(" \t\n\r\u00a0\u202f-–‐‑.,'’‘\"“”«»/&()·")
_GAP_MAX = 4
_ABBREVIATION_MAX = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """A listed word sequence found in the text.

    Attributes:
        first, last: word positions, `last` exclusive.
        pattern: number in the gazetteer.
        edits: 0 or 1.
        edited: position of the word that differs, -1 for none.
    """

    first: int
    last: int
    pattern: int
    edits: int
    edited: int = -1


def spot(words: Running, gazetteer: Gazetteer, lexicon: Lexicon, language: str = "") -> list[Spot]:
    """Every place where a pattern stands, overlapping ones included, in no particular order."""
    if not len(words):
        return []
    surfaces, exact = lexicon.surfaces(words.words, language)
    scan = _Scan(words, gazetteer, lexicon, surfaces, exact)
    return scan.singles() + scan.sequences()


@dataclass(frozen=True, slots=True)
class _Scan:
    words: Running
    gazetteer: Gazetteer
    lexicon: Lexicon
    surfaces: np.ndarray
    exact: np.ndarray

    def singles(self) -> list[Spot]:
        """One-word names, equal letter by letter."""
        listed = self.gazetteer.single
        if not len(listed):
            return []
        at = np.searchsorted(listed, self.exact)
        at[at == len(listed)] = 0
        hits = np.flatnonzero(listed[at] == self.exact)
        patterns = self.gazetteer.single_pattern
        found = [Spot(i, i + 1, int(patterns[at[i]]), 0) for i in hits.tolist()]
        return found + self._inflected_singles()

    def _inflected_singles(self) -> list[Spot]:
        """One-word names in another case or spelling (`Совкомфлота`)."""
        listed = self.gazetteer.single
        found = []
        for surface in set(self.surfaces.tolist()) & self.lexicon.same.keys():
            for word in self.lexicon.same[surface]:
                if len(self.gazetteer.word(word)) < FUZZY_MIN:
                    continue
                at = int(np.searchsorted(listed, word))
                if at < len(listed) and listed[at] == word:
                    pattern = int(self.gazetteer.single_pattern[at])
                    found += [Spot(i, i + 1, pattern, 0) for i in np.flatnonzero(self.surfaces == surface).tolist()]
        return found

    def sequences(self) -> list[Spot]:
        """Names of several words, found through a pair of neighbours."""
        found: dict[tuple[int, int, int], Spot] = {}
        for place, row in self._pairs():
            low, high = self.gazetteer.pair_off[row : row + 2].tolist()
            for entry in range(low, high):
                first = place - int(self.gazetteer.pair_at[entry])
                spotted = self._verify(first, int(self.gazetteer.pair_pattern[entry]))
                if spotted is not None:
                    found.setdefault((spotted.first, spotted.last, spotted.pattern), spotted)
        return list(found.values())

    def _pairs(self) -> list[tuple[int, int]]:
        """(word position, row of the pair table) of every listed pair, one of its words perhaps misspelt."""
        exact = self.exact
        place = np.flatnonzero((exact[:-1] >= 0) & (exact[1:] >= 0))
        places = [place]
        keys = [exact[place].astype(np.uint64) << _SHIFT | exact[place + 1].astype(np.uint64)]
        near_places: list[int] = []
        near_keys: list[int] = []
        for i in self._misspelt():
            after, before = self._certain(i + 1), self._certain(i - 1)
            for other in self._uncertain(i):
                for one in after:
                    near_places.append(i)
                    near_keys.append(other << 32 | one)
                for one in before:
                    near_places.append(i - 1)
                    near_keys.append(one << 32 | other)
        places.append(np.array(near_places, dtype=np.int64))
        keys.append(np.array(near_keys, dtype=np.uint64))
        return self._rows(np.concatenate(places), np.concatenate(keys))

    def _certain(self, place: int) -> tuple[int, ...]:
        """Listed words that the word at a place is without an edit."""
        if not 0 <= place < len(self.exact):
            return ()
        own = int(self.exact[place])
        same = self.lexicon.same.get(int(self.surfaces[place]), ())
        return (own, *same) if own >= 0 else same

    def _uncertain(self, place: int) -> tuple[int, ...]:
        surface = int(self.surfaces[place])
        return self.lexicon.near.get(surface, ()) + self.lexicon.same.get(surface, ())

    def _misspelt(self) -> list[int]:
        known = self.lexicon.near.keys() | self.lexicon.same.keys()
        near = [surface for surface in np.unique(self.surfaces).tolist() if surface in known]
        found: list[int] = np.flatnonzero(np.isin(self.surfaces, near)).tolist()
        return found

    def _rows(self, places: np.ndarray, keys: np.ndarray) -> list[tuple[int, int]]:
        table = self.gazetteer.pair
        if not len(table):
            return []
        at = np.searchsorted(table, keys)
        at[at == len(table)] = 0
        hits = np.flatnonzero(table[at] == keys)
        return list(zip(places[hits].tolist(), at[hits].tolist(), strict=True))

    def _verify(self, first: int, pattern: int) -> Spot | None:
        wanted = self.gazetteer.row("pattern_word", "pattern_off", pattern)
        last = first + len(wanted)
        if first < 0 or last > len(self.words):
            return None
        edited = -1
        for i, listed in enumerate(wanted, start=first):
            if self.exact[i] != listed and listed not in self.lexicon.same.get(int(self.surfaces[i]), ()):
                if edited >= 0 or listed not in self.lexicon.near.get(int(self.surfaces[i]), ()):
                    return None
                edited = i
            if i > first and not self._joined(i - 1):
                return None
        if edited >= 0 and not self._edit_allowed(wanted, edited - first):
            return None
        return Spot(first, last, pattern, int(edited >= 0), edited)

    def _edit_allowed(self, wanted: list[int], at: int) -> bool:
        """In a name of two words the rarer one, mostly the family name, must be right unless it is long."""
        if len(wanted) > 2:
            return any(len(self.gazetteer.word(w)) >= FUZZY_MIN for i, w in enumerate(wanted) if i != at)
        other = wanted[1 - at]
        if self.gazetteer.word(other) in common_words():
            return False
        df = self.gazetteer.word_df
        return bool(df[wanted[at]] > df[other]) or len(self.gazetteer.word(wanted[at])) >= 8

    def _joined(self, index: int) -> bool:
        """Whether the next word can belong to the same name: no sentence end, no paragraph between."""
        gap = self.words.gap(index)
        if gap == " ":
            return True
        if len(gap) > _GAP_MAX or not _GAP_CHARS.issuperset(gap) or gap.count("\n") > 1:
            return False
        if gap[:2] in {"’s", "'s"}:
            return False
        if "." in gap and gap != ".":
            return len(self.words.words[index]) <= _ABBREVIATION_MAX or fold_word(self.words.words[index]) == "corp"
        return True
