"""Later (and earlier) short forms of a party that the text names in full: `Putin`, `KOMID`, `Mahan`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ostrakon.names.places import names_place
from ostrakon.names.running import fold_word
from ostrakon.names.spellings import FAMILIES
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.judging import ACRONYM_MAX, Judged, Verdict
from ostrakon.reading.ordinary import is_ordinary
from ostrakon.reading.patterns import Party
from ostrakon.reading.prose import PARTICLES, Prose

FAMILY_MIN = 3
HEAD_MIN = 4
INITIALS_MIN = 4
"""First letters of a full name from which on they may stand for it (`XPCC`)."""
LONG = 7
"""From this length on a family name may be spelt one letter apart (`Lukashenka`)."""
SCORE_LOSS = 0.03


@dataclass
class _Bearer:
    """One short word, and the full mentions that it may stand for."""

    mentions: list[Judged] = field(default_factory=list)

    @cached_property
    def sole(self) -> Judged | None:
        """The surest mention when all are of one party, else None; asked for once all are gathered."""
        return max(self.mentions, key=lambda mention: mention.score) if self._groups() == 1 else None

    def initials(self, prose: Prose) -> set[str]:
        """First letters of all words of the mentions."""
        return {
            prose.words.words[i][0].lower() for mention in self.mentions for i in range(mention.first, mention.last)
        }

    def _groups(self) -> int:
        """Number of different parties among the mentions: two that share an entity are one."""
        seen: list[set[int]] = []
        for own in {mention.entities: set(mention.entities) for mention in self.mentions}.values():
            touching = [group for group in seen if group & own]
            seen = [group for group in seen if not group & own] + [own.union(*touching)]
        return len(seen)


def short_forms(
    full: Sequence[Judged],
    prose: Prose,
    gazetteer: Gazetteer,
    near: Mapping[str, tuple[str, ...]],
    *,
    foreign: bool = False,
) -> list[Judged]:
    """Short forms of the parties in `full`, outside of those mentions.

    A family name, a distinguishing word of an organisation's name or its acronym counts where it is written as a
    name, stands alone, and belongs to exactly one party of the text. After another bearer of the family name
    ("Mikhail Putin") it is his until the listed one is named again.

    Args:
        near: words of the text → the listed words that they may be without equalling them, folded.
        foreign: whether the text is in a language that spells names in its own way.
    """
    families, heads, acronyms = _bearers(full, prose, gazetteer)
    taken = {i for mention in full for i in range(mention.first, mention.last)}
    strangers: dict[str, int] = {}
    found: list[Judged] = []
    wanted = families.keys() | heads.keys()
    if not wanted and not acronyms:
        return []
    for i in prose.words.places(
        lambda word: word in acronyms or fold_word(word) in wanted or not families.keys().isdisjoint(near.get(word, ()))
    ):
        word = prose.words.words[i]
        folded = fold_word(word)
        if i in taken:
            strangers.pop(folded, None)
            continue
        if not _alone(prose, i):
            continue
        if word in acronyms:
            if not _hyphened(prose, i, taken):
                found += _take(acronyms[word], i, "its acronym")
            continue
        key = _key(word, folded, near.get(word, ()), families, foreign=foreign)
        if key:
            found += _family(families[key], key, i, prose, strangers)
        elif folded in heads and not prose.name_before(i):
            found += _take(heads[folded], i, "short form of a name given in full")
    return found


def _alone(prose: Prose, index: int) -> bool:
    """Whether the word is written as a name that may stand alone; one syllable only where it is a Korean family."""
    if prose.small(index) or prose.caseless or prose.embedded(index, index + 1):
        return False
    word = prose.words.words[index]
    return len(word) > 1 or (word in FAMILIES and prose.opens_word(index) and prose.words.gap(index) == " ")


def _family(bearer: _Bearer, key: str, index: int, prose: Prose, strangers: dict[str, int]) -> list[Judged]:
    """The family name at `index`, if it is not a stranger's; whose it is now is noted in `strangers`."""
    if start := _tail(bearer, index, prose):
        return [replace(one, first=start) for one in _take(bearer, index, "end of a name given in full")]
    if prose.name_before(index):
        if not prose.heading(index):
            strangers[key] = index
        return []
    if key in strangers or prose.name_beside(index, index + 1):
        return []
    if (initial := prose.initial_before(index)) and initial not in bearer.initials(prose):
        strangers[key] = index
        return []
    return _take(bearer, index, "family name of a person named in full")


def _tail(bearer: _Bearer, index: int, prose: Prose) -> int:
    """Where the end of a name given in full begins that ends at `index` (`Bol Mel`); 0 where it has one word."""
    for one in bearer.mentions:
        named = [fold_word(word) for word in prose.words.words[one.first : one.last]]
        for length in range(len(named) - 1, 1, -1):
            start = index + 1 - length
            here = [fold_word(word) for word in prose.words.words[max(0, start) : index + 1]]
            joined = all(prose.words.gap(i) in {" ", "-"} for i in range(start, index))
            if start > 0 and here == named[-length:] and joined and not prose.small(start):
                return start if prose.title_before(start) or not prose.name_before(start) else 0
    return 0


def _hyphened(prose: Prose, index: int, taken: set[int]) -> bool:
    """Whether a hyphen joins the word to a longer mention (`IRGC-Qods Force`)."""
    return any(beside in taken and prose.words.gap(min(beside, index)) == "-" for beside in (index - 1, index + 1))


def _key(word: str, folded: str, near: tuple[str, ...], families: dict[str, _Bearer], *, foreign: bool) -> str:
    if folded in families:
        return folded
    for other in near:
        long = len(other) >= LONG and len(folded) >= LONG
        if other in families and not is_ordinary(folded) and (long or not word.isascii() or foreign):
            return other
    return ""


def _take(bearer: _Bearer, index: int, note: str) -> list[Judged]:
    best = bearer.sole
    if best is None:
        return []
    score = round(max(0.0, best.score - SCORE_LOSS), 3)
    return [Judged(index, index + 1, best.entities, best.party, Verdict.ACCEPT, score, note)]


def _bearers(
    full: Sequence[Judged], prose: Prose, gazetteer: Gazetteer
) -> tuple[dict[str, _Bearer], dict[str, _Bearer], dict[str, _Bearer]]:
    families: defaultdict[str, _Bearer] = defaultdict(_Bearer)
    heads: defaultdict[str, _Bearer] = defaultdict(_Bearer)
    acronyms: defaultdict[str, _Bearer] = defaultdict(_Bearer)
    for mention in full:
        words = prose.words.words[mention.first : mention.last]
        folded = [fold_word(word) for word in words]
        if mention.party is Party.PERSON:
            for family in _families(mention, words, folded, gazetteer):
                families[family].mentions.append(mention)
            continue
        if mention.party in {Party.VESSEL, Party.AIRCRAFT}:
            continue
        for word, plain in zip(words, folded, strict=True):
            if names_place(word):
                continue  # `России` is the country, even after the bank of that name
            if len(plain) >= HEAD_MIN and not is_ordinary(plain) and plain not in PARTICLES and not word.isupper():
                heads[plain].mentions.append(mention)
        for acronym in _acronyms(mention, prose, gazetteer):
            acronyms[acronym].mentions.append(mention)
    for shared in families.keys() & heads.keys():
        del heads[shared]
    return dict(families), dict(heads), dict(acronyms)


def _families(mention: Judged, words: list[str], folded: list[str], gazetteer: Gazetteer) -> set[str]:
    listed = {
        gazetteer.word(number)
        for entity in mention.entities
        for number in gazetteer.row("family_word", "family_off", entity)
    }
    found = listed.intersection(folded) or {folded[-1]}
    if any(not word.isascii() for word in words):
        found = found | listed  # the mention may be in another case than the list
    return {word for word in found if len(word) >= FAMILY_MIN and not is_ordinary(word)}


def _acronyms(mention: Judged, prose: Prose, gazetteer: Gazetteer) -> set[str]:
    """Acronyms that the lists give the party, and the one that the text introduces in brackets."""
    found = {
        gazetteer.word(number).upper()
        for entity in mention.entities
        for number in gazetteer.row("acronym_word", "acronym_off", entity)
    }
    words = prose.words
    if mention.last < len(words) and words.gap(mention.last - 1).strip() in {"(", "(“", '("', "(the"}:
        word = words.words[mention.last]
        if word.isupper() and 2 <= len(word) <= ACRONYM_MAX and words.gap(mention.last)[:2].strip('”"')[:1] == ")":
            found.add(word)
    initials = "".join(word[0] for word in words.words[mention.first : mention.last] if word[0].isupper())
    if len(initials) >= INITIALS_MIN:
        found.add(initials)
    return {word for word in found if len(word) > 1 and not is_ordinary(fold_word(word))}
