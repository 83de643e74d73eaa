"""One pass over a text: where a listed name stands, word by word, with at most one edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ostrakon.names.common import common_words
from ostrakon.names.running import Running, fold_word
from ostrakon.reading.gazetteer import FUZZY_MIN, Gazetteer
from ostrakon.reading.lexicon import Lexicon, Seen

_SHIFT = np.int64(32)
_GAP_CHARS = frozenset(" \t\n\r\u00a0\u202f-–‐‑.,'’‘\"“”«»/&()·")
_GAP_MAX = 4
_ABBREVIATION_MAX = 4
POSSESSIVE_MIN = 3


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


Search = Callable[[Seen], NDArray[Any]]
"""Gives rows of first word, pattern and place of the word spelt otherwise, whatever stands between the words."""


def spot(words: Running, gazetteer: Gazetteer, lexicon: Lexicon, language: str = "") -> list[Spot]:
    """Every place where a pattern stands, overlapping ones included; sequences in text order."""
    return spots(lexicon.seen(words, language), gazetteer)


def spots(seen: Seen, gazetteer: Gazetteer, search: Search | None = None) -> list[Spot]:
    """As `spot`, of words that were looked up already; `search` finds sequences by compiled code."""
    if not len(seen.words):
        return []
    scan = _Scan(seen, gazetteer)
    return scan.singles() + (scan.sequences() if search is None else scan.standing(search(seen)))


@dataclass(frozen=True, slots=True)
class _Scan:
    seen: Seen
    gazetteer: Gazetteer

    def singles(self) -> list[Spot]:
        """One-word names, equal letter by letter or in another case or spelling (`Совкомфлота`)."""
        listed = self.gazetteer.single
        if not len(listed):
            return []
        seen = self.seen
        at = np.searchsorted(listed, seen.listed)
        at[at == len(listed)] = 0
        patterns: list[list[int]] = [[] for _ in seen.surfaces]
        for number in np.flatnonzero(listed[at] == seen.listed).tolist():
            patterns[number].append(int(self.gazetteer.single_pattern[at[number]]))
        for number, surface in enumerate(seen.surfaces):
            for word in seen.lexicon.same.get(surface, ()):
                row = int(np.searchsorted(listed, word))
                if row < len(listed) and listed[row] == word and len(self.gazetteer.word(word)) >= FUZZY_MIN:
                    patterns[number].append(int(self.gazetteer.single_pattern[row]))
        hot = np.array([bool(found) for found in patterns])
        numbers = seen.words.numbers
        hits = np.flatnonzero(hot[numbers])
        return [
            Spot(i, i + 1, pattern, 0)
            for i, number in zip(hits.tolist(), numbers[hits].tolist(), strict=True)
            for pattern in patterns[number]
        ]

    def sequences(self) -> list[Spot]:
        """Names of several words, found through a pair of neighbours."""
        found: dict[tuple[int, int, int], Spot] = {}
        offsets, patterns, ats = self.gazetteer.pair_off, self.gazetteer.pair_pattern, self.gazetteer.pair_at
        for place, row in self._pairs():
            low, high = offsets[row : row + 2].tolist()
            for pattern, at in zip(patterns[low:high].tolist(), ats[low:high].tolist(), strict=True):
                spotted = self._verify(place - at, pattern)
                if spotted is not None:
                    found[spotted.first, spotted.last, spotted.pattern] = spotted
        return [found[key] for key in sorted(found)]

    def standing(self, rows: NDArray[Any]) -> list[Spot]:
        """Spots of sequences whose words are right."""
        found: dict[tuple[int, int, int], Spot] = {}
        for first, pattern, edited in rows.tolist():
            wanted = self.gazetteer.row("pattern_word", "pattern_off", pattern)
            last = first + len(wanted)
            if all(self._joined(i, last - first) for i in range(first, last - 1)) and (
                edited < 0 or self._edit_allowed(wanted, edited - first)
            ):
                found[first, last, pattern] = Spot(first, last, pattern, int(edited >= 0), edited)
        return [found[key] for key in sorted(found)]

    def _pairs(self) -> list[tuple[int, int]]:
        """(word position, row of the pair table) of every listed pair, one of its words perhaps misspelt."""
        exact = self.seen.exact
        place = np.flatnonzero((exact[:-1] >= 0) & (exact[1:] >= 0))
        places = [place]
        keys = [exact[place] << _SHIFT | exact[place + 1]]
        spelt, others = self._spelt()
        for step in (1, -1):
            # Whether the neighbour is a listed word as it stands; what it may be besides is looked at below.
            beside = spelt + step
            inside = (beside >= 0) & (beside < len(exact))
            own, other, beside = spelt[inside], others[inside], beside[inside]
            listed = exact[beside]
            sure = listed >= 0
            own, other, listed = own[sure], other[sure], listed[sure]
            places.append(own if step == 1 else own - 1)
            keys.append(other << _SHIFT | listed if step == 1 else listed << _SHIFT | other)
        both = [(i, key) for i in self._both_spelt() for key in self._spelt_keys(i)]
        places.append(np.array([i for i, _ in both], dtype=np.int64))
        keys.append(np.array([key for _, key in both], dtype=np.int64))
        return self._rows(np.concatenate(places), np.concatenate(keys).astype(np.uint64))

    def _spelt(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Each place of a word that may be a listed one but does not equal it, once for each such listed word."""
        numbers = self.seen.words.numbers
        count = np.zeros(len(self.seen.surfaces), dtype=np.int64)
        start = np.zeros(len(self.seen.surfaces), dtype=np.int64)
        flat: list[int] = []
        for number, others in self.seen.spelt.items():
            start[number], count[number] = len(flat), len(others)
            flat += others
        places = np.flatnonzero(count[numbers])
        of = numbers[places]
        repeated = count[of]
        within = np.arange(repeated.sum()) - np.repeat(np.cumsum(repeated) - repeated, repeated)
        at = np.repeat(start[of], repeated) + within
        return np.repeat(places, repeated), np.array(flat, dtype=np.int64)[at]

    def _both_spelt(self) -> list[int]:
        """Places of pairs of words neither of which is as listed, one of them only in another case or spelling."""
        spelt, same = self.seen.spelt, self.seen.lexicon.same
        if not same:
            return []
        otherwise = np.zeros(len(self.seen.surfaces), dtype=np.bool_)
        otherwise[list(spelt)] = True
        inflected = np.array([surface in same for surface in self.seen.surfaces], dtype=np.bool_)
        numbers = self.seen.words.numbers
        before, after = numbers[:-1], numbers[1:]
        hot = otherwise[before] & otherwise[after] & (inflected[before] | inflected[after])
        found: list[int] = np.flatnonzero(hot).tolist()
        return found

    def _spelt_keys(self, place: int) -> Iterator[int]:
        seen = self.seen
        first, second = seen.same(place), seen.same(place + 1)
        yield from (one << 32 | other for one in first for other in (*second, *seen.near(place + 1)))
        yield from (one << 32 | other for one in seen.near(place) for other in second)

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
        if first < 0 or last > len(self.seen.words):
            return None
        exact = self.seen.exact[first:last].tolist()
        edited = -1
        for i, listed in enumerate(wanted, start=first):
            if exact[i - first] != listed and listed not in self.seen.same(i):
                if edited >= 0 or listed not in self.seen.near(i):
                    return None
                edited = i
            if i > first and not self._joined(i - 1, len(wanted)):
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

    def _joined(self, index: int, length: int) -> bool:
        """Whether the next word can belong to the same name of so many words: no sentence end, no paragraph between.

        A possessive joins words of long names only (`Lord's Resistance Army`): `Russia's Gazprom` are two.
        """
        words = self.seen.words
        gap = words.gap(index)
        if gap == " ":
            return True
        if gap in {"’s ", "'s "}:
            return length >= POSSESSIVE_MIN
        if len(gap) > _GAP_MAX or not _GAP_CHARS.issuperset(gap) or gap.count("\n") > 1:
            return False
        if gap[:2] in {"’s", "'s"}:
            return False
        if "." in gap and gap != ".":
            return len(words.words[index]) <= _ABBREVIATION_MAX or fold_word(words.words[index]) == "corp"
        return True
