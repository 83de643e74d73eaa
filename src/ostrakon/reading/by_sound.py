"""Listed names that a Korean text writes in Hangul by their sound: 신바드 for Sinbad, 위티옹 for Wee Tiong.

Hangul has no capitals, and many words sound alike; so a name counts by its sound only in a text about sanctions, as a
word of its own, if long enough, with its country or its kind of business beside it, and if no other listed party
sounds so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import Indel

from ostrakon.names.hangul_sounds import hangul_sound, latin_sounds, same_sound
from ostrakon.names.places import names_place
from ostrakon.names.spellings import hangul_readings
from ostrakon.reading.carriers import Carried, Carriers
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.hangul_runs import Written, written_names
from ostrakon.reading.heads import decorates
from ostrakon.reading.judging import Judged, Verdict
from ostrakon.reading.patterns import Form, Party
from ostrakon.reading.prose import Prose
from ostrakon.reading.subject import SHORT_MAX

SYLLABLES_MIN = 3
CONSONANTS_MIN = 4
"""Consonants from which on a sound tells a name without its kind of business beside it."""
CONSONANTS_LEAST = 2
CONSONANTS_ALONE = 5
"""The same for one Latin word that is not a whole listed name."""
LIKE_MIN, LIKE_BESIDE_KIND = 0.72, 0.5
"""How like the romanised Hangul must be to the listed letters (`Indel`), alone and beside a kind of business."""
SCORE = 0.75
_OWN = frozenset({"kp", "kr"})
"""Countries whose names have one Hangul spelling, which is compared syllable by syllable."""
_INSIDE = frozenset("은는을를의에이가")
"""Endings of a word after which no name goes on."""


def by_sound(prose: Prose, gazetteer: Gazetteer, carriers: Carriers, countries: Collection[int]) -> list[Judged]:
    """Listed names by their sound.

    Args:
        prose: a Korean text.
        gazetteer: the lists.
        carriers: whose names the patterns are, seen from this text.
        countries: where names of countries begin, in code points; those are none.
    """
    if len(prose.words) <= SHORT_MAX or not len(gazetteer.sound):
        return []
    search = _Search(gazetteer, carriers)
    return [
        judged
        for written in written_names(prose)
        if prose.words.starts[written.first] not in countries and prose.on_subject(written.first)
        for judged in search.judged(written)
    ]


@dataclass(frozen=True, slots=True)
class _Search:
    gazetteer: Gazetteer
    carriers: Carriers

    def judged(self, written: Written) -> list[Judged]:
        """What is meant beyond doubt: the one party that sounds most like it; else what others may speak for."""
        if len(written.text) < SYLLABLES_MIN - (written.kinds > 1):
            return []
        found = list(self._heard(written))
        sure = [(likeness, carried) for likeness, carried, fits in found if fits]
        if not sure:
            return [_counted(written, carried, Verdict.SUPPORT) for _, carried, _ in found]
        top = max(likeness for likeness, _ in sure)
        best = [carried for likeness, carried in sure if likeness == top]
        if any(set(best[0].entities).isdisjoint(other.entities) for other in best):
            return []
        return [_counted(written, best[0], Verdict.ACCEPT)]

    def _heard(self, written: Written) -> Iterator[tuple[float, Carried, bool]]:
        """Each pattern that sounds so: how like its letters are, whose it is, whether enough speaks for it."""
        sound = hangul_sound(written.text)
        if len(sound[0]) < CONSONANTS_LEAST:
            return
        for pattern in self._patterns(sound[0]):
            words = tuple(map(self.gazetteer.word, self.gazetteer.row("pattern_word", "pattern_off", pattern)))
            if any(names_place(word) for word in words) or all(map(decorates, words)):
                continue
            if any(same_sound(sound, own) for own in latin_sounds(words)) and _word_by_word(written.text, words):
                carried = self.carriers.of(pattern)
                if carried.form is not Form.WEAK and (
                    self._codes(carried).isdisjoint(_OWN) or _read(written.text, "".join(words))
                ):
                    letters = anyascii(written.text).lower().replace(" ", "").replace("eu", "")
                    likeness = Indel.normalized_similarity(letters, "".join(words))
                    like = likeness >= (LIKE_BESIDE_KIND if written.kind else LIKE_MIN)
                    yield likeness, carried, like and self._fits(carried, len(words), written, len(sound[0]))

    def _patterns(self, consonants: str) -> list[int]:
        key = np.uint32(crc32(consonants.encode()))
        low = np.searchsorted(self.gazetteer.sound, key, side="left")
        high = np.searchsorted(self.gazetteer.sound, key, side="right")
        found: list[int] = self.gazetteer.sound_pattern[low:high].tolist()
        return found

    def _codes(self, carried: Carried) -> set[str]:
        return {code for entity in carried.entities for code in self.gazetteer.countries(entity)}

    def _fits(self, carried: Carried, length: int, written: Written, consonants: int) -> bool:
        """Whether enough speaks for a name of so many words."""
        party = carried.classes[0]
        codes = self._codes(carried)
        near = not codes.isdisjoint(self.carriers.countries)
        if party is Party.PERSON:
            return length > 1 and near and consonants >= CONSONANTS_MIN and codes.isdisjoint(_OWN)
        if party in {Party.VESSEL, Party.AIRCRAFT}:
            return near and consonants >= CONSONANTS_MIN and written.ship
        if written.kind:
            return near or (not codes and consonants >= CONSONANTS_MIN)
        whole = carried.form < Form.HEAD or length > 1
        return near and consonants >= (CONSONANTS_MIN if whole else CONSONANTS_ALONE)


def _word_by_word(text: str, words: tuple[str, ...]) -> bool:
    """Whether each part between blanks sounds as one word, if there are several parts."""
    parts = text.split()
    return len(parts) == 1 or (
        len(parts) == len(words)
        and min(map(len, parts)) > 1
        and _INSIDE.isdisjoint(part[-1] for part in parts[:-1])
        and all(
            any(same_sound(hangul_sound(part), own) for own in latin_sounds((word,)))
            for part, word in zip(parts, words, strict=True)
        )
    )


def _read(text: str, joined: str) -> bool:
    """Whether the Latin letters are a reading of each syllable, one after the other: Korean names are no loanwords."""
    parts = (hangul_readings(letter) or (re.escape(letter.lower()),) for letter in text if not letter.isspace())
    return re.fullmatch("".join(f"(?:{'|'.join(part)})" for part in parts), joined) is not None


def _counted(written: Written, carried: Carried, verdict: Verdict) -> Judged:
    note = "a listed name by its sound in Hangul"
    return Judged(written.first, written.whole, carried.entities, carried.classes[0], verdict, SCORE, note)
