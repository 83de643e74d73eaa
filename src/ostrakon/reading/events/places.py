"""Where an event happened, as the text names it."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Scene, Sort


def place_of(scene: Scene, first: int, last: int) -> str | None:
    """The first name after `in`, `at`, `off` or `near` in a range of tokens; no month and no person."""
    tokens = scene.tokens.tokens
    for place in range(first, last - 1):
        if tokens[place].low not in scene.pack.words("grammar", "locative"):
            continue
        start = place + 1
        if tokens[start].low in scene.pack.words("grammar", "the") and start + 1 < last:
            start += 1
        if not tokens[start].capital or tokens[start].low in scene.pack.words("grammar", "months"):
            continue
        actor = scene.by_token.get(start)
        if actor is not None and actor.sort in {Sort.PERSON, Sort.VESSEL}:
            continue
        end = start + 1
        while end < last and tokens[end].capital and tokens[end].word:
            end += 1
        begin, finish = scene.span(start, end)
        return scene.tokens.text[begin:finish]
    return None
