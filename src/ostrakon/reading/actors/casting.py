"""Mentions and the lexicon → the actors of a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ostrakon.names.places import is_adjective
from ostrakon.reading.actors.actor import Actor, Scene, Sort, sort_of
from ostrakon.reading.actors.unlisted import MAIN, unlisted
from ostrakon.reading.grammar.pack import Pack, english
from ostrakon.reading.grammar.phrases import longest
from ostrakon.reading.grammar.tokens import Tokens
from ostrakon.reading.mentions import Mention

NEAR = 60
"""Tokens before an official in which the state is named that he speaks for."""


def cast(tokens: Tokens, pack: Pack, mentions: Sequence[Mention], countries: Mapping[str, tuple[str, ...]]) -> Scene:
    """All actors: listed parties first, then institutions, states, unlisted names; the earlier kind wins a place.

    Args:
        mentions: of parties, countries and programmes.
        countries: countries of each listed party, by its key.
    """
    taken: set[int] = set()
    found: list[Actor] = []
    for mention in mentions:
        if mention.kind in {"party", "programme"}:
            place = _place(tokens, mention)
            taken.update(place)
            if mention.kind == "party" and place:
                found.append(Actor(place.start, place.stop, (mention.key,), sort_of(mention.schema), listed=True))
    states = [m for m in mentions if m.kind == "country"]
    found += _institutions(tokens, pack, taken, states)
    found += _leaders(tokens, pack, taken)
    for mention in states:
        place = _place(tokens, mention)
        if place and taken.isdisjoint(place):
            taken.update(place)
            adjective = _adjective(tokens, mention, place)
            found.append(Actor(place.start, place.stop, (mention.key,), Sort.STATE, adjective=adjective))
    found += unlisted(tokens, pack, taken, sorted(found, key=lambda actor: actor.first))
    scene = Scene(tokens, pack, tuple(sorted(found, key=lambda a: a.first)), tuple(mentions), countries)
    if not any(actor.keys == MAIN for actor in scene.actors):
        return scene
    actors = tuple(
        replace(actor, keys=_state_before(scene, actor)) if actor.keys == MAIN else actor for actor in scene.actors
    )
    return Scene(tokens, pack, actors, tuple(mentions), countries)


def _state_before(scene: Scene, official: Actor) -> tuple[str, ...]:
    """For whom an official speaks whose state is not told: the institution or state last before."""
    before = [
        actor
        for actor in reversed(scene.before(official.first))
        if actor.sort is Sort.STATE
        and not actor.adjective
        and actor.keys != MAIN
        and official.first - actor.first < NEAR
    ]
    for actor in before:
        if scene.institution(actor):
            return actor.keys
    if before:
        return before[0].keys
    return (scene.main_state,) if scene.main_state else ("u:official",)


def _place(tokens: Tokens, mention: Mention) -> range:
    first = tokens.at(mention.start)
    last = first
    while last < len(tokens.tokens) and tokens.tokens[last].start < mention.end:
        last += 1
    return range(first, last)


def _adjective(tokens: Tokens, mention: Mention, place: range) -> bool:
    if not is_adjective(mention.text):
        return False
    following = tokens.tokens[place.stop] if place.stop < len(tokens.tokens) else None
    return following is not None and following.word


def _institutions(tokens: Tokens, pack: Pack, taken: set[int], states: Sequence[Mention]) -> list[Actor]:
    """Institutions; one that a state of its own stands before (`Russia's Security Council`) is that state's."""
    found = []
    owners = {_place(tokens, state).stop: state.key for state in states}
    for match in longest(pack.phrases("institution").find(tokens.tokens, {})):
        place = range(match.first, match.last)
        if not taken.isdisjoint(place):
            continue
        before = match.first - 1
        possessive = before >= 0 and tokens.tokens[before].low in {"’s", "'s"}
        owner = owners.get(before if possessive else match.first)
        if owner is None and match.value.startswith("u:"):
            owner = _of_state(tokens, match.last, states)
        if pack.language == "en" and not tokens.tokens[match.first].capital and match.value == "u:eu":
            continue
        taken.update(place)
        key = owner or match.value
        sort = Sort.STATE if key.startswith("c:") else Sort.BODY
        found.append(Actor(match.first, match.last, (key,), sort))
    return found


def _leaders(tokens: Tokens, pack: Pack, taken: set[int]) -> list[Actor]:
    """Persons of public office who are named without their state."""
    known = [pack] if pack.language == "en" else [pack, english()]
    found = []
    for match in longest(one for lexicon in known for one in lexicon.phrases("leader").find(tokens.tokens, {})):
        place = range(match.first, match.last)
        if taken.isdisjoint(place) and not _within_name(tokens, match.first, match.last):
            taken.update(place)
            found.append(Actor(match.first, match.last, (match.value,), Sort.PERSON, official=True))
    return found


def _within_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether one word stands beside another name, so that it is somebody else's (`Melania Trump`)."""
    before = tokens.tokens[first - 1] if first else None
    return last - first == 1 and before is not None and before.capital and not before.verbal and before.word


def _of_state(tokens: Tokens, after: int, states: Sequence[Mention]) -> str | None:
    """The state after `Security Council of`."""
    if after + 1 < len(tokens.tokens) and tokens.tokens[after].low in {"of", "de", "der"}:
        start = tokens.tokens[after + 1].start
        return next((state.key for state in states if state.start in {start, start + 4}), None)
    return None
