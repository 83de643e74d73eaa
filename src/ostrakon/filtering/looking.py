"""The blocks of a part → listed parties with their places; texts that come again are remembered with what they held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ostrakon.filtering.believed import believed
from ostrakon.filtering.classes import WAYS
from ostrakon.filtering.codes import Code, codes_in, spaces
from ostrakon.filtering.hits import Hit
from ostrakon.filtering.legal import has_legal_form, kinds_of
from ostrakon.filtering.named import NAMED_SCORE, NAMED_SCORES, Named, acronym_in, named
from ostrakon.filtering.overlaps import without_overlaps
from ostrakon.filtering.spans import Spotter
from ostrakon.filtering.texts import Text
from ostrakon.intake.payments import Block, FieldClass
from ostrakon.intake.payments.message import CODE, IDENTIFIER
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

_WHOLE = frozenset(cls for cls, way in WAYS.items() if way.whole is not None)
_SPOTTED = frozenset(cls for cls, way in WAYS.items() if way.spotted is not None)
Ask = Callable[[Sequence[Subject]], Iterable[Answer]]
"""Answers subjects, one answer each; `Ostrakon.answers` and the like."""


class _Found(NamedTuple):
    """A hit in one text, whatever message it stands in: number of its line, place in it, place where it ends."""

    line: int
    start: int
    last: int
    end: int
    text: str
    results: tuple[Result, ...]


_Key = tuple[FieldClass, str, str | tuple[str, ...], tuple[str, ...]]
"""All by which a block is looked through: class, part, text (its texts where it has several lines), number spaces."""


class Looker:
    """Looks through blocks, one part after the other; one thread at a time.

    Args:
        ask: answers subjects against the lists in force.
        spotter: finds names in texts, of the same lists.
        dismiss: whether a text that cannot reach a threshold is not asked about; without it all is the same, but slow.
    """

    def __init__(self, ask: Ask, spotter: Spotter, *, dismiss: bool = True) -> None:
        self._ask, self._spotter, self._dismiss = ask, spotter, dismiss
        self._known: dict[_Key, tuple[_Found, ...]] = {}
        self._names: dict[str, tuple[Result, ...]] = {}

    def hits(self, blocks: Sequence[Block]) -> list[Hit]:
        """Listed parties in the blocks, in their order."""
        asked = _looked_at(blocks)
        self._learn(asked)
        known = self._known
        return without_overlaps([_placed(block, one) for key, block in asked for one in known[key]])

    def learn(self, blocks: Sequence[Block]) -> None:
        """Look through all blocks that are new in one go, which takes less time; changes no result."""
        self._learn(_looked_at(blocks))

    def _learn(self, asked: Sequence[tuple[_Key, Block]]) -> None:
        known = self._known
        new = {key: block for key, block in asked if key not in known}
        if new:
            if len(known) + len(new) > TEXTS_MAX:
                for old in list(known)[: len(known) // 2]:
                    del known[old]
                new |= {key: block for key, block in asked if key not in known}
            self._look(new)

    def near(self, name: str) -> tuple[Result, ...]:
        """Matches of a name that was looked through as a field of its own."""
        return self._names.get(name, ())

    def _look(self, new: dict[_Key, Block]) -> None:
        known = self._known
        texts = self._texts(new)
        spans = dict(zip(texts, self._spotter.spans(list(texts.values())), strict=True)) if texts else {}
        whole = {key: _readings(block) for key, block in new.items() if block.cls in _WHOLE}
        told = {key: names for key, block in new.items() if (names := named(block))}
        asked = [name for names in whole.values() for name in names]
        asked += [one.name for names in told.values() for one in names]
        answers = self._asked(asked) if asked else {}
        for key, block in new.items():
            candidates = list(self._codes(codes)) if (codes := codes_in(block)) else []
            if key in whole and (near := {name: answers[name] for name in whole[key] if answers.get(name)}):
                candidates += self._whole(block, texts.get(key) or Text.of(block), near)
            if key in told:
                candidates += self._named(block.cls, told[key], answers)
            if key in spans:
                candidates += [
                    _Found(*span.joined.borders(span.start, span.end), span.text, results)
                    for span in spans[key]
                    if _best(results := believed(span.results, span.text, block.cls)) >= (WAYS[block.cls].spotted or 0)
                ]
            known[key] = _surest(candidates) if candidates else ()

    def _texts(self, new: dict[_Key, Block]) -> dict[_Key, Text]:
        """Those texts in which names may stand."""
        spotted = {key: block for key, block in new.items() if block.cls in _SPOTTED}
        passing = self._spotter.passing(list(spotted.values())) if self._dismiss else [True] * len(spotted)
        return {key: Text.of(block) for (key, block), may in zip(spotted.items(), passing, strict=True) if may}

    def _codes(self, codes: Iterable[Code]) -> Iterator[_Found]:
        for code in codes:
            if not self._dismiss or self._may_be_listed(code):
                given = tuple(GivenIdentifier(type=kind, value=code.value) for kind in code.types)
                [answer] = self._ask([Subject(name="", identifiers=given)])
                if results := _matches(answer):
                    yield _Found(code.line, code.start, code.line, code.end, code.value, results)

    def _may_be_listed(self, code: Code) -> bool:
        return code.types[0] in CHECKED or self._spotter.number_listed(code.types, code.value)

    def _asked(self, names: Sequence[str]) -> dict[str, tuple[Result, ...]]:
        """Matches of whole names; all are asked in one block, which takes less time."""
        asked = [(name, kind) for name in dict.fromkeys(names) if name for kind in kinds_of(name)]
        found: dict[str, tuple[Result, ...]] = {}
        subjects = [Subject(name=name, schema=kind) for name, kind in asked]
        for (name, _), answer in zip(asked, self._ask(subjects), strict=True):
            results = _matches(answer)
            found[name] = tuple(sorted((*found[name], *results), key=_rank)) if name in found else results
        if len(self._names) > TEXTS_MAX:
            self._names.clear()
        self._names.update((name, results) for name, results in found.items() if results)
        return found

    def _whole(self, block: Block, text: Text, found: dict[str, tuple[Result, ...]]) -> Iterator[_Found]:
        """The first reading of a name field that is near enough to a listed name."""
        for name, matches in found.items():
            sure = max(WAYS[block.cls].whole or 0.0, self._least_of(name, text))
            results = believed((result for result in matches if result.score >= sure), name, block.cls)
            if results:
                last = len(block.lines) - 1
                yield _Found(0, 0, last, len(block.lines[last].text), name, results)
                return

    @staticmethod
    def _named(of: FieldClass, names: Sequence[Named], answers: dict[str, tuple[Result, ...]]) -> Iterator[_Found]:
        """Names that a text is, or says that it holds, and that are near enough to a listed one."""
        for name, place in names:
            single = len(name.split()) == 1
            sure = max(NAMED_SCORES.get(of, NAMED_SCORE), SINGLE_SCORE if single else 0.0)
            results = believed((r for r in answers.get(name, ()) if r.score >= sure), name, of)
            if results:
                yield _Found(*place, name, results)

    @staticmethod
    def _least_of(name: str, text: Text) -> float:
        """Lowest score that the form of a whole name asks for."""
        if len(text.words.words) == 1:
            return SINGLE_SCORE
        return FIRM_SCORE if has_legal_form(name) else 0.0


def _looked_at(blocks: Iterable[Block]) -> list[tuple[_Key, Block]]:
    """Those blocks in which anything may be found, each with its key: amounts, dates and codes hold nothing."""
    return [(_key(block), block) for block in blocks if block.cls is not CODE]


def _key(block: Block) -> _Key:
    lines, cls = block.lines, block.cls
    texts = lines[0].text if len(lines) == 1 else tuple([line.text for line in lines])
    return cls, block.part, texts, spaces(block, lines[0].field) if cls is IDENTIFIER else ()


def _surest(candidates: Iterable[_Found]) -> tuple[_Found, ...]:
    """At each place the one that is found most surely."""
    found: dict[tuple[int, int, int, int], _Found] = {}
    for one in candidates:
        place = one[:4]
        found[place] = _with(found[place], one) if place in found else one
    return tuple(found.values())


def _matches(answer: Answer) -> tuple[Result, ...]:
    return tuple(result for result in answer.results if result.match)


def _rank(result: Result) -> float:
    return -result.bits


def _best(results: tuple[Result, ...]) -> float:
    return max((result.score for result in results), default=0.0)


def _with(one: _Found, other: _Found) -> _Found:
    """What two ways of looking found at one place: all parties, best first, and the words of the surer way."""
    first, second = (one, other) if _best(one.results) >= _best(other.results) else (other, one)
    known = {result.id for result in first.results}
    more = tuple(result for result in second.results if result.id not in known)
    return first._replace(results=tuple(sorted((*first.results, *more), key=_rank))) if more else first


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
        acronym = acronym_in(lines[0])
        return (lines[0], acronym) if acronym else (lines[0],)
    return tuple(dict.fromkeys((" ".join(lines), "".join(line.text for line in block.lines).strip(), lines[0])))
