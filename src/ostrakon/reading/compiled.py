"""`names.running` and the search of `spotting` through two compiled loops: the same words and the same spots, sooner.

The loops read texts of the basic plane; for others, and for short texts, the plain way is as good.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ostrakon.names.running import MARKS, SYLLABIC, Running, running
from ostrakon.native.bound import Bound
from ostrakon.native.entry import Function
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.lexicon import Seen

LENGTH_MIN = 4_000
"""Code points of a text from which on the loops are worth their calls."""
OUTSIDE, PART, SINGLE, APOSTROPHE = range(4)
"""What a code point is: outside of words, a part of one, a word by itself, a sign that may join parts."""
ELIDED = tuple(map(ord, "ldjnsmtc"))
_PLANE = 1 << 16
_SPOTS_ROOM = 1 << 14


class Words(NamedTuple):
    """Room for the words of a text.

    Attributes:
        starts, ends, numbers: of each word, and its distinct word. firsts: where each distinct word stands first.
        slots: a table of distinct words, -1 for none. said: slots; then words, and distinct words.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    numbers: NDArray[np.int32]
    firsts: NDArray[np.int32]
    slots: NDArray[np.int32]
    said: NDArray[np.int64]


class Spelt(NamedTuple):
    """What each distinct word of a text may be.

    Attributes:
        exact: the listed word that it equals, -1 for none.
        off, flat: the listed words that it may be besides; the first `same` of them without an edit.
    """

    exact: NDArray[np.int64]
    off: NDArray[np.int64]
    same: NDArray[np.int64]
    flat: NDArray[np.int64]


class Listed(NamedTuple):
    """The arrays of the gazetteer that are read; `opens`: where the pairs begin whose first word is each listed one."""

    opens: NDArray[np.int64]
    pair: NDArray[np.uint64]
    pair_off: NDArray[np.uint32]
    pair_pattern: NDArray[np.uint32]
    pair_at: NDArray[np.uint8]
    pattern_off: NDArray[np.uint32]
    pattern_word: NDArray[np.uint32]


class Loops:
    """The two loops over one gazetteer."""

    def __init__(self, gazetteer: Gazetteer, cut: Function, sequences: Function) -> None:
        self._cut, self._sequences = cut, sequences
        words = len(gazetteer.word_df)
        opens = np.searchsorted(gazetteer.pair >> np.uint64(32), np.arange(words + 1, dtype=np.uint64))
        self._listed = Bound(
            Listed(opens.astype(np.int64), *(gazetteer.arrays[name] for name in Listed._fields[1:])),
            ("i8", "u8", "u4", "u4", "u1", "u4", "u4"),
        )

    def running(self, text: str) -> Running:
        """As `names.running.running`."""
        if not text or max(text) > "\uffff":
            return running(text)
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        count = len(codes) + 1
        slots = 1 << count.bit_length()
        starts, ends, numbers, firsts = np.empty((4, count), dtype=np.int32)
        table = np.full(slots, -1, dtype=np.int32)
        said = np.array([slots, 0], dtype=np.int64)
        room = Bound(Words(starts, ends, numbers, firsts, table, said), ("i4", "i4", "i4", "i4", "i4", "i8"))
        self._cut(codes.ctypes.data, len(codes), kinds().ctypes.data, room.at)
        found, different = said.tolist()
        begin, end = starts[:found].tolist(), ends[:found].tolist()
        distinct = [text[begin[place] : end[place]] for place in firsts[:different].tolist()]
        words = list(map(distinct.__getitem__, numbers[:found].tolist()))
        return Running.numbered(text, words, begin, end, distinct, numbers[:found].astype(np.int64))

    def sequences(self, seen: Seen) -> NDArray[Any]:
        """Rows of first word, pattern, and place of the word spelt otherwise (-1 for none); what stands between
        words was not looked at. A sequence may come up twice.
        """
        sizes = [len(others) for others in seen.others]
        spelt = Bound(
            Spelt(
                seen.listed,
                np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))).astype(np.int64),
                np.array(seen.same_count, dtype=np.int64),
                np.array([word for others in seen.others for word in others], dtype=np.int64),
            ),
            ("i8", "i8", "i8", "i8"),
        )
        numbers = np.ascontiguousarray(seen.words.numbers, dtype=np.int32)
        size = _SPOTS_ROOM
        while True:
            room = Bound((np.empty(size * 3, dtype=np.int64), np.array([size, 0], dtype=np.int64)), ("i8", "i8"))
            self._sequences(numbers.ctypes.data, len(numbers), spelt.at, self._listed.at, room.at)
            found = int(room.arrays[1][1])
            if found <= size:
                rows: NDArray[Any] = room.arrays[0][: found * 3].reshape(-1, 3)
                return rows
            size = found


@cache
def kinds() -> NDArray[np.uint8]:
    """What each code point of the basic plane is in a word."""
    found = np.zeros(_PLANE, dtype=np.uint8)
    plane = "".join(map(chr, range(_PLANE)))
    for kind, pattern in ((PART, rf"[^\W_{SYLLABIC}]|[{MARKS}]"), (SINGLE, rf"[{SYLLABIC}]|&"), (APOSTROPHE, "['’]")):
        found[[match.start() for match in re.finditer(pattern, plane)]] = kind
    return found
