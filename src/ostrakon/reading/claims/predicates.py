"""Words that introduce a claim: where they stand in a sentence, which act they are, and what they take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ostrakon.reading.actors.actor import Scene
from ostrakon.reading.actors.clitics import pronoun_before
from ostrakon.reading.findings import Act
from ostrakon.reading.grammar.inflection import Tense
from ostrakon.reading.grammar.pack import pack
from ostrakon.reading.grammar.phrases import longest

ACTS: tuple[Act, ...] = ("allege", "deny", "criticise", "demand", "concern", "plan", "assert")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A reporting word.

    Attributes:
        first, last: its tokens.
        frames: what it may take, with the act: `that` (a clause), `thing`, `whom`, `to`, `noun`, and
            `say` where the noun is what somebody calls it (`spricht von Piraterie`).
        tense: of its form.
        verb: whether it is a verb with a subject.
    """

    first: int
    last: int
    frames: dict[str, Act]
    tense: Tense
    verb: bool = True


@cache
def _verbs(language: str) -> dict[str, tuple[dict[str, Act], Tense]]:
    """Form → frames with their acts, and the tense."""
    lexicon = pack(language)
    found: dict[str, tuple[dict[str, Act], Tense]] = {}
    for act in ACTS:
        for frame in ("that", "thing", "whom", "to"):
            for form, tense in lexicon.forms("report", f"{act}_{frame}").items():
                frames, known = found.setdefault(form, ({}, tense))
                frames.setdefault(frame, act)
                found[form] = (frames, known | tense)
    return found


def predicates(scene: Scene, first: int, last: int) -> list[Predicate]:
    """Reporting verbs and noun frames of a sentence, in text order, none within another."""
    nouns = list(_nouns(scene, first, last))
    taken = {place for one in nouns for place in range(one.first, one.last)}
    verbs = [one for one in _verbal(scene, first, last) if one.first not in taken]
    return sorted(nouns + verbs, key=lambda one: one.first)


def _nouns(scene: Scene, first: int, last: int) -> Iterator[Predicate]:
    matches = scene.pack.phrases("noun_frame").find(scene.tokens.tokens, {}, first, last)
    for match in longest(m for m in matches if m.last <= last):
        act, _, frame = match.value.partition("_")
        noun = scene.tokens.tokens[match.first].low in scene.pack.words("grammar", "claim_nouns")
        verbal = not noun or match.value.endswith("_call")
        if act not in ACTS:
            continue
        kinds = ("that",) if frame == "that" else ("noun", frame) if frame == "say" else ("noun",)
        yield Predicate(match.first, match.last, dict.fromkeys(kinds, act), Tense.ANY, verb=verbal)


def _verbal(scene: Scene, first: int, last: int) -> Iterator[Predicate]:
    table = _verbs(scene.pack.language)
    tokens = scene.tokens.tokens
    determiners = scene.pack.words("grammar", "determiners")
    prepositions = scene.pack.words("grammar", "prepositions")
    table_places: set[int] = set()
    for place in range(first, last):
        token = tokens[place]
        entry = table.get(token.low)
        if entry is None or not token.verbal or place in scene.by_token:
            continue
        frames, tense = entry
        before = tokens[place - 1] if place > first else None
        if _hidden(scene, place, tense, frames) or (place - 1 in table_places):
            continue
        noun = before is not None and _is_noun(scene, place, tense, before.low, determiners, prepositions)
        if noun and not pronoun_before(scene, place - 1, first):
            continue
        if place == first and Tense.PAST not in tense and scene.pack.language == "en" and not _gerund(tense):
            continue
        if before is None and scene.pack.language == "en" and tense is Tense.PAST:
            continue
        table_places.add(place)
        yield Predicate(place, place + 1, frames, tense)


def _hidden(scene: Scene, place: int, tense: Tense, frames: dict[str, Act]) -> bool:
    """Words within a measure's name or after an adjective (`American pressure`), and participles without a clause."""
    if place in scene.measured:
        return True
    before = scene.by_token.get(place - 1)
    if before is not None and before.adjective and scene.pack.language in {"en", "de"}:
        return True
    following = scene.tokens.tokens[place + 1].low if place + 1 < len(scene.tokens.tokens) else ""
    bare = scene.tokens.tokens[place].low in scene.pack.words("report", "bare")
    return (
        _gerund(tense)
        and following not in scene.pack.words("report", "complement")
        and "whom" not in frames
        and not bare
    )


def _gerund(tense: Tense) -> bool:
    return tense is Tense.GERUND


def _is_noun(
    scene: Scene, place: int, tense: Tense, before: str, determiners: frozenset[str], prepositions: frozenset[str]
) -> bool:
    """`the report`, `in demand`, `a claim`: nouns and participles, not verbs."""
    if before in determiners and before not in {"that", "both", "all", "each"}:
        return True
    if before in prepositions and not _gerund(tense):
        return True
    if before in {"’s", "'s"} and not _gerund(tense):
        return True
    following = scene.tokens.tokens[place + 1].low if place + 1 < len(scene.tokens.tokens) else ""
    return before == "," and tense is Tense.PAST and following in prepositions
