"""Act, polarity, modality and quotation of a claim, from its words."""

from __future__ import annotations

from ostrakon.reading.actors.actor import UNNAMED, Scene
from ostrakon.reading.actors.references import Reference
from ostrakon.reading.claims.draft import Draft
from ostrakon.reading.findings import Act, Modality, Polarity, Quote

NEGATION_REACH = 9
"""Words at the head of a content clause in which its verb and a negation stand."""
DIRECT_SHARE = 0.9


def repaired(scene: Scene, draft: Draft, found: list[Reference], *, governmental: bool, accused: bool = False) -> Act:
    """The act, where the content says more than the verb.

    "Said that it will" is a plan, "said … must" a demand, "said … rejects" a denial; a government that says of a named
    party that it secretly or unlawfully did something accuses it. Who stands accused and says that something is not so
    denies it.
    """
    act = draft.act
    if act not in {"assert", "allege", "plan"}:
        return act
    words = scene.words(*draft.content)
    head = words[:NEGATION_REACH]
    lexicon = scene.pack.words
    negated = set(head) & lexicon("deny_content", "own")
    refusing = (
        own_words(scene, draft)
        and set(head) & lexicon("report", "negators")
        and set(head) & lexicon("report", "accepting")
    )
    if refusing:
        return "deny"
    refused = set(head) & (lexicon("deny_content", "own") | lexicon("report", "negators"))
    if accused and act == "assert" and refused and not set(head) & lexicon("grammar", "will"):
        return "deny"
    of_itself = own_words(scene, draft) or (not governmental and _own(scene, draft, found))
    if negated and of_itself and not set(head) & lexicon("grammar", "will"):
        return "deny"
    if act == "plan":
        later = set(words[:8]) & (lexicon("grammar", "will") | lexicon("grammar", "to"))
        return act if later or scene.words(*draft.cue)[0] not in lexicon("report", "swearing") else "assert"
    if set(head[:2]) & lexicon("report", "first_denying"):
        return "deny"
    told = lexicon("grammar", "they_nouns") | lexicon("grammar", "own")
    if set(head) & lexicon("report", "denying_content") and set(head[:4]) & told:
        return "deny"
    if set(words) & lexicon("report", "demanding_content"):
        return "demand"
    own = _own(scene, draft, found)
    if own and (
        set(words if draft.certain > 0.75 and len(words) < 24 else head[:6]) & lexicon("grammar", "will")
        or set(head[:4]) & lexicon("report", "weighing")
    ):
        return "plan"
    if (
        act == "assert"
        and governmental
        and any(one.party for one in found)
        and set(words) & lexicon("report", "accusing_content")
    ):
        return "allege"
    if set(head) & lexicon("report", "criticising_content") and _own(scene, draft, found):
        return "criticise"
    return act


def own_words(scene: Scene, draft: Draft) -> bool:
    """Whether the content speaks in the first person or of the source."""
    start, end = draft.content
    return start < end and scene.tokens.tokens[start].low in scene.pack.words("grammar", "own")


def _own(scene: Scene, draft: Draft, found: list[Reference]) -> bool:
    """Whether the subject of the content is the source itself."""
    start, end = draft.content
    head = next((one for one in found if one.place - start <= 3), None)
    first = scene.tokens.tokens[start].low if start < end else ""
    dropped = scene.pack.language == "ru" and first in scene.pack.words("report", "negators")
    if draft.infinitive or dropped or first in scene.pack.words("grammar", "own"):
        return True
    return head is not None and (set(head.keys) <= set(draft.source) or _same_side(scene, head, draft))


def _same_side(scene: Scene, head: Reference, draft: Draft) -> bool:
    """A head of state who speaks of his capital (`Maduro said that Caracas would`)."""
    own = {country for key in draft.source for country in scene.countries.get(key, ())}
    return bool(own & set(head.keys)) and not head.adjective


def polarity(scene: Scene, draft: Draft, act: Act) -> Polarity:
    """`negate` for denials, and for content whose verb is negated."""
    if act == "deny":
        return "negate"
    if act in {"criticise", "concern", "allege"}:
        return "affirm"
    words = scene.words(*draft.content)
    reach = 5 if act == "demand" else NEGATION_REACH
    return "negate" if set(words[:reach]) & scene.pack.words("report", "negators") else "affirm"


def modality(scene: Scene, draft: Draft, act: Act) -> Modality:
    """FactBank's degree."""
    words = scene.words(draft.first, draft.last)
    cue = scene.words(*draft.cue)
    lexicon = scene.pack.words
    if act == "demand":
        return "U"
    if act == "concern":
        return "PS" if not set(words) & lexicon("grammar", "will") else "PR"
    possible = set(words[:14]) & lexicon("grammar", "could") or set(cue) & lexicon("report", "weighing")
    if act == "plan":
        return (
            "PS"
            if set(words[:8]) & lexicon("report", "weighing") or set(words[:4]) & lexicon("grammar", "could")
            else "PR"
        )
    if act in {"deny", "criticise"}:
        return "CT"
    if possible:
        return "PS"
    if draft.source == (UNNAMED,) and act in {"assert", "allege"}:
        return "PR"
    if act == "allege" and any(word.startswith(scene.pack.endings("report", "suspicion")) for word in cue):
        return "PR"
    if set(words[:8]) & lexicon("report", "probable") or set(words[:6]) & lexicon("grammar", "will"):
        return "PR"
    return "CT"


def quote(scene: Scene, draft: Draft) -> Quote:
    """Whether the words of the claim stand in quotation marks."""
    start, end = scene.span(draft.first, draft.last)
    shared = 0
    for first, last in scene.tokens.quotes:
        shared += max(0, min(last, end) - max(first, start))
    if shared >= DIRECT_SHARE * (end - start):
        return "direct"
    return "partial" if shared > 2 else "indirect"
