"""Names within texts: stretches that cover a listed name, held against their context, compared, and confirmed.

A stretch is only where to look: whether it is the name is said by the comparison that customers' names go through, so
that one score explains both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ostrakon.filtering.classes import WAYS
from ostrakon.filtering.context import Context
from ostrakon.filtering.covering import BITS_MIN, COVERED_MIN, stretches
from ostrakon.filtering.dismissing import joined_lines, may_hold_name
from ostrakon.filtering.joined import Joined
from ostrakon.filtering.texts import Text
from ostrakon.index.coverage import Coverage, may_be_acronym
from ostrakon.intake.payments import Block
from ostrakon.model.subject import Subject
from ostrakon.profile.name import LIMIT_CHARS_TRUNCATED
from ostrakon.screening.comparing import CLASSES, ORGANISATION, Comparer
from ostrakon.screening.result import Result
from ostrakon.screening.score import bits_of

GROWN = ((-1, 0), (0, -1), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0))
"""Words taken in addition, before and behind: initials, legal forms, words that are too unlike to be covered; or left
out, where a word beside the name is like one of its own."""
GROWN_BITS = 9.0
"""What further words may add to a stretch; one that lacks more is no name."""
ACRONYM_MIN = 5
"""Letters of an acronym that is looked for within texts; shorter ones only as a whole name."""
SPANS_MAX = 12
"""Stretches of one text that are confirmed, the surest."""
COMPARED_MAX = 5_000
"""Words of stretches whose comparison is remembered."""
_SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "any": ""}

_Place = tuple[int, int, int, float]
"""First and last word, class of the listed party, bits that are needed more."""
_Way = tuple[str, Joined, int, int]
"""The words, the text that they stand in, and where."""
Confirm = Callable[[Subject, list[int]], tuple[Result, ...]]
"""Matches of a subject among those who bear one of the listed names; `Ostrakon.confirm`."""


class Span(NamedTuple):
    """A place where a listed name stands.

    Attributes:
        text: the words. joined: the text that they stand in; start, end: where.
        results: who bears the name.
    """

    text: str
    joined: Joined
    start: int
    end: int
    results: tuple[Result, ...]


class _Found(NamedTuple):
    bits: float
    text: str
    joined: Joined
    start: int
    end: int
    documents: tuple[int, ...]
    kind: int


class Spotter:
    """Finds listed names in blocks against one index; keep one for many messages, since it remembers words. One thread.

    Args:
        coverage: which listed names the words of a text cover.
        comparer: compares names.
        confirm: gives the matches with their evidence.
    """

    def __init__(self, coverage: Coverage, comparer: Comparer, confirm: Confirm) -> None:
        self._coverage, self._comparer, self._confirm = coverage, comparer, confirm
        self._context = Context(coverage, comparer)
        self._compared: dict[tuple[str, int], dict[int, float]] = {}
        self._least = {cls: bits_of(way.spotted) for cls, way in WAYS.items() if way.spotted is not None}

    def passing(self, blocks: Sequence[Block]) -> list[bool]:
        """For each block whether `spans` may find anything in its text."""
        texts = joined_lines(blocks)
        ways = self._coverage.ways(texts, ACRONYM_MIN, COVERED_MIN, BITS_MIN)
        return [
            way != 0 and may_hold_name(block, text, way) for block, text, way in zip(blocks, texts, ways, strict=True)
        ]

    def number_listed(self, types: tuple[str, ...], value: str) -> bool:
        """Whether some party has this very number."""
        return self._comparer.number_listed(types, value)

    def spans(self, texts: Sequence[Text]) -> list[list[Span]]:
        """For each text its spans, the surest first, without overlaps."""
        found: list[dict[_Place, list[int]]] = [{} for _ in texts]
        hopeful = [number for number, text in enumerate(texts) if self._context.hopeful(text)]
        # All new words in one block, which takes less time.
        self._coverage.words([word for number in hopeful for word in texts[number].words.words])
        for stretch in stretches([texts[number] for number in hopeful], self._coverage):
            number = hopeful[stretch.text]
            price = self._context.price(stretch, texts[number])
            if price < math.inf:
                kind = self._comparer.kind(stretch.document)
                found[number].setdefault((stretch.first, stretch.last, kind, price), []).append(stretch.document)
        for text, places in zip(texts, found, strict=True):
            for place, surface in enumerate(text.words.words):
                if len(surface) >= ACRONYM_MIN and may_be_acronym(surface):
                    [word] = self._coverage.words([surface])
                    if word.acronym and not word.own:
                        places.setdefault((place, place, ORGANISATION, 0.0), []).extend(word.acronym)
        tries = [
            [
                _Try(text, first, last, kind, tuple(dict.fromkeys(documents)), self._least[text.block.cls] + price)
                for (first, last, kind, price), documents in places.items()
            ]
            for text, places in zip(texts, found, strict=True)
        ]
        self._try([one for of_text in tries for one in of_text])
        return [list(self._confirmed(of_text)) if of_text else [] for of_text in tries]

    def _confirmed(self, tries: Iterable[_Try]) -> Iterator[Span]:
        """The spans of one text, of what was tried."""
        found = [(one.found, one.first, one.last) for one in tries if one.found is not None]
        told: dict[str, set[int]] = {}
        for one, first, last in sorted(found, key=lambda t: (-t[0].bits, t[1]))[:SPANS_MAX]:
            words = range(first, last + 1)
            subject = Subject(name=one.text, schema=_SCHEMA[CLASSES[one.kind]])
            # Of two that overlap the second is told where it says of somebody whom the first does not.
            parties = self._confirm(subject, list(one.documents))
            if results := tuple(r for r in parties if told.get(r.id, set()).isdisjoint(words)):
                for result in results:
                    told.setdefault(result.id, set()).update(words)
                yield Span(one.text, one.joined, one.start, one.end, results)

    def _try(self, tries: Sequence[_Try]) -> None:
        """Hold the ways to mean some stretches against listed names: the first of each, then the second of those that
        it did not settle, and so on. One block for each takes less time, and what several mean is compared once."""
        while tries:
            ways = [(one, way) for one in tries if (way := next(one.ways, None)) is not None]
            asked: dict[tuple[str, int], dict[int, None]] = {}
            for one, (shown, *_) in ways:
                known = self._known(shown, one.kind)
                missing = [document for document in one.documents if document not in known]
                if missing:
                    asked.setdefault((shown, one.kind), {}).update(dict.fromkeys(missing))
            told = self._comparer.bits([(shown, list(some), CLASSES[kind]) for (shown, kind), some in asked.items()])
            for (key, some), bits in zip(asked.items(), told, strict=True):
                self._compared[key].update(zip(some, bits, strict=True))
            tries = [one for one, way in ways if one.goes_on(way, self._compared[way[0], one.kind])]
        if len(self._compared) > COMPARED_MAX:
            self._compared.clear()

    def _known(self, shown: str, kind: int) -> dict[int, float]:
        """Bits of words against listed names, remembered: what payments are for is said in the same words again and
        again."""
        return self._compared.setdefault((shown, kind), {})


class _Try:
    """One stretch with the ways to mean it, and the one of them that comes nearest to a listed name.

    Attributes:
        documents: the listed names. least: bits that count.
        found: None while none comes near enough.
    """

    def __init__(
        self, text: Text, first: int, last: int, kind: int, documents: tuple[int, ...], least: float
    ) -> None:  # fmt: skip
        self.first, self.last, self.kind, self.documents = first, last, kind, documents
        self.found: _Found | None = None
        self.ways = _ways(text, first, last)
        self._least, self._borders, self._number = least, len(text.glued), 0

    def goes_on(self, way: _Way, bits_of: Mapping[int, float]) -> bool:
        """Whether another way may say more than this one, given its bits."""
        bits = [bits_of[document] for document in self.documents]
        best, number = max(bits), self._number
        self._number += 1
        if best >= self._least and (self.found is None or best > self.found.bits):
            near = tuple(d for d, b in zip(self.documents, bits, strict=True) if b >= self._least)
            self.found = _Found(best, *way, near, self.kind)
        if number < self._borders:
            return True  # as one word may say more than as two
        hopeless = best < self._least - GROWN_BITS and self.first < self.last and number == self._borders
        return self.found is None and not hopeless


def _ways(text: Text, first: int, last: int) -> Iterator[_Way]:
    """How the words can be meant: as they stand, glued at a border, with a word before or behind."""
    yield text.between(first, last)
    for border in text.glued:
        if first <= border < last:
            yield text.between_glued(first, last, border)
    size = len(text.words.words)
    for before, behind in GROWN:
        if first >= before and last + behind < size and last + behind > first - before:
            yield text.between(first - before, last + behind)
    for behind in range(min(2, size - last)):
        end = text.words.ends[last + behind]
        for start in range(first, -1, -1):
            if end - text.words.starts[start] in LIMIT_CHARS_TRUNCATED:
                yield text.between(start, last + behind)
