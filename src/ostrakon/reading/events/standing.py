"""Events that a text tells as a standing: a listing without an act (`has been on the list since 2022`)."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.claims.clauses import clause_end
from ostrakon.reading.claims.standing import standings, who
from ostrakon.reading.events.arguments import authority
from ostrakon.reading.events.dates import Calendar
from ostrakon.reading.findings import Event, Span
from ostrakon.reading.grammar.tokens import Sentence


def standing_events(scene: Scene, discourse: Discourse, sentence: Sentence, calendar: Calendar) -> list[Event]:
    """The sanction events that a sentence tells as a standing: past where it has a date, else ongoing."""
    matches = standings(scene, sentence)
    absent = {place for match in matches if match.value == "absent" for place in range(match.first, match.last)}
    barred = {
        place
        for match in scene.pack.phrases("event_not").find(scene.tokens.tokens, {}, sentence.first, sentence.last)
        for place in range(match.first, match.last)
    }
    events = []
    for match in matches:
        if match.value != "present" or match.first in absent | barred:
            continue
        if scene.measured.isdisjoint(range(match.first, match.last + 1)):
            continue
        about = who(scene, discourse, sentence, match)
        end = max(match.last, clause_end(scene, match.last - 1, sentence.last, []))
        owners = _owners(scene, match.first, end, about)
        start, finish = scene.span(match.first, end)
        date = calendar.near(start, finish, start)
        events.append(
            Event(
                start=start,
                end=finish,
                type="sanction",
                actors=owners,
                targets=tuple(key for key in about if key not in owners),
                place=None,
                date=date,
                status="past" if date else "ongoing",
                cue=Span(*scene.span(match.first, match.last)),
                claim=None,
                confidence=0.7 if about else 0.45,
            )
        )
    return events


def _owners(scene: Scene, first: int, end: int, about: Keys) -> Keys:
    """Whose list it is: the states and bodies in the words, or that the measure's name tells."""
    found: list[str] = []
    for place in range(first, end):
        actor = scene.by_token.get(place)
        if actor is not None and actor.sort in {Sort.STATE, Sort.BODY}:
            found += [key for key in actor.keys if key not in found and key not in about]
        elif place in scene.measured and (key := authority(scene.tokens.tokens[place].low)) and key not in found:
            found.append(key)
    return tuple(found) or ((scene.main_state,) if scene.main_state and scene.main_state not in about else ())
