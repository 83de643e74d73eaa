"""The pattern language of the lexicons, compiled and matched against tokens.

A pattern is a row of items, divided by blanks. Items:

    word        that word, whatever its case; with a capital letter in the pattern exactly so
    word*       every word that begins so
    verb~       the verb in any form; `~d` past forms and participle only, `~f` finite forms, `~g` the form in -ing
    a|b|c       one of several
    ?item       may be missing
    ...         up to eight tokens, none of them a stop or semicolon; `....` up to twenty
    <state>     a marked stretch of that class (`<party>`, `<actor>`, `<goods>`, `<number>`)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ostrakon.reading.grammar.inflection import Forms, Tense
from ostrakon.reading.grammar.tokens import Token

Marks = Mapping[int, Mapping[str, int]]
"""Token → classes of the stretches that begin there, each with the token behind its end."""

GAP = 8
LONG_GAP = 20
_PREFIX = 3
_STOPS = frozenset(".;!?")
_TENSES = {"": Tense.ANY, "d": Tense.PAST, "f": Tense.FINITE, "g": Tense.GERUND, "p": Tense.PRESENT}


@dataclass(frozen=True, slots=True)
class _Item:
    low: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0

    def takes(self, token: Token) -> bool:
        """Whether the item matches one token."""
        low = token.low
        if low in self.low or token.text in self.exact or (token.verbal and low in self.verbs):
            return True
        if "-" in low and low.rsplit("-", 1)[1] in self.low:
            return True
        return bool(self.prefixes) and low.startswith(self.prefixes)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (exclusive) and what the lexicon says of them."""

    first: int
    last: int
    value: str


_Entry = tuple[tuple[_Item, ...], str]
_KNOWN_MAX = 50_000
"""Words remembered with the patterns that begin with them."""


@dataclass
class Phrases:
    """Compiled patterns, each with its value."""

    _by_word: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    _by_prefix: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    _by_class: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, tuple[_Entry, ...]] = field(default_factory=dict)

    def add(self, pattern: str, value: str, conjugate: Callable[[str], Forms]) -> None:
        """Compile one pattern.

        Raises:
            ValueError: it begins with a gap, or is empty.
        """
        cells = pattern.split()
        items = tuple(_item(cell, conjugate) for cell in cells)
        if not items or items[0].gap:
            raise ValueError(f"a pattern must begin with a word: {pattern!r}")
        self._known.clear()
        head = items[0]
        if head.optional:
            self.add(" ".join(cells[1:]), value, conjugate)
        for word in head.low | head.verbs | {text.lower() for text in head.exact}:
            self._by_word[word].append((items, value))
        for prefix in head.prefixes:
            self._by_prefix[prefix[:_PREFIX]].append((items, value))
        for name in head.classes:
            self._by_class[name].append((items, value))

    def find(self, tokens: Sequence[Token], marks: Marks, first: int = 0, last: int | None = None) -> Iterator[Match]:
        """Every match that begins in a range of tokens, overlapping ones included, in text order."""
        for place in range(first, len(tokens) if last is None else last):
            if self._begin(tokens[place].low) or (self._by_class and place in marks):
                yield from self.at(tokens, marks, place)

    def at(self, tokens: Sequence[Token], marks: Marks, place: int) -> Iterator[Match]:
        """Every match that begins at one token."""
        options = self._begin(tokens[place].low)
        if self._by_class and place in marks:
            options += tuple(entry for name in marks[place] for entry in self._by_class.get(name, ()))
        for items, value in options:
            end = _match(items, 0, tokens, marks, place)
            if end is not None:
                yield Match(place, end, value)

    def _begin(self, low: str) -> tuple[_Entry, ...]:
        """Patterns that begin with a word, whatever is marked there."""
        found = self._known.get(low)
        if found is None:
            if len(self._known) > _KNOWN_MAX:
                self._known.clear()
            words = (low, low.rsplit("-", 1)[1]) if "-" in low else (low,)
            starts = (low[:length] for length in range(1, min(_PREFIX, len(low)) + 1))
            found = (
                *(entry for word in words for entry in self._by_word.get(word, ())),
                *(entry for start in starts for entry in self._by_prefix.get(start, ())),
            )
            self._known[low] = found
        return found


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of overlapping matches the longest, then the first; in text order."""
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        place = range(match.first, match.last)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def _item(cell: str, conjugate: Callable[[str], Forms]) -> _Item:
    if set(cell) == {"."}:
        return _Item(gap=LONG_GAP if len(cell) > 3 else GAP)
    optional = cell.startswith("?")
    low, exact, prefixes, classes = set(), set(), [], set()
    verbs: set[str] = set()
    for part in cell.removeprefix("?").split("|"):
        word, tilde, tense = part.partition("~")
        if part.startswith("<"):
            classes.add(part.strip("<>"))
        elif tilde:
            verbs.update(form for form, own in conjugate(word).items() if own & _TENSES[tense])
        elif part.endswith("*"):
            prefixes.append(part[:-1].lower())
        elif part != part.lower():
            exact.add(part)
        else:
            low.add(part)
    return _Item(frozenset(low), frozenset(exact), tuple(prefixes), frozenset(verbs), frozenset(classes), optional)


def _match(items: tuple[_Item, ...], number: int, tokens: Sequence[Token], marks: Marks, place: int) -> int | None:
    """Where the match of items from `number` on ends, None when they do not match here."""
    while number < len(items):
        item = items[number]
        if item.gap:
            return _after_gap(items, number, tokens, marks, place)
        if place >= len(tokens):
            return place if all(rest.optional for rest in items[number:]) else None
        end = _step(item, tokens, marks, place)
        if end is None:
            if not item.optional:
                return None
        else:
            place = end
        number += 1
    return place


def _step(item: _Item, tokens: Sequence[Token], marks: Marks, place: int) -> int | None:
    for name in item.classes:
        end = marks.get(place, {}).get(name)
        if end is not None:
            return end
    return place + 1 if item.takes(tokens[place]) else None


def _after_gap(items: tuple[_Item, ...], number: int, tokens: Sequence[Token], marks: Marks, place: int) -> int | None:
    for skipped in range(items[number].gap + 1):
        if place + skipped >= len(tokens):
            return None
        end = _match(items, number + 1, tokens, marks, place + skipped)
        if end is not None:
            return end
        if tokens[place + skipped].text in _STOPS:
            return None
    return None
