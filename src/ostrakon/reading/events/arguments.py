"""Who does what to whom in an event."""

from __future__ import annotations

from collections.abc import Iterable

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.clitics import clitic, meant
from ostrakon.reading.actors.discourse import Discourse, Keys, merged
from ostrakon.reading.actors.phrases import named_by
from ostrakon.reading.actors.references import Reference, references
from ostrakon.reading.claims.clauses import finite, subject
from ostrakon.reading.claims.verb_last import sides
from ostrakon.reading.events.triggers import Trigger
from ostrakon.reading.grammar.tokens import Sentence

SYMMETRIC = frozenset({"meeting", "cooperation", "agreement", "trade", "payment_system"})
"""Types whose parties stand on one side when they are joined by `and`."""


LOCAL = frozenset({"visit", "meeting", "trade"})
"""Types whose target is where they take place."""


def arguments(
    scene: Scene, discourse: Discourse, sentence: Sentence, trigger: Trigger, end: int, speaker: Keys
) -> tuple[Keys, Keys]:
    """Actors and targets of an event.

    Args:
        end: where the trigger's clause ends.
        speaker: the source of the claim that holds it, for a pronoun at its head.
    """
    if scene.pack.words("verb_last", "topic"):
        doers, others = sides(scene, sentence, trigger.first)
        if scene.tokens.tokens[trigger.last - 1].low.startswith(scene.pack.endings("verb_last", "undergone")):
            doers, others = others, doers
        return doers, tuple(key for key in others if key not in doers)
    if trigger.verb:
        return _of_verb(scene, discourse, sentence, trigger, end, speaker)
    return _of_noun(scene, discourse, sentence, trigger, end)


def _keys(found: Iterable[Reference]) -> Keys:
    return merged(key for one in found for key in one.keys if key != "u:unnamed")


def _of_verb(
    scene: Scene, discourse: Discourse, sentence: Sentence, trigger: Trigger, end: int, speaker: Keys
) -> tuple[Keys, Keys]:
    first, last, joined = subject(scene, trigger.first, sentence.first)
    left: Keys = named_by(scene, discourse, first, last)[0] if last > first else ()
    if speaker and last - first == 1 and scene.tokens.tokens[first].low in scene.pack.words("grammar", "own"):
        left = speaker
    apposed = scene.by_token.get(trigger.first - 2)
    if trigger.passive and apposed is not None and scene.tokens.tokens[trigger.first - 1].text == ",":
        left = apposed.keys
    if trigger.passive and not left and first == last == trigger.first:
        left = discourse.thing(trigger.first)
    if joined == "shared" or not left:
        left = left or _earlier(scene, discourse, sentence, trigger) or speaker
    if scene.pack.language == "de":
        return _german(scene, discourse, sentence, trigger, end)
    right = references(scene, discourse, trigger.first + 1, end, leave_out=left)
    if trigger.passive:
        agent = _agent(scene, trigger.last, end)
        doers = _keys(r for r in right if agent is not None and r.place > agent)[:2]
        return doers or _usual(scene, discourse, trigger, end), left
    pronoun = clitic(scene, trigger.first, sentence.first) if scene.pack.language != "en" else None
    if pronoun is not None:
        return left, meant(scene, pronoun, left)
    return left, _objects(scene, trigger, right, end) or _taken_up(scene, first, sentence.first)


def _taken_up(scene: Scene, subject_first: int, first: int) -> Keys:
    """The object before a relative pronoun (`a magnate whom the Treasury sanctioned`)."""
    before = subject_first - 1
    if before <= first or scene.tokens.tokens[before].low not in scene.pack.words("grammar", "object_relatives"):
        return ()
    actors = [actor for actor in scene.within(first, before) if not actor.adjective]
    return actors[-1].keys if actors else ()


def _german(scene: Scene, discourse: Discourse, sentence: Sentence, trigger: Trigger, end: int) -> tuple[Keys, Keys]:
    """German puts the participle last and the subject on either side of the finite verb."""
    words = scene.pack.words
    helping = [
        place
        for place in range(sentence.first, trigger.first)
        if scene.tokens.tokens[place].low in words("grammar", "auxiliaries") and trigger.first - place < LONG_CLAUSE
    ]
    finite_at = helping[-1] if helping else trigger.first
    left = [r for r in references(scene, discourse, sentence.first, finite_at) if not r.adjective]
    right = [r for r in references(scene, discourse, finite_at + 1, max(end, trigger.last)) if not r.adjective]
    agents = [r for r in right if scene.tokens.tokens[r.place - 1].low in {"von", "durch", "vom"}]
    if helping and scene.tokens.tokens[finite_at].low in words("grammar", "passive"):
        return _keys(agents), _keys(r for r in (left[-1:] or right) if r not in agents)
    opened = set(scene.words(sentence.first, left[0].place)) & words("grammar", "clause_openers") if left else set()
    if opened and not helping and len(left) > 1:  # `bevor die EU ihn auf die Liste setzte`: the subject comes first
        return _keys(left[:1]), _keys([*left[1:], *right])
    doers = left[-1:] or right[:1]
    return _keys(doers), _keys(r for r in right if r not in doers)


LONG_CLAUSE = 25
"""Tokens between a German auxiliary and its participle."""


def _usual(scene: Scene, discourse: Discourse, trigger: Trigger, end: int) -> Keys:
    """Who takes a measure whose author is not told: the regime's, if its name tells, else who took the one before."""
    if trigger.type not in {"sanction", "asset_freeze", "delisting"}:
        return ()
    for place in range(trigger.first, end):
        actor = scene.by_token.get(place)
        if actor is not None and actor.sort is Sort.BODY:
            return actor.keys
        if place in scene.measured and (owner := authority(scene.tokens.tokens[place].low)):
            return (owner,)
    return discourse.doers[-1][1] if discourse.doers else ((scene.main_state,) if scene.main_state else ())


def authority(word: str) -> str:
    """Whose measures they are, by one word of their name (`EU-Sanktionsliste`); empty where it does not tell."""
    letters = word.replace(".", "").partition("-")[0]
    return {
        "uno": "u:un",
        "onu": "u:un",
        "оон": "u:un",
        "ue": "u:eu",
        "ес": "u:eu",
        "europäische": "u:eu",
        "européenne": "u:eu",
        "europea": "u:eu",
        "америк": "c:US",
        "sdn": "c:US",
        "ofac": "c:US",
        "un": "u:un",
        "us": "c:US",
        "american": "c:US",
        "eu": "u:eu",
        "european": "u:eu",
        "uk": "c:GB",
        "british": "c:GB",
        "western": "u:west",
    }.get(letters, "")


def _earlier(scene: Scene, discourse: Discourse, sentence: Sentence, trigger: Trigger) -> Keys:
    """The subject of a verb before that this one shares: the first actor of the sentence that is no adjective."""
    for actor in scene.within(sentence.first, trigger.first):
        if not actor.adjective:
            return actor.keys
    found = references(scene, discourse, sentence.first, trigger.first)
    return found[0].keys if found else ()


def _agent(scene: Scene, first: int, end: int) -> int | None:
    by = scene.pack.words("grammar", "by")
    return next((place for place in range(max(0, first - 1), end) if scene.tokens.tokens[place].low in by), None)


def _objects(scene: Scene, trigger: Trigger, right: list[Reference], end: int) -> Keys:
    """The object: names up to a word that begins a reason, a time or a purpose; else an unlisted noun."""
    stops = scene.pack.words("grammar", "for_reason")
    parties: list[Reference] = []
    listed = _enumerated(scene, trigger, right, end)
    if listed:
        return listed
    if trigger.type in MEASURED and (against := _measured(scene, trigger, right)):
        return against
    head = _plain_object(scene, trigger, right, end)
    if head:
        return head
    locative = scene.pack.words("grammar", "locative")
    possessives = scene.pack.words("grammar", "possessives")
    right = [one for one in right if one.name or scene.tokens.tokens[one.place].low not in possessives]
    right = [
        one
        for one in right
        if not (
            one.sort is Sort.STATE and scene.tokens.tokens[one.place - 1].low in locative and trigger.type not in LOCAL
        )
    ]
    for one in right:
        between = scene.words(parties[-1].last if parties else trigger.last, one.place)
        if not parties and trigger.type != "asset_freeze" and set(between) & scene.pack.words("grammar", "boundaries"):
            break
        if parties and (
            set(between) & stops
            or len(between) > 6
            or any(finite(scene, p) for p in range(parties[-1].last, one.place))
        ):
            break
        if one.adjective and one is not right[-1] and any(not r.adjective for r in right):
            continue
        parties.append(one)
    return _keys(parties)


MEASURED = frozenset({"sanction", "asset_freeze", "ban", "delisting"})


def _enumerated(scene: Scene, trigger: Trigger, right: list[Reference], end: int) -> Keys:
    """The parties behind a colon or `among them`, for measures against several."""
    if trigger.type not in MEASURED:
        return ()
    tokens = scene.tokens.tokens
    opened = next(
        (
            place
            for place in range(trigger.first, end)
            if tokens[place].text == ":" or (tokens[place].low in scene.pack.words("grammar", "enumerating"))
        ),
        None,
    )
    if opened is None:
        return ()
    before = _keys(one for one in right if one.place < opened and one.party and one.name)
    return merged([*before, *_keys(one for one in right if one.place > opened and one.party and one.name)])


def _measured(scene: Scene, trigger: Trigger, right: list[Reference]) -> Keys:
    """The listed parties behind a measure, up to a word that begins a reason or a clause about one of them."""
    words = scene.pack.words
    stops = words("grammar", "reason_openers") | words("grammar", "relatives") | words("grammar", "boundaries")
    found: list[Reference] = []
    last = trigger.first
    for one in right:
        if set(scene.words(last, one.place)) & stops and one.place > trigger.last:
            break
        last = one.last
        if one.party and not one.adjective and not all(key.startswith("u:") for key in one.keys):
            found.append(one)
    return _keys(found)


def _plain_object(scene: Scene, trigger: Trigger, right: list[Reference], end: int) -> Keys:
    """An object without a name (`a Swiss-based oil trader`, `three sales agents`) that stands before any name."""
    if trigger.last - trigger.first > 1:
        return ()
    words = scene.pack.words
    noun = ""
    for place in range(trigger.first + 1, end):
        token = scene.tokens.tokens[place]
        actor = scene.by_token.get(place)
        if (actor is not None and not actor.adjective) or any(one.place == place and not one.name for one in right):
            return ()
        if (
            not token.word
            or token.low in words("grammar", "prepositions")
            or token.low in words("grammar", "boundaries")
        ):
            break
        if (
            token.low in words("actor", "animate")
            or token.low in words("actor", "company")
            or token.low in words("actor", "vessel")
        ):
            noun = token.low
    if noun and trigger.type in MEASURED and (counted := _named_later(scene, trigger.first + 1, end)):
        return counted
    return (f"u:{noun}",) if noun else ()


LATER = 120
"""Tokens in which those are named whom a measure has counted (`designates four companies`)."""


def _named_later(scene: Scene, first: int, end: int) -> Keys:
    """The parties that are counted here and named further on, if as many are."""
    numbers = scene.pack.ordered("actor", "numbers")
    count = next((numbers.index(low) + 2 for low in scene.words(first, end) if low in numbers), 0)
    if not count:
        return ()
    keys = merged(key for actor in scene.within(first, first + LATER) if actor.listed for key in actor.keys)
    return keys[:count] if len(keys) >= count else ()


def _of_noun(scene: Scene, discourse: Discourse, sentence: Sentence, trigger: Trigger, end: int) -> tuple[Keys, Keys]:
    """`Putin's visit to Vietnam`, `the seizure of the ship by marines`, `talks between Russia and Iran`."""
    right = references(scene, discourse, trigger.first, end)
    listed = _enumerated(scene, trigger, right, end)
    if listed:
        first, last, _ = subject(scene, trigger.first, sentence.first)
        doer = named_by(scene, discourse, first, last)[0] if last > first else ()
        return doer or _earlier(scene, discourse, sentence, trigger), listed
    left = [one for one in references(scene, discourse, sentence.first, trigger.first) if trigger.first - one.last <= 4]
    words = scene.pack.words
    right = [one for one in right if not one.adjective] or right
    owner = [one for one in left if trigger.first - one.last <= 3]
    doers, others = list(owner), list(right)
    if not owner:
        subject_side = [one for one in references(scene, discourse, sentence.first, trigger.first) if not one.adjective]
        doers = subject_side[-1:] if subject_side else []
    by = [one for one in right if one.place > 0 and scene.tokens.tokens[one.place - 1].low in words("grammar", "by")]
    if by:
        doers, others = by, [one for one in right if one not in by]
    if trigger.type in SYMMETRIC and len(others) >= 2 and not owner:
        return _keys(others), ()
    if trigger.type in SYMMETRIC and others and doers and trigger.type == "meeting":
        return _keys([*doers, *others]), ()
    return _keys(doers), _keys(one for one in others if one.sort is not None or one.party)[:3]
