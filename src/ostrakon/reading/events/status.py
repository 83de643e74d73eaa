"""Whether an event happened, goes on, is planned, possible, or only alleged."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Scene
from ostrakon.reading.findings import Claim, Status
from ostrakon.reading.grammar.tokens import Sentence

BEFORE = 9
AFTER = 8
CLOSE = 4
"""Words behind a trigger within which even a comma does not divide (`the visit to Vietnam, planned for`)."""
REPORTS = frozenset({"accusation", "criticism", "denial", "demand", "threat", "statement", "veto"})
"""Events that consist of saying: they happened when they were said."""
ACTS = frozenset({"indictment", "arrest", "seizure", "penalty"})
"""Acts of law enforcement, which are what they say whoever tells of them."""


def status(
    scene: Scene, sentence: Sentence, first: int, last: int, type_: str, claim: Claim | None, *, reporting: bool
) -> Status:
    """The status of the event that the tokens `first` to `last` tell.

    Args:
        claim: the claim that holds it.
        reporting: whether the event is the act of that claim itself (an accusation, a denial).
    """
    if reporting or type_ in REPORTS:
        return "past"
    if type_ in ACTS and (claim is None or claim.act in {"allege", "assert"}):
        return "ongoing" if _by_words(scene, sentence, first, last) == "ongoing" else "past"
    if claim is not None:
        if claim.act == "plan":
            return "hypothetical" if claim.modality == "PS" else "planned"
        if claim.act == "concern" or claim.modality == "PS":
            return "hypothetical"
        if claim.act == "allege":
            return "alleged"
        if claim.act == "demand":
            return "hypothetical"
        if claim.act == "deny":
            return "denied"
    return _by_words(scene, sentence, first, last)


def _by_words(scene: Scene, sentence: Sentence, first: int, last: int) -> Status:
    tokens = scene.tokens.tokens
    low = max(sentence.first, first - BEFORE)
    high = min(sentence.last, last + AFTER)
    found = {
        match.value: match
        for match in scene.pack.phrases("status").find(tokens, {}, low, high)
        if _near(scene, match.first, match.last, first)
    }
    if "hypothetical" in found:
        return "hypothetical"
    if "planned" in found:
        return "planned"
    return "ongoing" if "ongoing" in found else "past"


def _near(scene: Scene, start: int, end: int, trigger: int) -> bool:
    """Whether a word of status belongs to the trigger: no other clause begins between."""
    between = scene.tokens.tokens[end:trigger] if end <= trigger else scene.tokens.tokens[trigger:start]
    if len(between) <= CLOSE and start > trigger:
        return True
    return not any(token.text in {",", ";", ":"} for token in between) and len(between) <= BEFORE
