"""Who stands on a list or under measures, without an act that puts them there (`has been on the list since 2022`)."""

from __future__ import annotations

from dataclasses import replace

from ostrakon.reading.actors.actor import Scene
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.actors.phrases import named_by
from ostrakon.reading.actors.references import references
from ostrakon.reading.claims.clauses import subject
from ostrakon.reading.grammar.phrases import Match, longest
from ostrakon.reading.grammar.tokens import Sentence

TARGETS_MAX = 2
"""Actors before the words of standing that are taken where no subject is seen."""


def standings(scene: Scene, sentence: Sentence) -> list[Match]:
    """Words of a standing in a sentence, each place once; the value is `present` or `absent`."""
    every = scene.pack.phrases("listed_status").find(scene.tokens.tokens, {}, sentence.first, sentence.last)
    found = [match for match in every if match.last <= sentence.last]
    absent = [match for match in found if match.value == "absent"]
    return [
        replace(match, value="absent") if any(_overlap(match, other) for other in absent) else match
        for match in longest(found)
    ]


def _overlap(one: Match, other: Match) -> bool:
    return one.first < other.last and other.first < one.last


def who(scene: Scene, discourse: Discourse, sentence: Sentence, match: Match) -> Keys:
    """Whose standing it is: the subject, else who is named before the words, else a party named behind them."""
    first, last, _ = subject(scene, match.first, sentence.first)
    keys = named_by(scene, discourse, first, last)[0] if last > first else ()
    pronoun = last - first == 1 and scene.tokens.tokens[first].low in scene.pack.words("grammar", "own")
    if pronoun and all(key[:2] in {"c:", "u:"} for key in keys):
        return discourse.last_listed(first, count=1) or keys
    if keys:
        return keys
    before = [one for one in references(scene, discourse, sentence.first, match.first) if not one.adjective]
    parties = [one for one in before if one.party] or before
    if parties:
        return tuple(key for one in parties for key in one.keys)[:TARGETS_MAX]
    within = references(scene, discourse, match.first, match.last)
    return tuple(key for one in within if one.party for key in one.keys)[:TARGETS_MAX]
