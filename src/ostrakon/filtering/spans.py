"""Names within texts: stretches that cover a listed name, held against their context, compared, and confirmed.

A stretch is only where to look: whether it is the name is said by the comparison that customers' names go through, so
that one score explains both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ostrakon.filtering.borders import border_price
from ostrakon.filtering.classes import WAYS
from ostrakon.filtering.context import Context, amid_price
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
"""Stretches whose comparison is remembered."""
_SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "any": ""}

_Place = tuple[int, int, int, float]
"""First and last word, class of the listed party, bits that are needed more."""
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


class _Tried(NamedTuple):
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
        self._compared: dict[tuple[str, tuple[int, ...], int], list[float]] = {}
        self._least = {cls: bits_of(way.spotted) for cls, way in WAYS.items() if way.spotted is not None}
        self._counts = min(self._least.values()) - GROWN_BITS

    def passing(self, blocks: Sequence[Block]) -> list[bool]:
        """For each block whether `spans` may find anything in its text."""
        texts = joined_lines(blocks)
        ways = self._coverage.ways(texts, ACRONYM_MIN, COVERED_MIN, BITS_MIN)
        return [may_hold_name(block, text, way) for block, text, way in zip(blocks, texts, ways, strict=True)]

    def number_listed(self, types: tuple[str, ...], value: str) -> bool:
        """Whether some party has this very number."""
        return self._comparer.number_listed(types, value)

    def spans(self, texts: Sequence[Text]) -> list[list[Span]]:
        """For each text its spans, the surest first, without overlaps."""
        found: list[dict[_Place, list[int]]] = [{} for _ in texts]
        hopeful = [number for number, text in enumerate(texts) if self._context.hopeful(text)]
        # All new words in one block, which takes less time.
        self._coverage.words([word for number in hopeful for word in texts[number].words.words])
        prices: dict[tuple[int, int, int, int, bool, bool], float] = {}
        for stretch in stretches([texts[number] for number in hopeful], self._coverage):
            number = hopeful[stretch.text]
            key = self._context.told_by(stretch)
            price = prices.get(key)
            if price is None:
                price = prices[key] = self._context.price(stretch, texts[number])
            if price < math.inf:
                found[number].setdefault((*key[1:4], price), []).append(stretch.document)
        for text, places in zip(texts, found, strict=True):
            for place, surface in enumerate(text.words.words):
                if len(surface) >= ACRONYM_MIN and may_be_acronym(surface):
                    [word] = self._coverage.words([surface])
                    if word.acronym and not word.own:
                        places.setdefault((place, place, ORGANISATION, 0.0), []).extend(word.acronym)
        return [list(self._verified(text, places)) if places else [] for text, places in zip(texts, found, strict=True)]

    def _verified(self, text: Text, places: dict[_Place, list[int]]) -> Iterator[Span]:
        least = self._least[text.block.cls]
        tried = [
            (best, first, last)
            for (first, last, kind, price), documents in places.items()
            if (best := self._tried(text, first, last, kind, documents, least + price)) is not None
        ]
        told: dict[str, set[int]] = {}
        for one, first, last in sorted(tried, key=lambda t: (-t[0].bits, t[1]))[:SPANS_MAX]:
            words = range(first, last + 1)
            subject = Subject(name=one.text, schema=_SCHEMA[CLASSES[one.kind]])
            # Of two that overlap the second is told where it says of somebody whom the first does not.
            found = self._confirm(subject, list(one.documents))
            if results := tuple(r for r in found if told.get(r.id, set()).isdisjoint(words)):
                for result in results:
                    told.setdefault(result.id, set()).update(words)
                yield Span(one.text, one.joined, one.start, one.end, results)

    def _tried(self, text: Text, first: int, last: int, kind: int, documents: list[int], least: float) -> _Tried | None:
        """The way to mean the words that comes nearest to a listed name, where any comes near enough."""
        found: _Tried | None = None
        for number, (price, (shown, joined, start, end)) in enumerate(_ways(text, first, last)):
            bits = self._bits(shown, tuple(documents), kind)
            best = max(bits)
            if best >= least + price and (found is None or best > found.bits):
                near = tuple(d for d, b in zip(documents, bits, strict=True) if b >= least + price)
                found = _Tried(best, shown, joined, start, end, near, kind)
            if number < len(text.glued):
                continue  # as one word may say more than as two
            if found is not None or (best < least - GROWN_BITS and first < last and number == len(text.glued)):
                break
        return found

    def _bits(self, shown: str, documents: tuple[int, ...], kind: int) -> list[float]:
        """`Comparer.bits`, of which those are told that count anywhere, remembered.

        What payments are for is said in the same words again and again.
        """
        key = (shown, documents, kind)
        known = self._compared.get(key)
        if known is None:
            if len(self._compared) >= COMPARED_MAX:
                self._compared.clear()
            known = self._compared[key] = self._comparer.bits(shown, documents, CLASSES[kind], self._counts)
        return known


def _ways(text: Text, first: int, last: int) -> Iterator[tuple[float, tuple[str, Joined, int, int]]]:
    """How the words can be meant (as they stand, glued at a border, with a word more or less) and what each costs."""
    yield _way_price(text, first, last), text.between(first, last)
    for border in text.glued:
        if first <= border < last:
            yield border_price(text, first, last, border), text.between_glued(first, last, border)
    size = len(text.words.words)
    for before, behind in GROWN:
        start, end = first - before, last + behind
        if 0 <= start < end < size and not _torn(text, first, last, start, end):
            yield _way_price(text, start, end), text.between(start, end)
    for behind in range(min(2, size - last)):
        end = text.words.ends[last + behind]
        for start in range(first, -1, -1):
            if end - text.words.starts[start] in LIMIT_CHARS_TRUNCATED:
                yield _way_price(text, start, last + behind), text.between(start, last + behind)


def _way_price(text: Text, first: int, last: int) -> float:
    return border_price(text, first, last) + amid_price(text, first, last)


def _torn(text: Text, first: int, last: int, start: int, end: int) -> bool:
    """Whether a word left out is a syllable of what stays: no blank divides them."""
    words = text.words
    return (start > first and words.ends[first] == words.starts[start]) or (
        end < last and words.ends[end] == words.starts[last]
    )
