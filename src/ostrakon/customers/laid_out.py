"""The names of a segment as the compiled comparison reads them: nothing is analysed again to compare a name."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ostrakon.customers.segment import FLAG_ABJAD, FLAG_KOREAN, FLAG_TRUNCATED, FLAG_WHOLE, Segment
from ostrakon.match.alignment import Aligner
from ostrakon.match.compiled.aligner import CompiledAligner
from ostrakon.match.compiled.layout import ASKED, JOIN
from ostrakon.match.joining import WORDS as JOINED_WORDS
from ostrakon.match.weights import F64, Weights, quantised
from ostrakon.screening.facts import profiles_of

I64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
_BLOCK = 14


class LaidOut:
    """Names of one segment under one set of rarities; the arrays live as long as this.

    Args:
        rarity: of each word of the segment, in bits (`Footprints.rarity_of`).
    """

    def __init__(self, segment: Segment, rarity: NDArray[np.float32], weights: Weights) -> None:
        self._segment = segment
        words = segment.word_record.view(ASKED).copy()
        kinds = words["kind"]
        words["rarity"] = np.minimum(rarity.astype(np.float64), weights.rarity_cap[kinds])
        price = weights.extra_base[kinds] + weights.extra_slope[kinds] * words["rarity"]
        words["extra"] = np.minimum(quantised(price), 0.0)
        self._words, self._text = words, np.concatenate([segment.word_text, segment.abjad_spelling])
        self._rows = segment.name_word.astype(np.int64)
        self._joins = _joins(segment)
        self._join_rows = np.arange(len(self._joins), dtype=np.int64)
        self._whole = np.ascontiguousarray(segment.name_whole)

    def blocks(self, names: I64) -> I64:
        """What `CompiledAligner.bits_of_blocks` reads of some names."""
        segment = self._segment
        found = np.zeros((len(names), _BLOCK), dtype=np.int64)
        for place, off, rows in (
            (0, segment.name_word_off, self._rows),
            (4, segment.name_join_off, self._join_rows),
            (7, segment.name_whole_off, self._whole),
        ):
            start, end = off[names].astype(np.int64), off[names + 1].astype(np.int64)
            found[:, place] = rows.ctypes.data + start * rows.itemsize
            found[:, place + 1] = end - start
        found[:, 2], found[:, 3] = self._words.ctypes.data, self._text.ctypes.data
        found[:, 6] = self._joins.ctypes.data
        found[:, 9] = segment.name_whole_hash[names].view(np.int64)
        flags = segment.name_flags[names]
        for place, flag in ((10, FLAG_KOREAN), (11, FLAG_ABJAD), (12, FLAG_TRUNCATED)):
            found[:, place] = flags & flag != 0
        found[:, 13] = segment.name_letters[names]
        return found

    def bits(self, aligner: Aligner, names: I64, documents: I64, least: F64, apart: Bools) -> F64:
        """Bits of pairs of names, sorted by the customer's name.

        Args:
            least: bits that count, of each name of the segment; who has less may get any number below.
            apart: names that may be an acronym of a listed name: compared one by one.
        """
        found = np.full(len(names), -np.inf)
        if not len(names):
            return found
        starts = np.nonzero(np.concatenate([[True], names[1:] != names[:-1]]))[0]
        each, off = names[starts], np.append(starts, len(names)).astype(np.int64)
        plain = (self._segment.name_flags[each] & FLAG_WHOLE != 0) | apart[each]
        if not isinstance(aligner, CompiledAligner):
            plain[:] = True
        fast = np.nonzero(~plain)[0]
        if len(fast) and isinstance(aligner, CompiledAligner):
            kept = np.repeat(~plain, (off[1:] - off[:-1]))
            sizes = (off[1:] - off[:-1])[fast]
            borders = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
            chosen = np.ascontiguousarray(documents[kept])
            found[kept] = aligner.bits_of_blocks(self.blocks(each[fast]), borders, chosen, least[each[fast]])
        for number in np.nonzero(plain)[0].tolist():
            part = slice(int(off[number]), int(off[number + 1]))
            found[part] = self._one(aligner, int(each[number]), documents[part], float(least[each[number]]))
        return found

    def _one(self, aligner: Aligner, name: int, documents: I64, least: float) -> F64:
        segment = self._segment
        customer = int(segment.name_cust[name])
        first = int(np.searchsorted(segment.name_cust, customer))
        profile = profiles_of(segment.subject(customer))[name - first]
        return aligner.bits(profile, np.ascontiguousarray(documents), least)


def _joins(segment: Segment) -> NDArray[np.void]:
    """Records of `layout.JOIN` of all names, in the order in which `asked.Asked` makes them."""
    found = np.zeros(len(segment.name_join), dtype=JOIN)
    found["sound"], found["length"] = segment.name_join, segment.name_join_length
    count, tokens = _sizes(segment.name_join_off), _sizes(segment.name_word_off)
    place = np.arange(len(found)) - np.repeat(segment.name_join_off[:-1].astype(np.int64), count)
    pairs = np.repeat(np.maximum(tokens - 1, 0), count)
    second = place >= pairs
    found["words"] = np.where(second, JOINED_WORDS[1], JOINED_WORDS[0])
    found["first"] = np.where(second, place - pairs, place)
    spelt = segment.abjad_join
    found["bones"][spelt] = segment.abjad_bones
    found["spelling_at"][spelt] = len(segment.word_text) + segment.abjad_spelling_off[:-1].astype(np.int64)
    found["spelling_length"][spelt] = _sizes(segment.abjad_spelling_off)
    return found


def _sizes(off: NDArray[np.uint32]) -> I64:
    return off[1:].astype(np.int64) - off[:-1]
