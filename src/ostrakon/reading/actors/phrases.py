"""Whom a noun phrase names: by the actors in it, by its office, or by what was named before."""

from __future__ import annotations

from ostrakon.reading.actors.actor import UNNAMED, Actor, Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys, merged


def named_by(scene: Scene, discourse: Discourse, first: int, last: int, *, speaker: bool = False) -> tuple[Keys, bool]:
    """Keys of whom the words `first` to `last` name, and whether it is a person; no keys where nobody can say.

    A listed or unlisted name in the head is the actor; else a state with an office or by its noun; else a pronoun or a
    noun that stands for somebody; else a group that hides who speaks.

    Args:
        speaker: whether the phrase is the subject of a verb of saying: "he" is then who spoke last.
    """
    if last <= first:
        return (), False
    words = scene.pack.words
    pair = next(scene.pack.phrases("both").find(scene.tokens.tokens, {}, first, last), None)
    if pair is not None and not any(actor.sort is Sort.STATE for actor in scene.within(first, last)):
        return discourse.pair(first), False
    counted = _count(scene, first, head) if (head := _head_end(scene, first, last)) else 0
    if counted and scene.words(first, first + 1)[0] in words("actor", "all_words"):
        return discourse.last_listed(first, count=counted), False
    if last - first <= 2 and scene.words(first, last)[-1] in words("actor", "both_alone"):
        return discourse.both(first), False
    inside = scene.within(first, last)
    parties = [
        a
        for a in inside
        if a.first < head and (a.named or a.official or a.sort is Sort.BODY) and not _owner(scene, a, head)
    ]
    if parties:
        return _spokesman(scene, parties) or _of_actors(scene, parties, head)
    low = scene.words(first, head)
    official = any(word in words("actor", "official") for word in low)
    states = [a for a in inside if a.sort in {Sort.STATE, Sort.BODY} and (a.first < head or official)]
    states = [a for a in states if a.first < head] or states
    nouns = [a for a in states if not a.adjective or official]
    speaking = bool(set(low) & words("actor", "speaker_nouns"))
    if nouns:
        return merged(key for actor in _coordinated(scene, nouns, head) for key in actor.keys), speaking
    if states:
        return _qualified(scene, discourse, states[-1], head)
    owners = [a for a in inside if a.named and a.first < head]
    if owners and not set(low) & words("actor", "unnamed"):
        return owners[-1].keys, owners[-1].sort is Sort.PERSON
    behind = [a for a in inside if a.first >= head and not a.adjective][:1]
    if behind and (official or (set(low) & words("actor", "speaker_nouns") and scene.institution(behind[0]))):
        return behind[0].keys, bool(set(low) & words("actor", "speaker_nouns"))
    return _unnamed(scene, discourse, first, low, speaker)


def _of_actors(scene: Scene, parties: list[Actor], head: int) -> tuple[Keys, bool]:
    chosen = _coordinated(scene, parties, head)
    return merged(key for actor in chosen for key in actor.keys), any(a.sort is Sort.PERSON for a in chosen)


def _spokesman(scene: Scene, parties: list[Actor]) -> tuple[Keys, bool] | None:
    """The state for which a listed person speaks who is its spokesman (`Dmitry Peskov, the Kremlin spokesman`)."""
    actor = parties[-1]
    if len(parties) > 1 or not actor.listed or actor.sort is not Sort.PERSON:
        return None
    near = scene.words(max(0, actor.first - 6), actor.first) + scene.words(actor.last, actor.last + 6)
    named = set(scene.words(actor.first, actor.last)) & scene.pack.words("actor", "spokesmen")
    if not named and not set(near) & scene.pack.words("actor", "spokes_words"):
        return None
    states = [key for key in scene.countries.get(actor.keys[0], ()) if key.startswith("c:")]
    return ((states[0],), True) if states else None


def _count(scene: Scene, first: int, last: int) -> int:
    """The number that a phrase names (`all three`), 0 where it names none."""
    numbers = scene.pack.ordered("actor", "numbers")
    return next((numbers.index(low) + 2 for low in scene.words(first, last) if low in numbers), 0)


def _owner(scene: Scene, actor: Actor, head: int) -> bool:
    """Whether the actor only owns what the phrase names (`Putin's spokesman`): then the owner still answers for it."""
    following = scene.tokens.tokens[actor.last].low if actor.last < len(scene.tokens.tokens) else ""
    return following in {"’s", "'s"} and actor.last + 1 < head


def _coordinated(scene: Scene, actors: list[Actor], head: int) -> list[Actor]:
    """The last actor and those joined to it by `and` or a comma; behind a preposition the first alone."""
    joining = scene.pack.words("grammar", "and")
    kept = [actors[-1]]
    for actor in reversed(actors[:-1]):
        between = scene.words(actor.last, kept[0].first)
        if set(between) & joining or (
            len(kept) > 1 and "," in between and set(between) <= {","} | scene.pack.words("grammar", "the")
        ):
            kept.insert(0, actor)
        elif actor.first >= head:
            kept = [actor]
        else:
            break
    return kept


def _qualified(scene: Scene, discourse: Discourse, state: Actor, head: int) -> tuple[Keys, bool]:
    """A noun with a state's adjective (`the Iranian company`): somebody named before, else somebody unlisted."""
    noun = scene.tokens.tokens[min(head, len(scene.tokens.tokens)) - 1].low
    known = discourse.noun(noun, state.first)
    if known or state.last >= head:
        return known or state.keys, False
    return _somebody(scene, [noun]), False


def _somebody(scene: Scene, low: list[str]) -> Keys:
    """An unlisted actor by the last noun that can act; nobody when none can."""
    able = scene.pack.words("actor", "animate") | scene.pack.words("actor", "company")
    noun = next((word for word in reversed(low) if word in able), "")
    return (f"u:{noun}",) if noun else ()


def _head_end(scene: Scene, first: int, last: int) -> int:
    """Where the head of the phrase ends: at its first preposition."""
    stops = scene.pack.words("grammar", "prepositions")
    for place in range(first + 1, last):
        if scene.tokens.tokens[place].low in stops and place not in scene.by_token:
            return place
    return last


def _unnamed(scene: Scene, discourse: Discourse, first: int, low: list[str], speaker: bool) -> tuple[Keys, bool]:
    words = scene.pack.words
    speaking = bool(set(low) & words("actor", "speaker_nouns"))
    if set(low[:2]) & words("grammar", "possessives") and set(low) & words("actor", "attendants"):
        return _somebody(scene, low), speaking
    if len(low) <= 2:
        for word in low:
            found = discourse.pronoun(word, first, speaker=speaker)
            if found:
                return found, word in words("actor", "person")
    for word in reversed(low):
        if word in words("actor", "unnamed"):
            return (UNNAMED,), False
        found = discourse.noun(word, first) if low[0] in words("grammar", "the") else ()
        if found:
            return found, False
        if word in words("actor", "official"):
            return discourse.officials(word, first), speaking
    for word in low[:2]:
        if word in words("grammar", "possessives"):
            found = discourse.pronoun(word, first)
            if found:
                return found, False
    return _somebody(scene, low), speaking


def somebody_unknown(scene: Scene, first: int, last: int) -> Keys:
    """An unlisted actor for a subject that nothing else tells of, by its head noun; nobody for a pronoun."""
    words = scene.pack.words
    empty = (
        words("grammar", "determiners")
        | words("grammar", "own")
        | words("grammar", "boundaries")
        | words("grammar", "auxiliaries")
        | words("actor", "person")
        | words("actor", "they")
        | words("actor", "thing_it")
        | words("report", "adverbs")
        | words("report", "negators")
    )
    nouns = [
        token.low
        for token in scene.tokens.tokens[first : _head_end(scene, first, last)]
        if token.word
        and token.low not in empty
        and not token.text[0].isdigit()
        and (token.capital or scene.pack.language != "de")
    ]
    return (f"u:{nouns[-1]}",) if nouns else ()
