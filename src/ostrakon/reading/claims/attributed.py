"""The claims of one sentence that somebody is named for, or that the text ascribes to nobody in particular."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from ostrakon.reading.actors.actor import UNNAMED, Scene
from ostrakon.reading.actors.discourse import Discourse, merged
from ostrakon.reading.actors.phrases import named_by
from ostrakon.reading.actors.references import references
from ostrakon.reading.claims.clauses import clause_end
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.claims.drafts import Drafting
from ostrakon.reading.claims.factuality import modality, polarity, quote, repaired
from ostrakon.reading.claims.indirect import hearsay, indirect
from ostrakon.reading.claims.predicates import Predicate, predicates
from ostrakon.reading.claims.targets import target
from ostrakon.reading.findings import Claim, Span
from ostrakon.reading.grammar.tokens import Sentence

BREATH = 6
"""Code points between two denials that are one."""
CONTENT_MAX = 120
"""Tokens of what is said in which its target is looked for; so a text without stops costs no more than its length."""
INSERTED = 4
"""Tokens behind an attribution that go on with what is said (`la junte négocie, selon des diplomates, l’arrivée …`)."""
FIXED = frozenset({"u:un", "u:eu", "u:west"})
"""Bodies without a list entry that a claim can be about beside a listed party."""
SAME = 0.6
"""Claims whose spans share so much (Dice) are one: the first stays."""


def attributed(scene: Scene, discourse: Discourse, sentence: Sentence) -> list[Claim]:
    """Claims with a source, in text order; `discourse` learns from each."""
    found = predicates(scene, sentence.first, sentence.last)
    drafting = Drafting(scene, discourse, sentence, found)
    claims: list[Claim] = []
    drafts = _according(scene, discourse, sentence, found)
    for one in found:
        if any(draft.first <= one.first < draft.last or draft.cue[0] <= one.first < draft.cue[1] for draft in drafts):
            continue
        draft = drafting.draft(one)
        if draft is None:
            continue
        for each in (draft, *drafting.further(draft)):
            _add(claims, scene, discourse, each)
    for draft in drafts:
        _add(claims, scene, discourse, draft)
    for draft in indirect(scene, discourse, sentence, claims, found) + hearsay(scene, sentence, claims):
        _add(claims, scene, discourse, draft)
    return _joined(scene, sorted(claims, key=lambda claim: (claim.start, claim.end)))


def _joined(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """Two denials of one source in one breath (`denied the deal and called the charge groundless`) are one."""
    kept: list[Claim] = []
    for claim in claims:
        last = kept[-1] if kept else None
        close = last is not None and last.source == claim.source and 0 <= claim.start - last.end <= BREATH
        joined = last is not None and not set(";:") & set(scene.tokens.text[last.end : claim.start])
        if last is not None and close and joined and last.act == claim.act == "deny":
            kept[-1] = structs.replace(last, end=claim.end, target=merged([*last.target, *claim.target]))
        else:
            kept.append(claim)
    return kept


def _add(claims: list[Claim], scene: Scene, discourse: Discourse, draft: Draft) -> None:
    claim = _claim(scene, discourse, draft)
    if claim is None or any(_dice(claim, other) > SAME for other in claims):
        return
    claims.append(claim)
    discourse.spoken_of = claim.target or discourse.spoken_of
    discourse.spoke(claim.source, person=draft.person, place=draft.cue[0])
    if claim.act == "allege":
        discourse.accuse(claim.source, claim.target)


def _claim(scene: Scene, discourse: Discourse, draft: Draft) -> Claim | None:
    if draft.last <= draft.first:
        return None
    draft = replace(draft, content=(draft.content[0], min(draft.content[1], draft.content[0] + CONTENT_MAX)))
    found = references(scene, discourse, *draft.content, draft.source if draft.own else ())
    governmental = any(key.startswith("c:") for key in draft.source)
    accused = bool(set(draft.source) & set(discourse.accused))
    act = repaired(scene, draft, found, governmental=governmental, accused=accused)
    about = target(
        scene, discourse, act, draft.content, draft.source, draft.opening, draft.own, criticised=draft.turned
    )
    if draft.object and act in {"allege", "demand"}:
        others = [one for one in found if one.party and not one.adjective] if act == "allege" else []
        about = merged([*draft.object, *(key for one in others for key in one.keys if not key.startswith("u:"))])
    if act != "allege" and any(key[:2] not in {"c:", "u:"} for key in about):
        about = tuple(key for key in about if not key.startswith("u:") or key in draft.source or key in FIXED)
    about = about or discourse.topic(draft.first, draft.source)
    start, end = scene.span(draft.first, draft.last)
    cue = scene.span(*draft.cue)
    sure = draft.certain * (0.6 if draft.source == (UNNAMED,) else 1.0) * (1.0 if about else 0.6)
    return Claim(
        start=start,
        end=end,
        source=draft.source,
        act=act,
        polarity=polarity(scene, draft, act),
        modality=modality(scene, draft, act),
        quote=quote(scene, draft),
        target=about,
        cue=Span(*cue),
        confidence=round(sure, 2),
    )


def _according(scene: Scene, discourse: Discourse, sentence: Sentence, found: list[Predicate]) -> list[Draft]:
    """`According to N, C` and `C, according to N`."""
    tokens = scene.tokens.tokens
    drafts = []
    for match in scene.pack.phrases("saying", "according").find(tokens, {}, sentence.first, sentence.last):
        end = match.last
        bare = 0
        while end < sentence.last and tokens[end].text not in {",", ".", ";", ":"}:
            ended = end > match.last and (end - 1) in scene.by_token and end not in scene.by_token
            opening = match.first - sentence.first <= 1 or tokens[match.first - 1].text in {":", ";"}
            if opening and (ended and tokens[end].low in scene.pack.words("grammar", "own")):
                bare = end
                break
            if opening and end > match.last + (scene.pack.language != "de") and _anew(scene, end):
                bare = end
                break
            end += 1
        source, person = named_by(scene, discourse, match.last, end, speaker=True)
        if not source and set(scene.words(match.first, match.last)) & scene.pack.words("grammar", "possessives"):
            source = discourse.source
        if not source:
            continue
        if match.first - sentence.first <= 1 or tokens[match.first - 1].text in {":", ";"}:
            first = bare or end + 1
            last = clause_end(scene, min(first, sentence.last - 1), sentence.last, found)
        elif scene.pack.language != "en" and sentence.last - end > INSERTED:
            first, last = sentence.first, sentence.last - 1
        else:
            first, last = sentence.first, match.first
            while last > first and not tokens[last - 1].word:
                last -= 1
        if last - first < 3:
            continue
        drafts.append(
            Draft(first, last, (first, last), source, person, "assert", (match.first, match.last), certain=0.86)
        )
    return drafts


def _anew(scene: Scene, place: int) -> bool:
    """Whether a clause begins at a token although no comma stands before it (`According to the panel the ship …`).

    A noun without preposition, conjunction or article before it, then an article or a name; in German, which puts the
    verb there, a small word after a noun.
    """
    tokens = scene.tokens.tokens
    words = scene.pack.words
    before = tokens[place - 1]
    small = words("grammar", "prepositions") | words("grammar", "determiners") | words("grammar", "and")
    if before.low in small or not before.word:
        return False
    if scene.pack.language == "de":
        low = tokens[place].low
        return before.capital and not tokens[place].capital and low not in small and place not in scene.by_token
    actor = scene.by_token.get(place)
    if actor is not None and actor.first == place and not actor.adjective:
        held = scene.by_token.get(place - 1)
        return held is None or held is not actor
    return scene.pack.language == "en" and tokens[place].low in words("grammar", "determiners") - {"that"}


def _dice(one: Claim, other: Claim) -> float:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return 2 * shared / max(1, one.end - one.start + other.end - other.start)
