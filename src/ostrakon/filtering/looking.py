"""The blocks of a part → listed parties with their places; texts that come again are remembered with what they held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ostrakon.filtering.classes import WAYS
from ostrakon.filtering.codes import Code, codes_in
from ostrakon.filtering.hits import Hit
from ostrakon.filtering.legal import has_legal_form
from ostrakon.filtering.spans import Spotter
from ostrakon.filtering.texts import Text
from ostrakon.intake.payments import Block, FieldClass
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.screening.result import Answer, Result

TEXTS_MAX = 20_000
"""Texts remembered; the half that was used longest ago is dropped when there are more."""
SINGLE_SCORE = 0.9
"""Lowest score of a whole name of one word."""
FIRM_SCORE = 0.85
"""Lowest score of a name with a legal form: firms are called by few words, and many by the same."""
CHECKED = frozenset({"imo", "lei", "ogrn", "inn"})
"""Numbers whose check digit tells that one is mistyped; all others are looked up exactly."""

Ask = Callable[[Subject], Answer]
"""Answers one subject; `Ostrakon.answer` and the like."""


class _Found(NamedTuple):
    """A hit in one text, whatever message it stands in: number of its line, place in it, place where it ends."""

    line: int
    start: int
    last: int
    end: int
    text: str
    results: tuple[Result, ...]


_Key = tuple[FieldClass, tuple[str, ...]]


class Looker:
    """Looks through blocks, one part after the other; one thread at a time.

    Args:
        ask: answers a subject against the lists in force.
        spotter: finds names in texts, of the same lists.
        dismiss: whether a text that cannot reach a threshold is not asked about; without it all is the same, but slow.
    """

    def __init__(self, ask: Ask, spotter: Spotter, *, dismiss: bool = True) -> None:
        self._ask, self._spotter, self._dismiss = ask, spotter, dismiss
        self._known: dict[_Key, tuple[_Found, ...]] = {}
        self._names: dict[str, tuple[Result, ...]] = {}

    def hits(self, blocks: Sequence[Block]) -> list[Hit]:
        """Listed parties in the blocks, in their order."""
        keys = [(block.cls, tuple([line.text for line in block.lines])) for block in blocks]
        known = self._known
        new = {key: block for key, block in zip(keys, blocks, strict=True) if key not in known}
        if new:
            if len(known) + len(new) > TEXTS_MAX:
                for old in list(known)[: len(known) // 2]:
                    del known[old]
                new |= {key: block for key, block in zip(keys, blocks, strict=True) if key not in known}
            self._look(new)
        return [_placed(block, one) for key, block in zip(keys, blocks, strict=True) for one in known[key]]

    def near(self, name: str) -> tuple[Result, ...]:
        """Matches of a name that was looked through as a field of its own."""
        return self._names.get(name, ())

    def _look(self, new: dict[_Key, Block]) -> None:
        texts = {key: Text.of(block) for key, block in new.items() if WAYS[block.cls].spotted is not None}
        self._spotter.learn(list(texts.values()))
        spans = dict(zip(texts, self._spotter.spans(list(texts.values())), strict=True))
        for key, block in new.items():
            found: dict[tuple[int, int, int, int], _Found] = {}
            candidates = list(self._codes(block))
            if key in texts:
                candidates += self._whole(block, texts[key])
                candidates += [
                    _Found(*span.joined.borders(span.start, span.end), span.text, span.results)
                    for span in spans[key]
                    if _best(span.results) >= (WAYS[block.cls].spotted or 0.0)
                ]
            for one in candidates:
                place = one[:4]
                if place not in found or _best(one.results) > _best(found[place].results):
                    found[place] = one
            self._known[key] = tuple(found.values())

    def _codes(self, block: Block) -> Iterator[_Found]:
        for code in codes_in(block):
            if (not self._dismiss or self._may_be_listed(code)) and (results := self._answered("", code)):
                yield _Found(code.line, code.start, code.line, code.end, code.value, results)

    def _may_be_listed(self, code: Code) -> bool:
        return code.types[0] in CHECKED or self._spotter.number_listed(code.types, code.value)

    def _answered(self, name: str, code: Code | None = None) -> tuple[Result, ...]:
        types = code.types if code is not None else ()
        given = tuple(GivenIdentifier(type=kind, value=code.value) for kind in types) if code is not None else ()
        schema = "Organization" if name and has_legal_form(name) else ""
        answer = self._ask(Subject(name=name, schema=schema, identifiers=given))
        return tuple(result for result in answer.results if result.match)

    def _whole(self, block: Block, text: Text) -> Iterator[_Found]:
        least = WAYS[block.cls].whole
        if least is None:
            return
        for name in _readings(block):
            if self._dismiss and not self._spotter.may_be(name, text, 0.0):
                continue
            results = self._answered(name)
            self._remember(name, results)
            sure = max(least, self._least_of(name, text))
            results = tuple(result for result in results if result.score >= sure and not _lone(result))
            if results:
                last = len(block.lines) - 1
                yield _Found(0, 0, last, len(block.lines[last].text), name, results)
                return

    @staticmethod
    def _least_of(name: str, text: Text) -> float:
        """Lowest score that the form of a whole name asks for."""
        if len(text.words.words) == 1:
            return SINGLE_SCORE
        return FIRM_SCORE if has_legal_form(name) else 0.0

    def _remember(self, name: str, results: tuple[Result, ...]) -> None:
        if len(self._names) > TEXTS_MAX:
            self._names.clear()
        if results:
            self._names[name] = results


def _lone(result: Result) -> bool:
    """Whether a single word is all that the name has of a person's: many are called so, and a payment has no more."""
    return any(piece.feature == "name_lone" for piece in result.evidence)


def _best(results: tuple[Result, ...]) -> float:
    return max((result.score for result in results), default=0.0)


def _placed(block: Block, one: _Found) -> Hit:
    """The hit at its place in a message; where it goes on in another field, its end is the end of the first."""
    first, last = block.lines[one.line], block.lines[one.last]
    end = last.start + one.end if last.field == first.field else first.start + len(first.text)
    start = first.start + one.start
    cls = block.cls.value
    return Hit(field=first.field, start=start, end=end, text=one.text, results=one.results, field_class=cls)


def _readings(block: Block) -> tuple[str, ...]:
    """A name as it can be meant: its lines parted by blanks, run together, and the first alone."""
    lines = [line.text.strip() for line in block.lines]
    if len(lines) == 1:
        return (lines[0],)
    return tuple(dict.fromkeys((" ".join(lines), "".join(line.text for line in block.lines).strip(), lines[0])))
