"""A text with its mentions → programmes, claims, events and red flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ostrakon.reading.actors.actor import Scene
from ostrakon.reading.actors.casting import cast
from ostrakon.reading.actors.discourse import Discourse
from ostrakon.reading.claims.attributed import attributed
from ostrakon.reading.claims.disputes import linked
from ostrakon.reading.claims.stated import MEASURES, stated
from ostrakon.reading.claims.verb_last import stated_verb_last, verb_last
from ostrakon.reading.events.dates import Calendar, text_date
from ostrakon.reading.events.denied import after_denials
from ostrakon.reading.events.telling import told
from ostrakon.reading.events.triggers import marks
from ostrakon.reading.findings import Claim, Event, Programme, RedFlag
from ostrakon.reading.grammar.pack import languages, pack
from ostrakon.reading.grammar.tokens import Tokens, tokenise
from ostrakon.reading.issuer import issuer_of
from ostrakon.reading.long_texts import (
    PART_MAX,
    joined_flags,
    joined_programmes,
    moved_claims,
    moved_events,
    moved_mentions,
    parts,
    within,
)
from ostrakon.reading.mentions import Mention
from ostrakon.reading.topics.flags import red_flags
from ostrakon.reading.topics.goods import goods
from ostrakon.reading.topics.regimes import measures, programme_mentions, programmes, resolved, sanctioned_state

EVERYDAY = frozenset({"arrest", "release", "penalty", "criticism", "demand", "denial", "agreement", "statement"})
"""Events that happen to everybody: alone they say nothing about a text in which nobody listed is named."""
HEADING_WORDS = 8
"""A heading of fewer tokens tells nothing that its text does not."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a text says, beyond whom it names.

    Attributes:
        date: of the text, ISO; None when it has none.
        mentions: all mentions, in text order.
        programmes, claims, events, red_flags: see `findings`.
    """

    date: str | None
    mentions: tuple[Mention, ...]
    programmes: tuple[Programme, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()


def interpret(
    text: str,
    mentions: Sequence[Mention],
    countries: Mapping[str, tuple[str, ...]],
    *,
    language: str | None,
    date: str | None = None,
    issuer: str = "",
) -> Interpretation:
    """Read what a text says about parties and states.

    A text that names no listed party, no measure and no sanctioned state's dealings gives mentions alone.

    Args:
        text: the text.
        mentions: parties, countries and identifiers.
        countries: countries of each listed party, as `c:XX`, by its key.
        language: ISO 639-1; languages without a lexicon give mentions and cited acts alone.
        date: the text's date where the caller knows it.
        issuer: the authority whose press release it is, as a key; empty when the text does not come from one.
    """
    known = language if language in languages() else ""
    if len(text) <= PART_MAX:
        return _part(text, mentions, countries, known or "", date, issuer or issuer_of(text))
    return _in_parts(text, mentions, countries, known or "", date, issuer or issuer_of(text))


def _in_parts(
    text: str,
    mentions: Sequence[Mention],
    countries: Mapping[str, tuple[str, ...]],
    language: str,
    date: str | None,
    issuer: str,
) -> Interpretation:
    """A long text, part by part."""
    kept: list[Mention] = []
    claims: list[Claim] = []
    events: list[Event] = []
    named: list[tuple[int, Programme]] = []
    flags: list[tuple[int, RedFlag]] = []
    for start, end in parts(text):
        read = _part(text[start:end], within(mentions, start, end), countries, language, date, issuer)
        date = date or read.date
        kept += moved_mentions(read.mentions, start)
        events += moved_events(read.events, start, len(claims))
        claims += moved_claims(read.claims, start, len(claims))
        named += [(start, one) for one in read.programmes]
        flags += [(start, one) for one in read.red_flags]
    return Interpretation(
        date=date,
        mentions=tuple(kept),
        programmes=joined_programmes(named),
        claims=tuple(claims),
        events=tuple(events),
        red_flags=joined_flags(flags),
    )


def _part(
    text: str,
    mentions: Sequence[Mention],
    countries: Mapping[str, tuple[str, ...]],
    language: str,
    date: str | None,
    issuer: str,
) -> Interpretation:
    """One text, or one part of a long one."""
    lexicon = pack(language)
    tokens = tokenise(text)
    states = [m for m in mentions if m.kind == "country"]
    found = resolved(measures(tokens, lexicon, states), text, mentions, countries)
    kept = _outside(mentions, programme_mentions(found, text))
    scene = cast(tokens, lexicon, kept, countries)
    when = date or text_date(text, {name: n % 12 + 1 for n, name in enumerate(lexicon.ordered("grammar", "months"))})
    if not _matters(kept):
        return Interpretation(date=when, mentions=tuple(kept))
    taken = {place for actor in scene.actors if actor.listed for place in range(actor.first, actor.last)}
    taken |= _tokens_of(tokens, [m for m in kept if m.kind == "programme"])
    everything = sorted([*kept, *goods(tokens, lexicon, taken)], key=lambda m: (m.start, m.end))
    claims, events = _read(scene, Calendar(scene, when), issuer)
    claims = linked(claims)
    events = after_denials(events, claims)
    named = any(m.kind in {"party", "programme"} for m in kept)
    if not named and not any(event.type not in EVERYDAY for event in events):
        return Interpretation(date=when, mentions=tuple(kept))
    all_marks = {place: mark for s in tokens.sentences for place, mark in marks(scene, s.first, s.last).items()}
    return Interpretation(
        date=when,
        mentions=tuple(everything),
        programmes=programmes(found),
        claims=tuple(claims),
        events=tuple(events),
        red_flags=red_flags(tokens, lexicon, all_marks, events),
    )


def _read(scene: Scene, calendar: Calendar, issuer: str) -> tuple[list[Claim], list[Event]]:
    discourse = Discourse(scene, issuer)
    claims: list[Claim] = []
    events: list[Event] = []
    measured = False
    for sentence in scene.tokens.sentences:
        if sentence.heading and (sentence.first == 0 or sentence.last - sentence.first < HEADING_WORDS):
            continue
        ordered = bool(scene.pack.words("verb_last", "topic"))
        said = verb_last(scene, discourse, sentence) if ordered else attributed(scene, discourse, sentence)
        happened = told(scene, discourse, sentence, said, calendar, len(claims), events)
        if ordered:
            own = stated_verb_last(scene, sentence, happened, said)
        else:
            own = stated(scene, discourse, sentence, happened, said, issuer, measured=measured)
        measured = bool(own)
        discourse.doers += _doers(scene, happened)
        claims += said
        claims += own
        events += happened
    return claims, events


def _doers(scene: Scene, happened: Sequence[Event]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Who took the measures of a sentence, those of subordinate clauses first, so that the main one is the latest."""
    main: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    minor: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    openers = scene.pack.words("grammar", "clause_openers")
    for event in happened:
        if event.status not in {"past", "ongoing"}:
            continue
        if event.type in MEASURES or event.type in {"seizure", "arrest", "indictment"}:
            place = scene.tokens.at(event.cue.start)
            before = set(scene.words(max(0, place - 8), place))
            one = (scene.tokens.text[event.cue.start : event.cue.end].lower(), event.actors, event.targets)
            (minor if before & openers else main).append(one)
    return minor + main


def _outside(mentions: Sequence[Mention], named: Sequence[Mention]) -> list[Mention]:
    """Mentions and measures together; a country in a measure's name is none, nor a measure in a party's name."""
    parties = [m for m in mentions if m.kind == "party"]
    kept = [one for one in named if not any(p.start < one.end and one.start < p.end for p in parties)]
    plain = [m for m in mentions if m.kind != "country" or not any(r.start < m.end and m.start < r.end for r in kept)]
    return sorted([*plain, *kept], key=lambda m: (m.start, m.end))


def _matters(mentions: Sequence[Mention]) -> bool:
    if any(m.kind in {"party", "programme"} for m in mentions):
        return True
    return any(m.kind == "country" and sanctioned_state(m.key) for m in mentions)


def _tokens_of(tokens: Tokens, mentions: Sequence[Mention]) -> set[int]:
    found: set[int] = set()
    for mention in mentions:
        place = tokens.at(mention.start)
        while place < len(tokens.tokens) and tokens.tokens[place].start < mention.end:
            found.add(place)
            place += 1
    return found
