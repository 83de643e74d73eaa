"""In which ways words of a text cover listed names, in compiled code: what `filtering.context` asks before all else.

Importing this module imports numba (extra `fast`): only what compiles does. Arrays come as pointers of `SiftIndex`,
`Memo` and `SiftRoom`.
"""

# numba infers the types of compiled code; annotations are for the reader.
# mypy: disable-error-code="no-any-return,arg-type,assignment,return-value"
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from ostrakon.index.covered import LETTERS_APART
from ostrakon.index.sifted import ELSEWHERE, INITIAL, LONG, LONG_MIN, MAY, NOTHING, OWN, OWN_MIN, TWO, WHOLE

_WHOLE_SHARE = np.float32(0.999)
"""Of the words of a name (1), less what sums may differ."""
_AND = 3
"""Letters of `and`, which an ampersand is read as: it may be one letter."""


@njit(nogil=True, error_model="numpy")
def ways_of(features: int, reached: int, count: int, index: Any, memo: Any, room: Any) -> int:
    """In which ways names that have enough are covered, by the words that lead to them.

    Args:
        reached: how many they are; they stand first among `room.document`, and have their place in `room.first`.
        count: words of the text.
    """
    for place in range(reached):
        room.first[room.document[place]], room.last[room.document[place]] = count, -1
    for place in range(features):
        feature = np.int64(room.touched[place])
        first, last = room.feature_first[feature], room.feature_last[feature]
        for post in range(np.int64(index.post_off[feature]), np.int64(index.post_off[feature + 1])):
            document = np.int64(index.post_doc[post])
            if room.last[document] != ELSEWHERE:
                room.first[document] = min(room.first[document], first)
                room.last[document] = max(room.last[document], last)
    found = NOTHING
    for place in range(reached):
        document = np.int64(room.document[place])
        first, last = np.int64(room.first[document]), np.int64(room.last[document])
        if last - first > 1:
            found |= MAY
        elif last > first:
            # A word alone may cover as much as both.
            found |= TWO
            found |= _lone_ways(first, count, np.int64(-1), room.total[document], memo, room)
            found |= _lone_ways(last, count, np.int64(-1), room.total[document], memo, room)
        else:
            letters = np.int64(index.letters[document])
            found |= _lone_ways(first, count, letters, room.total[document], memo, room)
    for place in range(reached):
        room.last[room.document[place]] = ELSEWHERE
    return found


@njit(nogil=True, error_model="numpy")
def _lone_ways(place: int, count: int, letters: int, covered: float, memo: Any, room: Any) -> int:
    """Flags of `sifted` for the word at a place of a text of so many words.

    Args:
        letters: of the listed name, which a word alone must have about as many of; -1 where it need not.
        covered: share of the name, at most.
    """
    row = room.row[place]
    size = np.int64(memo.text_size[row])
    found = NOTHING
    if (place > 0 and _short(room.row[place - 1], memo)) or (
        place + 1 < count and _short(room.row[place + 1], memo)
    ):  # fmt: skip
        found |= INITIAL
    elif letters >= 0 and abs(size - letters) > LETTERS_APART:
        return NOTHING
    if memo.listed[row] != 0:
        if size >= OWN_MIN:
            found |= OWN
        if size >= LONG_MIN:
            found |= LONG
    elif size >= LONG_MIN and covered >= _WHOLE_SHARE:
        found |= WHOLE
    return found


@njit(nogil=True, error_model="numpy", forceinline=True)
def _short(row: int, memo: Any) -> bool:
    size = np.int64(memo.text_size[row])
    at = np.int64(memo.text_at[row])
    return size == 1 or (
        size == _AND
        and memo.letters[at] == ord("a")
        and memo.letters[at + 1] == ord("n")
        and memo.letters[at + 2] == ord("d")
    )
