"""The events of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.claims.clauses import clause_end
from ostrakon.reading.claims.predicates import Predicate, predicates
from ostrakon.reading.events.arguments import arguments
from ostrakon.reading.events.dates import Calendar
from ostrakon.reading.events.places import place_of
from ostrakon.reading.events.roles import settled
from ostrakon.reading.events.standing import standing_events
from ostrakon.reading.events.status import status
from ostrakon.reading.events.triggers import Trigger, triggers
from ostrakon.reading.findings import Claim, Event, Span
from ostrakon.reading.grammar.tokens import Sentence

ACT_OF = {"accusation": "allege", "denial": "deny", "criticism": "criticise", "demand": "demand", "threat": "plan"}
"""Events that are the act of a claim: their arguments are the claim's."""


WEAK = frozenset(
    {
        "funds_transfer",
        "sanctions_breach",
        "support",
        "visit",
        "meeting",
        "statement",
        "agreement",
        "trade",
        "ban",
        "cooperation",
    }
    | {"technology_transfer", "penalty", "attack", "release", "criticism"}
)
"""Types whose words are common: without somebody known they are no event of this scheme."""

CLAUSE_MAX = 120
"""Tokens behind a trigger in which its arguments can stand."""

_MEASURES = frozenset({"sanction", "ban", "asset_freeze", "delisting"})


def told(
    scene: Scene,
    discourse: Discourse,
    sentence: Sentence,
    claims: Sequence[Claim],
    calendar: Calendar,
    offset: int,
    earlier: Sequence[Event] = (),
) -> list[Event]:
    """Events of a sentence, in text order.

    Args:
        claims: the sentence's claims that have a source.
        offset: number of the first of them in the reading.
        earlier: events told before.
    """
    found: list[Event] = []
    reporting = predicates(scene, sentence.first, sentence.last)
    seen = triggers(scene, sentence.first, sentence.last)
    measured = any(trigger.type in _MEASURES for trigger in seen)
    for trigger in seen:
        if trigger.type == "follow" and measured:
            continue
        if trigger.type == "follow":
            event = _following(scene, discourse, sentence, trigger, claims, calendar, offset, [*earlier, *found])
        else:
            event = _event(scene, discourse, sentence, trigger, claims, calendar, offset, reporting)
        if event is None or any(_same(event, other) for other in found):
            continue
        if trigger.verb or not any(_repeated(event, other) for other in earlier):
            found.append(event)
    standing = standing_events(scene, discourse, sentence, calendar)
    found = [event for event in found if not any(_same(event, other) for other in standing)]
    found += [event for event in standing if not any(c.start <= event.start < c.end for c in claims)]
    found += [
        _of_act(scene, discourse, claim, offset + number)
        for number, claim in enumerate(claims)
        if claim.act in _EVENT_OF and not any(e.type == _EVENT_OF[claim.act] and _overlap(e, claim) for e in found)
    ]
    return sorted(found, key=lambda event: (event.start, event.end))


def _following(
    scene: Scene,
    discourse: Discourse,
    sentence: Sentence,
    trigger: Trigger,
    claims: Sequence[Claim],
    calendar: Calendar,
    offset: int,
    earlier: Sequence[Event],
) -> Event | None:
    """Somebody takes the measure that another took before (`France followed in March`), or a party meets with it."""
    taken = next((event for event in reversed(earlier) if event.type in _MEASURES and event.targets), None)
    if taken is None:
        return None
    event = _event(scene, discourse, sentence, replace(trigger, type=taken.type), claims, calendar, offset, [])
    if event is None:
        return None
    if event.actors and not any(scene.sorts.get(key) in {Sort.STATE, Sort.BODY} for key in event.actors):
        return structs.replace(event, actors=taken.actors, targets=event.actors)  # `its owner followed in March`
    return structs.replace(event, targets=taken.targets)


_EVENT_OF = {"deny": "denial", "criticise": "criticism"}
"""Acts that are events even where no trigger tells them (`said that he had nothing to do with it`)."""


def _overlap(event: Event, claim: Claim) -> bool:
    return event.start < claim.end and claim.start < event.end


def _same(one: Event, other: Event) -> bool:
    return one.type == other.type and one.start < other.end and other.start < one.end


def _repeated(one: Event, other: Event) -> bool:
    """Whether a noun takes up what was told before."""
    return one.type == other.type and (one.actors, one.targets) == (other.actors, other.targets)


def _of_act(scene: Scene, discourse: Discourse, claim: Claim, number: int) -> Event:
    """The event that a denial or a criticism is."""
    kind = _EVENT_OF[claim.act]
    targets = _answered(scene, claim, discourse) if claim.act == "deny" else claim.target
    return Event(
        start=claim.start,
        end=claim.end,
        type=kind,
        actors=claim.source,
        targets=tuple(key for key in targets if key not in claim.source),
        place=None,
        date=None,
        status="past",
        cue=claim.cue,
        claim=number,
        confidence=round(0.8 * claim.confidence, 2),
    )


def _answered(scene: Scene, claim: Claim, discourse: Discourse) -> Keys:
    """Whom a denial answers: the accusers, where it speaks of charges or a report."""
    words = set(scene.words(scene.tokens.at(claim.start), scene.tokens.at(claim.end)))
    answered = words & scene.pack.words("grammar", "answered_nouns")
    return tuple(key for key in discourse.accusers if key not in claim.source) if answered else ()


def _event(
    scene: Scene,
    discourse: Discourse,
    sentence: Sentence,
    trigger: Trigger,
    claims: Sequence[Claim],
    calendar: Calendar,
    offset: int,
    reporting: list[Predicate],
) -> Event | None:
    reach = min(sentence.last, trigger.first + CLAUSE_MAX)
    end = max(trigger.last, clause_end(scene, trigger.first, reach, reporting))
    start_at = scene.tokens.tokens[trigger.first].start
    act = _own_act(scene, trigger, claims)
    holder = next((n for n, c in enumerate(claims) if c.start <= start_at < c.end), None) if act is None else None
    if holder is not None and claims[holder].act in {"deny", "demand"}:
        return None
    if trigger.type in ACT_OF and act is None and trigger.type not in {"threat", "criticism"}:
        if trigger.type == "accusation" and not trigger.verb:
            return None
        if trigger.type in {"demand", "denial"} and not trigger.verb:
            return None
    held = claims[holder] if holder is not None else None
    actors: Keys
    targets: Keys
    if act is not None:
        actors, targets = _of_claim(scene, trigger, claims[act], discourse)
    else:
        sides = arguments(scene, discourse, sentence, trigger, end, held.source if held else ())
        actors, targets = settled(scene, sentence, trigger, sides, held, end)
    if not _telling(scene, trigger, actors, targets) or _negated(scene, trigger):
        return None
    begin, finish = scene.span(trigger.first, end)
    number = act if act is not None else holder
    return Event(
        start=begin,
        end=finish,
        type=trigger.type,
        actors=actors,
        targets=tuple(key for key in targets if key not in actors),
        place=place_of(scene, trigger.first, end),
        date=calendar.near(*_dated(scene, sentence, trigger), start_at),
        status=status(scene, sentence, trigger.first, trigger.last, trigger.type, held, reporting=act is not None),
        cue=Span(*scene.span(trigger.first, trigger.last)),
        claim=None if number is None else offset + number,
        confidence=round((0.8 if trigger.verb else 0.65) * (1.0 if actors or targets else 0.6), 2),
    )


def _dated(scene: Scene, sentence: Sentence, trigger: Trigger) -> tuple[int, int]:
    """Where a trigger's date can stand: its sentence, as far as no semicolon parts it from the trigger."""
    parted = [at for at in range(sentence.first, sentence.last) if scene.tokens.tokens[at].text == ";"]
    first = max((at + 1 for at in parted if at < trigger.first), default=sentence.first)
    last = min((at for at in parted if at >= trigger.last), default=sentence.last)
    return scene.span(first, last)


def _telling(scene: Scene, trigger: Trigger, actors: Keys, targets: Keys) -> bool:
    """Whether enough is known of who took part: weak types need somebody listed, a state or a body."""
    keys = [*actors, *targets]
    if not keys:
        return trigger.type == "test" or (trigger.type in {"attack", "cyber_theft"} and trigger.verb)
    if trigger.type == "visit" and actors and scene.sorts.get(actors[0], Sort.PERSON) not in {Sort.PERSON, Sort.STATE}:
        return False
    known = any(not key.startswith("u:") or key in {"u:un", "u:eu", "u:west"} for key in keys)
    return known or trigger.type not in WEAK


def _negated(scene: Scene, trigger: Trigger) -> bool:
    """Whether a measure is said not to have been taken."""
    if trigger.type not in {"sanction", "asset_freeze", "ban", "delisting"}:
        return False
    before = scene.words(max(0, trigger.first - 3), trigger.last)
    return bool(set(before) & scene.pack.words("report", "negators"))


def _own_act(scene: Scene, trigger: Trigger, claims: Sequence[Claim]) -> int | None:
    """The claim whose reporting word is this trigger."""
    start = scene.tokens.tokens[trigger.first].start
    end = scene.tokens.tokens[trigger.last - 1].end
    for number, claim in enumerate(claims):
        cue = claim.cue
        if ACT_OF.get(trigger.type) == claim.act and (cue.start <= start < cue.end or start <= cue.start < end):
            return number
    return None


def _of_claim(scene: Scene, trigger: Trigger, claim: Claim, discourse: Discourse) -> tuple[Keys, Keys]:
    actors = claim.source
    if trigger.type == "denial":
        return actors, _answered(scene, claim, discourse)
    if trigger.type == "accusation":
        return actors, claim.target[:1]
    return actors, claim.target
