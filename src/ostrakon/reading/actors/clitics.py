"""Object pronouns before the verb, as French and Spanish have them (`lo sancionó`, `l’accuse de`)."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Actor, Scene, Sort
from ostrakon.reading.actors.discourse import Keys, merged

REACH = 4
"""Tokens before a verb in which its auxiliary, its negation and its pronoun stand."""
BACK = 150
"""Tokens back in which the one meant was named."""


def clitic(scene: Scene, verb: int, first: int) -> int | None:
    """The token of the object pronoun before a verb and its auxiliaries; None where there is none."""
    words = scene.pack.words
    pronouns = words("report", "clitics")
    between = words("grammar", "auxiliaries") | words("report", "negators") | words("report", "adverbs")
    for place in range(verb - 1, max(first, verb - REACH) - 1, -1):
        low = scene.tokens.tokens[place].low
        if low in pronouns and place not in scene.by_token:
            return place
        if low not in between:
            return None
    return None


def pronoun_before(scene: Scene, place: int, first: int) -> bool:
    """Whether what looks like an article is a pronoun: a subject stands before it (`les juges les soupçonnent`)."""
    words = scene.pack.words
    token = scene.tokens.tokens[place]
    if token.low not in words("report", "clitics"):
        return False
    if place == first:
        return False
    before = scene.tokens.tokens[place - 1]
    if (place - 1) in scene.by_token or before.low in words("grammar", "own"):
        return True
    barred = words("grammar", "prepositions") | words("grammar", "boundaries") | words("grammar", "coordination")
    barred = barred | words("grammar", "determiners") | words("grammar", "auxiliaries") | words("grammar", "finite")
    return before.word and before.low not in barred and not before.low.endswith(("er", "ir", "ar", "re", "ant"))


def meant(scene: Scene, place: int, subject: Keys) -> Keys:
    """Whom the pronoun at a token stands for: the last listed party that is not the subject, else whoever was named.

    A plural takes all that were named together last.
    """
    low = scene.tokens.tokens[place].low
    near = [
        actor
        for actor in reversed(scene.before(place))
        if place - actor.first <= BACK and not actor.adjective and not set(actor.keys) <= set(subject)
    ]
    listed = [actor for actor in near if actor.listed]
    if low in scene.pack.words("report", "plural_clitics"):
        return _together(scene, listed or near)
    nearest = listed[0] if listed else next((actor for actor in near if actor.sort is not Sort.BODY), None)
    if nearest is None:
        return ()
    sentence = scene.tokens.sentence_of(nearest.first)
    if listed and sentence != scene.tokens.sentence_of(place):  # whom the sentence before was about
        nearest = [actor for actor in listed if scene.tokens.sentence_of(actor.first) == sentence][-1]
    return nearest.keys


def _together(scene: Scene, actors: list[Actor]) -> Keys:
    """Those of the sentence in which the last one was named, in text order."""
    if not actors:
        return ()
    sentence = scene.tokens.sentence_of(actors[0].first)
    return merged(
        key for actor in reversed(actors) if scene.tokens.sentence_of(actor.first) == sentence for key in actor.keys
    )
