"""One actor at one place of a text, and the text as far as actors need it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.tokens import Tokens
from ostrakon.reading.mentions import Mention


class Sort(Enum):
    """What an actor is, as far as words that stand for it must agree with it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    STATE = "state"
    BODY = "body"


_SORTS = {
    "Person": Sort.PERSON,
    "Vessel": Sort.VESSEL,
    "Airplane": Sort.VESSEL,
}

UNNAMED = "u:unnamed"
AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody named.

    Attributes:
        first, last: tokens, `last` exclusive.
        keys: whom it stands for; several where an office speaks for two.
        sort: what it is.
        listed: whether it is a party on a list.
        adjective: a state as an adjective (`Russian`), which qualifies a noun and is mostly not the actor itself.
        official: a person who speaks for the state in `keys`.
    """

    first: int
    last: int
    keys: tuple[str, ...]
    sort: Sort
    listed: bool = False
    adjective: bool = False
    official: bool = False

    @property
    def named(self) -> bool:
        """Whether it is a party in the sense of a target: listed, or an unlisted name; no state, no body."""
        return self.sort not in {Sort.STATE, Sort.BODY} and not self.official


@dataclass(frozen=True)
class Scene:
    """A text with its actors in text order, none overlapping another."""

    tokens: Tokens
    pack: Pack
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...] = ()
    countries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Countries (as `c:XX`) of each listed party of the text."""

    @cached_property
    def _firsts(self) -> list[int]:
        return [actor.first for actor in self.actors]

    def within(self, first: int, last: int) -> Sequence[Actor]:
        """Actors that begin in a range of tokens."""
        return self.actors[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def before(self, token: int) -> Sequence[Actor]:
        """Actors that begin before a token."""
        return self.actors[: bisect_left(self._firsts, token)]

    @cached_property
    def sorts(self) -> Mapping[str, Sort]:
        """What each key of the text is."""
        return {key: actor.sort for actor in self.actors for key in actor.keys}

    @cached_property
    def measured(self) -> frozenset[int]:
        """Tokens within the name of a measure."""
        found: set[int] = set()
        for mention in self.mentions:
            if mention.kind == "programme":
                place = self.tokens.at(mention.start)
                while place < len(self.tokens.tokens) and self.tokens.tokens[place].start < mention.end:
                    found.add(place)
                    place += 1
        return frozenset(found)

    @cached_property
    def by_token(self) -> dict[int, Actor]:
        """The actor that holds each token."""
        return {place: actor for actor in self.actors for place in range(actor.first, actor.last)}

    @cached_property
    def main_state(self) -> str:
        """The state whose institutions speak most, empty when none does."""
        counts: dict[str, int] = {}
        for actor in self.actors:
            if actor.official or (actor.sort is Sort.STATE and (self.institution(actor) or self._governing(actor))):
                for key in (key for key in actor.keys if key != "c:??"):
                    counts[key] = counts.get(key, 0) + 1
        return max(counts, key=lambda key: counts[key], default="")

    def _governing(self, actor: Actor) -> bool:
        """Whether a state stands beside the name of one of its offices (`la justice française`)."""
        if not actor.adjective or self.pack.language == "en":
            return False
        offices = self.pack.words("actor", "official")
        near = (actor.first - 1, actor.last)
        return any(0 <= at < len(self.tokens.tokens) and self.tokens.tokens[at].low in offices for at in near)

    def institution(self, actor: Actor) -> bool:
        """Whether a state is named by one of its institutions (`the Treasury`)."""
        place = self.span(actor.first, actor.last)
        return not any((m.start, m.end) == place and m.kind == "country" for m in self.mentions)

    def words(self, first: int, last: int) -> list[str]:
        """Small-letter words of a range."""
        return [token.low for token in self.tokens.tokens[first:last]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code points of a range of tokens."""
        return self.tokens.tokens[first].start, self.tokens.tokens[last - 1].end


def sort_of(schema: str) -> Sort:
    """The sort of a listed party of a FollowTheMoney schema."""
    return _SORTS.get(schema, Sort.ORGANISATION)
