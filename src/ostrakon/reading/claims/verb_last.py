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
HEAD = 8
"""Tokens at the head of a sentence in which an attribution stands."""
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
        opening, _ = clause(scene, sentence, place)
        if opening > start and any(_topical(scene, at) for at in range(opening, place)):
            start = opening
        first, named = _speaker(scene, discourse, start, place)
        speaker = named or speaker or discourse.source or (UNNAMED,)
        for begin, end in _contents(scene, first, place):
            claim = _claim(scene, discourse, (begin, end), place, act if end == place else "assert", speaker)
            if claim is not None:
                claims.append(claim)
                discourse.spoken_of = claim.target or discourse.spoken_of
                discourse.spoke(claim.source, person=False)
        if claims and act == "allege":
            discourse.accuse(claims[-1].source, claims[-1].target)
        start = place + 1
    return claims or _according(scene, discourse, sentence)


def _according(scene: Scene, discourse: Discourse, sentence: Sentence) -> list[Claim]:
    """`재무부에 따르면 C`: what is said stands behind, without a word of saying."""
    signs = scene.pack.words("verb_last", "according")
    for place in range(sentence.first, min(sentence.last, sentence.first + HEAD)):
        if scene.tokens.tokens[place].low not in signs:
            continue
        named = scene.within(sentence.first, place)
        first, last = place + 1, sentence.last
        while first < last and not scene.tokens.tokens[first].word:
            first += 1
        while last > first and not scene.tokens.tokens[last - 1].word:
            last -= 1
        claim = _claim(scene, discourse, (first, last), last, "assert", _keys([named[-1]])) if named else None
        return [claim] if claim is not None else []
    return []


def _topical(scene: Scene, place: int) -> bool:
    """Whether a token that holds an actor or an office carries a topic particle."""
    low = scene.tokens.tokens[place].low
    if not low.endswith(scene.pack.endings("verb_last", "topic")):
        return False
    return place in scene.by_token or any(word in low for word in scene.pack.words("actor", "official"))


def _contents(scene: Scene, first: int, verb: int) -> list[tuple[int, int]]:
    """What is said, divided where a quoting ending goes on to a second content (`…문제라며 …않겠다고 주장했다`)."""
    joining = scene.pack.endings("verb_last", "quoting_on")
    places = [at for at in range(first + 1, verb - 2) if scene.tokens.tokens[at].low.endswith(joining)]
    if not places:
        return [(first, verb)]
    behind = places[-1] + 1
    while behind < verb and not scene.tokens.tokens[behind].word:
        behind += 1
    return [(first, places[-1] + 1), (behind, verb)]


def stated_verb_last(scene: Scene, sentence: Sentence, events: list[Event], told: list[Claim]) -> list[Claim]:
    """The text's own statements of measures: each clause that tells of one and that nobody is named for."""
    claims: list[Claim] = []
    for measure in events:
        if measure.type not in MEASURES or measure.status not in {"past", "ongoing"}:
            continue
        first, last = clause(scene, sentence, scene.tokens.at(measure.cue.start))
        while last > first + 1 and not scene.tokens.tokens[last - 1].word:
            last -= 1
        start, end = scene.span(first, last)
        if any(other.start < end and start < other.end for other in (*told, *claims)):
            continue
        claims.append(
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
        )
    return claims


def clause(scene: Scene, sentence: Sentence, place: int) -> tuple[int, int]:
    """The clause around a token: between commas that follow a connecting ending (`…올랐고,`)."""
    tokens = scene.tokens.tokens
    endings = scene.pack.endings("verb_last", "connecting")
    bounds = [
        at
        for at in range(sentence.first + 1, sentence.last)
        if tokens[at].text == "," and tokens[at - 1].low.endswith(endings)
    ]
    first = max((at + 1 for at in bounds if at < place), default=sentence.first)
    return first, min((at for at in bounds if at > place), default=sentence.last)


def sides(scene: Scene, sentence: Sentence, place: int) -> tuple[Keys, Keys]:
    """Who acts (topic or subject particle, or the first named) and whom it concerns, in the clause of a token."""
    first, last = clause(scene, sentence, place)
    actors = [actor for actor in scene.within(first, last) if not actor.adjective]
    doers = [actor for actor in actors if actor.first <= place and _particle(scene, actor, "topic")][:1]
    if doers:
        doers = [*_joined_before(scene, actors, doers[0]), *doers]
    else:
        earlier = [actor for actor in scene.within(sentence.first, first) if not actor.adjective]
        doers = [actor for actor in earlier if _particle(scene, actor, "topic")][:1] or actors[:1]
    others = [actor for actor in actors if actor not in doers]
    listed = [actor for actor in others if actor.listed]
    return _keys(doers), _keys(listed or others)


def _joined_before(scene: Scene, actors: list[Actor], doer: Actor) -> list[Actor]:
    """Those that `와`, `과` or a comma joins to the one with the particle (`한국과 미국, 일본이`)."""
    joining = scene.pack.endings("verb_last", "joining")
    found: list[Actor] = []
    head = doer
    for actor in reversed([one for one in actors if one.first < doer.first]):
        if actor.sort is not doer.sort or head.first - actor.last > 1:
            break
        between = scene.tokens.tokens[head.first - 1]
        if not (between.text == "," or scene.tokens.tokens[actor.last - 1].low.endswith(joining)):
            break
        found.insert(0, actor)
        head = actor
    return found


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
    topics = scene.pack.endings("verb_last", "topic")
    for place in range(first, verb):
        low = scene.tokens.tokens[place].low
        if not low.endswith(topics):
            continue
        named = [actor for actor in scene.within(first, place + 1) if actor.first <= place]
        if named:
            listed = [actor for actor in named if actor.listed]
            chosen = [named[-1]] if named[-1].sort is not Sort.STATE else listed[-1:] or named
            return place + 1, _keys(chosen)
        if low in scene.pack.words("actor", "person"):
            before = [actor for actor in scene.before(first) if _particle(scene, actor, "topic")]
            return place + 1, before[-1].keys if before else discourse.source
        if any(low.startswith(word) for word in scene.pack.words("actor", "animate")):
            return place + 1, (f"u:{low[:-1]}",)
        officials = scene.pack.words("actor", "official")
        if any(word in low for word in officials):
            return place + 1, discourse.officials(low, place)
        later = scene.tokens.tokens[place + 1 : verb]
        if low.endswith(("은", "는")) and any(token.low.endswith(topics) for token in later):
            return place + 1, (f"u:{low[:-1]}",)
        return first, ()
    return first, ()


def _claim(
    scene: Scene, discourse: Discourse, content: tuple[int, int], verb: int, act: Act, speaker: Keys
) -> Claim | None:
    first, behind = content
    if behind - first < 1:
        return None
    words = scene.words(first, behind)
    act = _repaired(scene, words, act)
    last = behind if act in {"assert", "allege", "concern", "plan"} or behind < verb else verb + 1
    start, end = scene.span(first, last)
    end -= _quoting(scene, last - 1)
    actors = [actor for actor in scene.within(first, last) if actor.sort is not Sort.BODY]
    subjects = [actor for actor in actors if _particle(scene, actor, "topic")]
    listed = [actor for actor in actors if actor.listed]
    about = tuple(key for key in _keys(listed or subjects or actors) if key not in speaker)
    if act == "deny":
        about = merged([*speaker, *(about if listed else ())])
    negated = any(word.endswith(scene.pack.endings("verb_last", "negators")) for word in words[-3:])
    cue = min(verb, len(scene.tokens.tokens) - 1)
    return Claim(
        start=start,
        end=max(end, start + 1),
        source=speaker,
        act=act,
        polarity="negate" if act == "deny" or negated else "affirm",
        modality=_modality(scene, words, act),
        quote="indirect",
        target=about or (speaker if act == "deny" else discourse.spoken_of),
        cue=Span(*scene.span(cue, cue + 1)),
        confidence=0.55,
    )


def _repaired(scene: Scene, words: list[str], act: Act) -> Act:
    """The act, where the content says more than the verb: `하겠다고 말했다` is a plan."""
    intending = scene.pack.endings("verb_last", "intending")
    return "plan" if act == "assert" and words[-1].endswith(intending) else act


def _modality(scene: Scene, words: list[str], act: Act) -> Modality:
    if act in _MODALITY:
        return _MODALITY[act]
    tail = "".join(words[-3:])
    if any(sign in tail for sign in scene.pack.words("verb_last", "possible")):
        return "PS"
    return "PR" if any(sign in tail for sign in scene.pack.words("verb_last", "likely")) else "CT"


def _quoting(scene: Scene, place: int) -> int:
    """Code points of the quoting particle at the end of what is said."""
    low = scene.tokens.tokens[place].low
    endings = scene.pack.words("verb_last", "quoting")
    return max((len(ending) for ending in endings if low.endswith(ending) and len(low) > len(ending)), default=0)


def _keys(actors: list[Actor]) -> Keys:
    return merged(key for actor in actors for key in actor.keys)
