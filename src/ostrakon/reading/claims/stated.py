"""What the text itself states of measures: a designation, a ban, a status on a list."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from ostrakon.reading.actors.actor import AUTHOR, Scene, Sort
from ostrakon.reading.actors.discourse import Discourse
from ostrakon.reading.actors.references import references
from ostrakon.reading.claims.clauses import auxiliary_start, clause_end, finite, subject
from ostrakon.reading.claims.predicates import predicates
from ostrakon.reading.claims.standing import standings, who
from ostrakon.reading.findings import Claim, Event, Span
from ostrakon.reading.grammar.tokens import Sentence

MEASURES = frozenset({"sanction", "ban", "asset_freeze", "delisting", "veto"})
SUBJECT_MAX = 7
"""Tokens of a subject that belong to the statement of a standing; before a longer one it begins at its verb."""
HEAD = 8
"""Tokens at the head of a sentence in which its subject stands."""
_ENDS = frozenset({";", "—", "–"})


def stated(
    scene: Scene,
    discourse: Discourse,
    sentence: Sentence,
    events: Sequence[Event],
    told: Sequence[Claim],
    issuer: str,
    *,
    measured: bool = False,
) -> list[Claim]:
    """Claims of the author: one for each clause of the sentence that states a measure or a status.

    Args:
        events: those of the sentence.
        told: claims of the sentence that have a source; what stands in one is not the author's.
        issuer: who publishes a press release, whose own word the author's statements are; empty for other texts.
        measured: whether the sentence before stated a measure, so that `so has his wife` states one too.
    """
    found: list[Claim] = []
    source = issuer or AUTHOR
    tokens = scene.tokens
    standing = {tokens.tokens[match.first].start for match in standings(scene, sentence)}
    for match in standings(scene, sentence):
        about = who(scene, discourse, sentence, match)
        start, end = _clause(scene, sentence, match.first, match.last, told)
        first, behind, joined = subject(scene, match.first, sentence.first)
        if joined == "relative":
            start = match.first
        elif match.first - start > SUBJECT_MAX:
            start = first if match.first - 1 <= behind and behind > first else match.first
        cue = Span(*scene.span(match.first, match.last))
        found.append(
            _claim(
                scene,
                start,
                end,
                source,
                about,
                cue,
                negated=match.value == "absent" or _negated(scene, start, match.first),
            )
        )
    for event in events:
        if (
            event.cue.start in standing
            or event.type not in MEASURES
            or event.status not in {"past", "ongoing"}
            or event.claim is not None
        ):
            continue
        if not event.targets and event.confidence < 0.6:
            continue
        first, last = _clause(scene, sentence, tokens.at(event.cue.start), tokens.at(event.cue.end - 1) + 1, told)
        about = event.targets
        if event.type == "veto":
            about = tuple(dict.fromkeys(key for key in (*event.actors, *event.targets) if key != "u:un"))
        found.append(_claim(scene, first, last, source, about, event.cue, negated=False))
    if issuer:
        found += _released(scene, discourse, sentence, source)
    found += _echoed(scene, sentence, source, known=bool(found) or measured)
    kept: list[Claim] = []
    for claim in found:
        inside = any(other.start <= claim.cue.start < other.end or other.cue.start == claim.cue.start for other in told)
        double = any(min(claim.end, k.end) - max(claim.start, k.start) > 0.6 * (claim.end - claim.start) for k in kept)
        if not inside and not double:
            about = claim.target or discourse.topic(tokens.at(claim.start))
            kept.append(structs.replace(claim, target=about))
            discourse.spoken_of = about or discourse.spoken_of
    return kept


def _echoed(scene: Scene, sentence: Sentence, source: str, *, known: bool) -> list[Claim]:
    """`… is on the list, and so is his wife`: the same of somebody else."""
    found: list[Claim] = []
    if not known:
        return found
    for match in scene.pack.phrases("echo").find(scene.tokens.tokens, {}, sentence.first, sentence.last):
        actors = [actor for actor in scene.within(match.last, sentence.last) if not actor.adjective]
        last = clause_end(scene, match.last, sentence.last, [])
        relative = scene.pack.words("grammar", "relatives")
        last = next((at for at in range(match.last, last) if scene.tokens.tokens[at].low in relative), last)
        while last > match.last and not scene.tokens.tokens[last - 1].word:
            last -= 1
        about = tuple(key for actor in actors if actor.first < last for key in actor.keys)
        if about:
            cue = Span(*scene.span(match.first, match.last))
            negated = match.value == "absent"
            found.append(_claim(scene, match.first, last, source, about, cue, negated=negated))
    return found


def _released(scene: Scene, discourse: Discourse, sentence: Sentence, source: str) -> list[Claim]:
    """In a press release every statement whose subject is a listed party is the authority's own word."""
    tokens = scene.tokens.tokens
    found = []
    start = sentence.first
    for place in range(sentence.first, sentence.last):
        if tokens[place].text != ";" and place + 1 < sentence.last:
            continue
        end = place
        head = references(scene, discourse, start, min(start + HEAD, end))
        if end - start > HEAD // 2 and any(not one.adjective for one in head):
            inside = references(scene, discourse, start, end)
            keys = (key for one in inside if one.party for key in one.keys)
            about = tuple(dict.fromkeys(keys)) or tuple(key for one in head if not one.adjective for key in one.keys)
            found.append(_claim(scene, start, end, source, about, Span(*scene.span(start, start + 1)), negated=False))
        start = place + 1
    return found


def _claim(
    scene: Scene, first: int, last: int, source: str, about: tuple[str, ...], cue: Span, *, negated: bool
) -> Claim:
    start, end = scene.span(first, last)
    return Claim(
        start=start,
        end=end,
        source=(source,),
        act="assert",
        polarity="negate" if negated else "affirm",
        modality="CT",
        quote="indirect",
        target=about,
        cue=cue,
        confidence=0.8 if about else 0.5,
    )


def _negated(scene: Scene, first: int, last: int) -> bool:
    return bool(set(scene.words(first, last)) & scene.pack.words("report", "negators"))


def _after_dateline(scene: Scene, sentence: Sentence, start: int, first: int) -> int:
    """`WASHINGTON, Aug 16 -` is no part of what a report states."""
    tokens = scene.tokens.tokens
    if start != sentence.first or not tokens[start].text.isupper():
        return start
    for place in range(start + 1, min(first, start + 9)):
        if tokens[place].text in {"-", "–", "—"}:
            return place + 1
    return start


def _ends(scene: Scene, sentence: Sentence, place: int, told: Sequence[Claim]) -> bool:
    """Whether a statement of a measure ends before a token: at a reason, a contrast, or what a colon announces."""
    tokens = scene.tokens.tokens
    words = scene.pack.words
    token = tokens[place]
    if token.text == ":":
        said = any(claim.start >= token.start for claim in told)
        clause = any(finite(scene, at) for at in range(place + 1, sentence.last))
        return said or clause or sum(actor.listed for actor in scene.within(place, sentence.last)) > 1
    if token.text == "," and place + 1 < sentence.last:
        german = scene.pack.language == "de" and finite(scene, place + 1)
        return german or tokens[place + 1].low in words("grammar", "contrast") | words("grammar", "coordination")
    agent = token.low in words("grammar", "by") and _actor_behind(scene, place)
    return token.text in _ENDS or (token.low in words("grammar", "reason_openers") and not agent)


def _actor_behind(scene: Scene, place: int) -> bool:
    """Whether somebody who can act stands behind a preposition, perhaps after an article (`por el Tesoro`)."""
    return any(
        (actor := scene.by_token.get(at)) is not None and actor.sort in {Sort.STATE, Sort.BODY}
        for at in range(place + 1, place + 3)
    )


def _clause(scene: Scene, sentence: Sentence, first: int, last: int, told: Sequence[Claim] = ()) -> tuple[int, int]:
    """The clause around a trigger, from its subject to a reason or a contrast."""
    tokens = scene.tokens.tokens
    words = scene.pack.words
    start = first
    own = auxiliary_start(scene, first, sentence.first)
    inserted = own > sentence.first + 1 and tokens[own - 1].text == ","
    while start > sentence.first and tokens[start - 1].text not in {"-"} and not (inserted and start == own):
        before = tokens[start - 1]
        if before.text in _ENDS or before.low in words("grammar", "clause_openers"):
            break
        if before.text == "," and tokens[start].low in words("grammar", "contrast"):
            break
        if before.low in words("grammar", "coordination") and start < first and tokens[start - 2].text == ",":
            break
        start -= 1
    end = last
    cuts = {clause_end(scene, last - 1, sentence.last, predicates(scene, sentence.first, sentence.last))}
    while end < sentence.last and end not in cuts and not _ends(scene, sentence, end, told):
        end += 1
    while end > first and not tokens[end - 1].word:
        end -= 1
    start = _after_dateline(scene, sentence, start, first)
    while start < first and not tokens[start].word:
        start += 1
    return start, max(end, first + 1)
