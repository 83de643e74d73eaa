"""How prose shortens a listed organisation's name: `Garantex` for GARANTEX EUROPE OU, `Artek` for a camp of that name.

What is left out are legal forms, kinds of business, countries and whatever else decorates; what is left must belong to
one listed party alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from ostrakon.names.common import common_words
from ostrakon.names.keys import tells_place
from ostrakon.names.kinds import Kind, typed
from ostrakon.names.org_words import org_word
from ostrakon.names.places import phrases
from ostrakon.names.rarity import rarity_bits
from ostrakon.names.scripts import LATIN
from ostrakon.names.spellings import is_well_known
from ostrakon.names.tokens import Token
from ostrakon.reading.ordinary import is_ordinary
from ostrakon.reading.prose import PARTICLES

LENGTH_MIN = 4
RARITY_MIN = 11.0
"""Bits (see `names.rarity`) from which on a word is taken to be one party's own: fewer than one name in 2,000."""
WORDS_MAX = 4

Words = tuple[str, ...]


def heads(names: Iterable[Words]) -> set[Words]:
    """Shorter forms of one organisation's names, folded; none of them is sure to be its own (see `own_heads`).

    A name that everybody knows, with a business added, is a subsidiary's: the name alone means the parent.
    """
    found: set[Words] = set()
    for words in names:
        core = [word for word in words if _telling(word)]
        if core and (core[0] == words[0] or len(core) == 1 or _after_legal_form(words, core[0])):
            rest = [word for word in words if word != core[0]]
            if not is_well_known((core[0],)) or all(map(_legal_or_place, rest)):
                found.add((core[0],))
        last = len(words)
        while last > 2 and decorates(words[last - 1]):
            last -= 1
            cut = words[:last]
            if last <= WORDS_MAX and len(cut[-1]) > 1 and cut[-1] not in PARTICLES and core and core[0] in cut:
                found.add(cut)
    return found


def own_heads(parties: Sequence[tuple[set[Words], set[Words]]], persons: Counter[str]) -> list[set[Words]]:
    """For each party, of (heads, all its names), the heads that are its own.

    Nobody else's name, and no other party's, may hold such a word, save those that share a whole name with it: those
    are the same party on another list. The head of a group that is listed as such is its own whatever else bears it.
    `persons` counts the persons that carry a word.
    """
    holders: defaultdict[Words, list[int]] = defaultdict(list)
    for number, (own, names) in enumerate(parties):
        wanted = own | {(word,) for name in names for word in name}
        for words in wanted:
            holders[words].append(number)
    return [
        {
            head
            for head in own
            if head not in names
            and not (len(head) == 1 and persons[head[0]])
            and (
                all(other == number or not names.isdisjoint(parties[other][1]) for other in holders[head])
                or _leads(head, names)
            )
        }
        for number, (own, names) in enumerate(parties)
    ]


def _leads(head: Words, names: set[Words]) -> bool:
    """Whether one of the names is the head as a group (`Fleurette Group`)."""
    return any((*head, group) in names or (group, *head) in names for group in _GROUPS)


@cache
def _telling(word: str) -> bool:
    """Whether a word may stand for a party by itself."""
    return (
        len(word) >= LENGTH_MIN
        and word.isalpha()
        and not decorates(word)
        and not is_ordinary(word)
        and not is_ordinary(word.removesuffix("s"))
        and word not in PARTICLES
        and rarity_bits(word) >= RARITY_MIN
    )


@cache
def decorates(word: str) -> bool:
    """Whether a word tells what an organisation is, or where, rather than which one."""
    if len(word) == 1 or word.isdigit() or word in PARTICLES or tells_place(word) or word in _places():
        return True
    if org_word(word, LATIN):
        return True
    roles = typed((Token("xyzzyx"), Token(word)), "organisation")
    return roles[-1][1] in {Kind.LEGAL, Kind.NOISE, Kind.NUMBER, Kind.PLACE} or word in KINDS


_REGIONS = frozenset({"europe", "asia", "africa", "america", "international", "global", "gulf"})
_GROUPS = ("group", "groupe", "grupo", "gruppa", "holding")


@cache
def _legal_or_place(word: str) -> bool:
    legal = typed((Token("xyzzyx"), Token(word)), "organisation")[-1][1] is Kind.LEGAL
    return legal or word in _GROUPS or word in _REGIONS or tells_place(word) or word in _places()


@cache
def _places() -> frozenset[str]:
    """First words of the names, adjectives and seats of countries in all languages."""
    return frozenset(phrases(("de", "es", "fr", "ru")))


KINDS = frozenset((*_GROUPS, "airlines", "companies", "market", "marketplace", "cartel", "kartell"))
"""What organisations are, beyond the words of business that `names` knows."""


def _after_legal_form(words: Words, word: str) -> bool:
    """Whether nothing but legal forms and kinds of business stand before the word (`OAO BelAZ - …`)."""
    return all(decorates(before) or before in common_words() for before in words[: words.index(word)])
