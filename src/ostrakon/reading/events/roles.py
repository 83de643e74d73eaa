"""What the type of an event says of its actors and targets, once the sentence has given some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Keys, merged
from ostrakon.reading.events.triggers import Trigger
from ostrakon.reading.findings import Claim
from ostrakon.reading.grammar.tokens import Sentence
from ostrakon.reading.topics.regimes import HEAVY, STATE_OF

MEASURES = frozenset({"sanction", "asset_freeze", "ban", "delisting"})
SHARED = frozenset({"cooperation", "trade", "payment_system", "agreement"})
"""Types whose parties act together."""


def settled(
    scene: Scene,
    sentence: Sentence,
    trigger: Trigger,
    sides: tuple[Keys, Keys],
    held: Claim | None,
    end: int,
) -> tuple[Keys, Keys]:
    """Actors and targets after what the type demands.

    A visit is to a state; persons meet persons; who is arrested in a state is arrested by it; a test is by the state
    spoken of; a veto is against the body; a measure on listed parties is not on what stands beside them; parties of a
    plan to cooperate are those that the plan is about.
    """
    actors, targets = sides
    sorts = scene.sorts
    if trigger.type == "visit":
        return actors, _first(targets, sorts, Sort.STATE) or _locals(scene, trigger.first, end)
    if trigger.type == "meeting" and not trigger.verb:
        return _meeting(scene, sentence, trigger, merged([*actors, *targets]), sorts), ()
    if trigger.type == "arrest" and not actors:
        return _locals(scene, trigger.first, end), targets
    if trigger.type == "indictment" and not actors and scene.main_state:
        return (scene.main_state,), targets
    if trigger.type == "test" and not actors:
        return _spoken_of(scene, trigger), targets
    if trigger.type == "veto":
        return actors, _first(targets, sorts, Sort.BODY) or targets
    if trigger.type in MEASURES and any(key[:2] not in {"c:", "u:"} for key in targets):
        return actors, tuple(key for key in targets if key[:2] not in {"c:", "u:"})
    if trigger.type == "sanction" and not targets:
        return actors, _regime(scene, trigger.first, end)
    if trigger.type in SHARED and not trigger.verb and held is not None:
        states = tuple(key for key in held.target if key.startswith("c:"))
        if len(states) > 1:
            return states, ()
    return actors, targets


def _first(keys: Sequence[str], sorts: Mapping[str, Sort], sort: Sort) -> Keys:
    return tuple(key for key in keys if sorts.get(key) is sort)[:1]


def _meeting(scene: Scene, sentence: Sentence, trigger: Trigger, keys: Keys, sorts: Mapping[str, Sort]) -> Keys:
    """Persons where the sentence names two, else whoever was found."""
    persons = [key for key in keys if sorts.get(key) is Sort.PERSON]
    if not persons:
        return keys
    before = [actor for actor in scene.within(sentence.first, trigger.first) if actor.sort is Sort.PERSON]
    return merged([*(before[-1].keys if before else ()), *persons])


def _locals(scene: Scene, first: int, end: int) -> Keys:
    """The state in which something happens (`arrested in Canada`)."""
    locative = scene.pack.words("grammar", "locative")
    for actor in scene.within(first, end):
        if actor.sort is Sort.STATE and locative & set(scene.words(max(first, actor.first - 2), actor.first)):
            return actor.keys
    return ()


def _regime(scene: Scene, first: int, end: int) -> Keys:
    """The state of the regime that a measure without a target names (`adopted resolution 1718`)."""
    start, finish = scene.span(first, end)
    for mention in scene.mentions:
        if (
            mention.kind == "programme"
            and mention.start < finish
            and start < mention.end
            and mention.key[2:] in STATE_OF
        ):
            return (STATE_OF[mention.key[2:]],)
    return ()


def _spoken_of(scene: Scene, trigger: Trigger) -> Keys:
    """The state under wide measures that was named last."""
    for actor in reversed(scene.before(trigger.first)):
        if actor.sort is Sort.STATE and set(actor.keys) <= HEAVY:
            return actor.keys
    return ()
