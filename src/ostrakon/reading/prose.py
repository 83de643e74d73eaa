"""What the surroundings of a word tell: capitals, headings, neighbours, ship words."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ostrakon.names.places import is_adjective, names_place
from ostrakon.names.running import Running, fold_word
from ostrakon.reading.ordinary import is_ordinary
from ostrakon.reading.subject import Subject, is_office

_PARTICLES = (
    "al el bin ben ibn bint abu abd ul ur as ad van von der den de del della di da dos das du la le los las"
    " of the and for in on to y e i und et des fur a an zu"
)
PARTICLES = frozenset(_PARTICLES.split())
"""Words that names write in small letters too."""

_SEAFARING = (
    "tanker tankers supertanker vessel vessels ship ships carrier freighter boat yacht barge trawler mv mt imo crew"
    " captain flagged sailed sailing aboard cargo seafarers port anchored moored steamer"
)
_SEAFARING_ELSEWHERE = (
    "schiff schiffe tanker öltanker frachter jacht yacht superjacht boot reederei hafen werft navire "
    "navires pétrolier pétroliers cargo paquebot bateau équipage buque buques petrolero petroleros "
    "carguero barco yate tanquero судно суда судна танкер танкера танкеры танкеров яхта яхты яхту "
    "сухогруз корабль 선박 유조선 화물선"
)
_SHIP_WORDS = frozenset((_SEAFARING + " " + _SEAFARING_ELSEWHERE).split())
SHIP_REACH = 12
"""Words on either side in which a ship word must stand."""

_VERB_ENDINGS = ("s", "ed", "ing")
"""In a heading a capitalised word with such an ending may be a verb: `Putin Visits Pyongyang`."""

_KOREAN_ENDINGS = frozenset("은는이가을를의에께와과도만로으씨측등라랑보부까마조님군전및처나며야란였입인하급대")
"""First syllables of what is written together after a person's name: particles, forms of address, the copula."""

_GLUE = frozenset("_@\\#=")

OFFICE_REACH = 4
"""Words before and after a name in which its office stands."""

_TITLES = frozenset(("mr", "mrs", "ms", "mme", "herr", "frau", "herrn", "senor", "senora", "sr", "sra", "don", "dr"))
_TOWARDS = "in at near from à au en de aus bei nach desde в из под около"
_PLACE_BEFORE = frozenset(_TOWARDS.split())
_KINDS = (
    "exchange company firm bank group holding conglomerate manufacturer maker trader broker refinery airline mixer"
    " marketplace platform contractor börse unternehmen firma hersteller konzern gruppe betreiber händler plattform"
    " fluglinie reederei werft société entreprise groupe banque plateforme fabricant compagnie constructeur empresa"
    " compañía grupo banco petrolera fabricante plataforma naviera aerolínea биржа биржи биржу компания компании"
    " компанию фирма фирмы банк банка завод завода холдинг группа группы"
)
_BUSINESS = frozenset(_KINDS.split())

CAPITALS_SHARE_MIN = 0.02
"""A text of a cased script with fewer capitalised words than this writes everything small."""
HEADING_SHARE = 0.6
HEADING_WORDS_MAX = 25
HEADING_CHARS_MAX = 200


class Prose:
    """The words of one text with their surroundings."""

    def __init__(self, words: Running, language: str = "", persons: frozenset[int] | None = None) -> None:
        """`persons`: places of words that listed persons carry, where capitals alone tell no name (German)."""
        self.words = words
        self._language = language
        self._persons = persons
        counts = np.bincount(words.numbers, minlength=len(words.distinct)).tolist()
        upper = lower = 0
        for word, count in zip(words.distinct, counts, strict=True):
            if word[0].isupper():
                upper += count
            elif word[0].islower():
                lower += count
        cased = upper + lower
        self._small = frozenset(word for word in words.distinct if word.islower())
        self.caseless = cased > 3 and upper < CAPITALS_SHARE_MIN * cased

    def small(self, index: int) -> bool:
        """Whether the word is written small although names are not; `Jong-un` is a name written in one."""
        if not self.words.words[index][0].islower() or self.caseless:
            return False
        return index == 0 or self.words.gap(index - 1) not in {"-", "‑", "."}

    def on_subject(self, index: int) -> bool:
        """Whether the text around speaks of what sanctions lists are about."""
        return self._subject.near(index)

    @cached_property
    def _subject(self) -> Subject:
        return Subject(self.words)

    def office_beside(self, first: int, last: int) -> bool:
        """Whether an office stands within a few words of the words `first` to `last` (exclusive)."""
        words = self.words.words
        return any(map(is_office, (*words[max(0, first - OFFICE_REACH) : first], *words[last : last + OFFICE_REACH])))

    def opens_word(self, index: int) -> bool:
        """Whether nothing is written together before the word (Korean and Chinese letters are words of their own)."""
        return index == 0 or bool(self.words.gap(index - 1))

    def goes_on(self, index: int) -> bool:
        """Whether the syllable at a place belongs to the Korean word before it and is no ending: another name."""
        if index >= len(self.words) or self.opens_word(index):
            return False
        return "\uac00" <= self.words.words[index] <= "\ud7a3" and self.words.words[index] not in _KOREAN_ENDINGS

    def also_small(self, index: int) -> bool:
        """Whether the text writes the same word small elsewhere: then it is vocabulary here."""
        lowered = self.words.words[index].lower()
        return lowered in self._small or f"{lowered}s" in self._small or lowered.removesuffix("s") in self._small

    def opens_sentence(self, index: int) -> bool:
        """Whether a sentence, line or heading begins here, so that the capital tells nothing."""
        gap = self.words.gap(index - 1) if index else "\n"
        return not gap.isspace() or "\n" in gap or self.heading(index)

    def capital_elsewhere(self, index: int) -> bool:
        """Whether the same word stands capitalised inside of a sentence."""
        word = self.words.words[index]
        return any(not self.opens_sentence(other) for other in self._places.get(word, ()) if other != index)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place in self.words.places(lambda word: word[0].isupper()):
            places.setdefault(self.words.words[place], []).append(place)
        return places

    @property
    def nouns_are_capitals(self) -> bool:
        """Whether the language writes every noun with a capital, so that capitals tell no name (German)."""
        return self._persons is not None

    def kind_before(self, index: int) -> bool:
        """Whether a kind of business stands directly before: `the exchange Garantex`."""
        if index == 0 or self.words.gap(index - 1).strip(" «“„\"'"):
            return False
        return self.words.words[index - 1].lower() in _BUSINESS

    def in_guillemets(self, first: int, last: int) -> bool:
        """Whether the words stand alone in « », as Russian writes names of organisations; French parts its quotes."""
        text = self.words.text
        start, end = self.words.starts[first], self.words.ends[last - 1]
        return text[start - 1 : start] == "«" and text[end : end + 1] == "»"

    def place_before(self, index: int) -> bool:
        """Whether a word stands directly before after which a town may be named."""
        return index > 0 and self.words.gap(index - 1) == " " and self.words.words[index - 1].lower() in _PLACE_BEFORE

    def goes_on_in_capitals(self, index: int) -> bool:
        """Whether a capitalised word follows at once, so that another, longer name may be meant."""
        return (
            index < len(self.words) and self.words.gap(index - 1) in {" ", "-"} and self.words.words[index][0].isupper()
        )

    def title_before(self, index: int) -> bool:
        """Whether a form of address stands directly before: `Mme Lvova-Belova`."""
        return (
            index > 0 and self.words.gap(index - 1) in {" ", ". "} and fold_word(self.words.words[index - 1]) in _TITLES
        )

    def name_beside(self, first: int, last: int) -> bool:
        """Whether another word of a name touches the words `first` to `last` (exclusive): then both are one name."""
        if self.name_before(first):
            return True
        if last >= len(self.words) or self.words.gap(last - 1) not in {" ", "-"} or not self._name(last):
            return False
        return not (self.heading(first) and self.words.words[last].endswith(_VERB_ENDINGS))

    def name_before(self, first: int) -> bool:
        """Whether a word of a name stands directly before."""
        return first > 0 and self.words.gap(first - 1) in {" ", "-"} and self._name(first - 1)

    def initial_before(self, index: int) -> str:
        """The initial of a given name directly before (`V. Putin`), small; empty when there is none."""
        if index == 0 or self.words.gap(index - 1) not in {". ", "."}:
            return ""
        letter = self.words.words[index - 1]
        if letter == "M" and self._language == "fr":  # Monsieur
            return ""
        dotted = index > 1 and self.words.gap(index - 2) == "." and len(self.words.words[index - 2]) == 1
        return letter.lower() if len(letter) == 1 and letter.isupper() and not dotted else ""

    def embedded(self, first: int, last: int) -> bool:
        """Whether the words are part of an address, a handle or an identifier (`rosneft.com`, `@putin`, `PA_NAME`)."""
        text, start, end = self.words.text, self.words.starts[first], self.words.ends[last - 1]
        if text[max(0, start - 1) : start] in _GLUE or text[end : end + 1] in _GLUE:
            return True
        tail, head = text[end : end + 2], text[max(0, start - 2) : start]
        return (tail[:1] == "." and tail[1:].isalnum()) or (
            head[1:] == "." and head[:1].isalnum() and head[:1].islower()
        )

    def _name(self, index: int) -> bool:
        word = self.words.words[index]
        if not word[0].isupper() or (word.isupper() and 1 < len(word) <= 4):
            return False
        if self._persons is not None and index not in self._persons:
            return False
        if "\u0400" <= word[0] <= "\u04ff" and self.opens_sentence(index):
            return False  # our vocabulary is English: what opens a Russian sentence is mostly no name
        if is_ordinary(fold_word(word)) or names_place(word):
            return False
        return not (self._language and is_adjective(word.lower()))

    def heading(self, index: int) -> bool:
        """Whether the word stands in a short line with most words capitalised, where capitals tell nothing."""
        text, place = self.words.text, self.words.starts[index]
        start = text.rfind("\n", max(0, place - HEADING_CHARS_MAX), place)
        end = text.find("\n", place, place + HEADING_CHARS_MAX)
        if (start < 0 and place > HEADING_CHARS_MAX) or (end < 0 and place + HEADING_CHARS_MAX < len(text)):
            return False
        line = text[start + 1 : end if end >= 0 else len(text)].split()
        if not 3 < len(line) <= HEADING_WORDS_MAX or line[-1][-1] in ".!?;":
            return False
        return sum(word[0].isupper() for word in line) >= HEADING_SHARE * len(line)

    def shouted(self, first: int, last: int) -> bool:
        """Whether the words around are in capitals as well, so that capitals are no sign of an acronym."""
        beside = [self.words.words[i] for i in (first - 2, first - 1, last, last + 1) if 0 <= i < len(self.words)]
        long = [word for word in beside if len(word) > 3 and word.isalpha()]
        return bool(long) and all(word.isupper() for word in long)

    def ship_near(self, first: int, last: int) -> bool:
        """Whether a word of seafaring stands near."""
        near = self.words.words[max(0, first - SHIP_REACH) : last + SHIP_REACH]
        return any(word.lower() in _SHIP_WORDS for word in near)
