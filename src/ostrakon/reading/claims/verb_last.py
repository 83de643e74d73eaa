"""Claims in languages that put the verb last (Korean): the speaker opens the sentence, what is said ends in a particle.

`X는 … C다고 밝혔다`: the speaker carries a topic or subject particle, the content ends in a quoting particle, the
reporting verb closes the sentence or the clause.
"""

from __future__ import annotations

from ostrakon.reading.actors.actor import AUTHOR, UNNAMED, Actor, Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys, merged
from ostrakon.reading.findings import Act, Claim, Event, Modality, Span
from ostrakon.reading.grammar.tokens import Sentence

ACTS: tuple[Act, ...] = ("allege", "deny", "criticise", "demand", "concern", "plan", "assert")
MEASURES = frozenset({"sanction", "ban", "asset_freeze", "delisting"})
_MODALITY: dict[Act, Modality] = {"plan": "PR", "demand": "U", "concern": "PS"}


def verb_last(scene: Scene, discourse: Discourse, sentence: Sentence) -> list[Claim]:
    """Claims with a source of one sentence, in text order; `discourse` learns from each."""
    claims: list[Claim] = []
    start = sentence.first
    speaker: Keys = ()
    for place in range(sentence.first, sentence.last):
        act = _act(scene, place)
        if act is None:
            continue
        first, named = _speaker(scene, discourse, start, place)
        speaker = named or speaker or discourse.source or (UNNAMED,)
        claim = _claim(scene, discourse, first, place, act, speaker)
        if claim is not None:
            claims.append(claim)
            discourse.spoke(claim.source, person=False)
            if act == "allege":
                discourse.accuse(claim.source, claim.target)
        start = place + 1
    return claims


def stated_verb_last(scene: Scene, sentence: Sentence, events: list[Event], told: list[Claim]) -> list[Claim]:
    """The text's own statement of a measure: the sentence as a whole."""
    measure = next((event for event in events if event.type in MEASURES), None)
    if told or measure is None:
        return []
    last = sentence.last
    while last > sentence.first + 1 and not scene.tokens.tokens[last - 1].word:
        last -= 1
    start, end = scene.span(sentence.first, last)
    return [
        Claim(
            start=start,
            end=end,
            source=(AUTHOR,),
            act="assert",
            polarity="affirm",
            modality="CT",
            quote="indirect",
            target=measure.targets,
            cue=measure.cue,
            confidence=0.6,
        )
    ]


def sides(scene: Scene, sentence: Sentence) -> tuple[Keys, Keys]:
    """Who acts (topic or subject particle, or the first named) and whom it concerns, in one sentence."""
    actors = [actor for actor in scene.within(sentence.first, sentence.last) if not actor.adjective]
    doers = [actor for actor in actors if _particle(scene, actor, "topic")][:1] or actors[:1]
    others = [actor for actor in actors if actor not in doers]
    listed = [actor for actor in others if actor.listed]
    return _keys(doers), _keys(listed or others)


def _act(scene: Scene, place: int) -> Act | None:
    low = scene.tokens.tokens[place].low
    for act in ACTS:
        if any(low.startswith(stem) for stem in scene.pack.words("verb_last", act)):
            return act
    return None


def _particle(scene: Scene, actor: Actor, kind: str) -> bool:
    """Whether a particle of a kind ends the word that holds the actor, or the office behind it."""
    for place in range(actor.last - 1, min(len(scene.tokens.tokens), actor.last + 3)):
        low = scene.tokens.tokens[place].low
        if any(low.endswith(ending) for ending in scene.pack.words("verb_last", kind)):
            return True
        if place + 1 in scene.by_token:
            return False
    return False


def _speaker(scene: Scene, discourse: Discourse, first: int, verb: int) -> tuple[int, Keys]:
    """The token behind the speaker, and its keys; the start itself where nobody is named at the head."""
    topics = scene.pack.words("verb_last", "topic")
    for place in range(first, verb):
        low = scene.tokens.tokens[place].low
        if not any(low.endswith(ending) for ending in topics):
            continue
        named = [actor for actor in scene.within(first, place + 1) if actor.first <= place]
        if named:
            chosen = [named[-1]] if named[-1].sort is not Sort.STATE else named
            return place + 1, _keys(chosen)
        officials = scene.pack.words("actor", "official")
        if any(word in low for word in officials):
            return place + 1, discourse.officials(low, place)
        return first, ()
    return first, ()


def _claim(scene: Scene, discourse: Discourse, first: int, verb: int, act: Act, speaker: Keys) -> Claim | None:
    if verb - first < 1:
        return None
    last = verb if act in {"assert", "allege", "concern", "plan"} else verb + 1
    start, end = scene.span(first, last)
    end -= _quoting(scene, last - 1)
    actors = [actor for actor in scene.within(first, last) if actor.sort is not Sort.BODY]
    subjects = [actor for actor in actors if _particle(scene, actor, "topic")]
    listed = [actor for actor in actors if actor.listed]
    about = tuple(key for key in _keys(listed or subjects or actors) if key not in speaker)
    if act == "deny":
        about = merged([*speaker, *(about if listed else ())])
    words = scene.words(first, verb)
    negated = any(word in scene.pack.words("verb_last", "negators") for word in words[-3:])
    return Claim(
        start=start,
        end=max(end, start + 1),
        source=speaker,
        act=act,
        polarity="negate" if act == "deny" or negated else "affirm",
        modality=_MODALITY.get(act, "CT"),
        quote="indirect",
        target=about or (speaker if act == "deny" else discourse.spoken_of),
        cue=Span(*scene.span(verb, verb + 1)),
        confidence=0.55,
    )


def _quoting(scene: Scene, place: int) -> int:
    """Code points of the quoting particle at the end of what is said."""
    low = scene.tokens.tokens[place].low
    endings = scene.pack.words("verb_last", "quoting")
    return max((len(ending) for ending in endings if low.endswith(ending) and len(low) > len(ending)), default=0)


def _keys(actors: list[Actor]) -> Keys:
    return merged(key for actor in actors for key in actor.keys)
