"""Names of parties that no list holds, and the persons among them who speak for a state."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ostrakon.names.common import common_words
from ostrakon.reading.actors.actor import Actor, Sort
from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.tokens import Token, Tokens

MAIN = ("c:??",)
"""An official whose state is not named with the name: that whose institutions the text names."""
REACH = 6
"""Words before a name in which its office may stand."""
NAME_MAX = 6
_PARTICLES = frozenset({"al", "bin", "van", "von", "de", "del"})


def unlisted(tokens: Tokens, pack: Pack, taken: set[int], actors: Sequence[Actor]) -> list[Actor]:
    """Capitalised names outside of `taken`, which is extended; a later family name alone is the same person."""
    by_end = {actor.last: actor for actor in actors}
    by_first = {actor.first: actor for actor in actors}
    known: dict[str, Actor] = {}
    found = []
    for first, last in _stretches(tokens, pack, taken):
        actor = _named(tokens, pack, first, last, by_end, by_first, known)
        if actor is None:
            continue
        known.setdefault(tokens.tokens[last - 1].text, actor)
        if actor.sort is not Sort.PERSON:
            known.setdefault(tokens.tokens[first].text, actor)
        taken.update(range(first, last))
        found.append(actor)
    return found


def _stretches(tokens: Tokens, pack: Pack, taken: set[int]) -> list[tuple[int, int]]:
    """Rows of capitalised words that may be a name; a particle within one belongs to it."""
    barred = pack.words("actor", "no_name")
    for name in (
        "determiners",
        "prepositions",
        "boundaries",
        "auxiliaries",
        "and",
        "contrast",
        "possessives",
        "months",
    ):
        barred = barred | pack.words("grammar", name)
    found: list[tuple[int, int]] = []

    offices = pack.words("actor", "official") | pack.words("actor", "company") | pack.words("actor", "unnamed")

    def is_name(place: int, end: int) -> bool:
        if place >= end or place in taken:
            return False
        if tokens.tokens[place].low in offices and (tokens.tokens[place].verbal or pack.language not in {"en", "de"}):
            return False
        return _is_name(tokens, place, barred)

    for sentence in tokens.sentences:
        if sentence.heading and all(token.verbal for token in tokens.tokens[sentence.first : sentence.last]):
            continue
        place = sentence.first
        while place < sentence.last:
            last = place
            while last - place < NAME_MAX and is_name(last, sentence.last):
                last += 1
                if is_name(last + 1, sentence.last) and tokens.tokens[last].low in _PARTICLES and last not in taken:
                    last += 1
            if last > place:
                found.append((place, last))
            place = max(last, place + 1)
    return found


def _is_name(tokens: Tokens, place: int, barred: frozenset[str]) -> bool:
    token = tokens.tokens[place]
    if not token.capital or token.low in barred or not token.text[-1].isalnum():
        return False
    if len(token.text) < 2 or re.fullmatch(r"[A-Z]\.?", token.text):
        return False
    return not (token.verbal and (token.low in common_words() or _ordinary(tokens, place)))


def _ordinary(tokens: Tokens, place: int) -> bool:
    """Whether the opening word of a sentence stands alone, so that its capital tells nothing."""
    following = tokens.tokens[place + 1] if place + 1 < len(tokens.tokens) else None
    token = tokens.tokens[place]
    if token.text.isupper() and len(token.text) > 1:
        return False
    if following is not None and following.capital:
        return False
    return not any(
        other.text == token.text and not other.verbal for other in tokens.tokens[max(0, place - 600) : place + 600]
    )


def _named(
    tokens: Tokens,
    pack: Pack,
    first: int,
    last: int,
    by_end: dict[int, Actor],
    by_first: dict[int, Actor],
    known: dict[str, Actor],
) -> Actor | None:
    words = tokens.tokens[first:last]
    again = known.get(words[-1].text) if last - first == 1 else None
    state = _office(tokens, pack, first, by_end) or _apposition(tokens, pack, last, by_first)
    if state:
        return Actor(first, last, state, Sort.PERSON, official=True)
    if again is not None:
        return Actor(first, last, again.keys, again.sort, official=again.official)
    titled = first > 0 and tokens.tokens[first - 1].low in pack.words("actor", "title")
    stately = first > 0 and tokens.tokens[first - 1].low in pack.words("actor", "state_titles")
    if (pack.language == "de" and titled and last - first > 1) or (stately and again is None):
        return Actor(first, last, MAIN, Sort.PERSON, official=True)
    if pack.language == "de" and (name := _german_name(tokens, pack, first, last)):
        return Actor(name, last, (f"u:{_slug(tokens.tokens[name:last])}",), Sort.PERSON)
    if pack.language == "de" and not _spelt_as_organisation(words, pack):
        return None
    return Actor(first, last, (f"u:{_slug(words)}",), _sort(tokens, pack, first, words))


def _german_name(tokens: Tokens, pack: Pack, first: int, last: int) -> int | None:
    """Where a person's name begins in a row of capitals (`Der Politiker Petr Bystron`); None where it is a noun alone.

    Two nouns never stand side by side in German but as a name and what it is called by.
    """
    counted = pack.words("actor", "counted")
    start = first
    while last - start > 2 or (last - start == 2 and tokens.tokens[start].low in pack.words("actor", "title")):
        start += 1
    names = tokens.tokens[start:last]
    if (
        len(names) < 2
        or not names[0].capital
        or any(name.low in counted or name.text.isupper() or len(name.text) < 3 for name in names)
    ):
        return None
    return None if tokens.tokens[start].verbal and start == first else start


def _office(tokens: Tokens, pack: Pack, first: int, by_end: dict[int, Actor]) -> tuple[str, ...]:
    """The state for whom a person speaks whose office stands before the name (`Treasury Secretary Janet Yellen`)."""
    titles = pack.words("actor", "title")
    seen = False
    for place in range(first - 1, max(-1, first - 1 - REACH), -1):
        token = tokens.tokens[place]
        actor = by_end.get(place + 1)
        if actor is not None and (seen or place + 1 == first) and actor.sort in {Sort.STATE, Sort.BODY}:
            return actor.keys if seen or not actor.adjective else ()
        if token.low in titles:
            seen = True
        elif not seen or not (token.word or token.low in {"'s", "’s"}) or token.text in {".", ","}:
            return ()
    return ()


def _apposition(tokens: Tokens, pack: Pack, last: int, by_first: dict[int, Actor]) -> tuple[str, ...]:
    """The state of an office that follows the name (`Janet Yellen, the Treasury secretary,`)."""
    if last >= len(tokens.tokens) or tokens.tokens[last].text != ",":
        return ()
    keys: tuple[str, ...] = ()
    seen = False
    for place in range(last + 1, min(len(tokens.tokens), last + 2 + REACH)):
        token = tokens.tokens[place]
        if token.low in pack.words("grammar", "relatives"):  # `who has never met a minister` gives nobody an office
            break
        actor = by_first.get(place)
        if actor is not None and actor.sort in {Sort.STATE, Sort.BODY}:
            keys = actor.keys
        seen = seen or token.low in pack.words("actor", "title")
        if token.text in {",", "."}:
            break
    return (keys or MAIN) if seen else ()


def _spelt_as_organisation(words: Sequence[Token], pack: Pack) -> bool:
    return any(word.low in pack.words("actor", "org_words") for word in words) or (
        len(words) == 1 and words[0].text.isupper()
    )


def _sort(tokens: Tokens, pack: Pack, first: int, words: Sequence[Token]) -> Sort:
    before = {token.low for token in tokens.tokens[max(0, first - 4) : first]}
    last = first + len(words)
    if last < len(tokens.tokens) and tokens.tokens[last].text == ",":
        before |= {token.low for token in tokens.tokens[last : last + REACH]}
    if before & (pack.words("actor", "vessel") - {"carrier", "cargo"}) or "bulk" in before:
        return Sort.VESSEL
    near = tokens.tokens[first - 1].low if first else ""
    if near in pack.words("grammar", "places_in") and not _spelt_as_organisation(words, pack):
        return Sort.BODY
    if _spelt_as_organisation(words, pack) or len(words) == 1 or len(words) > 3:
        return Sort.ORGANISATION
    return Sort.PERSON


def _slug(words: Sequence[Token]) -> str:
    return re.sub(r"\W+", "_", "_".join(word.low for word in words)).strip("_")[:40] or "other"
