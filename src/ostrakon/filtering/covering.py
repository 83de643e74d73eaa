"""Which stretches of a message's texts cover which listed names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ostrakon.filtering.texts import SEGMENT_STEP, SEGMENT_WORDS, Text
from ostrakon.index.coverage import Coverage, Word
from ostrakon.index.covered import LETTERS_APART, Rows

COVERED_MIN = 0.6
"""Share of the words and of the consonants of a listed name that a stretch covers, added up (2 covers everything)."""
BITS_MIN = 110.0
"""Sum of the squared rarities of what is covered; names of ordinary words alone have less."""
APART_MAX = 3
"""Words that may stand between those of a name, beyond as many as it has."""
ROUNDED = 1e-6
"""What sums of shares may differ by the order in which they are added."""
TIMES_MAX = 5
"""Places of one listed name in one text that are told."""


class Stretch(NamedTuple):
    """Neighbouring words of a text that cover a listed name.

    Attributes:
        text: number of the text. first, last: its words, both inclusive.
        document: number of the listed name. covered: how much of it, up to 2.
    """

    text: int
    first: int
    last: int
    document: int
    covered: float


class _Rows:
    """Collects the rows of some texts; words are numbered on from text to text, with a gap between two."""

    def __init__(self) -> None:
        self.feature: list[int] = []
        self.gain: list[float] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.letters: list[int] = []
        self.size = 0

    def add(self, features: Sequence[int], gains: Sequence[float], first: int, last: int, letters: int) -> None:
        count = len(features)
        self.feature += features
        self.gain += gains
        self.first += [first] * count
        self.last += [last] * count
        self.letters += [letters] * count


class _Part(NamedTuple):
    text: int
    start: int
    end: int
    base: int


def stretches(
    texts: Sequence[Text], coverage: Coverage, least: float = COVERED_MIN, *, alone: bool = False
) -> Iterator[Stretch]:
    """All stretches of the texts; texts are looked through some together, which changes nothing but the time.

    Args:
        alone: whether a word alone may also be part of a longer name.
    """
    together: list[_Part] = []
    words = 0
    for number, text in enumerate(texts):
        size = len(text.words.words)
        for start in range(0, max(size - SEGMENT_WORDS + SEGMENT_STEP, 1), SEGMENT_STEP):
            end = min(start + SEGMENT_WORDS, size)
            if words and words + end - start > SEGMENT_WORDS:
                yield from _of_some(texts, together, coverage, least, alone=alone)
                together, words = [], 0
            together.append(_Part(number, start, end, words - start))
            words += end - start + 1
    if words:
        yield from _of_some(texts, together, coverage, least, alone=alone)


def _of_some(
    texts: Sequence[Text], parts: Sequence[_Part], coverage: Coverage, least: float, *, alone: bool
) -> Iterator[Stretch]:
    rows = _Rows()
    for part in parts:
        _collect(texts[part.text], part, coverage, rows, alone=alone)
    if not rows.feature:
        return
    columns = Rows.of(rows.feature, rows.gain, rows.first, rows.last, rows.letters)
    document, row, share = coverage.covered(columns, least)
    if not len(row):
        return
    by_place: dict[tuple[int, int], list[_Place]] = {}
    borders = [part.base + part.end for part in parts]
    for doc, at, one in zip(document.tolist(), row.tolist(), share.tolist(), strict=True):
        first = rows.first[at]
        number = bisect_left(borders, first + 1)
        by_place.setdefault((doc, number), []).append((first, rows.last[at], rows.feature[at], one))
    for (doc, number), found in by_place.items():
        part = parts[number]
        wanted = least if alone else max(least, BITS_MIN * float(coverage.inverse[doc]))
        for covered, first, last in _best(found, least, wanted):
            if covered < wanted:
                continue
            letters = (
                0 if first < last else max(rows.letters[at] for at in range(len(rows.first)) if rows.first[at] == first)
            )
            if not letters or abs(letters - int(coverage.letters[doc])) <= LETTERS_APART:
                yield Stretch(part.text, first - part.base, last - part.base, doc, covered)


_Place = tuple[int, int, int, float]
"""First and last word, feature, share."""


def _collect(text: Text, part: _Part, coverage: Coverage, rows: _Rows, *, alone: bool) -> None:
    surfaces = text.words.words[part.start : part.end]
    found = coverage.words(surfaces)
    before: Word | None = None
    for place, word in enumerate(found, start=part.start + part.base):
        if word.features:
            at = place - part.start - part.base
            initial = 1 in map(len, surfaces[max(at - 1, 0) : at + 2 : 2 if at else 1])
            letters = 0 if alone or initial else len(word.folded)
            rows.add(word.features, word.gains, place, place, letters)
        if before is not None:
            for feature, gain in coverage.together(before, word):
                rows.add((feature,), (gain,), place - 1, place, 0)
        before = word
    for place, surface in text.glued.items():
        if part.start <= place < part.end - 1:
            [word] = coverage.words([surface])
            rows.add(word.features, word.gains, place + part.base, place + part.base + 1, 0)


def _best(found: list[_Place], least: float, wanted: float) -> Iterator[tuple[float, int, int]]:
    """How much the shortest stretches that cover most cover, and their words; none overlaps another.

    Args:
        least: share that a stretch covers at least.
        wanted: as much, or more; where no stretch covers it, some that cover less are left out.
    """
    found.sort()
    for _ in range(TIMES_MAX):
        within, features = _within(found)
        if not found or within[0] < wanted - ROUNDED:
            return
        best: tuple[float, int, int] | None = None
        most, beyond = 0.0, least - ROUNDED
        reach = 2 * features + APART_MAX
        for at, (begin, _, _, _) in enumerate(found):
            if within[at] <= beyond:
                break  # what begins here or later covers no more
            last = begin
            shares: dict[int, float] = {}
            total = 0.0
            for place in range(at, len(found)):
                _, end, feature, share = found[place]
                if end - begin >= reach:
                    break
                known = shares.get(feature, 0.0)
                if share > known:
                    shares[feature] = share
                    total += share - known
                    last = max(last, end)
                    if total >= least and (best is None or total > most + ROUNDED):
                        best = (total, begin, last)
                        most = beyond = total
        if best is None or best[0] < wanted - 2 * ROUNDED:
            return
        yield best
        _, first, last = best
        found = [one for one in found if one[1] < first or one[0] > last]


def _within(found: Sequence[_Place]) -> tuple[list[float], int]:
    """What all places from each one on cover, wherever they stand, and how many features all of them have."""
    shares: dict[int, float] = {}
    total = 0.0
    rest = []
    for _, _, feature, share in reversed(found):
        known = shares.get(feature, 0.0)
        if share > known:
            shares[feature] = share
            total += share - known
        rest.append(total)
    rest.reverse()
    return rest, len(shares)
