"""Who stands on a list or under measures, without an act that puts them there (`has been on the list since 2022`)."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys
from ostrakon.reading.actors.phrases import named_by
from ostrakon.reading.actors.references import references
from ostrakon.reading.claims.clauses import clause_end, subject
from ostrakon.reading.events.arguments import authority
from ostrakon.reading.events.dates import Calendar
from ostrakon.reading.findings import Event, Span
from ostrakon.reading.grammar.phrases import Match, longest
from ostrakon.reading.grammar.tokens import Sentence

TARGETS_MAX = 2
"""Actors before the words of standing that are taken where no subject is seen."""


def standings(scene: Scene, sentence: Sentence) -> list[Match]:
    """Words of a standing in a sentence, each place once; the value is `present` or `absent`."""
    found = scene.pack.phrases("listed_status").find(scene.tokens.tokens, {}, sentence.first, sentence.last)
    return longest(match for match in found if match.last <= sentence.last)


def who(scene: Scene, discourse: Discourse, sentence: Sentence, match: Match) -> Keys:
    """Whose standing it is: the subject, else who is named before the words, else a party named behind them."""
    first, last, _ = subject(scene, match.first, sentence.first)
    keys = named_by(scene, discourse, first, last)[0] if last > first else ()
    if keys:
        return keys
    before = [one for one in references(scene, discourse, sentence.first, match.first) if not one.adjective]
    parties = [one for one in before if one.party] or before
    if parties:
        return tuple(key for one in parties for key in one.keys)[:TARGETS_MAX]
    within = references(scene, discourse, match.first, match.last)
    return tuple(key for one in within if one.party for key in one.keys)[:TARGETS_MAX]


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
