"""Is the listed party meant? Rules that keep ordinary words and other people's names silent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from math import log2

from ostrakon.names.places import names_place
from ostrakon.names.rarity import rarity_bits
from ostrakon.names.running import fold_word
from ostrakon.names.spellings import is_well_known
from ostrakon.reading.carriers import Carriers
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.heads import KINDS, decorates
from ostrakon.reading.ordinary import is_ordinary, place_words
from ostrakon.reading.patterns import Form, Party
from ostrakon.reading.prose import PARTICLES, Prose
from ostrakon.reading.spotting import Spot
from ostrakon.reading.subject import SHORT_MAX

ACRONYM_MIN = 4
ACRONYM_MAX = 8
GROUP_MIN = 10
SINGLE_MIN = 5
SINGLE_LONG = 8
"""Letters from which on a name of one word counts in any text, not only in one about its country."""
LISTINGS_TELLING = 4
"""A name of one word that so many entries carry is no accident of vocabulary."""
FEW_BEAR = 19.5
HARDLY_ANYBODY_BEARS = 25.0
"""Bits of rarity of a person's words from which on few, and hardly anybody, share them all (see `names.rarity`)."""
RARE_SHARE = 0.9
"""Words are rare together when their bits reach this share of log2(parties)."""

_FORM_SCORE = {
    Form.FULL: 0.97,
    Form.ORDER: 0.95,
    Form.STRIPPED: 0.94,
    Form.SHORT: 0.9,
    Form.SHORTER: 0.85,
    Form.WEAK: 0.6,
    Form.HEAD: 0.8,
}
_FORM_NOTE = {
    Form.FULL: "the listed name",
    Form.ORDER: "the listed name in another order",
    Form.STRIPPED: "the listed name without its legal form",
    Form.SHORT: "given and family name of the listed name",
    Form.SHORTER: "first given and first family name of the listed name",
    Form.WEAK: "a weak alias",
    Form.HEAD: "short form of a listed name that no other listed party shares",
}


class Verdict(IntEnum):
    """What becomes of a spot."""

    REJECT = 0
    SUPPORT = 1  # counts only when the party is mentioned elsewhere in the text beyond doubt
    BESIDE = 2  # counts as SUPPORT does, and when another listed party is mentioned beyond doubt
    ACCEPT = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A spot that may be a mention.

    Attributes:
        first, last: word positions, `last` exclusive.
        entities: entity numbers, those whose name it is word by word first.
        party: class of the first entity.
        verdict, score, note: the judgement, and why.
    """

    first: int
    last: int
    entities: tuple[int, ...]
    party: Party
    verdict: Verdict
    score: float
    note: str


def judge(spot: Spot, prose: Prose, gazetteer: Gazetteer, carriers: Carriers) -> Judged | None:
    """Judge one spot; None when it is rejected.

    Args:
        spot: where a listed word sequence stands.
        prose: the text around.
        gazetteer: the lists.
        carriers: whose names the patterns are, seen from this text.
    """
    if spot.last - spot.first == 1 and prose.small(spot.first):
        return None
    carried = carriers.of(spot.pattern)
    entities, party = carried.entities, carried.classes[0]
    if party is not Party.VESSEL and Party.VESSEL in carried.classes and prose.ship_near(spot.first, spot.last):
        party = Party.VESSEL
        entities = carried.of(Party.VESSEL)
    case = _Case(spot, prose, gazetteer, carriers.countries, entities, party, carried.form)
    verdict, score, note = case.decide()
    if verdict is Verdict.REJECT:
        return None
    if verdict is Verdict.SUPPORT and case.told_by_subject():
        verdict = Verdict.ACCEPT
    if carried.form is Form.WEAK and not (verdict is Verdict.ACCEPT and case.telling_acronym()):
        verdict = Verdict.SUPPORT
    return Judged(spot.first, spot.last, entities, party, verdict, round(score, 3), note)


@dataclass(frozen=True, slots=True)
class _Case:
    spot: Spot
    prose: Prose
    gazetteer: Gazetteer
    countries: Collection[str]
    entities: tuple[int, ...]
    party: Party
    form: Form

    def decide(self) -> tuple[Verdict, float, str]:
        folded = [fold_word(word) for word in self._surfaces()]
        telling = [i for i, word in enumerate(folded) if word not in PARTICLES]
        if small := [i for i in telling if self.prose.small(self.spot.first + i)]:
            return self._with_kind(folded, small, telling)
        if self.prose.caseless and (len(folded) < 2 or self.spot.edits or self.form > Form.STRIPPED):
            return Verdict.REJECT, 0.0, ""
        if self.prose.embedded(self.spot.first, self.spot.last):
            return Verdict.REJECT, 0.0, ""
        if is_well_known(tuple(folded)) and self._listed_words() != tuple(folded) and not self._surfaces()[0].isascii():
            return Verdict.REJECT, 0.0, ""  # `Банк России` is the central bank, not Bank Rossiya in another case
        if self.form is Form.HEAD:
            return self._head()
        ordinary = all(is_ordinary(folded[i]) for i in telling)
        if any(word and not word.isascii() for word in folded):
            return self._syllabic(len(folded))
        if ordinary:
            return self._ordinary(folded, len(telling))
        if len(telling) == 1:
            return self._single(telling[0])
        return self._several(folded)

    def told_by_subject(self) -> bool:
        """Whether a text about sanctions means the party by what any other text may mean otherwise.

        That are acronyms, and names of several words that are no person's; a word alone stays what it is.
        """
        length = self.spot.last - self.spot.first
        long = len(self.prose.words) > SHORT_MAX
        if self.form is Form.HEAD or self.spot.edits or self.party is Party.PERSON or not long:
            return False
        if not self.prose.on_subject(self.spot.first):
            return False
        if length > 1:
            ships = {Party.VESSEL, Party.AIRCRAFT}
            return self.party not in ships or self.prose.ship_near(self.spot.first, self.spot.last)
        word = self._surfaces()[0]
        acronym = word.isupper() and ACRONYM_MIN - 1 <= len(word) <= ACRONYM_MAX
        return acronym and not self.prose.shouted(self.spot.first, self.spot.last)

    def telling_acronym(self) -> bool:
        """Whether it is an acronym in a text about its country: a weak alias may do then.

        Three letters suffice where the text is about sanctions.
        """
        word = self._surfaces()[0]
        single = self.spot.last - self.spot.first == 1
        least = ACRONYM_MIN - 1 if self._about_lists() else ACRONYM_MIN
        return single and word.isupper() and least <= len(word) <= ACRONYM_MAX and self._country_mentioned()

    def _surfaces(self) -> list[str]:
        return self.prose.words.words[self.spot.first : self.spot.last]

    def _about_lists(self) -> bool:
        """Whether the text is long enough to be about something, and is about what lists are about."""
        return len(self.prose.words) > SHORT_MAX and self.prose.on_subject(self.spot.first)

    def _with_kind(self, folded: list[str], small: list[int], telling: list[int]) -> tuple[Verdict, float, str]:
        """Names whose kind of business is written small: `groupe Wagner`, `Sinaloa cartel`."""
        kept = [i for i in telling if i not in small]
        kinds = all(decorates(folded[i]) or folded[i] in KINDS for i in small)
        own = [i for i in kept if not is_ordinary(folded[i])]
        apart = bool(own) and (max(small) < min(kept) or min(small) > max(kept))
        sure = not self.spot.edits and self.form <= Form.STRIPPED and self.party is Party.ORGANISATION
        if not (kinds and apart and sure and self._about_lists()):
            return Verdict.REJECT, 0.0, ""
        return Verdict.ACCEPT, 0.9, "the listed name, its kind of business written small"

    def _head(self) -> tuple[Verdict, float, str]:
        """Short forms that the lists do not spell out: `Garantex`, `Chang Guang Satellite`; in texts about lists."""
        first, last = self.spot.first, self.spot.last
        score, note = _FORM_SCORE[Form.HEAD], _FORM_NOTE[Form.HEAD]
        near = self._country_mentioned() or not self._has_country()
        if self.spot.edits or self.prose.caseless:
            return Verdict.REJECT, 0.0, ""
        if not self._about_lists() or self.prose.shouted(first, last) or self.prose.goes_on_in_capitals(last):
            return Verdict.SUPPORT, score, note
        if self.prose.name_beside(first, last):
            return Verdict.SUPPORT, score, note
        if any(self.prose.also_small(i) for i in range(first, last)):
            return Verdict.SUPPORT, score, note
        if last - first > 1:
            return (Verdict.ACCEPT if near else Verdict.SUPPORT), score, note
        word = self._surfaces()[0]
        if names_place(word):  # in any case: `Москвы` stands in a listed name as the genitive
            return Verdict.REJECT, 0.0, ""
        capitals = sum(letter.isupper() for letter in word)
        if capitals == 1 and len(word) < SINGLE_MIN:
            return Verdict.SUPPORT, score, note
        if self.prose.kind_before(first):
            return Verdict.ACCEPT, score, f"{note}, its kind of business before it"
        inside = not (self.prose.nouns_are_capitals or self.prose.opens_sentence(first))
        known = self.prose.in_guillemets(first, last) and is_well_known(self._listed_words())
        telling = capitals > 1 or inside or known
        return (
            (Verdict.ACCEPT if near and telling and not self.prose.place_before(first) else Verdict.SUPPORT),
            score,
            note,
        )

    def _syllabic(self, length: int) -> tuple[Verdict, float, str]:
        if length < 3 and not (length == 2 and self._country_mentioned() and self.prose.opens_word(self.spot.first)):
            return Verdict.SUPPORT, 0.6, "a short name in its own script"
        if self.party is Party.PERSON and self.prose.goes_on(self.spot.last):
            return Verdict.REJECT, 0.0, ""
        if self.party is Party.PERSON and not self._spoken_of():
            return Verdict.BESIDE, 0.6, "a name that many bear"
        return Verdict.ACCEPT, 0.9, "the listed name in its own script"

    def _ordinary(self, folded: list[str], telling: int) -> tuple[Verdict, float, str]:
        """Names made of ordinary words: `Justice`, `Foreign Trade Bank`, `Grace 1`."""
        if self.spot.edits or len(folded) == 1 or self.prose.caseless:
            return Verdict.REJECT, 0.0, ""
        if self.party in {Party.VESSEL, Party.AIRCRAFT}:
            near = self.prose.ship_near(self.spot.first, self.spot.last)
            return (
                (self._if_spoken_of() if near else Verdict.SUPPORT),
                0.8,
                "a vessel's name next to a word of seafaring",
            )
        if self.prose.heading(self.spot.first):
            return Verdict.SUPPORT, 0.8, "a name of ordinary words"
        if "bank" in folded and self.form <= Form.STRIPPED and self._country_mentioned():
            return Verdict.ACCEPT, 0.8, "the listed name of a bank, its country in the text"
        if self.party is Party.PERSON or telling < 3:
            return Verdict.SUPPORT, 0.8, "a name of ordinary words"
        if telling > 3 or any(word in place_words() for word in folded) or self._country_mentioned():
            return Verdict.ACCEPT, 0.8, "a listed name of ordinary words, its country in the text"
        near = self._country_mentioned() or not self._has_country()
        if near and self.form is Form.FULL and not self.prose.opens_sentence(self.spot.first):
            return Verdict.ACCEPT, 0.7, "a listed name of three ordinary words"
        return Verdict.SUPPORT, 0.75, "a name of ordinary words"

    def _single(self, at: int) -> tuple[Verdict, float, str]:
        """Names of one telling word: only rare ones in a text about their country, and acronyms in capitals."""
        first, last = self.spot.first, self.spot.last
        place = first + at
        word = self.prose.words.words[place]
        if self.prose.also_small(place) or self.prose.name_beside(first, last) or self.prose.initial_before(first):
            return Verdict.SUPPORT, 0.7, "a name of one word"
        if self.party is Party.VESSEL and len(word) > 3 and self.prose.ship_near(first, last):
            return self._if_spoken_of(), 0.75, "a vessel's name next to a word of seafaring"
        if self.party not in {Party.ORGANISATION, Party.UNKNOWN} or self.spot.edits:
            return Verdict.SUPPORT, 0.7, "a name of one word"
        if word.isupper() and len(word) <= ACRONYM_MAX:
            telling = self._country_mentioned() or not self._has_country()
            if len(word) < ACRONYM_MIN:
                telling = len(word) == ACRONYM_MIN - 1 and self._country_mentioned() and self._established(at)
            accepted = telling and not self.prose.shouted(first, last)
            return (Verdict.ACCEPT if accepted else Verdict.SUPPORT), 0.85, "a listed acronym"
        persons = int(self.gazetteer.word_persons[self._listed()[at]])
        if len(word) >= ACRONYM_MIN and self._acronym(at) and self._written_as_name(place):
            return Verdict.ACCEPT, 0.8, "a listed acronym, written as a name"
        if len(word) < SINGLE_MIN or persons > 1:
            return Verdict.SUPPORT, 0.7, "a name of one word"
        if len(self.entities) >= (LISTINGS_TELLING if self._has_country() else 2):
            return Verdict.ACCEPT, 0.85, "a rare listed name of one word, on several lists"
        if self._country_mentioned():
            return self._if_spoken_of(), 0.85, "a rare listed name of one word, its country in the text"
        if not self._has_country() and not self._opening(place) and self._about_lists():
            return Verdict.ACCEPT, 0.75, "a listed name of one word in a text about such parties"
        if len(word) >= SINGLE_LONG and not (self._has_country() and self._opening(place)):
            return self._if_spoken_of(), 0.65, "a long listed name of one word"
        return Verdict.SUPPORT, 0.6, "a name of one word"

    def _opening(self, place: int) -> bool:
        """Whether the capital of the word only opens a sentence, as far as the text shows."""
        return self.prose.opens_sentence(place) and not self.prose.capital_elsewhere(place)

    def _written_as_name(self, place: int) -> bool:
        """Whether the text is about lists and the party's country, and the word's capital tells a name."""
        near = self._country_mentioned() or not self._has_country()
        return near and not self._opening(place) and self._about_lists()

    def _several(self, folded: list[str]) -> tuple[Verdict, float, str]:
        """Names of several words with at least one rare word among them."""
        first, last = self.spot.first, self.spot.last
        rare = self._rare()
        score = _FORM_SCORE[self.form] + (0.02 if len(folded) > 2 else 0.0) - (0.0 if rare else 0.15)
        note = _FORM_NOTE[self.form]
        near = self._country_mentioned() or not self._has_country()
        if not near and self.party is Party.PERSON and len(folded) == 2:
            score -= 0.15
            note += ", no country of the party in the text"
        if self.spot.edits and self._edited_alone(folded):
            return Verdict.REJECT, 0.0, ""
        if self.spot.edits:
            score -= 0.15
            note += f", one letter apart in {self._surfaces()[self.spot.edited - first]!r}"
        if self.party is Party.PERSON and len(folded) == 2 and not near and not rare:
            return Verdict.SUPPORT, score, note
        if self.party is Party.PERSON:
            cut = self.form in {Form.SHORT, Form.SHORTER}
            alone = len(folded) > 2 and not cut
            alone = alone or ("\u0400" <= self._surfaces()[-1][0] <= "\u04ff" and not self.prose.name_before(first))
            if self.spot.edits and cut and not near:
                return Verdict.REJECT, 0.0, ""
            if not alone and self.prose.name_beside(first, last):
                return Verdict.REJECT, 0.0, ""
            return (Verdict.ACCEPT if self._meant(folded) else Verdict.BESIDE), score, note
        if self.party is Party.VESSEL and self.prose.ship_near(first, last):
            return self._if_spoken_of(), score, note
        if max(len(word) for word in folded if not is_ordinary(word)) < ACRONYM_MIN:
            return Verdict.SUPPORT, score, note
        if self.party is Party.AIRCRAFT:
            registered = all(word.isupper() or word.isdigit() for word in self._surfaces())
            return (Verdict.ACCEPT if registered else Verdict.REJECT), score, note
        if self.party is Party.VESSEL and len(folded) == 2 and not self.prose.ship_near(first, last):
            return Verdict.SUPPORT, score, note
        if self.spot.edits and len(folded) == 2:
            return Verdict.SUPPORT, score, note
        return Verdict.ACCEPT, score, note

    def _edited_alone(self, folded: list[str]) -> bool:
        """Whether only the word that is spelt otherwise could tell who is meant (`Petróleo de Venezuela`)."""
        at = self.spot.edited - self.spot.first
        return all(is_ordinary(word) or word in PARTICLES for i, word in enumerate(folded) if i != at)

    def _listed(self) -> list[int]:
        return self.gazetteer.row("pattern_word", "pattern_off", self.spot.pattern)

    def _listed_words(self) -> tuple[str, ...]:
        return tuple(map(self.gazetteer.word, self._listed()))

    def _rare(self) -> bool:
        """Whether the words would hardly stand together by chance, were they drawn from the listed names."""
        parties = len(self.gazetteer.entity_class)
        bits = sum(log2(parties / max(1, int(self.gazetteer.word_df[word]))) for word in self._listed())
        return bits >= RARE_SHARE * log2(parties)

    def _established(self, at: int) -> bool:
        """Whether the word recurs in the names of many listed parties, as the name of a large group does (`VTB`)."""
        word = self._listed()[at]
        return int(self.gazetteer.word_df[word]) >= GROUP_MIN and not int(self.gazetteer.word_persons[word])

    def _if_spoken_of(self) -> Verdict:
        return Verdict.ACCEPT if self._spoken_of() else Verdict.BESIDE

    def _spoken_of(self) -> bool:
        """Whether the text speaks of what lists are about, or everybody knows the name.

        A person's country does as well; a ship's or a company's does not: every text about travel or trade has it.
        """
        if self.party is Party.PERSON and self._country_mentioned():
            return True
        folded = tuple(map(fold_word, self._surfaces()))
        return is_well_known(folded) or self.prose.on_subject(self.spot.first)

    def _meant(self, folded: list[str]) -> bool:
        """Whether anything but the name speaks for the listed person: persons who share their names are many.

        That is what the text is about; else a name that everybody knows and few bear; else the party's country,
        together with an office or with a name that few bear.
        """
        if self.prose.on_subject(self.spot.first):
            return True
        rarity = sum(map(rarity_bits, folded))
        if rarity >= FEW_BEAR and is_well_known(tuple(folded)):
            return True
        office = self.prose.office_beside(self.spot.first, self.spot.last)
        return self._country_mentioned() and (rarity >= HARDLY_ANYBODY_BEARS or office)

    def _acronym(self, at: int) -> bool:
        """Whether the lists have the word as the party's acronym."""
        word = self._listed()[at]
        return any(word in self.gazetteer.row("acronym_word", "acronym_off", entity) for entity in self.entities)

    def _has_country(self) -> bool:
        return any(self.gazetteer.countries(entity) for entity in self.entities)

    def _country_mentioned(self) -> bool:
        return any(code in self.countries for entity in self.entities for code in self.gazetteer.countries(entity))
