"""What the words around a listed name, and its own, say of it: a ship, a street, a party, an ordinary word."""

from __future__ import annotations

import math
import re

from ostrakon.filtering.borders import line_of, parted
from ostrakon.filtering.classes import PLACED
from ostrakon.filtering.covering import Stretch
from ostrakon.filtering.legal import legal_beside
from ostrakon.filtering.texts import Text
from ostrakon.index.coverage import Coverage, Word
from ostrakon.intake.payments import FieldClass
from ostrakon.names.common import common_words
from ostrakon.names.countries import country_code
from ostrakon.names.running import fold_word
from ostrakon.rules.places import countries_named, country_openers
from ostrakon.screening.comparing import PERSON, VESSEL, Comparer

PART_BITS = 4.0
PART_WORDS_MIN = 3
"""What words need more, and how many there must be, that are only a part of a name: the whole is compared as well, and
says something else."""
STREET_BITS = 3.5
"""What two words need more where a street or a town is named: they are called after people, and so are ships."""
LITTLE = 3
"""Letters of a little word."""
SHIP_PLACED_BITS = 6.0
"""What two words of an address that says nothing of ships need more as the name of one: `St. Marc`, `Port Theresa`."""
AMID_BITS = 5.5
"""What two words need more that stand among other words of their line in an address: most are a part of its name."""
SYLLABLES_MIN = 3
"""Letters of a script that does not part words; two are a name of hundreds, and of towns."""
SHORTEST = 4
"""Letters of a one-word name that counts at all; what is shorter is an abbreviation of many things."""
SINGLE_ALONE_MIN = 8
"""Letters of a one-word name that counts without a word beside it."""
SINGLE_WHOLE_MIN = 6
"""Letters of a one-word name that stands alone in its field."""
WIDE = 1.0
"""How much of a name a word covers that may be several of it written as one."""
GLUED_MIN = 8
"""Letters of a name of several words written as one."""
BEFORE = 40
"""Letters before a stretch that are looked at."""
_SHIP = re.compile(r"\b(?:M/?V|M/?T|S/?S|VESSEL|TANKER|SHIP|IMO|VOY(?:AGE)?|B/?L|LADING)\b", re.IGNORECASE)
SHIP_BEFORE = r"\b(?:M/?V|M/?T|S/?S|VESSEL|TANKER|SHIP)\W{1,4}"
_SHIP_BEFORE = re.compile(rf"{SHIP_BEFORE}$", re.IGNORECASE)
_SHIP_END = re.compile(
    r"\s*(?:$|[-,;:./()+]|\b(?:B/?L|IMO|VOY\w*|FLAG|FROM|TO|AT|ON|NO|DATED|CARGO|REF|INV\w*|AS|FOR|PER|"
    r"JAN\w*|FEB\w*|MARCH|APR\w*|MAY|JUNE|JULY|AUG\w*|SEPT?\w*|OCT\w*|NOV\w*|DEC\w*)\b|\d)",
    re.IGNORECASE,
)
PARTY_BESIDE = (
    r"\b(?:BEHALF\s+OF|ACCOUNT\s+OF|B/O|O/B|C/O|ATTN|FAVOU?R\s+OF|BENEFICIARY|ORDER\s+OF|BUYER|SELLER|CONSIGNEE|SHIPPER|"
    r"SUPPLIER|PAYEE|VIA|BANK|WITH|DELIVERED\s+TO|CLIENT|CUSTOMER)"
)
_PARTY_BESIDE = re.compile(rf"{PARTY_BESIDE}\W*(?:MR|MRS|MS|DR|M/S)?\W*$", re.IGNORECASE)
_STREET_VIA = re.compile(r"\bVIA\W*$", re.IGNORECASE)
"""In an address `Via` is Italian for a street, and leads to no party."""
_STREET = re.compile(
    r"\b(?:STREET|STR|ST|ROAD|RD|AVENUE|AVE|LANE|BOULEVARD|BLVD|SQUARE|STRASSE|STRAßE|RUE|CALLE|VIA|ULITSA|UL|PROSPEKT|CADDESI|"
    r"SOKAK|WEG|ALLEE|PLATZ|PLAZA|RUA|VIALE|LAAN|STRAAT|УЛИЦА|УЛ|ПРОСПЕКТ|ПЛОЩАДЬ)\b",
    re.IGNORECASE,
)
BREAK = r"[;/|+(,]|\b(?:AND|OR|UND|ODER|ET|Y)\b"
_BREAK = re.compile(r"(?:[;/|+(]|,\s*(?:AND|OR)?|\b(?:AND|OR|UND|ODER|ET|Y)\b)\s*$", re.IGNORECASE)
"""What parts two names in one field."""
_CARE_OF = re.compile(r"\b(?:C/O|O/B|ATTN|ATTENTION|CARE\s+OF|ACCOUNT\s+OF|BENEFICIARY|Z\.?\s?HD)\b", re.IGNORECASE)
_PLACE_ENDINGS = frozenset("시군구동읍면리로길도가역市区區县縣镇鎮乡鄉村路街巷弄号號省州町丁")
"""Syllables with which names of places and streets end in Korean, Chinese and Japanese addresses."""
_TITLES = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "sheikh", "shaykh", "haji", "hajji", "mullah", "maulavi", "gen", "general",
    "col", "colonel", "sir", "eng", "sayyid",
))  # fmt: skip
"""Words before a name that make it a person's again where it could be that of a place."""
SYLLABLES_PLACED_MIN = 5
"""Syllables that count in an address whatever stands beside them; fewer are names of places as often as of people."""


class Context:
    """Holds stretches against their context under one index."""

    def __init__(self, coverage: Coverage, comparer: Comparer) -> None:
        self._coverage, self._comparer = coverage, comparer

    def told_by(self, stretch: Stretch) -> tuple[int, int, int, int, bool, bool]:
        """All that `price` looks at of a stretch: most of the names that lie upon the same words differ in none of it.

        The fourth is the class of the listed name.
        """
        document = stretch.document
        single = self._comparer.words(document) == 1
        kind = self._comparer.kind(document)
        return stretch.text, stretch.first, stretch.last, kind, single, stretch.covered >= WIDE

    def price(self, stretch: Stretch, text: Text) -> float:
        """Bits that the stretch needs beyond those of its class; infinity where the context leaves no name."""
        words = text.words
        start, end = words.starts[stretch.first], words.ends[stretch.last]
        surfaces = words.words[stretch.first : stretch.last + 1]
        kind = self._comparer.kind(stretch.document)
        before, after = text.joined.text[max(start - BEFORE, 0) : start], text.joined.text[end : end + 30]
        if _SHIP_BEFORE.search(before):
            # The words between MV and the next mark are the ship's whole name: `MV BLUE HORIZON` is not BLUE, nor is it
            # a company that is called after it.
            ends = _SHIP_END.match(after) is not None or parted(text, stretch.last + 1)
            whole = ends and self._comparer.words(stretch.document) == 1
            whole = whole or len(surfaces) > 1
            return 0.0 if kind == VESSEL and whole else math.inf
        if len(surfaces) == 1:
            alone = self._single(stretch, self._coverage.words(surfaces)[0], kind, before, text)
            return self._part(stretch, text, before, 1) if alone else math.inf
        part = self._part(stretch, text, before, len(surfaces))
        if country_code(text.joined.text[start:end]):
            return math.inf
        folded = [fold_word(word) for word in surfaces]
        if len(folded) < 3 and all(word in common_words() for word in folded):
            return math.inf
        if stretch.first in text.glued and max(map(len, folded)) <= LITTLE and any(w in common_words() for w in folded):
            return math.inf  # `as` and `per` at the border of two lines are not Asper
        if "".join(folded) in common_words():  # an ordinary word, cut by the end of a line
            return math.inf
        if max(map(len, surfaces)) == 1 and len(surfaces) < SYLLABLES_MIN:
            return math.inf
        if text.block.cls not in PLACED:
            return part
        if max(map(len, surfaces)) == 1 and _of_a_place(stretch, text, before):
            return math.inf
        if len(folded) < 3 and kind in {VESSEL, PERSON} and _within_line(stretch, text, kind):
            return math.inf
        if part == math.inf or (kind == VESSEL and len(folded) < 3 and not _SHIP.search(text.joined.text)):
            return part + SHIP_PLACED_BITS
        street = text.block.part == "StrtNm" or _STREET.search(before[-12:] + "|" + after[:12])
        return part + (STREET_BITS if street and len(folded) <= 2 and not _CARE_OF.search(text.joined.text) else 0.0)

    def _part(self, stretch: Stretch, text: Text, before: str, words: int) -> float:
        """Bits that words need more because they are only a part of a name."""
        if self._part_of_name(stretch, text) and not (_PARTY_BESIDE.search(before) or _BREAK.search(before)):
            return PART_BITS if words >= PART_WORDS_MIN else math.inf
        return 0.0

    @staticmethod
    def hopeful(text: Text) -> bool:
        """Whether `price` leaves any stretch of a text: none of a name of one or two words, save where one begins.

        Such names are compared whole, and are most of all.
        """
        if len(text.words.words) >= PART_WORDS_MIN or text.block.cls is not FieldClass.NAME:
            return True
        if len(text.words.words) > 1 and fold_word(text.words.words[-1]) in country_openers():
            return True  # a name with its place
        before = [text.joined.text[max(start - BEFORE, 0) : start] for start in text.words.starts]
        return any(shape.search(one) for one in before for shape in (_SHIP_BEFORE, _PARTY_BESIDE, _BREAK))

    @staticmethod
    def _part_of_name(stretch: Stretch, text: Text) -> bool:
        """Whether the words are only a part of a name that is compared whole as well; a place beside them is none."""
        lines = text.joined.begins
        after = lines[1] if len(lines) > 1 else len(text.joined.text) + 1
        if text.block.cls is FieldClass.NAME:
            return not _only_place(text.joined.text[text.words.ends[stretch.last] :], stretch)
        if text.block.cls is not FieldClass.PARTY or text.words.ends[stretch.last] >= after:
            return False
        return not _only_place(text.joined.text[text.words.ends[stretch.last] : after], stretch)

    def _single(self, stretch: Stretch, word: Word, kind: int, before: str, text: Text) -> bool:
        """Whether one word is enough: the whole text, a name of several written as one, or told by its neighbours."""
        letters = len(word.folded)
        around = text.words.words[max(stretch.first - 1, 0) : stretch.first + 2]
        initial = kind == PERSON and min(map(len, around)) == 1
        wide = not word.own and stretch.covered >= WIDE and letters >= GLUED_MIN
        if not (initial or wide or (word.own and kind != PERSON)):
            return False
        if word.folded in common_words() or letters < SHORTEST or word.folded.isdigit():
            return False
        first, last = line_of(text, stretch.first)
        legal = kind != VESSEL and legal_beside(text.words.words[first : last + 1], stretch.first - first)
        if text.block.part == "StrtNm" and len(text.words.words) > 1 and not legal:
            return False
        told = _PARTY_BESIDE.search(before) is not None
        placed = text.block.cls in PLACED or self._part_of_name(stretch, text)
        if text.block.cls in PLACED and _STREET_VIA.search(before):
            told = False
        glued = not placed or self._comparer.words(stretch.document) > 1
        glued = glued or (text.block.cls is FieldClass.ADDRESS and len(text.words.words) == 1)
        if wide and glued:
            return True
        if initial:
            return told or not placed
        if kind == PERSON or not word.own:
            return False
        if told or legal:
            return told or not self._part_of_name(stretch, text)
        if len(text.words.words) == 1 and (not placed or text.block.part == "BldgNm"):
            return letters >= SINGLE_WHOLE_MIN
        return text.block.cls is FieldClass.FREE and letters >= SINGLE_ALONE_MIN and kind != VESSEL


def _only_place(rest: str, stretch: Stretch) -> bool:
    """Whether nothing but a country or the seat of its government follows a name that begins a field."""
    letters = rest.strip(" ,;()-/.")
    if stretch.first or not letters:
        return False
    named = countries_named(letters)
    return len(named) == 1 and (named[0].start, named[0].end) == (0, len(letters))


def _of_a_place(stretch: Stretch, text: Text, before: str) -> bool:
    """Whether a few syllables in an address are the name of a place or a part of one.

    Korean and Chinese names of people have two to four syllables, and so have towns, quarters and streets. A name
    stands by itself (in Korean between blanks) and ends like no place; `성남시`, `영수박동` are a town and a quarter.
    """
    size = stretch.last - stretch.first + 1
    if size >= SYLLABLES_PLACED_MIN or _CARE_OF.search(before):
        return False
    words = text.words
    glued_before = stretch.first > 0 and words.ends[stretch.first - 1] == words.starts[stretch.first]
    glued_behind = stretch.last + 1 < len(words.words) and words.ends[stretch.last] == words.starts[stretch.last + 1]
    return glued_before or glued_behind or words.words[stretch.last] in _PLACE_ENDINGS


def _within_line(stretch: Stretch, text: Text, kind: int) -> bool:
    """Whether one or two words of an address stand among others in their line, where they are a place called after
    somebody: a ship anywhere, a person in the name of a street."""
    if _CARE_OF.search(text.joined.text) or _SHIP.search(text.joined.text):
        return False
    if kind == PERSON and text.block.part != "StrtNm":
        return False
    if parted(text, stretch.first) and parted(text, stretch.last + 1):
        return False
    words = text.words.words
    beside = [*words[: stretch.first], *words[stretch.last + 1 :]]
    # A title or an initial makes a person of the name again: `Sheikh A. Mansur` is no street.
    return kind != PERSON or not all(len(word) == 1 or word.lower().strip(".") in _TITLES for word in beside)


def amid_price(text: Text, first: int, last: int) -> float:
    """Bits that two words of an address need more where another stands right before or behind them in their line."""
    words, joined = text.words, text.joined.text
    if last != first + 1 or text.block.cls not in PLACED:
        return 0.0
    if _PARTY_BESIDE.search(joined[max(words.starts[first] - BEFORE, 0) : words.starts[first]]):
        return 0.0
    amid = any(
        0 < place < len(words.words)
        and not parted(text, place)
        and joined[words.ends[place - 1] : words.starts[place]] == " "
        and len(words.words[outer]) > 1
        and words.words[outer].isalpha()
        and words.words[outer].lower() not in _TITLES
        for place, outer in ((first, first - 1), (last + 1, last + 1))
    )
    return AMID_BITS if amid and not _CARE_OF.search(joined) else 0.0
