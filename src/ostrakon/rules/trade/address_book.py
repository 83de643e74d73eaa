"""Addresses of listed parties, found again by their words and numbers in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ostrakon.names.addresses import place_rarity, place_words

WORDS_MIN = 3
BITS_MIN = 30.0
"""Rarity of the words that two addresses have in common, of which one has a digit (own choice): a street of a large
town with its house has more, a town with its business centre less."""


@dataclass(frozen=True, slots=True)
class Resident:
    """A listed party: id and name."""

    id: str
    caption: str


@dataclass
class AddressBook:
    """Addresses of listed parties, read when the first one is asked for.

    Attributes:
        read: gives each address with the id of its party. named: gives the name of a party.
    """

    read: Callable[[], Iterable[tuple[str, str]]] = tuple
    named: Callable[[str], str] = str
    _at: dict[frozenset[str], tuple[str, ...]] | None = None
    _by_word: dict[str, list[frozenset[str]]] = field(default_factory=dict)

    def whole(self, text: str) -> tuple[Resident, ...]:
        """Listed parties at this very address: the same words and numbers in any order."""
        words = place_words(text)
        return self._residents(self._table().get(words, ())) if _tells(words) else ()

    def part(self, text: str) -> tuple[Resident, ...]:
        """Listed parties at an address that says more or less: another flat or none of the same house."""
        words = place_words(text)
        if not _tells(words):
            return ()
        table = self._table()
        rarest = max(words, key=lambda word: (place_rarity(word), word))
        found = [
            party
            for other in self._by_word.get(rarest, ())
            if other != words and (other < words or words < other) and _tells(other & words)
            for party in table[other]
        ]
        return self._residents(tuple(dict.fromkeys(found)))

    def _residents(self, ids: Iterable[str]) -> tuple[Resident, ...]:
        return tuple(Resident(one, self.named(one)) for one in ids)

    def _table(self) -> dict[frozenset[str], tuple[str, ...]]:
        if self._at is None:
            self._at = {}
            for text, party in self.read():
                words = place_words(text)
                if _tells(words):
                    known = self._at.get(words, ())
                    if not known:
                        for word in words:
                            self._by_word.setdefault(word, []).append(words)
                    if party not in known:
                        self._at[words] = (*known, party)
        return self._at


def _tells(words: frozenset[str]) -> bool:
    """Whether the words are of one house: enough of them, rare ones, and a number."""
    numbered = any(char.isdigit() for word in words for char in word)
    return len(words) >= WORDS_MIN and numbered and sum(map(place_rarity, words)) >= BITS_MIN
