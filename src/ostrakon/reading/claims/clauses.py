"""Where clauses begin and end, and which words are the subject of a verb."""

from __future__ import annotations

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.clitics import pronoun_before
from ostrakon.reading.claims.predicates import Predicate

PARENTHESIS_MAX = 16
_DASHES = frozenset("—–")
_STOPS = frozenset(";:()") | _DASHES
_END = frozenset(".!?…")


def auxiliary_start(scene: Scene, verb: int, first: int) -> int:
    """The first token of the verb's own words (`has repeatedly` before `denied`)."""
    adverbs = scene.pack.words("report", "adverbs") | scene.pack.words("grammar", "auxiliaries")
    negators = scene.pack.words("report", "negators")
    place = verb
    while place > first and (
        scene.tokens.tokens[place - 1].low in adverbs | negators
        or _adverb(scene, place - 1)
        or pronoun_before(scene, place - 1, first)
    ):
        place -= 1
    alone = (
        place == first and verb > first and scene.tokens.tokens[first].low in scene.pack.words("actor", "both_alone")
    )
    return first + 1 if alone else place


def _adverb(scene: Scene, place: int) -> bool:
    return scene.pack.language == "en" and scene.tokens.tokens[place].low.endswith("ly") and place not in scene.by_token


def subject(scene: Scene, verb: int, first: int) -> tuple[int, int, str]:
    """The words before a verb that are its subject: their range, and how the verb is joined to them.

    The third value is `relative` after "which", `shared` where the subject is that of the verb before ("accused … and
    said"), empty otherwise. An empty range means that none was found.
    """
    words = scene.pack.words
    end = auxiliary_start(scene, verb, first)
    if end == first:
        return first, first, ""
    tokens = scene.tokens.tokens
    if tokens[end - 1].text == ")":
        opened = next(
            (at for at in range(end - 1, max(first, end - PARENTHESIS_MAX), -1) if tokens[at].text == "("), end
        )
        end = max(first + 1, opened)
    before = tokens[end - 1].low
    if before in words("grammar", "relatives") and end - 1 > first:
        place = end - 1
        if tokens[place - 1].text == "," or before != "that":
            place -= tokens[place - 1].text == ","
            return _antecedent(scene, place, first), place, "relative"
        if scene.by_token.get(place - 1) or before == "that":
            return _antecedent(scene, place, first), place, "relative"
    if before in words("grammar", "coordination") or (before == "," and not _parenthesis(scene, end - 1, first)):
        return end, end, "shared"
    if before == ",":
        opened = _parenthesis(scene, end - 1, first)
        if opened:
            if _named(scene, opened + 1, end - 1) and not _named(scene, first, opened):
                return opened + 1, end - 1, ""
            begin = _noun_phrase(scene, opened, first)
            joined = set(scene.words(begin, opened)) & words("grammar", "and")
            if (
                joined
                and _named(scene, opened + 1, end - 1)
                and set(scene.words(begin, opened)) & words("grammar", "possessives")
            ):
                return begin, end - 1, ""
            end = opened
    return _noun_phrase(scene, end, first), end, ""


def _named(scene: Scene, first: int, last: int) -> bool:
    return any(actor.listed for actor in scene.within(first, last))


def _antecedent(scene: Scene, end: int, first: int) -> int:
    """Where the words begin that a relative pronoun takes up: the actor next to it, else the noun phrase."""
    actor = scene.by_token.get(end - 1)
    return max(first, actor.first) if actor is not None else _noun_phrase(scene, end, first)


def _parenthesis(scene: Scene, comma: int, first: int) -> int:
    """Where the insertion that a comma closes was opened; 0 when it closes none."""
    tokens = scene.tokens.tokens
    for place in range(comma - 1, max(first, comma - PARENTHESIS_MAX), -1):
        if tokens[place].text == ",":
            return place
        if tokens[place].text in _STOPS:
            return 0
    return 0


def _noun_phrase(scene: Scene, end: int, first: int) -> int:
    """Where the noun phrase that ends before `end` begins."""
    words = scene.pack.words
    tokens = scene.tokens.tokens
    boundaries, prepositions = words("grammar", "boundaries"), words("grammar", "prepositions")
    place = end
    while place > first:
        actor = scene.by_token.get(place - 1)
        if actor is not None:
            place = max(first, actor.first)
            continue
        token = tokens[place - 1]
        if token.text == "," and place - 2 >= first and _listing(scene, place):
            place -= 1
            continue
        if token.text in _STOPS or token.text == "," or token.low in boundaries or token.text in _END:
            break
        if token.low in prepositions and (place - 2 < first or not _noun_before(scene, place - 2)):
            break
        if token.low in words("grammar", "coordination") and not _joins(scene, place - 1, first):
            break
        if finite(scene, place - 1):
            break
        place -= 1
    return place


def _listing(scene: Scene, place: int) -> bool:
    """Whether the comma before a token divides actors of one list (`Washington, London and Seoul`)."""
    before, after = scene.by_token.get(place - 2), scene.by_token.get(place)
    if (
        before is None
        or after is None
        or before.adjective
        or (Sort.STATE in {before.sort, after.sort} and before.sort is not after.sort)
    ):
        return False
    following = scene.tokens.tokens[after.last] if after.last < len(scene.tokens.tokens) else None
    return following is not None and (
        following.low in scene.pack.words("grammar", "and") or scene.by_token.get(after.last + 1) is not None
    )


def _noun_before(scene: Scene, place: int) -> bool:
    """Whether a preposition after this token continues a noun phrase (`officials in Berlin`)."""
    token = scene.tokens.tokens[place]
    if place in scene.by_token:
        return True
    return (
        token.word
        and not token.text[0].isdigit()
        and not finite(scene, place)
        and token.low not in scene.pack.words("report", "adverbs")
    )


def _joins(scene: Scene, place: int, first: int) -> bool:
    """Whether `and` joins two nouns rather than two clauses: an actor or an office stands before it."""
    before = scene.by_token.get(place - 1)
    if before is None:
        low = scene.tokens.tokens[place - 1].low
        return low in scene.pack.words("actor", "official") or low in scene.pack.words("actor", "company")
    start = before.first
    opening = start
    while (
        opening > first
        and scene.tokens.tokens[opening - 1].text != ","
        and (scene.tokens.tokens[opening - 1].low not in scene.pack.words("grammar", "boundaries"))
    ):
        opening -= 1
    return start <= first or not _governed(scene, start, opening)


def _governed(scene: Scene, place: int, first: int) -> bool:
    """Whether a verb stands before the actor, so that it is an object and what follows `and` is a new clause."""
    return any(finite(scene, other) for other in range(first, place))


def finite(scene: Scene, place: int) -> bool:
    """Whether a token looks like a finite verb: by the lists of its language, or by an ending that few nouns have."""
    token = scene.tokens.tokens[place]
    if place in scene.by_token or not token.verbal:
        return False
    words = scene.pack.words
    if token.low in words("grammar", "auxiliaries") or token.low in words("grammar", "finite"):
        return True
    if scene.pack.language == "en":
        return token.low.endswith("ed") and len(token.low) > 4
    endings = scene.pack.endings("grammar", "verb_endings")
    return len(token.low) > 4 and token.low.endswith(endings) and token.low not in words("grammar", "not_verbs")


def clause_end(scene: Scene, start: int, last: int, later: list[Predicate]) -> int:
    """Where the clause that begins at `start` ends, before the full stop.

    It ends at a semicolon, at a contrasting conjunction after a comma, before a verb of saying joined by `and`,
    before a second `and that`, and before a closing `, N said`.

    Args:
        later: reporting verbs behind `start`.
    """
    tokens = scene.tokens.tokens
    words = scene.pack.words
    end = last
    verbs = {one.first for one in later if one.verb and one.first > start}
    cuts = {cut for one in later if one.verb and one.first > start + 3 for cut in _opened(scene, one, start)}
    for place in range(start + 1, last):
        token = tokens[place]
        if _breaks(scene, start, place, last):
            end = place
            break
        following = tokens[place + 1].low if place + 1 < last else ""
        if token.low in words("grammar", "and") or token.low in words("grammar", "coordination"):
            if following in words("report", "complement"):
                end = place
                break
            if _verb_follows(scene, place + 1, last, verbs) or _clause_follows(scene, start, place, last):
                end = place
                break
        if token.text == "," and place > start + 3 and place in cuts:
            end = place
            break
    while end > start and not tokens[end - 1].word and tokens[end - 1].text not in "\"”’»'%“)":
        end -= 1
    if end > start and tokens[end - 1].text in '"”»“' and end - 2 >= start and tokens[end - 2].text in _END | {","}:
        pass
    return end


APPOSITION_MAX = 9
"""Tokens of an apposition before the relative clause that hangs on it."""


def _apposed(scene: Scene, comma: int, last: int) -> bool:
    """Whether an apposition with a relative clause follows (`, a gold magnate whom the United States listed`)."""
    tokens = scene.tokens.tokens
    words = scene.pack.words
    if scene.pack.language != "en" or comma + 1 >= last or tokens[comma + 1].low not in {"a", "an", "the"}:
        return False
    for place in range(comma + 2, min(last, comma + APPOSITION_MAX)):
        if tokens[place].low in words("grammar", "relatives") - {"that"} or tokens[place].low == "whom":
            return True
        if tokens[place].text == "," or finite(scene, place):
            return False
    return False


def _time_clause(scene: Scene, place: int, last: int) -> bool:
    """Whether a clause of time follows (`un día después de que`)."""
    when = scene.pack.words("grammar", "time_clause")
    low = scene.words(place, min(last, place + 4))
    spot = next((number for number, word in enumerate(low) if word in when), -1)
    return spot >= 0 and all(place + number not in scene.by_token for number in range(spot))


def _breaks(scene: Scene, start: int, place: int, last: int) -> bool:
    """Whether a sign ends the clause: a semicolon, a dash, a colon before more of what is said, a comma of contrast."""
    tokens = scene.tokens.tokens
    words = scene.pack.words
    sign = tokens[place].text
    english = scene.pack.language == "en"
    if sign == ":":
        reported = set(scene.words(place, min(last, place + 9))) & words("grammar", "subjunctive")
        return bool(reported) or (english and place > start + 4)
    if sign != ",":
        return sign == ";" or sign in _DASHES
    if place + 1 < last and tokens[place + 1].low in words("grammar", "contrast"):
        return True
    if place > start + 3 and _apposed(scene, place, last):
        return True
    if english and place > start + 3 and place + 1 < last and tokens[place + 1].low in words("report", "complement"):
        return True
    return not english and _time_clause(scene, place + 1, last)


def _opened(scene: Scene, one: Predicate, start: int) -> set[int]:
    """The comma before the subject of a later reporting verb, which opens a clause of its own."""
    first, last, joined = subject(scene, one.first, start)
    if joined == "shared" or last <= first:
        return set()
    tokens = scene.tokens.tokens
    begin = first
    if first > start and tokens[first - 1].low in scene.pack.words("grammar", "relatives"):
        begin = _noun_phrase(scene, first - 1, start)
    return (
        {begin - 1}
        if begin > start and tokens[begin - 1].text == ","
        else ({last} if joined == "relative" and tokens[last].text == "," else set())
    )


def _clause_follows(scene: Scene, start: int, place: int, last: int) -> bool:
    """Whether `and` begins a clause with a subject of its own, after a clause that has its verb."""
    if not any(finite(scene, other) for other in range(start, place)):
        return _dated_verb(scene, place + 1, last)
    for other in range(place + 1, min(last, place + 5)):
        actor = scene.by_token.get(other)
        if actor is not None and not actor.adjective:
            verb = actor.last
            while verb < last and (scene.tokens.tokens[verb].low in scene.pack.words("report", "adverbs")):
                verb += 1
            return verb < last and (finite(scene, verb) or (finite(scene, verb - 1) and verb > actor.last))
        if scene.tokens.tokens[other].text == ",":
            return False
    return _dated_verb(scene, place + 1, last)


def _dated_verb(scene: Scene, place: int, last: int) -> bool:
    """Whether a time and then a verb follow (`and in 2021 reached an agreement`)."""
    if place >= last or scene.tokens.tokens[place].low not in scene.pack.words("grammar", "prepositions"):
        return False
    return any(
        finite(scene, other) and any(c.isdigit() for t in scene.tokens.tokens[place:other] for c in t.text)
        for other in range(place + 2, min(last, place + 5))
    )


def _verb_follows(scene: Scene, place: int, last: int, verbs: set[int]) -> bool:
    adverbs = scene.pack.words("report", "adverbs")
    while place < last and (scene.tokens.tokens[place].low in adverbs or _adverb(scene, place)):
        if place in verbs:
            return True
        place += 1
    return place in verbs
