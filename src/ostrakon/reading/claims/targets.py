"""Whom a claim is about, by what kind of claim it is. The rulings of the annotation scheme stand behind each rule."""

from __future__ import annotations

from collections.abc import Iterable

from ostrakon.reading.actors.actor import Scene, Sort
from ostrakon.reading.actors.discourse import Discourse, Keys, merged
from ostrakon.reading.actors.references import Reference, references
from ostrakon.reading.findings import Act

_NEVER = frozenset({"u:unnamed", "author"})


def target(
    scene: Scene,
    discourse: Discourse,
    act: Act,
    content: tuple[int, int],
    source: Keys,
    opening: tuple[int, int],
    own: bool = True,
    *,
    criticised: bool = False,
) -> Keys:
    """The parties and states that a claim is about.

    Args:
        act: what the source does.
        content: tokens of the claim.
        source: who holds it.
        opening: tokens of the subject.
        own: whether a pronoun at the head of the content can be the source.
        criticised: whether the subject is what is criticised and not the source (`the visit drew criticism from`).
    """
    found = references(scene, discourse, *content, source if own else ())
    match act:
        case "deny":
            return _denied(scene, discourse, content, source, found)
        case "criticise":
            return _criticised(scene, discourse, content, source, found, opening, criticised)
        case "demand":
            return _demanded(discourse, content, source, found)
        case "plan":
            return _planned(scene, discourse, content, source, found)
        case "concern":
            return _feared(scene, discourse, content, source, found)
        case "allege":
            return _accused(source, found) or _antecedent(scene, discourse, opening) or _topic(discourse)
    return _asserted(scene, content, source, found)


def _keys(found: Iterable[Reference], *, leave_out: Iterable[str] = ()) -> Keys:
    out = set(leave_out) | _NEVER
    return merged(key for one in found for key in one.keys if key not in out)


def _verb_place(scene: Scene, content: tuple[int, int]) -> int:
    """The first verb of a clause, as far as one is seen."""
    finite = scene.pack.words("grammar", "auxiliaries") | scene.pack.words("grammar", "finite")
    for place in range(content[0], content[1]):
        token = scene.tokens.tokens[place]
        if place not in scene.by_token and (
            token.low in finite or (scene.pack.language == "en" and token.low.endswith("ed"))
        ):
            return place
    return content[0] + 3


def _subjects(scene: Scene, content: tuple[int, int], found: list[Reference]) -> list[Reference]:
    verb = _verb_place(scene, content)
    return [one for one in found if one.place < verb and not one.adjective]


def _after_link(scene: Scene, one: Reference) -> bool:
    """Whether `to`, `with`, `against`, `on` or `for` stands before, so that the state is whom it is about."""
    links = scene.pack.words("grammar", "links")
    before = one.place - 1
    return before >= 0 and scene.tokens.tokens[before].low in links


def _asserted(scene: Scene, content: tuple[int, int], source: Keys, found: list[Reference]) -> Keys:
    subjects = _subjects(scene, content, found)
    parties = [one for one in found if one.party]
    states = [
        one
        for one in found
        if one.sort is Sort.STATE and not one.adjective and (one in subjects or _after_link(scene, one))
    ]
    kept = sorted({one.place: one for one in [*subjects, *parties, *states]}.values(), key=lambda one: one.place)
    others = _keys(kept, leave_out=source)
    if any(_listed(key) for key in others):
        others = tuple(key for key in others if not key.startswith("u:") or key in {"u:west", "u:eu"})
    return (
        others
        or _keys(subjects)
        or _keys([one for one in found if not one.adjective], leave_out=source)
        or _keys(found, leave_out=source)
    )


def _listed(key: str) -> bool:
    return key[:2] not in {"c:", "u:"} and key not in _NEVER


def _accused(source: Keys, found: list[Reference]) -> Keys:
    plain = [one for one in found if not one.adjective and one.sort is not Sort.BODY]
    listed = [one for one in plain[1:] if not all(key.startswith("u:") for key in one.keys)]
    return (
        _keys([*plain[:1], *listed], leave_out=source)
        or _keys(plain, leave_out=source)
        or _keys([one for one in found if one.sort is not Sort.BODY], leave_out=source)
        or _keys(found, leave_out=source)
    )


def _antecedent(scene: Scene, discourse: Discourse, opening: tuple[int, int]) -> Keys:
    """Whom a relative clause without an object is about (`a carrier that prosecutors accuse of …`)."""
    before = opening[0] - 1
    if before < 1 or scene.tokens.tokens[before].low not in scene.pack.words("grammar", "relatives"):
        return ()
    sentence = scene.tokens.sentences[scene.tokens.sentence_of(before)]
    found = [one for one in references(scene, discourse, sentence.first, before) if not one.adjective]
    return found[-1].keys if found else ()


def _denied(scene: Scene, discourse: Discourse, content: tuple[int, int], source: Keys, found: list[Reference]) -> Keys:
    words = set(scene.words(*content))
    names = [one for one in found if _meant(one) and not one.adjective and not set(one.keys) <= set(source)]
    names = [one for one in names if one.sort is not Sort.BODY]
    if names:
        return merged([*source, *_keys(names)])
    head = set(scene.words(content[0], min(content[1], content[0] + 4)))
    whole = head & scene.pack.words("report", "complement") or _clausal(scene, content)
    if not whole and words & scene.pack.words("grammar", "they_nouns") and discourse.accused:
        if (
            set(source) & set(discourse.accused)
            and len(source) == 1
            and head & scene.pack.words("grammar", "charge_nouns")
        ):
            return source
        return discourse.accused if not set(source) <= set(discourse.accused) else merged([*source, *discourse.accused])
    return source


def _meant(one: Reference) -> bool:
    """A name, or a pronoun that stands for somebody listed."""
    return one.name or (one.party and not all(key.startswith("u:") for key in one.keys))


def _clausal(scene: Scene, content: tuple[int, int]) -> bool:
    """Whether the content is a clause with its own verb (`that it has used such weapons`)."""
    before = scene.tokens.tokens[content[0] - 1].low if content[0] else ""
    return before in scene.pack.words("report", "complement")


def _criticised(
    scene: Scene,
    discourse: Discourse,
    content: tuple[int, int],
    source: Keys,
    found: list[Reference],
    opening: tuple[int, int],
    criticised: bool,
) -> Keys:
    if criticised:
        subject = references(scene, discourse, *opening)
        keys = _keys([one for one in subject if not one.adjective], leave_out=source)
        if keys:
            return keys
    words = scene.words(*content)
    nouns = scene.pack.words("grammar", "measure_nouns")
    spot = next((number for number, word in enumerate(words) if word in nouns), -1)
    owner = [
        one
        for one in found
        if spot >= 0 and one.place < content[0] + spot and one.sort in {Sort.STATE, Sort.BODY, Sort.PERSON}
    ]
    if owner and not set(owner[-1].keys) & set(source):
        return owner[-1].keys
    direct = [
        one for one in found if not one.adjective and one.place - content[0] <= 3 and not set(one.keys) & set(source)
    ]
    if direct and (spot < 0 or direct[0].place < content[0] + spot):
        return _keys(direct[:1])
    if spot >= 0:
        doer = measure_doer(discourse, source, words[spot])
        if doer:
            return doer
    return (
        _keys([one for one in found if not one.adjective], leave_out=source)
        or _keys(found, leave_out=source)
        or measure_doer(discourse, source, "")
    )


def measure_doer(discourse: Discourse, source: Keys, noun: str) -> Keys:
    """Who took the measure that a noun speaks of: the latest of that stem, else the latest by somebody else."""
    others = [(kind, keys) for kind, keys, _ in discourse.doers if keys and not set(keys) & set(source)]
    same = [keys for kind, keys in others if noun and kind[:4] == noun[:4]]
    if same:
        return same[-1]
    return others[-1][1] if others else ()


def _demanded(discourse: Discourse, content: tuple[int, int], source: Keys, found: list[Reference]) -> Keys:
    others = [one for one in found if not one.adjective and not set(one.keys) <= set(source)]
    if others:
        parties = [one for one in others if one.party]
        listed = [one for one in others if any(_listed(key) for key in one.keys)]
        first = (listed or others)[0]
        if listed:
            return _keys([first], leave_out=source)
        return _keys([first], leave_out=source) if first.place - content[0] <= 6 or not parties else _keys(parties[:1])
    return measure_doer(discourse, source, "") or _keys(found, leave_out=source) or _topic(discourse, source)


def _planned(
    scene: Scene, discourse: Discourse, content: tuple[int, int], source: Keys, found: list[Reference]
) -> Keys:
    plain = [one for one in found if not one.adjective and (one.name or one.party) and one.sort is not Sort.BODY]
    keys = _keys(plain, leave_out=source)
    own_states = {country for key in source for country in scene.countries.get(key, ())}
    keys = tuple(key for key in keys if key not in own_states or len(keys) > 1)
    if not keys and source == discourse.source:
        keys = tuple(key for key in discourse.spoken_of if key not in source)
    if keys or not set(scene.words(*content)) & scene.pack.words("grammar", "mutual"):
        return keys
    own = [country for key in source for country in scene.countries.get(key, ())[:1]]
    return merged([*own, *(key for key in discourse.spoken_of if key.startswith("c:"))])


def _feared(scene: Scene, discourse: Discourse, content: tuple[int, int], source: Keys, found: list[Reference]) -> Keys:
    before = scene.tokens.tokens[content[0] - 1].low if content[0] else ""
    subjects = _subjects(scene, content, found)
    if before in scene.pack.words("grammar", "concern_links"):
        subjects = [one for one in found if not one.adjective]
    keys = _keys(subjects, leave_out=source)
    if keys:
        return keys
    words = scene.words(*content)
    if set(words[:4]) & scene.pack.words("grammar", "measure_nouns"):
        doer = measure_doer(discourse, source, "")
        if doer:
            return doer
    return _keys([one for one in found if not one.adjective], leave_out=source) or _topic(discourse, source)


def _topic(discourse: Discourse, source: Keys = ()) -> Keys:
    """What was spoken of last, where a claim names nobody."""
    return tuple(key for key in discourse.accused if key not in source)
