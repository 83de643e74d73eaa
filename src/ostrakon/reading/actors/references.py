"""Everything in a range of words that stands for somebody: names, and nouns and pronouns with whom they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody referred to at a token.

    Attributes:
        place: first token; `last` the token behind.
        keys: whom it stands for.
        sort: what it is; None for a pronoun or noun.
        adjective: a state's adjective.
        name: whether it is a name rather than a pronoun or noun.
    """

    place: int
    last: int
    keys: Keys
    sort: Sort | None
    adjective: bool = False
    name: bool = True

    @property
    def party(self) -> bool:
        """Whether it is a party (listed, or an unlisted name or noun), no state and no body."""
        return any(
            key[:2] not in {"c:"} and key not in {"u:un", "u:eu", "u:west", "u:unnamed", "author"} for key in self.keys
        )


def references(
    scene: Scene, discourse: Discourse, first: int, last: int, speaker: Keys = (), leave_out: Keys = ()
) -> list[Reference]:
    """Whom the words of a range refer to, in text order.

    Args:
        speaker: whose words they are; a pronoun at their head that fits nobody else is the speaker.
        leave_out: whom "it" cannot mean: the subject of the same verb.
    """
    found: list[Reference] = []
    tokens = scene.tokens.tokens
    words = scene.pack.words
    place = first
    pairs = {m.first: m for m in scene.pack.phrases("both").find(tokens, {}, first, last)}
    while place < last:
        actor = scene.by_token.get(place)
        if actor is not None:
            found.append(Reference(place, actor.last, actor.keys, actor.sort, actor.adjective))
            place = max(actor.last, place + 1)
            continue
        if place in pairs and not (words("grammar", "negators_before") & {tokens[place].low}):
            keys = discourse.pair(place)
            if keys:
                found.append(Reference(place, pairs[place].last, keys, None, name=False))
            place = max(place + 1, pairs[place].last)
            continue
        keys = _stands_for(scene, discourse, first, place, speaker, found, leave_out)
        if keys:
            found.append(Reference(place, place + 1, keys, None, name=False))
        place += 1
    return found


def _stands_for(
    scene: Scene,
    discourse: Discourse,
    first: int,
    place: int,
    speaker: Keys,
    found: list[Reference],
    leave_out: Keys,
) -> Keys:
    tokens = scene.tokens.tokens
    words = scene.pack.words
    low = tokens[place].low
    if low in words("grammar", "self"):
        return ()
    if low in words("grammar", "possessives") and place + 1 < len(tokens) and tokens[place + 1].low == "own":
        return ()
    if low in words("actor", "person"):
        before = next((r.keys for r in reversed(found) if r.sort is Sort.PERSON), ())
        return before or discourse.pronoun(low, place)
    if low in words("actor", "thing_it"):
        if speaker and place - first < 2:
            return speaker
        before = next((r.keys for r in reversed(found) if r.sort is not Sort.PERSON and not r.adjective), ())
        return before or discourse.thing(place, leave_out)
    if low in words("actor", "they"):
        before = next((r.keys for r in reversed(found) if len(r.keys) > 1), ())
        several = len(speaker) > 1 or any(key[:2] in {"c:", "u:"} for key in speaker)
        return before or (speaker if several and place - first < 2 else discourse.pronoun(low, place))
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    alone = following is not None and (following.low in words("grammar", "prepositions") or not following.word)
    if low in words("actor", "both_alone") and alone and place > first:
        return discourse.both(place)
    if low in words("actor", "country_nouns") and place and tokens[place - 1].low in words("grammar", "possessives"):
        return tuple(c for key in speaker for c in (scene.countries.get(key) or ((key,) if key[:2] == "c:" else ())))
    if words("actor", "no_articles") and _bare_noun(scene, place):
        return discourse.noun(low, place)
    article = place > first - 1 and place > 0 and tokens[place - 1].low in words("grammar", "the")
    adjective = any(
        back >= 0
        and tokens[back].low in words("grammar", "the")
        and all(tokens[b].word and b not in scene.by_token for b in range(back + 1, place))
        for back in (place - 2, place - 3)
    )
    qualifier = scene.by_token.get(place - 1)
    article = article or (qualifier is not None and tokens[qualifier.first - 1].low in words("grammar", "the"))
    qualified = qualifier is not None and not qualifier.adjective
    following_name = scene.by_token.get(place + 1)
    if (article or adjective) and not qualified and following_name is None:
        return discourse.noun(low, place)
    return ()


def _bare_noun(scene: Scene, place: int) -> bool:
    """Whether a noun stands without a name beside it, in a language without articles."""
    qualifier, following = scene.by_token.get(place - 1), scene.by_token.get(place + 1)
    return qualifier is None and following is None
