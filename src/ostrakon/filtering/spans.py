"""Names within a text: spotted word by word, then compared like any other name, so that one score explains both.

What speaks against a spot is told by rules of context, not by a list of forgotten names: a single word needs a word
beside it that tells of a party or a ship, a street's name is a street's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.filtering.joined import Joined, joinings
from ostrakon.intake.payments import Block, FieldClass
from ostrakon.names.common import common_words
from ostrakon.names.running import Running, fold_word, running
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.lexicon import Lexicon
from ostrakon.reading.patterns import Form, Party
from ostrakon.reading.spotting import Spot, spot

SINGLE_MIN = 5
SINGLE_FREE_MIN = 12
"""Letters of a one-word name that counts in free text without a word beside it."""
_SHIP = re.compile(r"\b(?:M/?V|M/?T|S/?S|VESSEL|TANKER|SHIP|IMO|VOY(?:AGE)?|B/?L|LADING)\b", re.IGNORECASE)
_SHIP_BEFORE = re.compile(r"\b(?:M/?V|M/?T|S/?S|VESSEL|TANKER|SHIP)\W{1,4}$", re.IGNORECASE)
_SHIP_END = re.compile(r"\s*(?:$|[,;./()]|\b(?:B/?L|IMO|VOY\w*|FLAG|FROM|TO|AT|ON|NO|DATED|CARGO)\b|\d)", re.IGNORECASE)
_PARTY_BESIDE = re.compile(
    r"\b(?:BEHALF\s+OF|B/O|C/O|ATTN|FAVOU?R\s+OF|BENEFICIARY|ORDER\s+OF|BUYER|SELLER|CONSIGNEE|SHIPPER|SUPPLIER|PAYEE|VIA|BANK)\W*"
    r"(?:MR|MRS|MS|DR|M/S)?\W*$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:STREET|STR|ST|ROAD|RD|AVENUE|AVE|LANE|BOULEVARD|BLVD|SQUARE|STRASSE|STRAßE|RUE|CALLE|VIA|ULITSA|UL|PROSPEKT|CADDESI|"
    r"SOKAK|WEG|ALLEE|PLATZ|PLAZA|RUA|VIALE|LAAN|STRAAT|УЛИЦА|УЛ|ПРОСПЕКТ|ПЛОЩАДЬ)\b",
    re.IGNORECASE,
)
_CARE_OF = re.compile(r"\b(?:C/O|ATTN|ATTENTION|CARE\s+OF|Z\.?\s?HD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A place where a listed name seems to stand.

    Attributes:
        text: the words. joined: the text that they stand in; start, end: where.
        entities: ids of those who carry the name.
    """

    text: str
    joined: Joined
    start: int
    end: int
    entities: frozenset[str]


class Spotter:
    """Finds spans in blocks against one gazetteer; keep one for many messages, since it remembers words. One thread."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._lexicon = Lexicon(gazetteer)

    def spans(self, block: Block, *, single: bool = False) -> Iterator[Span]:
        """Spans of a block that its context does not speak against, longest first, without overlaps in one joining."""
        for joined in joinings(block):
            words = running(joined.text)
            spots = [
                s for s in spot(words, self._gazetteer, self._lexicon) if self._stands(s, words, joined, block, single)
            ]
            if joined.border >= 0 and spots:
                # Only what goes over the border is new: all else was seen before.
                spots = [s for s in spots if joined.crosses(words.starts[s.first], words.ends[s.last - 1])]
            taken: set[int] = set()
            for one in sorted(spots, key=lambda s: (s.first - s.last, s.edits, s.first)):
                place = range(one.first, one.last)
                if not taken.isdisjoint(place) and not self._same_place(one, spots):
                    continue
                taken.update(place)
                start, end = words.starts[one.first], words.ends[one.last - 1]
                yield Span(joined.text[start:end], joined, start, end, self._carriers(one))

    @staticmethod
    def _same_place(one: Spot, spots: list[Spot]) -> bool:
        """Whether a spot of the very same words was kept: several parties may carry one name."""
        return any(s is not one and (s.first, s.last) == (one.first, one.last) for s in spots)

    def _carriers(self, one: Spot) -> frozenset[str]:
        entities = self._gazetteer.row("party_entity", "party_off", one.pattern)
        return frozenset(map(self._gazetteer.entity_id, entities))

    def _stands(self, one: Spot, words: Running, joined: Joined, block: Block, single: bool) -> bool:
        start, end = words.starts[one.first], words.ends[one.last - 1]
        folded = [fold_word(word) for word in words.words[one.first : one.last]]
        parties = {Party(int(self._gazetteer.entity_class[e])) for e in self._entities(one)}
        before, after = joined.text[max(start - 40, 0) : start], joined.text[end : end + 30]
        ship = bool(_SHIP_BEFORE.search(before))
        if ship and not _SHIP_END.match(after):
            # The words between MV and the next mark are the ship's whole name: `MV BLUE HORIZON` is not BLUE.
            return False
        if ship and Party.VESSEL in parties:
            return True
        telling = [word for word in folded if word not in common_words()]
        if len(folded) == 1:
            return self._single(one, folded[0], parties, before, block, single)
        if not telling and len(folded) < 3:
            return False
        if parties <= {Party.VESSEL} and not _SHIP.search(joined.text):
            return False
        street = block.cls in {FieldClass.ADDRESS, FieldClass.PARTY} and _STREET.search(before[-12:] + "|" + after[:12])
        return not (street and len(folded) <= 2 and not _CARE_OF.search(joined.text))

    def _single(self, one: Spot, word: str, parties: set[Party], before: str, block: Block, single: bool) -> bool:
        if len(word) < SINGLE_MIN or word in common_words() or one.edits or Party.PERSON in parties:
            return False
        if _PARTY_BESIDE.search(before) or single:
            return True
        return block.cls is FieldClass.FREE and len(word) >= SINGLE_FREE_MIN and Party.VESSEL not in parties

    def _entities(self, one: Spot) -> list[int]:
        forms = self._gazetteer.row("party_form", "party_off", one.pattern)
        entities = self._gazetteer.row("party_entity", "party_off", one.pattern)
        strong = [e for e, f in zip(entities, forms, strict=True) if f != Form.WEAK]
        return strong or entities
