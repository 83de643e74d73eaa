"""Claims and events of many texts, gathered so that each matter stands once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from ostrakon.reading.findings import Claim, Event
from ostrakon.reading.ledger.entries import Place
from ostrakon.reading.ledger.sameness import (
    ALIKE_WORDS,
    NEAR_DAYS,
    SAME_WORDS,
    apart,
    content,
    days,
    likeness,
    months,
    near,
    telling,
)

LOOK_BACK = 200
"""Matters of one kind with a side in common that are compared, the latest first."""
WORDINGS_MAX = 20
"""Wordings of one matter that are kept for comparison."""
DAY_SLIP = 1
"""Days by which two reports may date one event differently: time zones, and the day of the news."""


@dataclass
class Matter:
    """One matter while it is gathered.

    Attributes:
        places: where it is reported, in order of date.
        claims, events: the claims or the events that are the matter; one list is empty.
        kinds: types of the events that a claim holds.
        words: content words of each distinct report.
    """

    places: list[Place] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    words: set[frozenset[str]] = field(default_factory=set)

    def alike(self, words: frozenset[str]) -> float:
        """How close its nearest report is."""
        return max((likeness(words, own) for own in self.words), default=0.0)

    def reported_in(self, document: str) -> bool:
        """Whether a text reports it already; texts come one after the other."""
        return bool(self.places) and self.places[-1].document == document


class Matters:
    """All matters, in order of first report; takes reports by date."""

    def __init__(self) -> None:
        self.found: list[Matter] = []
        self._recent: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        self._by_word: dict[Hashable, list[int]] = defaultdict(list)
        self._by_month: dict[Hashable, list[int]] = defaultdict(list)

    def add_claim(self, claim: Claim, place: Place, kinds: Iterable[str]) -> int:
        """Take in a claim; the number of its matter."""
        side = (claim.act, claim.polarity, frozenset(claim.source), frozenset(claim.target))
        words, held = content(place.words), set(kinds)
        number = self._same_claim(self._near([side], place, words, ""), place, words, held)
        if number is None:
            number = self._new()
        matter = self.found[number]
        matter.claims.append(claim)
        matter.kinds |= held
        self._report(number, [side], place, words, "")
        return number

    def add_event(self, event: Event, place: Place) -> int:
        """Take in an event; the number of its matter."""
        words = content(place.words)
        sides = [(event.type, key) for key in {*event.actors, *event.targets}] or [(event.type, "")]
        when = event.date or ""
        number = self._same_event(event, self._near(sides, place, words, when), place, words)
        if number is None:
            number = self._new()
        self.found[number].events.append(event)
        self._report(number, sides, place, words, when)
        return number

    def _new(self) -> int:
        self.found.append(Matter())
        return len(self.found) - 1

    def _near(self, sides: Sequence[Hashable], place: Place, words: frozenset[str], when: str) -> list[int]:
        """Matters with a side in common that can be the same, the latest first: nobody else needs to be looked at.

        They are reported in these days, or share one of the words of which two spans of the same words must share
        one, or have happened in the same month.
        """
        found: set[int] = set()
        told = days(place.date)
        for side in sides:
            for day, number in reversed(self._recent[side][-LOOK_BACK:] if told else ()):
                if told and told[0] - day > NEAR_DAYS:
                    break
                found.add(number)
            for word in telling(words):
                found.update(self._by_word[side, word][-LOOK_BACK:])
            for month in months(when, DAY_SLIP):
                found.update(self._by_month[side, month][-LOOK_BACK:])
        return sorted(found, reverse=True)

    def _report(self, number: int, sides: Iterable[Hashable], place: Place, words: frozenset[str], when: str) -> None:
        matter = self.found[number]
        matter.places.append(place)
        told = days(place.date)
        known = words in matter.words or len(matter.words) >= WORDINGS_MAX
        if not known:
            matter.words.add(words)
        for side in sides:
            if told:
                self._recent[side].append((told[1], number))
            for word in () if known else telling(words):
                self._by_word[side, word].append(number)
            for month in months(when, DAY_SLIP):
                self._by_month[side, month].append(number)

    def _same_claim(self, numbers: Iterable[int], place: Place, words: frozenset[str], held: set[str]) -> int | None:
        best: tuple[float, int] | None = None
        for number in numbers:
            matter = self.found[number]
            alike = matter.alike(words)
            news = near(matter.places[-1].date, place.date) and not matter.reported_in(place.document)
            told = bool(held & matter.kinds) or alike >= ALIKE_WORDS
            if (alike >= SAME_WORDS or (news and told)) and (best is None or alike > best[0]):
                best = alike, number
        return best[1] if best else None

    def _same_event(self, event: Event, numbers: Iterable[int], place: Place, words: frozenset[str]) -> int | None:
        best: tuple[float, int] | None = None
        for number in numbers:
            matter = self.found[number]
            if not _fits(event, matter):
                continue
            alike = matter.alike(words)
            dated = _dated_alike(event, matter)
            if dated is None:  # no date on one side: the days of the news, or the words, have to do
                news = near(matter.places[-1].date, place.date) and not matter.reported_in(place.document)
                dated = news or alike >= SAME_WORDS
            if dated and (best is None or alike > best[0]):
                best = alike, number
        return best[1] if best else None


def _fits(event: Event, matter: Matter) -> bool:
    """Whether its sides are those of every report: the same, or some of them."""
    return all(_some(event.actors, one.actors) and _some(event.targets, one.targets) for one in matter.events)


def _some(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    one, other = set(left), set(right)
    return one == other or (bool(one and other) and (one <= other or other <= one))


def _dated_alike(event: Event, matter: Matter) -> bool | None:
    """Whether the dates of the event agree; None where the event or all reports before are without one."""
    gaps = [gap for one in matter.events if (gap := apart(event.date or "", one.date or "")) is not None]
    return min(gaps) <= DAY_SLIP if gaps else None
