"""Words that tell of an event, with its type."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.grammar.phrases import Marks, Match

_PRIORITY = (
    "delisting asset_freeze arms_transfer technology_transfer payment_system cyber_theft sanctions_breach veto test"
    " agreement funds_transfer ban sanction penalty seizure release indictment arrest visit meeting statement trade"
    " support attack denial accusation criticism demand threat cooperation"
)
_RANK = {name: number for number, name in enumerate(_PRIORITY.split())}
_NOUN_MARKS = frozenset({"'s", "’s"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` tell of an event; `verb` when the first is a verb, `passive` in the passive."""

    first: int
    last: int
    type: str
    verb: bool
    passive: bool = False


def marks(scene: Scene, first: int, last: int) -> Marks:
    """The classes of the lexicon's patterns in a sentence."""
    found: dict[int, dict[str, int]] = {}
    for actor in scene.within(first, last):
        kind = "state" if actor.sort is Sort.STATE else "party"
        found.setdefault(actor.first, {})[kind] = actor.last
        found[actor.first]["actor"] = actor.last
    for place in range(first, last):
        if scene.tokens.tokens[place].text[0].isdigit():
            found.setdefault(place, {})["number"] = place + 1
    return found


def triggers(scene: Scene, first: int, last: int) -> list[Trigger]:
    """Triggers of a sentence, in text order, none within another."""
    classes = marks(scene, first, last)
    tokens = scene.tokens.tokens
    barred = {
        place
        for match in scene.pack.phrases("event_not").find(tokens, classes, first, last)
        for place in range(match.first, match.last)
    }
    verbs = [m for m in scene.pack.phrases("event_verb").find(tokens, classes, first, last) if _verbal(scene, m, first)]
    nouns = [
        m
        for m in scene.pack.phrases("event_noun").find(tokens, classes, first, last)
        if m.first not in scene.by_token
        and not _anaphoric(scene, m, first)
        and not (m.value == "sanction" and m.first in scene.measured)
    ]
    verbs = [m for m in verbs if not _crossing(scene, m)]
    found = [_shifted(scene, m, first, last) for m in verbs if m.first not in barred]
    found += [Trigger(m.first, min(m.last, last), m.value, False) for m in nouns if m.first not in barred]
    return _without_overlaps(found)


def _crossing(scene: Scene, match: Match) -> bool:
    """Whether a pattern runs over the end of a clause, in a language that puts the verb there."""
    tokens = scene.tokens.tokens
    endings = scene.pack.endings("verb_last", "connecting")
    return bool(endings) and any(
        tokens[place].text == "," and tokens[place - 1].low.endswith(endings)
        for place in range(match.first + 1, match.last)
    )


def _anaphoric(scene: Scene, match: Match, first: int) -> bool:
    """`the seizure`, `such thefts`: a noun that takes up what was told before, without arguments of its own."""
    before = scene.tokens.tokens[match.first - 1].low if match.first > first else ""
    own = scene.tokens.tokens[match.first].low
    pointing = scene.pack.words("grammar", "pointing")
    if before not in pointing and own not in pointing:
        return False
    return match.last - match.first <= 2 and not any(
        low in scene.pack.words("grammar", "argument_links") for low in scene.words(match.last - 1, match.last + 1)
    )


def _shifted(scene: Scene, match: Match, first: int, last: int) -> Trigger:
    """The trigger without leading forms of `be` and `have`, which make it passive."""
    held = scene.by_token.get(match.first)
    place = held.last if held is not None and held.last < match.last else match.first
    passive = False
    while place + 1 < match.last and scene.tokens.tokens[place].low in scene.pack.words("grammar", "auxiliaries"):
        passive = passive or scene.tokens.tokens[place].low in scene.pack.words("grammar", "past_passive")
        place += 1
    return Trigger(place, min(match.last, last), match.value, True, passive or _passive(scene, place, first))


def _without_overlaps(found: list[Trigger]) -> list[Trigger]:
    """Of triggers at one place the longest pattern, then the more telling type."""
    kept: list[Trigger] = []
    taken: dict[int, Trigger] = {}
    for one in sorted(
        found,
        key=lambda t: (not t.verb, -(t.last - t.first) if t.last - t.first < 3 else -3, _RANK.get(t.type, 99), t.first),
    ):
        if one.first in taken or any(
            other.type == one.type and other.first <= one.first < other.last for other in kept
        ):
            continue
        if not one.verb and any(other.first < one.first < other.last and not other.verb for other in kept):
            continue
        taken[one.first] = one
        kept.append(one)
    return sorted(kept, key=lambda t: t.first)


def _verbal(scene: Scene, match: Match, first: int) -> bool:
    """Whether the first word of a verb pattern is used as a verb here."""
    if match.first in scene.by_token:
        return match.value == "follow"
    if match.first in scene.measured:  # `Sanktionen verhängt`: the name of the measure opens the pattern, no more
        conjugated = scene.tokens.tokens[match.first].low.endswith(scene.pack.endings("verb_last", "done"))
        return scene.pack.language != "en" and (match.last - 1 not in scene.measured or conjugated)
    if scene.pack.language != "en":
        return True
    if _plural(scene, match.first, first) or _purpose(scene, match.first, first):
        return False
    before = scene.tokens.tokens[match.first - 1] if match.first > first else None
    own = scene.tokens.tokens[match.first].low
    if own in scene.pack.words("grammar", "auxiliaries") or own in scene.pack.words("grammar", "noun_subjects"):
        return True
    qualifier = scene.by_token.get(match.first - 1)
    if qualifier is not None and qualifier.adjective:
        return False
    if own.endswith("ing") and before is not None and before.low in {"before", "after", "from", "in", "on", "to"}:
        return False
    if before is None:
        agent = set(scene.words(match.last, match.last + 2)) & scene.pack.words("grammar", "by")
        return bool(agent) or not scene.tokens.tokens[match.first].low.endswith("ed")
    if before.low in _NOUN_MARKS:
        return scene.tokens.tokens[match.first].low.endswith("ing")
    determiners = scene.pack.words("grammar", "determiners") - {"that", "both", "all", "each"}
    return before.low not in determiners


def _plural(scene: Scene, place: int, first: int) -> bool:
    """`sanctions`, `tests`: a plural noun rather than a verb of the third person, unless somebody stands before it."""
    low = scene.tokens.tokens[place].low
    if scene.pack.language != "en" or not low.endswith("s") or low not in scene.pack.words("grammar", "plural_nouns"):
        return False
    before = scene.by_token.get(place - 1)
    if before is None or before.adjective or place == first:
        return True
    following = scene.tokens.tokens[place + 1] if place + 1 < len(scene.tokens.tokens) else None
    return following is None or not following.word or following.low in scene.pack.words("grammar", "prepositions")


def _purpose(scene: Scene, place: int, first: int) -> bool:
    """`to conceal` as a purpose: an infinitive after a verb that is no plan, demand, accusation or duty."""
    tokens = scene.tokens.tokens
    if scene.pack.language != "en" or place - 1 < first or tokens[place - 1].low != "to":
        return False
    before = tokens[place - 2].low if place - 2 >= first else ""
    return before not in scene.pack.words("grammar", "governing")


def _passive(scene: Scene, verb: int, first: int) -> bool:
    """Whether a form of `be` stands before the verb, with nothing but adverbs and negations between."""
    words = scene.pack.words
    if scene.tokens.tokens[verb].low.endswith("ed") and not scene.words(max(first, verb - 1), verb):
        return True
    if scene.pack.language != "en" and _participle(scene, verb, first):
        return True
    for word in reversed(scene.words(max(first, verb - 4), verb)):
        if word in words("grammar", "passive"):
            return not scene.tokens.tokens[verb].low.endswith("ing")
        if not (word in words("report", "adverbs") or word.endswith("ly") or word in words("report", "negators")):
            return False
    return False


def _participle(scene: Scene, verb: int, first: int) -> bool:
    """Whether the trigger is a participle without an auxiliary of having (`sancionado por`, `внесён в список`)."""
    words = scene.pack.words
    endings = scene.pack.endings("grammar", "passive_participles")
    low = scene.tokens.tokens[verb].low
    if not low.endswith(endings) or low in words("grammar", "no_participles"):
        return False
    before = scene.words(max(first, verb - 3), verb)
    return not set(before) & words("grammar", "having")
