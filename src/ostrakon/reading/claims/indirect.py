"""What is said without a word of saying of its own: German reported speech, and hearsay in any language.

German goes on reporting in the subjunctive (`Man habe keinen Antrag gestellt`): such a clause belongs to who spoke
last. Hearsay (`soll … gewesen sein`, `reportedly`, `aurait`, `habría`, `якобы`) belongs to nobody named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ostrakon.reading.actors.actor import UNNAMED, Scene
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.predicates import Predicate
from ostrakon.reading.findings import Act, Claim
from ostrakon.reading.grammar.tokens import Sentence

FEWEST = 4
"""Tokens that a clause must have."""
HEAD = 12
"""Tokens at the head of a clause in which its verb stands."""
_DIVIDING = frozenset({";", ":", "—", "–", "?", "!"})


def indirect(
    scene: Scene, discourse: Discourse, sentence: Sentence, claims: Sequence[Claim], verbs: Sequence[Predicate]
) -> list[Draft]:
    """Drafts of the clauses of a sentence that no claim covers and whose form shows that they are reported."""
    subjunctive = scene.pack.words("grammar", "subjunctive")
    found: list[Draft] = []
    for first, last in _clauses(scene, sentence):
        if last - first < FEWEST or _covered(scene, first, last, claims):
            continue
        place = next(
            (at for at in range(first, min(last, first + HEAD)) if scene.tokens.tokens[at].low in subjunctive), None
        )
        if place is not None and not any(first <= one.first < last - 1 and "that" in one.frames for one in verbs):
            source = _speaker(scene, discourse, sentence, first, claims)
            if source:
                found.append(
                    Draft(first, last, (first, last), source, False, "assert", (place, place + 1), certain=0.65)
                )
    return found


def hearsay(scene: Scene, sentence: Sentence, claims: Sequence[Claim]) -> list[Draft]:
    """Drafts of the clauses that words of hearsay ascribe to nobody in particular."""
    found: list[Draft] = []
    for match in scene.pack.phrases("rumour").find(scene.tokens.tokens, {}, sentence.first, sentence.last):
        if match.last > sentence.last:
            continue
        clauses = (clause for clause in _clauses(scene, sentence, commas=True) if clause[0] <= match.first < clause[1])
        first, last = next(clauses, (match.first, match.last))
        if last - first < FEWEST or _covered(scene, match.first, match.last, claims):
            continue
        if any(draft.first == first for draft in found):
            continue
        act: Act = "allege" if match.value == "allege" else "assert"
        cue = (match.first, match.last)
        found.append(Draft(first, last, (first, last), (UNNAMED,), False, act, cue, certain=0.6))
    return found


def _clauses(scene: Scene, sentence: Sentence, *, commas: bool = False) -> Iterator[tuple[int, int]]:
    """The parts of a sentence between its strong signs; with `commas` also between a comma and a conjunction."""
    tokens = scene.tokens.tokens
    first = sentence.first
    openers = scene.pack.words("grammar", "contrast") | scene.pack.words("grammar", "coordination")
    for place in range(sentence.first, sentence.last + 1):
        ended = place == sentence.last or tokens[place].text in _DIVIDING
        if not ended and tokens[place].text == "," and place + 1 < sentence.last:
            following = tokens[place + 1].low
            ended = following in openers or (commas and following in scene.pack.words("grammar", "relatives"))
        if not ended:
            continue
        end = place
        while end > first and not tokens[end - 1].word:
            end -= 1
        while first < end and (not tokens[first].word or tokens[first].low in openers):
            first += 1
        if end > first:
            yield first, end
        first = place + 1


def _covered(scene: Scene, first: int, last: int, claims: Sequence[Claim]) -> bool:
    start, end = scene.span(first, last)
    return any(claim.start < end and start < claim.end for claim in claims)


def _speaker(scene: Scene, discourse: Discourse, sentence: Sentence, first: int, claims: Sequence[Claim]) -> Keys:
    """Who speaks: the source of the sentence's claim, else the subject in front of the colon, else who spoke last."""
    if claims:
        return claims[-1].source
    before = [actor for actor in scene.within(sentence.first, first) if not actor.adjective]
    if before:
        return before[0].keys
    return discourse.source
